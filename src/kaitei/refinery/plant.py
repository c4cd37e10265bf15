"""The plant of one run: its units set up from the scenario, in the order in which the mud meets them."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from kaitei.physics import elements
from kaitei.physics.arrays import FloatArray
from kaitei.refinery import classification, flowsheet, neutralisation
from kaitei.refinery.flowsheet import Dissolved, Routes, Solids
from kaitei.refinery.neutralisation import Liquor
from kaitei.refinery.sections.concentrator import Concentrator, concentrate
from kaitei.refinery.sections.purification import Purification, purify
from kaitei.refinery.sections.separation import Separation, separate
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
    """All streams: masses on (draw, year), shares of elements on (draw, element)."""

    feed: FloatArray
    """Landed elements [kg], (draw, year, element)."""
    routes: Routes
    mud: Solids
    concentrator: Concentrator
    concentrate: Solids
    dissolved: Dissolved
    liquor: Liquor
    washing: Washing
    purification: Purification
    separation: Separation
    apatite_share_dissolved: FloatArray
    """Share of each landed element that dissolves with its apatite [1], (draw, element)."""
    operating_time: FloatArray
    """Time at work in a year [s], (draw,)."""

    def rate(self, amount: FloatArray) -> FloatArray:
        """Flow while at work in the largest year, from amounts by year; its unit per second, (draw,)."""
        return np.asarray(amount.max(axis=1) / self.operating_time)

    def elements(self, share: FloatArray) -> FloatArray:
        """Mass of all followed elements that a share of each stands for [kg], (draw, year)."""
        return np.asarray((self.feed * share[:, np.newaxis, :]).sum(axis=-1))

    def moles(self, share: FloatArray) -> FloatArray:
        """Rare earths and yttrium that a share of each element stands for [mol], (draw, year)."""
        return self.elements(share * elements.REY / elements.ATOMIC_WEIGHT)

    @cached_property
    def caught(self) -> FloatArray:
        """Rare earths and yttrium in the phosphate [mol], (draw, year)."""
        return self.moles(self.routes.liquor * self.purification.caught)

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
        """Dry solids that leave the plant."""
        apatite_elements = self.elements(self.apatite_share_dissolved)
        gone, feed = self.dissolved, self.concentrate.total
        in_liquor, lost = self.elements(self.routes.liquor), self.elements(self.routes.precipitate)
        return SolidOutlets(
            fines_reject=self.mud.total - feed,
            leach_residue=flowsheet.leach_residue_mass(feed, gone, apatite_elements, in_liquor),
            precipitate=flowsheet.precipitate_mass(
                gone, apatite_elements, lost, self.liquor.gypsum, self.liquor.base_left
            ),
        )


def by_year(x: Inputs, name: str) -> FloatArray:
    """A number per draw, to be spread over the years."""
    return x[name][:, np.newaxis]


def set_up(x: Inputs) -> Plant:
    """The plant with all its streams."""
    mud = landed_solids(x)
    concentrator = concentrate(x, mud, pore_water(x))
    recovery = concentrator.recovery
    leached = mud.part(Solids(*(share[:, np.newaxis] for share in recovery)))
    dissolved = leach(x, leached)
    liquor = acid_and_base(x, dissolved, leached)
    left = leached.total - dissolved.total
    washing = wash(x, left.max(axis=1), liquor.volume.max(axis=1))
    with_apatite = (recovery.apatite * x["refinery.leach_apatite"])[:, np.newaxis] * x["refinery.apatite_share"]
    leached_routes = element_routes(x, recovery, washing)
    in_liquor = x["feed_element"].sum(axis=1) * leached_routes.liquor
    purification = purify(x, in_liquor, dissolved, liquor.volume)
    clean = in_liquor * purification.recovery * elements.REY / elements.ATOMIC_WEIGHT
    separation = separate(x, clean)
    kept = purification.recovery * separation.recovery * x["refinery.finishing_recovery"][:, np.newaxis]
    return Plant(
        feed=x["feed_element"],
        routes=with_product(leached_routes, kept),
        mud=mud,
        concentrator=concentrator,
        concentrate=leached,
        dissolved=dissolved,
        liquor=liquor,
        washing=washing,
        purification=purification,
        separation=separation,
        apatite_share_dissolved=with_apatite,
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


def element_routes(x: Inputs, recovery: Solids, washing: Washing) -> Routes:
    """Where each element goes, (draw, element)."""
    extraction = x["refinery.leach_matrix"].copy()
    if x.option("refinery.reductant") == "hydrogen_peroxide":
        extraction[:, elements.index("Ce")] = x["refinery.leach_cerium_reduced"]
    sulfuric = x.option("refinery.leach_acid") == "sulfuric"
    kept = x["refinery.leach_sulfuric_kept"] if sulfuric else np.ones(x.size("draw"))
    return flowsheet.element_routes(
        x["refinery.apatite_share"],
        recovery.apatite[:, np.newaxis],
        matrix_recovery(x, recovery),
        x["refinery.leach_apatite"][:, np.newaxis],
        extraction,
        (kept * (1.0 - washing.lost))[:, np.newaxis],
        np.ones_like(extraction),
    )


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


def leach(x: Inputs, feed: Solids) -> Dissolved:
    """What dissolves, (draw, year)."""
    reduced = x.option("refinery.reductant") == "hydrogen_peroxide"
    manganese = by_year(x, "refinery.leach_cerium_reduced") if reduced else np.zeros((x.size("draw"), 1))
    return flowsheet.dissolve(
        feed,
        by_year(x, "refinery.leach_apatite"),
        by_year(x, "refinery.matrix_dissolution"),
        by_year(x, "refinery.matrix_alumina"),
        by_year(x, "refinery.matrix_iron_oxide"),
        by_year(x, "refinery.oxide_manganese"),
        manganese,
    )


def acid_and_base(x: Inputs, dissolved: Dissolved, concentrate: Solids) -> Liquor:
    """Acid put in and base that takes it back, (draw, year)."""
    return neutralisation.acid_and_base(
        neutralisation.acid_demand(dissolved, by_year(x, "refinery.leach_acidity")),
        concentrate.total,
        acid=x.option("refinery.leach_acid"),
        acid_strength=by_year(x, "refinery.acid_strength"),
        acid_excess=by_year(x, "refinery.acid_excess"),
        least_liquid_ratio=by_year(x, "refinery.liquid_ratio_least"),
        base=x.option("refinery.neutraliser"),
        base_dose=by_year(x, "refinery.neutraliser_dose"),
    )
