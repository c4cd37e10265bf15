"""Classification of a mud: minerals by size through stages of cyclones, with water, clusters and pumps."""

from typing import NamedTuple

import numpy as np

from kaitei.physics.arrays import FloatArray
from kaitei.refinery.hydrocyclone import nageswararao, plitt
from kaitei.refinery.hydrocyclone.circuit import Flows, Layout, Waters, circuit_flows, circuit_water
from kaitei.refinery.hydrocyclone.cluster import Cluster, cluster, slurry_density
from kaitei.refinery.hydrocyclone.coagulation import Flocs
from kaitei.refinery.hydrocyclone.geometry import Cyclone
from kaitei.refinery.hydrocyclone.grains import Feed, Grains, grains_of, recovery_by_bin
from kaitei.refinery.hydrocyclone.nageswararao import Constants
from kaitei.refinery.hydrocyclone.partition import Separation, corrected_partition, water_recovery, with_water_split

PASSES = 12
"""Rounds between flows and partition: dilution and water split depend a little on what the partition sends where."""

THICKEST = 0.5
"""Grains and flocs with their pores by volume, beyond which no slurry is taken to go: the relations end there [1]."""


class Calibration(NamedTuple):
    """Factors on what the model says [1], (draw,); all 1 where no cyclone has been sampled."""

    cut: FloatArray
    sharpness: FloatArray
    volume_ratio: FloatArray
    """On the volume of the coarse over that of the fine product."""


class Stage(NamedTuple):
    """Cyclones of one stage and how they are run; every number on (draw,)."""

    cyclone: Cyclone
    pressure: FloatArray
    """Drop over the cyclones [Pa]."""
    solids_volume: FloatArray
    """Solids by volume, without pores, to which the feed is diluted if it is not thinner yet [1]."""
    calibration: Calibration
    density_exponent: FloatArray
    """Of the cut size [1]; 0.5 for grains that settle by Stokes."""
    lift: FloatArray
    """Height and pipe losses from the sump to the cyclones [m]."""
    standby: FloatArray
    """Cyclones that wait per cyclone at work [1]."""
    efficiency: FloatArray
    """Of pump and drive [1]."""


class StageResult(NamedTuple):
    """One stage at work, (draw,)."""

    separation: Separation
    slurry: FloatArray
    """Through the stage [m3/s]."""
    solids_volume: FloatArray
    """Grains and flocs with their pores in its feed, by volume [1]."""
    water_recovery: FloatArray
    """Share of its water that leaves coarse [1]."""
    cluster: Cluster


class Classified(NamedTuple):
    """What becomes of a mud."""

    by_bin: FloatArray
    """Share of each mineral's bin in the coarse product [1], (draw, mineral, bin)."""
    recovery: FloatArray
    """Share of each mineral in the coarse product [1], (draw, mineral)."""
    mass_yield: FloatArray
    """Dry mass of the coarse product over that of the mud [1], (draw,); 0 without mud."""
    water: Waters
    """Water through the stages, added, with the product and with the reject [m3/s]."""
    stages: tuple[StageResult, ...]


class _Case(NamedTuple):
    """What stays the same from round to round."""

    feed: Feed
    grains: Grains
    stages: tuple[Stage, ...]
    layout: Layout
    recycle: bool
    constants: Constants | None


class _Round(NamedTuple):
    """A stage between two rounds."""

    solids_volume: FloatArray
    water_recovery: FloatArray
    separation: Separation
    partition: FloatArray


def classify(
    feed: Feed,
    stages: tuple[Stage, ...],
    layout: Layout = "single",
    *,
    recycle: bool = True,
    constants: Constants | None = None,
    flocs: Flocs | None = None,
) -> Classified:
    """Sends a mud through cyclones.

    Args:
        feed: the mud, minerals by size.
        stages: one for ``single``, else two.
        layout: of the stages.
        recycle: whether cleaner fines or scavenged coarse go back to the first stage.
        constants: of Nageswararao's model, which is then used; None uses Plitt's.
        flocs: clay bound by sea water; None for a dispersed mud. A floc keeps its size from stage to stage.

    The pressure sets what one cyclone takes, and so the partition; how many cyclones follows from the slurry. Water in
    the pores of grains and flocs counts as water and is split like it, but hinders settling with the grains.
    """
    case = _Case(feed, grains_of(feed, flocs), stages, layout, recycle, constants)
    rounds = [_round(case, stage, stage.solids_volume, None) for stage in stages]
    second = np.zeros_like(feed.water)
    for _ in range(PASSES):
        flows = _flows(case, rounds)
        water = _water(case, rounds, flows, second)
        second = water.stages[-1]
        rounds = [
            _next(case, stage, this, into, wet)
            for stage, this, into, wet in zip(stages, rounds, flows[:2], water.stages, strict=False)
        ]
    flows = _flows(case, rounds)
    water = _water(case, rounds, flows, second)
    by_bin = recovery_by_bin(feed, flocs, flows.product)
    recovery = (by_bin * feed.shares).sum(axis=-1)
    mass = feed.mass.sum(axis=-1)
    return Classified(
        by_bin=by_bin,
        recovery=recovery,
        mass_yield=(feed.mass * recovery).sum(axis=-1) / np.where(mass > 0.0, mass, 1.0),
        water=water,
        stages=tuple(
            _stage_result(case, stage, this, into, wet)
            for stage, this, into, wet in zip(stages, rounds, flows[:2], water.stages, strict=False)
        ),
    )


def _round(case: _Case, stage: Stage, solids_volume: FloatArray, water: FloatArray | None) -> _Round:
    """A stage at a dilution; its water split is the volume's where none is known yet."""
    density = slurry_density(solids_volume, case.grains.density, case.feed.water_density)
    if case.constants is None:
        found = plitt.separate(stage.cyclone, stage.pressure, solids_volume, density, case.feed.viscosity)
    else:
        found = nageswararao.separate(stage.cyclone, stage.pressure, solids_volume, density, case.constants)
    ratio = stage.calibration.volume_ratio * found.volume_recovery / (1.0 - found.volume_recovery)
    separation = found._replace(
        cut=found.cut * stage.calibration.cut,
        sharpness=found.sharpness * stage.calibration.sharpness,
        volume_recovery=ratio / (1.0 + ratio),
    )
    sharp = corrected_partition(case.grains.sizes, separation, case.grains.difference, stage.density_exponent)
    return _Round(solids_volume, separation.volume_recovery if water is None else water, separation, sharp)


def _next(case: _Case, stage: Stage, this: _Round, into: FloatArray, wet: FloatArray) -> _Round:
    """A stage after the next look at its feed: ``into`` per new feed, (draw, mineral, bin), and water [m3/s]."""
    volume, slurry = _total(case.grains.volume * into), _total(case.grains.solids * into) + wet
    some = volume > 0.0
    thick = np.where(some, volume / np.where(some, slurry, 1.0), stage.solids_volume)
    classified = _total(case.grains.volume * into * this.partition) / np.where(some, volume, 1.0)
    split = water_recovery(this.separation.volume_recovery, this.solids_volume, classified)
    return _round(case, stage, np.minimum(thick, THICKEST), split)


def _flows(case: _Case, rounds: list[_Round]) -> Flows:
    """Where every mineral and bin goes, (draw, mineral, bin)."""
    coarse = [with_water_split(r.partition, r.water_recovery[:, np.newaxis, np.newaxis]) for r in rounds]
    return circuit_flows(coarse[0], coarse[-1], case.layout, case.recycle)


def _water(case: _Case, rounds: list[_Round], flows: Flows, second: FloatArray) -> Waters:
    """Water that dilutes the solids of each stage to what it asks for; second: into the second stage before [m3/s]."""
    needed = tuple(
        _total(case.grains.solids * into) * (1.0 - stage.solids_volume) / stage.solids_volume
        for stage, into in zip(case.stages, flows[:2], strict=False)
    )
    recovery = tuple(r.water_recovery for r in rounds)
    return circuit_water(case.feed.water, needed, recovery, second, case.layout, case.recycle)


def _stage_result(case: _Case, stage: Stage, this: _Round, into: FloatArray, wet: FloatArray) -> StageResult:
    """Cluster and pump of a stage."""
    slurry = _total(case.grains.solids * into) + wet
    return StageResult(
        separation=this.separation,
        slurry=slurry,
        solids_volume=this.solids_volume,
        water_recovery=this.water_recovery,
        cluster=cluster(
            slurry,
            this.separation.flow,
            stage.pressure,
            slurry_density(this.solids_volume, case.grains.density, case.feed.water_density),
            lift=stage.lift,
            standby=stage.standby,
            efficiency=stage.efficiency,
        ),
    )


def _total(by_bin: FloatArray) -> FloatArray:
    """Sum over minerals and bins, (draw,)."""
    return np.asarray(by_bin.sum(axis=(1, 2)))
