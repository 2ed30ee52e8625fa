"""Pure functions over ideas, votes and services: no database, no pages, no network."""
