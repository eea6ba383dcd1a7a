"""A few lines on top of a scenario: how files, lists and rules are laid over each other."""
