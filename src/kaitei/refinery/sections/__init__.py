"""The sections of the plant: each takes the scenario's numbers and what comes before it, and puts kernels together."""
