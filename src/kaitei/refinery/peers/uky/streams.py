"""What flows where in the plant: 39 streams between 17 units, balanced for every metal, chloride and sulfate."""

from typing import NamedTuple

import numpy as np

from kaitei.physics.arrays import BoolArray, FloatArray, IntArray
from kaitei.refinery.extraction import room as ro
from kaitei.refinery.extraction.distribution import dehpa_sulfate_prommis
from kaitei.refinery.leach.coal_refuse import ATOMS, OXIDE_MASS, OXIDES
from kaitei.refinery.peers.uky import passes as ps
from kaitei.refinery.peers.uky.plant import Plant, over_draws, records

COLUMNS = (*OXIDES, "Cl", "SO4", "volume")
"""Along the last axis of a stream: metals, chloride and sulfate in all forms [mol/s], volume of liquid [m3/s]."""

UNITS = {
    "leach mixer": (("acid", "raffinate_back", "scrub_back"), ("leach_feed",)),
    "leach": (("refuse", "leach_feed"), ("residue", "leach_liquor")),
    "leach filter": (("leach_liquor",), ("filtrate", "cake_liquor")),
    "rougher mixer": (("filtrate", "cleaner_raffinate"), ("rougher_feed",)),
    "rougher load": (("rougher_feed", "rougher_organic"), ("raffinate", "rougher_loaded")),
    "raffinate splitter": (("raffinate",), ("raffinate_back", "raffinate_purge")),
    "rougher scrub": (("scrub_acid", "rougher_loaded"), ("scrub_liquor", "rougher_scrubbed")),
    "scrub splitter": (("scrub_liquor",), ("scrub_back", "scrub_purge")),
    "rougher strip": (("strip_acid", "rougher_scrubbed"), ("strip_liquor", "rougher_barren")),
    "rougher organic": (("rougher_barren", "rougher_make_up"), ("rougher_organic", "rougher_purge")),
    "cleaner mixer": (("strip_liquor", "oxalate_back"), ("cleaner_feed",)),
    "cleaner load": (("cleaner_feed", "cleaner_organic"), ("cleaner_raffinate", "cleaner_loaded")),
    "cleaner strip": (("cleaner_acid", "cleaner_loaded"), ("cleaner_liquor", "cleaner_barren")),
    "cleaner organic": (("cleaner_barren", "cleaner_make_up"), ("cleaner_organic", "cleaner_purge")),
    "precipitator": (("cleaner_liquor",), ("oxalate", "oxalate_liquor")),
    "oxalate filter": (("oxalate_liquor",), ("oxalate_back", "oxalate_purge", "moisture")),
    "roaster": (("oxalate",), ("product", "dust")),
    "plant": (
        ("acid", "refuse", "scrub_acid", "strip_acid", "cleaner_acid", "rougher_make_up", "cleaner_make_up"),
        ("residue", "cake_liquor", "raffinate_purge", "scrub_purge", "rougher_purge", "cleaner_purge", "oxalate_purge",
         "moisture", "product", "dust"),
    ),
}  # fmt: skip
"""Streams that enter and leave each unit, and the whole."""


class Flows(NamedTuple):
    """A solved plant over draws."""

    streams: dict[str, FloatArray]
    """Every stream of ``UNITS``, shape (draw, column) each."""
    acidity: dict[str, FloatArray]
    """Free hydrogen ions of the aqueous that leaves a bank or the leach [mol/m3], shape (draw,) each."""
    residue: FloatArray
    """Dry solids that leave the leach [kg/s], shape (draw,)."""
    converged: BoolArray
    """Acidities and flows of the last two passes agree, shape (draw,)."""
    passes: IntArray
    """Shape (draw,)."""


def solve(plant: Plant) -> Flows:
    """The plant at steady state, all recycles closed.

    Never raises for want of convergence: ``converged`` says so, and every metal still balances. Each draw is solved for
    itself from a cold start.

    >>> from kaitei.refinery.peers.uky.plant import pilot
    >>> made = solve(pilot())
    >>> round(float(made.streams["leach_liquor"][0, COLUMNS.index("volume")] * 3600e3), 2)
    287.0

    Raises InputError for numbers that no plant can have.
    """
    given = over_draws(plant)
    draws = len(given.solids)
    table, shares = np.zeros((draws, 6, len(COLUMNS))), np.zeros((draws, 5, 4, len(COLUMNS)))
    shares[:, :, ps.KEPT, ps.METALS :] = 1.0
    shares[:, :, ps.STAYED, ps.VOLUME] = 1.0
    acidity, dissolved, passes = np.empty((draws, 6)), np.empty((draws, len(OXIDES))), np.empty(draws, dtype=np.int64)
    law = dehpa_sulfate_prommis(OXIDES)
    rows = np.stack([law.slope, law.slope_dosage, 10.0**law.intercept, law.intercept_dosage, law.charge])
    ps.solve_draws(records(given), ro.side_by_side(rows), law.dosage, table, shares, acidity, dissolved, passes)
    names = ("raffinate", "scrub_liquor", "strip_liquor", "cleaner_raffinate", "cleaner_liquor", "leach_liquor")
    residue = given.solids * (1.0 - (given.content * dissolved).sum(axis=-1))
    levels = {name: acidity[:, k] for k, name in enumerate(names)}
    return Flows(_streams(given, table, shares, dissolved), levels, residue, passes > 0, np.abs(passes))


def balance(flows: Flows) -> dict[str, FloatArray]:
    """What enters less what leaves each unit of ``UNITS``, and the whole, relative to what enters [1]; (draw, column).

    The volume, which oxides raise by the water they make, is left out.
    """
    made = {}
    for unit, (enter, leave) in UNITS.items():
        fed = np.sum([flows.streams[name] for name in enter], axis=0)[:, : ps.VOLUME]
        gone = np.sum([flows.streams[name] for name in leave], axis=0)[:, : ps.VOLUME]
        made[unit] = (fed - gone) / np.where(fed > 0.0, fed, 1.0)
    return made


def _entering(given: Plant) -> dict[str, FloatArray]:
    """Streams from outside."""
    made = {name: np.zeros((len(given.solids), len(COLUMNS))) for name in UNITS["plant"][0]}
    made["refuse"][:, : ps.METALS] = given.solids[:, None] * given.content / OXIDE_MASS * ATOMS
    made["acid"][:, ps.SULFATE] = given.acid_flow * given.acid_sulfate
    for name, flow, chloride in (
        ("acid", given.acid_flow, 0.0), ("scrub_acid", given.scrub_flow, given.scrub_chloride),
        ("strip_acid", given.strip_flow, given.strip_chloride),
        ("cleaner_acid", given.cleaner_flow, given.strip_chloride),
        ("rougher_make_up", given.rougher_organic * (1.0 - given.rougher_back), 0.0),
        ("cleaner_make_up", given.cleaner_organic * (1.0 - given.cleaner_back), 0.0),
    ):  # fmt: skip
        made[name][:, ps.VOLUME], made[name][:, ps.CHLORIDE] = flow, flow * chloride
    return made


def _streams(given: Plant, table: FloatArray, shares: FloatArray, dissolved: FloatArray) -> dict[str, FloatArray]:
    """All streams from those that the passes found."""
    made = _entering(given)
    p = Plant(*(v if v.ndim > 1 else v[:, None] for v in given))
    organic = np.zeros(len(COLUMNS))
    organic[ps.VOLUME] = 1.0
    made["rougher_organic"] = table[:, ps.ROUGHER_ORGANIC] + organic * p.rougher_organic
    made["cleaner_organic"] = table[:, ps.CLEANER_ORGANIC] + organic * p.cleaner_organic
    for k, name in ((ps.LEACH_FEED, "leach_feed"), (ps.ROUGHER_FEED, "rougher_feed"),
                    (ps.CLEANER_FEED, "cleaner_feed")):  # fmt: skip
        made[name] = table[:, k]
    made["leach_liquor"] = table[:, ps.LEACH_FEED] + table[:, ps.DISSOLVED]
    made["residue"] = made["refuse"].copy()
    made["residue"][:, : ps.METALS] *= 1.0 - dissolved
    for k, unit in enumerate(("rougher load", "rougher scrub", "rougher strip", "cleaner load", "cleaner strip")):
        (aqueous, loaded), (liquor, left) = UNITS[unit]
        share = shares[:, k]
        made[liquor] = share[:, ps.KEPT] * made[aqueous] + share[:, ps.WASHED] * made[loaded]
        made[left] = share[:, ps.LOADED] * made[aqueous] + share[:, ps.STAYED] * made[loaded]
    down = np.append(ps.DOWN, [0.0, 0.0, 0.0])
    made["oxalate"] = down * made["cleaner_liquor"]
    made["oxalate_liquor"] = (1.0 - down) * made["cleaner_liquor"]
    for whole, part, rest, share in (
        ("leach_liquor", "filtrate", "cake_liquor", p.filtered),
        ("raffinate", "raffinate_back", "raffinate_purge", p.raffinate_back),
        ("scrub_liquor", "scrub_back", "scrub_purge", p.scrub_back),
        ("rougher_barren", "rougher_back", "rougher_purge", p.rougher_back),
        ("cleaner_barren", "cleaner_back", "cleaner_purge", p.cleaner_back),
        ("oxalate_liquor", "drained", "moisture", p.drained),
        ("drained", "oxalate_back", "oxalate_purge", p.liquor_back),
        ("oxalate", "product", "dust", p.roasted),
    ):  # fmt: skip
        made[part], made[rest] = share * made[whole], (1.0 - share) * made[whole]
    return made
