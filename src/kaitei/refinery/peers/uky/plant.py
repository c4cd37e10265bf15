"""What enters the plant and how its streams are split: numbers of the peer, and what is refused."""

from typing import NamedTuple

import numpy as np

from kaitei.errors import InputError, Problem
from kaitei.physics.arrays import FloatArray, RecordArray
from kaitei.refinery.extraction.distribution import DEHPA_DENSITY, DEHPA_MOLAR_MASS
from kaitei.refinery.leach.coal_refuse import OXIDES, REFUSE

INERTS = 0.6952
"""Inerts of the refuse [kg/kg]. With the oxides they sum to 1.00011: the peer feeds that much more than it says."""

PROTON_MASS = 1.008e-3
"""Of hydrogen in hydrochloric acid [kg/mol]; it is 1e-3 in the leach. Where a stream crosses over its mass is kept, so
the acid that comes back counts 0.8 % more protons than left."""

CHLORIDE_MASS = 35.453e-3
"""[kg/mol]."""

PRECIPITATED = {
    "Al": 0.009, "Fe": 0.0244, "Ca": 0.205, "Sc": 0.3161, "Y": 0.7446, "La": 0.5151, "Ce": 0.6807, "Pr": 0.78,
    "Nd": 0.8155, "Sm": 0.8735, "Gd": 0.8801, "Dy": 0.8716,
}  # fmt: skip
"""Share of each metal that oxalate brings down, constants for pH 1.28 (Wang et al. 2022, as in the peer)."""


class Plant(NamedTuple):
    """Numbers of the plant; each with a leading axis of draws or without."""

    solids: FloatArray
    """Refuse [kg/s]."""
    content: FloatArray
    """Oxides in it, in the order of ``OXIDES`` [kg/kg], shape (oxide,)."""
    tank: FloatArray
    """Volume of each of two leach tanks [m3]."""
    acid_flow: FloatArray
    """Fresh sulfuric acid [m3/s]."""
    acid_protons: FloatArray
    """Hydrogen in it, free or in HSO4- [mol/m3]."""
    acid_sulfate: FloatArray
    """Sulfate in it, in all forms [mol/m3]."""
    scrub_flow: FloatArray
    """Hydrochloric acid to the rougher's scrub [m3/s]."""
    scrub_protons: FloatArray
    scrub_chloride: FloatArray
    """[mol/m3]."""
    strip_flow: FloatArray
    """Hydrochloric acid to the rougher's strip [m3/s]."""
    cleaner_flow: FloatArray
    """Hydrochloric acid to the cleaner's strip [m3/s]."""
    strip_protons: FloatArray
    strip_chloride: FloatArray
    """Of both strip acids [mol/m3]."""
    rougher_organic: FloatArray
    cleaner_organic: FloatArray
    """Organic that goes round, fresh and returned [m3/s]."""
    extractant: FloatArray
    """Molecules in fresh organic [mol/m3]."""
    filtered: FloatArray
    """Share of the leach liquor that the filter sets free [1]; the rest leaves with the residue."""
    raffinate_back: FloatArray
    """Share of the rougher's raffinate that goes back to the leach [1]."""
    scrub_back: FloatArray
    """Share of the scrub liquor that goes back to the leach [1]."""
    rougher_back: FloatArray
    cleaner_back: FloatArray
    """Share of the barren organic that goes round [1]; fresh organic takes the place of the rest."""
    drained: FloatArray
    """Share of the liquor that the filter frees of oxalate [1]; the rest goes into the roaster."""
    liquor_back: FloatArray
    """Share of the drained liquor that goes back to the cleaner [1]."""
    roasted: FloatArray
    """Share of the oxide that is product [1]; the rest is dust."""


SHARES = ("filtered", "raffinate_back", "scrub_back", "rougher_back", "cleaner_back", "drained", "liquor_back",
          "roasted")  # fmt: skip
MAY_BE_ZERO = {"solids", "content", "tank", "acid_protons", "acid_sulfate", *SHARES}


def pilot() -> Plant:
    """The plant as PrOMMiS runs it (``uky_flowsheet.py``, commit 9beba554).

    >>> round(float(pilot().acid_flow * 3600e3), 6)
    100.0
    """
    litre, whole = 1e-3 / 3600.0, INERTS + REFUSE.sum()
    numbers = {
        "solids": 22.68 / 3600.0 * whole, "content": REFUSE / whole, "tank": 0.3785411784, "acid_flow": 100.0 * litre,
        "acid_protons": 277.0 + 25025.0 / 97.0, "acid_sulfate": 915.0 / 96.0 + 25025.0 / 97.0,
        "scrub_flow": 0.1 * litre, "scrub_protons": 0.98144 / PROTON_MASS, "scrub_chloride": 34.51874 / CHLORIDE_MASS,
        "strip_flow": 3.375 * litre, "cleaner_flow": 3.517 * litre, "strip_protons": 1.008 / PROTON_MASS,
        "strip_chloride": 35.453 / CHLORIDE_MASS, "rougher_organic": 128.9 * litre, "cleaner_organic": 603.3 * litre,
        "extractant": 0.2 * DEHPA_DENSITY / DEHPA_MOLAR_MASS, "filtered": 0.7, "raffinate_back": 0.9, "scrub_back": 0.9,
        "rougher_back": 0.9, "cleaner_back": 0.9, "drained": 0.9, "liquor_back": 0.9, "roasted": 0.95,
    }  # fmt: skip
    return Plant(**{name: np.asarray(number) for name, number in numbers.items()})


def over_draws(plant: Plant) -> Plant:
    """Every number over the draws of the longest, shape (draw,); the content (draw, oxide).

    Raises InputError for what no plant can have: all problems at once.
    """
    given = {name: np.asarray(number, dtype=float) for name, number in zip(Plant._fields, plant, strict=True)}
    problems = [
        Problem(f"must be finite and {'not negative' if name in MAY_BE_ZERO else 'above 0'}", path=name)
        for name, v in given.items()
        if not np.all(np.isfinite(v) & ((v >= 0.0) if name in MAY_BE_ZERO else (v > 0.0)))
    ]
    problems += [Problem("is a share and holds a number above 1", path=n) for n in SHARES if np.any(given[n] > 1.0)]
    if given["content"].shape[-1:] != (len(OXIDES),):
        problems.append(Problem(f"needs {len(OXIDES)} oxides; its shape is {given['content'].shape}", path="content"))
    elif np.any(given["content"].sum(axis=-1) > 1.0 + 1e-9):
        problems.append(Problem("oxides must not sum above 1", path="content"))
    for names in (("filtered", "raffinate_back"), ("rougher_back",), ("cleaner_back",)):
        if not problems and np.any(np.prod([np.max(given[n]) for n in names]) >= 1.0):
            problems.append(Problem("must be below 1: nothing would leave the loop", path=" times ".join(names)))
    if problems:
        raise InputError(problems)
    draws = np.broadcast_shapes(*(v.shape[:-1] if n == "content" else v.shape for n, v in given.items()), (1,))
    return Plant(**{
        name: np.ascontiguousarray(np.broadcast_to(v, (*draws, len(OXIDES)) if name == "content" else draws))
        for name, v in given.items()
    })  # fmt: skip


def records(plant: Plant) -> RecordArray:
    """A plant over draws as one record a draw, for the kernels; shape (draw,)."""
    kinds = [(name, np.float64, v.shape[1:]) for name, v in zip(Plant._fields, plant, strict=True)]
    made = np.empty(len(plant.solids), dtype=kinds)
    for name, v in zip(Plant._fields, plant, strict=True):
        made[name] = v
    return made
