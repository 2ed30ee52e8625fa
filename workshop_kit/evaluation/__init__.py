"""How an evening was, as those who came say and as its counts show."""
