"""Plans of many athletes: a roster times scenarios, each different problem solved once, in a ledger."""

#: What processes that plan have loaded before there is a plan to make; :func:`solver.workers.hands.prepare`.
WARM = "solver.batch.warm"
