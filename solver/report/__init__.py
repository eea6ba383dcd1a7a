"""What a coach sees: plans, scores and audits on the screen."""
