"""Plans side by side: on the screen, as JSON, as a page."""
