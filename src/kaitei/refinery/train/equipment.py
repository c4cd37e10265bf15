"""Mixer-settlers of a built train: volumes, organic and its first fill, rare earths held, losses, power."""

from typing import NamedTuple

import numpy as np

from kaitei.physics.arrays import FloatArray
from kaitei.refinery.train.design import Train
from kaitei.refinery.train.profile import central_profile

P507_WEIGHT = 0.30644
"""Molar mass of P507, C16H35O3P [kg/mol]."""


class Sizing(NamedTuple):
    """How mixer-settlers are sized. Values of usual practice; all but the mixing time are estimates."""

    mixing_time: float = 300.0
    """Residence time of both phases in the mixer [s] (5 minutes: design of a 10,000 t/a plant, Mackowski 2014)."""
    settler_flux: float = 3.0 / 3600.0
    """Both phases per settler area [m3/(m2 s)]; 3-5 m/h is usual in copper plants, viscous P507 lies low."""
    settler_depth: float = 0.8
    """Liquid depth of a settler [m]."""
    extractant: float = 1500.0
    """Extractant HA in the organic [mol/m3]."""
    saponified: float = 0.36
    """Share of it that is saponified and so exchanged [1]: 180 mol/m3 of rare earths."""
    extractant_density: float = 948.0
    """[kg/m3]."""
    diluent_density: float = 780.0
    """[kg/m3]."""
    feed_liquor: float = 1000.0
    """Rare earths in the aqueous of extraction and in the feed [mol/m3]; 200 g/L of oxide would be 1,200."""
    strip_liquor: float = 1000.0
    """Rare earths in scrub and strip liquors [mol/m3]: acid of 3 mol/L."""
    strip_stages: int = 8
    wash_stages: int = 3
    """Stages that strip and that wash the stripped organic, per circuit."""
    surge: float = 0.2
    """Organic in tanks and pipes over that in mixer-settlers [1]."""
    entrained: float = 50e-6
    """Organic lost with each aqueous product, volume per volume [1]."""
    power: float = 400.0
    """Shaft power per mixer volume [W/m3]."""


class Equipment(NamedTuple):
    """One circuit's equipment."""

    stages: int
    """Mixer-settlers in all: extraction, scrub, strip, wash."""
    mixer: float
    """Volume of the mixers of all stages [m3]."""
    settler: float
    """Area of the settlers of all stages [m2]."""
    organic: float
    """Organic in mixers, settlers, tanks and pipes [m3]."""
    held: FloatArray
    """Rare earths held in extraction and scrub and in the strip [mol], (element,)."""
    lost: float
    """Organic lost by entrainment [m3/s]."""
    power: float
    """Shaft power of the mixers [W]."""


class Fill(NamedTuple):
    """First fill of organic."""

    extractant: float
    """[kg]."""
    diluent: float
    """[kg]."""


def first_fill(organic: float, sizing: Sizing) -> Fill:
    """Extractant and diluent that make up an organic [kg].

    Args:
        organic: volume [m3].
        sizing: concentration and densities. Volumes are taken to add.

    >>> fill = first_fill(100.0, Sizing())
    >>> round(fill.extractant), round(fill.diluent)
    (45966, 40180)
    """
    extractant = organic * sizing.extractant * P507_WEIGHT
    return Fill(extractant, (organic - extractant / sizing.extractant_density) * sizing.diluent_density)


def equip(train: Train, sizing: Sizing | None = None) -> tuple[Equipment, ...]:
    """Equipment of every circuit at the flows of the central case.

    Args:
        train: designed for the feed of the built plant [mol/s].
        sizing: how mixer-settlers are sized.
    """
    how = Sizing() if sizing is None else sizing
    return tuple(_circuit(train, at, how) for at in range(len(train.circuits)))


def _circuit(train: Train, at: int, how: Sizing) -> Equipment:
    circuit, flow = train.circuits[at], train.central.flow[at]
    fed = float(train.central.fed[0, at].sum())
    organic, wash, extract = (float(part[0]) * fed for part in flow)
    ratio = train.extractants[circuit.cut.extractant].ratios(train.elements)[0]
    made = central_profile(circuit, ratio, train.central, at)
    n, m = circuit.built.extraction_stages, circuit.built.scrub_stages
    loaded = how.extractant * how.saponified / 3.0
    organic_flow = organic / loaded
    scrub_flow = wash / how.strip_liquor
    feed_flow = fed / how.feed_liquor
    strip_flow = extract / how.strip_liquor
    aqueous = np.concatenate(
        [
            np.full(n, feed_flow + scrub_flow),
            np.full(m, scrub_flow),
            np.full(how.strip_stages + how.wash_stages, strip_flow),
        ]
    )
    through = aqueous + organic_flow
    mixer, settler = through * how.mixing_time, through / how.settler_flux
    stage = mixer + settler * how.settler_depth
    in_organic = stage * organic_flow / through
    held = ((stage - in_organic)[: n + m] * _concentration(n, m, how)) @ made.aqueous
    held = held + (in_organic[: n + m] * loaded) @ made.organic
    held = held + float(stage[n + m : n + m + how.strip_stages].sum()) * 0.5 * loaded * made.organic[-1]
    return Equipment(
        stages=len(through),
        mixer=float(mixer.sum()),
        settler=float(settler.sum()),
        organic=float(in_organic.sum()) * (1.0 + how.surge),
        held=held,
        lost=how.entrained * (feed_flow + scrub_flow + strip_flow),
        power=float(mixer.sum()) * how.power,
    )


def _concentration(extraction: int, scrub: int, how: Sizing) -> FloatArray:
    """Rare earths in the aqueous of extraction and scrub [mol/m3], (stage,)."""
    return np.concatenate([np.full(extraction, how.feed_liquor), np.full(scrub, how.strip_liquor)])
