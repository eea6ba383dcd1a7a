"""Trade-offs: on the screen, as JSON, as a page."""
