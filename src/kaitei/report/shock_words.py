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

VINTAGE = (
    "Network, needs and prices of 2024 held over all months (mine output USGS 2026, customs BACI 2024, need of "
    "dysprosium METI 2012); plants open by their published dates."
)

FAMILIES = (
    "Shocks that may come: bans of China on Japan, licences for all, standstills in Myanmar, with hazards counted from "
    "2010 to 2026 (three shocks of trade in 16 years: few). Quotas, wars and outages elsewhere are not drawn."
)

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


OPTIONS = {
    "caremag": "half of Caremag's heavy oxides (France)",
    "lynas_rest": "what is left of Lynas's heavy oxides",
    "mp_heavy": "half of MP's heavy oxides (United States)",
    "ndpr_floor": "a price floor for neodymium and praseodymium",
    "recycling": "recycling of magnets",
    "substitution": "thrift and substitution in magnets",
    "separation": "separation of heavy oxides at home",
}


def option_words(name: str) -> str:
    """An option in plain words.

    >>> option_words("stock_Dy"), option_words("seabed_2033"), option_words("recycling")
    ('stock of dysprosium', 'the sea bed from 2033', 'recycling of magnets')
    """
    kind, _, rest = name.partition("_")
    if kind == "stock":
        return f"stock of {element_words(rest)}"
    return f"the sea bed from {rest}" if kind == "seabed" else OPTIONS.get(name, name.replace("_", " "))
