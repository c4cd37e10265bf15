"""What the monthly supply network is made of: sixteen elements, sixteen countries, five stages, in fixed order."""

from kaitei.physics import elements

ELEMENTS: tuple[str, ...] = tuple(symbol for symbol in elements.ELEMENTS if symbol not in ("Th", "U"))
"""The rare earths that occur: the lanthanides without promethium, yttrium and scandium."""

COUNTRIES = (
    "china", "myanmar", "laos", "australia", "malaysia", "united_states", "vietnam", "thailand",
    "india", "france", "estonia", "brazil", "russia", "japan", "europe", "rest",
)  # fmt: skip
"""``europe`` is the rest of Europe with the United Kingdom, ``rest`` the rest of the world."""

STAGES = ("ore", "oxide", "metal", "magnet", "material")
"""Forms of a rare earth; ``material`` is every first use but the magnet."""

TRADED = STAGES[:4]
"""The forms that shocks act on, in trade or in a plant."""
