"""From bounds to a linear model over the decisions."""
