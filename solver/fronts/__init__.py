"""Trade-offs: how much of one goal another one costs, and the plans between the two ends."""
