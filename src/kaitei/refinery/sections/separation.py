"""Solvent extraction: the train the plant is built with, and what it does with the liquor of every draw."""

from functools import cache
from typing import NamedTuple

import numpy as np

from kaitei.physics import elements
from kaitei.physics.arrays import FloatArray
from kaitei.refinery.separation import CHARGE, P507_ORDER
from kaitei.refinery.train.circuit import Limits
from kaitei.refinery.train.design import Train, design
from kaitei.refinery.train.equipment import P507_WEIGHT
from kaitei.refinery.train.extractants import NAPHTHENIC_ACID, P507, Extractant
from kaitei.refinery.train.operation import Operation, operate
from kaitei.refinery.train.slate import Product
from kaitei.stage import Inputs

GROUPS = {
    "eight_products": (("La",), ("Ce",), ("Pr", "Nd"), ("Sm", "Eu", "Gd"), ("Tb",), ("Dy",), ("Y",),
                       ("Ho", "Er", "Tm", "Yb", "Lu")),
    "fifteen_oxides": tuple((symbol,) for symbol in P507_ORDER),
}  # fmt: skip
"""Products of each slate; an oxide of praseodymium with neodymium is traded as such, other groups are not."""

TRADED_TOGETHER = frozenset({"Pr", "Nd"})
STRIP_STAGES, WASH_STAGES = 8, 3
"""Mixer-settlers of a circuit that strip the organic and that wash it (usual practice, from memory)."""

SURGE = 0.2
"""Organic in tanks and pipes over that in mixer-settlers [1]."""

PLACES = np.array([elements.index(symbol) for symbol in P507_ORDER])


class Separation(NamedTuple):
    """The train at work."""

    recovery: FloatArray
    """Share of each element fed to the train that ends in its own product [1], (draw, element)."""
    purity: FloatArray
    """Lowest purity of any product [1], (draw,)."""
    purity_of: FloatArray
    """Mole fraction of its own elements in each element's product [1], (draw, element)."""
    extracted: FloatArray
    """Taken into the organic of all circuits per mole fed [mol/mol], (draw,)."""
    stages: FloatArray
    """Mixer-settlers of the whole train [1], (draw,)."""
    volume: FloatArray
    """Of mixers and settlers per flow fed [m3 s/mol], (draw,)."""
    mixers: FloatArray
    """Of the mixers alone, likewise [m3 s/mol], (draw,)."""
    organic: FloatArray
    """Organic in the train, likewise [m3 s/mol], (draw,)."""


def separate(x: Inputs, fed: FloatArray) -> Separation:
    """Parts the rare earths of a clean liquor.

    fed: rare earths to the train over all years [mol], (draw, element)

    Structure and stages are built for ``refinery.design_split``; organic, wash and extract follow each draw's liquor
    and factors. Flows are linear in the amount, so one call serves all years.
    """
    train = built(x)
    scatter = x["refinery.separation_factor_scatter"][:, np.newaxis]
    ratios = [scattered(extractant, scatter) for extractant in train.extractants]
    # NOTE: C order, or a sum over the elements would round differently for one draw than for many.
    made = operate(np.ascontiguousarray(fed[:, PLACES]), ratios, train.circuits, train.members, train.limits)
    x.fail(~made.converged, "the extraction train has no steady state; check refinery.separation_factor_scatter")
    recovery, purity_of = np.zeros_like(fed), np.zeros_like(fed)
    recovery[:, PLACES] = made.recovery
    purity_of[:, PLACES] = made.purity[:, train.members.argmax(axis=0)]
    return Separation(recovery, made.purity.min(axis=1), purity_of, *_sizes(x, made, train))


def built(x: Inputs) -> Train:
    """The train of the plant; its data have no spread, so the first draw stands for all."""
    return built_for(
        tuple(x["refinery.design_split"][0, PLACES].tolist()),
        x.option("refinery.products"),
        tuple(float(x[f"refinery.{name}"][0]) for name in ("product_purity", "train_recovery", "extraction_excess")),
    )


def scattered(extractant: Extractant, scatter: FloatArray) -> FloatArray:
    """Distribution ratios with all separation factors nearer to 1 or farther [1], (draw, element).

    scatter: factor on what each separation factor lies above 1 [1], (draw, 1)
    """
    factors = 1.0 + (np.asarray(extractant.factors) - 1.0) * scatter
    return Extractant(extractant.name, extractant.order, factors).ratios(P507_ORDER)


@cache
def built_for(split: tuple[float, ...], products: str, targets: tuple[float, ...]) -> Train:
    """The train as built, found once for a composition of its feed, along ``P507_ORDER``."""
    purity, recovery, excess = targets
    slate = [Product(group, purity, recovery) for group in GROUPS[products]]
    moles = np.array(split) / elements.ATOMIC_WEIGHT[PLACES]
    return design(moles / moles.sum(), P507_ORDER, slate, (P507, NAPHTHENIC_ACID), Limits(excess=excess))


def grouped(products: str) -> FloatArray:
    """1 for elements that are sold in a group nobody trades as such, (element,)."""
    mask = np.zeros(len(elements.ELEMENTS))
    for group in GROUPS[products]:
        if len(group) > 1 and not set(group) <= TRADED_TOGETHER:
            mask[[elements.index(symbol) for symbol in group]] = 1.0
    return mask


def loading(x: Inputs) -> FloatArray:
    """Rare earths in loaded organic [mol/m3], (draw,)."""
    return x["refinery.extractant_strength"] * x["refinery.extractant_saponified"] / CHARGE


def _sizes(x: Inputs, made: Operation, train: Train) -> tuple[FloatArray, ...]:
    """Extraction, stages, volumes per mole fed; every stage of a circuit sees its organic and the aqueous beside it."""
    time = x["refinery.mixer_time"]
    stay = time + x["refinery.settler_depth"] / x["refinery.settler_flux"]
    liquor = x["refinery.strip_strength"] / CHARGE
    fed = made.fed[:, 0].sum(axis=1)
    some = np.where(fed > 0.0, fed, 1.0)
    stages, through, organic = 0.0, np.zeros_like(fed), np.zeros_like(fed)
    for at, circuit in enumerate(train.circuits):
        here = made.fed[:, at].sum(axis=1) / some
        flow = made.flow[at]
        ends = STRIP_STAGES + WASH_STAGES
        many = circuit.built.extraction_stages + circuit.built.scrub_stages + ends
        oil = flow.organic * here / loading(x)
        scrub, strip, feed = (part * here / liquor for part in (flow.wash, flow.extract, np.ones_like(here)))
        water = (many - ends) * scrub + circuit.built.extraction_stages * feed + ends * strip
        stages, through, organic = stages + many, through + many * oil + water, organic + many * oil
    return (
        made.extracted.sum(axis=1) / some,
        np.full_like(fed, stages),
        through * stay,
        through * time,
        organic * stay * (1.0 + SURGE),
    )


def first_fill(x: Inputs, organic: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Extractant and diluent of an organic [kg], (draw,); its volume in m3. Volumes add.

    948 kg/m3 of P507 and 780 kg/m3 of kerosene (from memory of the literature).
    """
    extractant = organic * x["refinery.extractant_strength"] * P507_WEIGHT
    return extractant, np.maximum(organic - extractant / 948.0, 0.0) * 780.0
