"""The clauses that every kind of rule shares: what, when, who, numbers, amounts, conditions."""
