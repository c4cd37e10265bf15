"""Plants outside China by date: what could be added to the base year."""

from typing import NamedTuple

from kaitei.security.network.agreement import Tables
from kaitei.security.network.network import members, node


class Plant(NamedTuple):
    """One product group of a plant that starts after, or stands in, the base year."""

    name: str
    node: int
    """Node it adds to: a mine its country's ore, any other plant the stage it makes."""
    elements: list[int]
    """Places in ELEMENTS of what it makes."""
    tonnes: float
    """What it makes when full [t oxide/yr], over all its elements together."""
    start: int
    """Months from January of the year 0: 12 times the year plus the month less one."""
    certainty: str
    """running, building, planned or doubtful."""


def plants(tables: Tables) -> list[Plant]:
    """All plants of ``plants.csv`` by their start."""
    made = []
    for row in tables["plants"]:
        year, month = row["start"].split("-")
        place = node(row["country"], row["stage"])
        start = 12 * int(year) + int(month) - 1
        made.append(Plant(row["plant"], place, members(row["elements"]), row.number("tonnes"), start, row["certainty"]))
    return sorted(made, key=lambda plant: plant.start)
