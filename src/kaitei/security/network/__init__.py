"""Countries and stages in the base year 2024: small tables with their sources, balanced so that the network closes."""
