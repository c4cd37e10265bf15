"""The machines of the refinery and what they cost to buy.

The unit models say how many machines and how large; here stands what one costs, where the figure comes from, and over
which sizes it holds. Installation, buildings and contingency are factors on top and belong to economics.
"""
