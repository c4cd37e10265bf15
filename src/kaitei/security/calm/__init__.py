"""A calm year: Japan's supply of the base year with the sea-bed project's oxide in it, by the oxide's share of need."""
