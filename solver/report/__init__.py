"""What a coach sees: plans, scores, audits and reasons, on the screen, as pages and as data."""
