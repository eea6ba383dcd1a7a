"""All plans of a batch on one page, and in one table for programs."""
