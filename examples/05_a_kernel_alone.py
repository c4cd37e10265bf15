"""Kernels are plain functions in SI units, usable without the chain.

Shows: a settling speed, a price index, a conversion of a grade to oxide.
"""

from kaitei.physics import elements

neodymium = 185e-6
oxide = neodymium * elements.OXIDE_FACTOR[elements.index("Nd")]
print(f"185 ppm Nd is {1e6 * oxide:.1f} ppm Nd2O3")
