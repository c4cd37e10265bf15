"""What the mines give, by country and element, and which plants it goes to."""

import numpy as np

from kaitei.physics.arrays import FloatArray
from kaitei.security.network.agreement import Tables
from kaitei.security.network.network import members
from kaitei.security.network.tables import given
from kaitei.security.nodes import COUNTRIES, ELEMENTS

PASSES = 4
"""Times that ore moves on: more than the longest way to a plant (mine, plant of the light part, plant of the rest)."""


def assemblage(tables: Tables) -> dict[str, FloatArray]:
    """Share of each element in the oxide of each ore, (element,); what a source gives is scaled to sum to 1."""
    split = {}
    for row in tables["assemblages"]:
        percent = np.array([row.numbers.get(symbol, 0.0) for symbol in ELEMENTS])
        split[row["ore"]] = percent / percent.sum()
    return split


def mined(tables: Tables) -> FloatArray:
    """Oxide that mines give and that a product will contain [t/yr], (element, country)."""
    return contained(tables) * _yields(tables)


def contained(tables: Tables) -> FloatArray:
    """Oxide in what mines give, before any loss [t/yr], (element, country)."""
    ore_share, split = tables["ores"], assemblage(tables)
    made = np.zeros((len(ELEMENTS), len(COUNTRIES)))
    for row in tables["mine_output"]:
        c = COUNTRIES.index(row["country"])
        if row["product"] == "scandium":
            made[members("scandium"), c] += row.number("tonnes")
            continue
        for ore in ore_share:
            if ore["country"] == row["country"]:
                made[:, c] += row.number("tonnes") * ore.number("share") * split[ore["ore"]]
    return made


def _yields(tables: Tables) -> FloatArray:
    share = np.zeros((len(ELEMENTS), len(COUNTRIES)))
    for row in tables["yields"]:
        share[members(row["elements"]), COUNTRIES.index(row["country"])] = row.number("share")
    return share


def to_plants(tables: Tables, mine: FloatArray) -> tuple[FloatArray, FloatArray]:
    """What each country separates, and what ore it sends where [t/yr].

    A country without a customer for its ore separates all it has; one with customers separates what
    ``separation.csv`` says it made, and sells the rest.

    Returns (element, country) and (element, from, to).
    """
    share = np.zeros((len(ELEMENTS), len(COUNTRIES), len(COUNTRIES)))
    for row in tables["trade"]:
        if row["stage"] == "ore" and row.number("amount") > 0.0:
            ends = COUNTRIES.index(row["from"]), COUNTRIES.index(row["to"])
            share[members(row["elements"]), *ends] = row.number("amount")
    sent, kept = np.zeros(share.shape), mine
    for _ in range(PASSES):
        here = mine + sent.sum(axis=1)
        kept = np.where(share.sum(axis=2) > 0.0, np.minimum(_made_at_home(tables, here), here), here)
        sent = (here - kept)[:, :, np.newaxis] * share
    return kept, sent


def _made_at_home(tables: Tables, here: FloatArray) -> FloatArray:
    """Known output of plants, split over elements as the ore is, (element, country)."""
    made = np.zeros(here.shape)
    for row in tables["separation"]:
        if given(row.number("output")):
            c, group = COUNTRIES.index(row["country"]), members(row["elements"])
            total = here[group, c].sum()
            if total > 0.0:
                made[group, c] = row.number("output") * here[group, c] / total
    return made
