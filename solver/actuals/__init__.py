"""What was done: the log of a plan, read, added to, and laid on what was planned."""
