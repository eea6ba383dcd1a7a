"""Replanning: the past stands, and the days to come change as little as the musts allow."""
