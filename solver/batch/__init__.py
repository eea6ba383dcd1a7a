"""Plans of many athletes: a roster times scenarios, each different problem solved once, in a ledger."""

#: What processes that plan have loaded before there is anything to plan; see :func:`solver.hands.prepare`.
WARM = "solver.batch.warm"
