"""Plans of many athletes: a roster times scenarios, each different problem solved once, in a ledger."""
