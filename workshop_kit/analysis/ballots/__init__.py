"""What ballots of one kind add up to: rankings, ratings, comparisons of two, and when a difference counts."""
