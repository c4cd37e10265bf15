"""The concentrator: landed mud, diluted and sent through hydrocyclones."""

from typing import NamedTuple, cast

import numpy as np

from kaitei.physics.arrays import FloatArray
from kaitei.refinery.flowsheet import Solids
from kaitei.refinery.hydrocyclone import sizes
from kaitei.refinery.hydrocyclone.circuit import Layout
from kaitei.refinery.hydrocyclone.classify import Calibration, Classified, Stage, classify
from kaitei.refinery.hydrocyclone.coagulation import Flocs, floc_solids_fraction_kranenburg_1994
from kaitei.refinery.hydrocyclone.geometry import standard_cyclone_arterburn_1982
from kaitei.refinery.hydrocyclone.grains import Feed
from kaitei.refinery.hydrocyclone.nageswararao import Constants
from kaitei.stage import Inputs

STAGES = ("first", "second")


class Concentrator(NamedTuple):
    """What the concentrator does with the mud."""

    recovery: Solids
    """Share of each mineral that goes to the leach [1], (draw,)."""
    by_bin: FloatArray
    """Share of each mineral's size bin that goes to the leach [1], (draw, mineral, bin)."""
    cyclones: FloatArray
    """At work in each stage, in the largest year [1], (draw, cyclone_stage)."""
    slurry: FloatArray
    """Through each stage, in the largest year [m3/s], (draw, cyclone_stage)."""
    electricity: FloatArray
    """Of the pumps before the cyclones, per dry mass of mud [J/kg], (draw,)."""
    water: FloatArray
    """Added to dilute the mud, per dry mass of it [m3/kg], (draw,)."""


def concentrate(x: Inputs, mud: Solids, water: FloatArray) -> Concentrator:
    """Sends the mud of the largest year through the cyclones; the leach takes the whole mud without them.

    mud [kg], (draw, year); water that comes with it [m3], (draw, year).
    The make-up of other years moves the recoveries by less than a thousandth, through the water split alone.
    """
    draws = x.size("draw")
    whole, none = np.ones(draws), np.zeros((draws, len(STAGES)))
    if x.option("refinery.concentration") == "none":
        all_bins = np.ones((draws, len(Solids._fields), len(sizes.EDGES) + 1))
        return Concentrator(
            Solids(*(whole for _ in Solids._fields)), all_bins, none, none, np.zeros(draws), np.zeros(draws)
        )
    layout = cast(Layout, x.option("refinery.cyclone_circuit"))
    largest = (np.arange(draws), mud.total.argmax(axis=1))
    rate = np.stack([mineral[largest] for mineral in mud], axis=-1) / x["refinery.operating_days"][:, np.newaxis]
    made = classify(
        _feed(x, rate, water[largest] / x["refinery.operating_days"]),
        (_stage(x),) if layout == "single" else (_stage(x), _stage(x)),
        layout,
        constants=_constants(x),
        flocs=_flocs(x),
    )
    total = rate.sum(axis=1)
    some = np.where(total > 0.0, total, 1.0)
    power, slurry, units = _by_stage(made)
    return Concentrator(
        recovery=Solids(*np.moveaxis(made.recovery, -1, 0)),
        by_bin=made.by_bin,
        cyclones=units,
        slurry=slurry,
        electricity=power.sum(axis=1) / some,
        water=made.water.added / some,
    )


def _by_stage(made: Classified) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Power [W], slurry [m3/s] and units of each stage, standby with them, (draw, cyclone_stage)."""
    power, slurry, units = np.zeros((3, len(made.mass_yield), len(STAGES)))
    for i, stage in enumerate(made.stages):
        power[:, i], slurry[:, i] = stage.cluster.power, stage.slurry
        units[:, i] = stage.cluster.units + stage.cluster.standby
    return power, slurry, units


def _feed(x: Inputs, rate: FloatArray, water: FloatArray) -> Feed:
    """The mud as slurry: minerals [kg/s], (draw, mineral), with their sizes."""
    return Feed(
        mass=rate,
        edges=sizes.EDGES,
        shares=sizes.shares_lognormal(x["refinery.grain_median"], x["refinery.grain_spread"], sizes.EDGES),
        grain_density=x["refinery.grain_density"],
        porosity=x["refinery.grain_porosity"],
        water=water,
        water_density=x["refinery.cyclone_water_density"],
        viscosity=x["refinery.cyclone_water_viscosity"],
    )


def _stage(x: Inputs) -> Stage:
    """Cyclones of one stage; both stages have the same."""
    return Stage(
        cyclone=standard_cyclone_arterburn_1982(
            x["refinery.cyclone_diameter"], x["refinery.cyclone_apex"], np.degrees(x["refinery.cyclone_angle"])
        ),
        pressure=x["refinery.cyclone_pressure"],
        solids_volume=x["refinery.cyclone_solids"],
        calibration=Calibration(
            x["refinery.cyclone_cut_factor"],
            x["refinery.cyclone_sharpness_factor"],
            x["refinery.cyclone_split_factor"],
        ),
        density_exponent=x["refinery.cyclone_density_exponent"],
        lift=x["refinery.cyclone_lift"],
        standby=x["refinery.cyclone_standby"],
        efficiency=x["refinery.cyclone_pump_efficiency"],
    )


def _constants(x: Inputs) -> Constants | None:
    if x.option("refinery.cyclone_model") == "plitt":
        return None
    return Constants(*np.moveaxis(x["refinery.cyclone_constant"], -1, 0))


def _flocs(x: Inputs) -> Flocs | None:
    if x.option("refinery.coagulation") == "none":
        return None
    solid = floc_solids_fraction_kranenburg_1994(
        x["refinery.floc_median"], x["refinery.floc_grain"], x["refinery.floc_dimension"]
    )
    return Flocs(
        bound=x["refinery.floc_bound"],
        dispersed=x["refinery.floc_dispersed"],
        largest_grain=x["refinery.floc_largest_grain"],
        median=x["refinery.floc_median"],
        spread=x["refinery.floc_spread"],
        porosity=1.0 - solid,
    )
