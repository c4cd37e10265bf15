"""The solvent-extraction train: ideal cascades, order of cuts, design of a built plant, and its operation by draw."""
