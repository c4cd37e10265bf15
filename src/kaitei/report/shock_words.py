"""What uses, countries and elements of the security page are called in print."""

from kaitei.physics import elements

USES = {
    "magnet_heat": "heat-proof magnets",
    "magnet_general": "other NdFeB magnets",
    "samarium_cobalt": "samarium-cobalt magnets",
    "battery_metallurgy": "batteries and metallurgy",
    "polishing": "polishing",
    "catalyst": "catalysts",
    "glass_optics": "glass and optics",
    "phosphor": "phosphors",
    "ceramics": "ceramics and coatings",
    "other": "other uses",
}

SHOWN = ("Dy", "Tb", "Y", "Nd")
"""Elements that have figures of their own."""

MARKETS = {"china": "in China", "abroad": "outside China"}

CASES = {"without": "without the project", "with": "with the project"}


def use_words(use: str) -> str:
    """A use in plain words.

    >>> use_words("magnet_heat"), use_words("glass_optics")
    ('heat-proof magnets', 'glass and optics')
    """
    return USES.get(use, use.replace("_", " "))


def element_words(symbol: str) -> str:
    """An element's name.

    >>> element_words("Dy")
    'dysprosium'
    """
    return elements.NAMES.get(symbol, symbol)
