"""What each principle costs."""
