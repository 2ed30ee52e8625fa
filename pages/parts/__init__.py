"""What the pages share: database access, language, state, drawing."""
