"""The register of outcomes: dated counts of what a programme does, and what may be told of them."""
