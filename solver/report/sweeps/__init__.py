"""A sweep on the screen, as JSON, as a plot and as a page."""
