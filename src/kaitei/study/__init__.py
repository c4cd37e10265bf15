"""Studies: plain functions over a chain and a scenario, or over a result."""
