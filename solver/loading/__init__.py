"""From files to a season: everything checked, every problem said at once."""
