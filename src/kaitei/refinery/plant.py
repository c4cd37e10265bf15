"""The plant of one run: its units set up from the scenario, in the order in which the mud meets them."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from kaitei.physics import elements
from kaitei.physics.arrays import FloatArray
from kaitei.refinery import classification, flowsheet
from kaitei.refinery.flowsheet import Routes, Solids
from kaitei.refinery.sections.concentrator import Concentrator, concentrate
from kaitei.refinery.sections.leaching import Leaching, run_leach
from kaitei.refinery.sections.purification import Purification, purify
from kaitei.refinery.sections.separation import Separation, separate
from kaitei.refinery.sections.streams import Streams, follow, wet_end
from kaitei.refinery.sections.washing import Washing, wash
from kaitei.stage import Inputs

FRESH_WATER_DENSITY = 1000.0


class SolidOutlets(NamedTuple):
    """Dry solids that leave the plant [kg], (draw, year)."""

    fines_reject: FloatArray
    leach_residue: FloatArray
    precipitate: FloatArray


@dataclass(frozen=True)
class Plant:
    """What the units do: masses on (draw, year), shares of elements on (draw, element), streams of all years."""

    feed: FloatArray
    """Landed elements [kg], (draw, year, element)."""
    routes: Routes
    mud: Solids
    concentrator: Concentrator
    concentrate: Solids
    leaching: Leaching
    washing: Washing
    purification: Purification
    separation: Separation
    streams: Streams
    operating_time: FloatArray
    """Time at work in a year [s], (draw,)."""

    def rate(self, amount: FloatArray) -> FloatArray:
        """Flow while at work in the largest year, from amounts by year; its unit per second, (draw,)."""
        return np.asarray(amount.max(axis=1) / self.operating_time)

    def with_feed(self, amount: FloatArray) -> FloatArray:
        """An amount of all years (draw,) spread over the years as the leach feed is, (draw, year)."""
        return spread(amount, self.concentrate.total)

    def with_metal(self, amount: FloatArray) -> FloatArray:
        """An amount of all years (draw,) spread over the years as the rare earths in the liquor are, (draw, year)."""
        return spread(amount, self.fed)

    def elements(self, share: FloatArray) -> FloatArray:
        """Mass of all followed elements that a share of each stands for [kg], (draw, year)."""
        return np.asarray((self.feed * share[:, np.newaxis, :]).sum(axis=-1))

    def moles(self, share: FloatArray) -> FloatArray:
        """Rare earths and yttrium that a share of each element stands for [mol], (draw, year)."""
        return self.elements(share * elements.REY / elements.ATOMIC_WEIGHT)

    @cached_property
    def fed(self) -> FloatArray:
        """Rare earths and yttrium fed to the train [mol], (draw, year)."""
        return self.moles(self.routes.liquor * self.purification.recovery)

    @cached_property
    def oxide(self) -> FloatArray:
        """Rare-earth oxide made [kg], (draw, year)."""
        return self.elements(self.routes.product * elements.REY * elements.OXIDE_FACTOR)

    @cached_property
    def solid_outlets(self) -> SolidOutlets:
        """Dry solids that leave the plant; what the leach and the liquors leave, as in the mean of all years."""
        return SolidOutlets(
            fines_reject=self.mud.total - self.concentrate.total,
            leach_residue=self.with_feed(self.streams.leach_residue.dry),
            precipitate=self.with_feed(self.streams.neutralised_solids.dry),
        )


def spread(amount: FloatArray, by: FloatArray) -> FloatArray:
    """An amount of all years (draw,) in proportion to another amount (draw, year)."""
    total = by.sum(axis=1)
    return np.asarray((amount / np.where(total > 0.0, total, 1.0))[:, np.newaxis] * by)


def by_year(x: Inputs, name: str) -> FloatArray:
    """A number per draw, to be spread over the years."""
    return x[name][:, np.newaxis]


def set_up(x: Inputs) -> Plant:
    """The plant with all its streams."""
    mud = landed_solids(x)
    concentrator = concentrate(x, mud, pore_water(x))
    recovery = concentrator.recovery
    leached = mud.part(Solids(*(share[:, np.newaxis] for share in recovery)))
    matrix = matrix_recovery(x, recovery)
    hosts = host_shares(x, recovery, matrix)
    landed = x["feed_element"].sum(axis=1)
    leaching = run_leach(x, leached, hosts.recovered * landed, hosts.in_apatite, hosts.in_oxide)
    washing = wash(x, (leached.total - leaching.dissolved.total).max(axis=1), leaching.volume.max(axis=1))
    wet = wet_end(x, mud, recovery, matrix, landed, leaching, washing.lost)
    purification = purify(x, wet.leach_liquor, leaching.volume.sum(axis=1))
    routes = flowsheet.leached_routes(hosts.recovered, leaching.end.extraction * (1.0 - washing.lost)[:, np.newaxis])
    clean = landed * routes.liquor * purification.recovery * elements.REY / elements.ATOMIC_WEIGHT
    separation = separate(x, clean)
    made = separation.recovery * x["refinery.finishing_recovery"][:, np.newaxis]
    return Plant(
        feed=x["feed_element"],
        routes=with_product(routes, purification.recovery * made),
        mud=mud,
        concentrator=concentrator,
        concentrate=leached,
        leaching=leaching,
        washing=washing,
        purification=purification,
        separation=separation,
        streams=follow(x, wet, purification, separation, made),
        operating_time=x["refinery.operating_days"],
    )


def with_product(leached: Routes, kept: FloatArray) -> Routes:
    """Routes when a share of what is in the liquor becomes product [1], (draw, element)."""
    return leached._replace(product=leached.liquor * kept, precipitate=leached.liquor * (1.0 - kept))


def pore_water(x: Inputs) -> FloatArray:
    """Water that comes with the landed mud [m3], (draw, year)."""
    return x["cake_landed"] * (1.0 - by_year(x, "cake_solids_fraction")) / FRESH_WATER_DENSITY


def matrix_recovery(x: Inputs, recovery: Solids) -> FloatArray:
    """Share of each element outside apatite that goes to the leach [1], (draw, element)."""
    oxide = x["refinery.oxide_share"]
    zeolite = (1.0 - oxide) * x["refinery.zeolite_share"]
    # NOTE: as differences from clay, so that it is exactly 1 where nothing is sent away.
    more = [(part - recovery.clay)[:, np.newaxis] for part in (recovery.oxide, recovery.zeolite)]
    return np.asarray(recovery.clay[:, np.newaxis] + oxide * more[0] + zeolite * more[1])


class Hosts(NamedTuple):
    """Where the elements of the leach feed sit, (draw, element)."""

    recovered: FloatArray
    """Share of each landed element that reaches the leach [1]."""
    in_apatite: FloatArray
    """Share of that in apatite [1]."""
    in_oxide: FloatArray
    """Share of what is not in apatite that sits in manganese and iron oxide [1]."""


def host_shares(x: Inputs, recovery: Solids, matrix: FloatArray) -> Hosts:
    """Hosts in the leach feed; ``matrix`` is what of each element outside apatite reaches it [1], (draw, element)."""
    apatite = x["refinery.apatite_share"]
    recovered = classification.two_host_recovery(apatite, recovery.apatite[:, np.newaxis], matrix)
    in_oxide = x["refinery.oxide_share"] * recovery.oxide[:, np.newaxis] / matrix
    # NOTE: rounding may take a share a hair above 1, where all of an element sits in one host.
    in_apatite = np.minimum(apatite * recovery.apatite[:, np.newaxis] / recovered, 1.0)
    return Hosts(recovered, in_apatite, np.minimum(in_oxide, 1.0))


def landed_solids(x: Inputs) -> Solids:
    """Minerals of the landed mud, (draw, year); fails draws whose apatite would outweigh the mud."""
    share = x["refinery.apatite_share"] * elements.REY
    grade = by_year(x, "refinery.apatite_grade")
    apatite = classification.apatite_mass(x["feed_element"], share[:, np.newaxis, :], grade)
    calcite = by_year(x, "refinery.calcite_content") * x["mud_landed"]
    matrix = x["mud_landed"] - apatite - calcite
    x.fail(
        matrix.min(axis=1) < 0.0,
        "apatite and calcite would weigh more than the mud; the feed is too rich for refinery.apatite_grade",
    )
    matrix = np.maximum(matrix, 0.0)
    zeolite, oxide = (by_year(x, f"refinery.{name}_content") * matrix for name in ("zeolite", "oxide"))
    return Solids(apatite, matrix - zeolite - oxide, zeolite, oxide, calcite)
