"""The uses of rare earths in Japan that the monthly model tells apart."""

USES: tuple[str, ...] = (
    "magnet_heat",
    "magnet_general",
    "samarium_cobalt",
    "battery_metallurgy",
    "polishing",
    "catalyst",
    "glass_optics",
    "phosphor",
    "ceramics",
    "other",
)
"""``magnet_heat`` are magnets that bear heat (motors of vehicles and machines); ``ceramics`` zirconia, coatings and
capacitors."""
