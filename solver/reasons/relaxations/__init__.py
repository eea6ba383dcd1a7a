"""Ways out of a conflict: the smallest changes with which there is a plan."""
