"""What the monthly supply network is made of: sixteen elements, sixteen countries, five stages, in fixed order."""

from kaitei.physics import elements

ELEMENTS: tuple[str, ...] = tuple(symbol for symbol in elements.ELEMENTS if symbol not in ("Th", "U"))
"""The rare earths that occur: the lanthanides without promethium, yttrium and scandium."""

COUNTRIES = (
    "china", "myanmar", "laos", "australia", "malaysia", "united_states", "vietnam", "thailand",
    "india", "france", "estonia", "brazil", "russia", "japan", "europe", "rest",
)  # fmt: skip
"""``europe`` is all of it but France, Estonia and Russia; ``rest`` holds Korea, Taiwan, Kazakhstan and all others."""

STAGES = ("ore", "oxide", "metal", "magnet", "material")
"""Forms of a rare earth; ``material`` is every first use but the magnet: polish, catalyst, glass, phosphor, ceramics,
batteries, alloys."""

TRADED = STAGES[:4]
"""The forms that shocks act on, in trade or in a plant."""

BASES = ("tonnes", "value")
"""What weighs the elements in figures for all of them together: tonnes of oxide, or those at the price of each."""
