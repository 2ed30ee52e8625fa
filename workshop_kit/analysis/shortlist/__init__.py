"""A shortlist from ballots: most votes, or equal shares. Exact, and with the reason for each choice."""
