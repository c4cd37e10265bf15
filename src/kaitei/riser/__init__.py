"""The riser: a double pipe through which pumps on the ship carry mud slurry up from the sea bed."""
