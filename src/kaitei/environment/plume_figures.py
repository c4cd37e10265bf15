"""The figures of the plumes, from the inputs of the stage: areas, reach, shares, balance, and maps."""

from collections.abc import Sequence
from functools import reduce
from operator import add

import numpy as np

from kaitei.environment import balance, footprint, release, seabed
from kaitei.environment.footprint import Fall
from kaitei.environment.release import Release, Source
from kaitei.physics.arrays import FloatArray
from kaitei.stage import Inputs

KILOMETRE, MILLIMETRE = 1e3, 1e-3

Fallen = tuple[tuple[Source, Fall], ...]


def figures(x: Inputs, r: Release, thicknesses: Sequence[float], factors: Sequence[float]) -> dict[str, FloatArray]:
    """Areas above thicknesses [mm] and above factors of the background, reach, settled share and balance."""
    edges, current = footprint.distance_edges(), x["environment.current_speed"]
    fallen = seabed.falls(r, edges, current, x["environment.deposition_probability"])
    return {
        "deposition_area": r.vessels[:, np.newaxis] * blanketed(x, r, fallen, edges, thicknesses),
        **clouded(x, r, fallen, edges, factors),
        **shares(x, r, fallen, edges),
    }


def blanketed(x: Inputs, r: Release, fallen: Fallen, edges: FloatArray, thicknesses: Sequence[float]) -> FloatArray:
    """Sea floor of one vessel under more than each thickness [m2], (draw, thickness)."""
    levels = [np.full(len(r.vessels), MILLIMETRE * each) for each in thicknesses]
    if x.option("environment.current") == "rose":
        rings = seabed.thickness_rose(r, fallen, edges, x["mud_dry_density"])
        return np.stack([footprint.ring_area_above(rings, level, edges) for level in levels], axis=1)
    step = np.diff(edges)
    distance = 0.5 * (edges[1:] + edges[:-1]) - 0.5 * np.sqrt(r.worked)[:, np.newaxis]
    peak, spread = thickness_along(x, r, fallen, edges, distance, step)
    return np.stack([footprint.area_above(peak, level, spread, step) for level in levels], axis=1)


def thickness_along(
    x: Inputs, r: Release, fallen: Fallen, edges: FloatArray, distance: FloatArray, step: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Thickness on the axis and spread across [m] at distances from the middle of the worked sea floor."""
    current, mixing = x["environment.current_speed"], x["environment.lateral_mixing"]
    return seabed.thickness_steady(distance, step, r, fallen, edges, current, mixing, x["mud_dry_density"])


def clouded(
    x: Inputs, r: Release, fallen: Fallen, edges: FloatArray, factors: Sequence[float]
) -> dict[str, FloatArray]:
    """Areas and reach of concentration above factors of the background, near the bed and at the outlet."""
    current, mixing = x["environment.current_speed"], x["environment.lateral_mixing"]
    bed = seabed.bed_concentration(fallen, edges, x["environment.collector_width"], current, mixing)
    out = seabed.outlet_concentration(r, edges, x["environment.return_cloud_height"], current, mixing)
    # NOTE: the total stands above f times the background where the excess stands above f - 1 times.
    levels = [(factor - 1.0) * x["environment.background"] for factor in factors]
    step, vessels = np.diff(edges), r.vessels[:, np.newaxis]
    areas = [np.stack([footprint.area_above(p, v, s, step) for v in levels], axis=1) for p, s in (bed, out)]
    reach = np.stack([footprint.reach_above(bed[0], level, edges) for level in levels], axis=1)
    return {"plume_area": vessels * areas[0], "plume_reach": reach, "return_plume_area": vessels * areas[1]}


def shares(x: Inputs, r: Release, fallen: Fallen, edges: FloatArray) -> dict[str, FloatArray]:
    """What settles within the domain, the fines per return water, and whether the plume keeps its mass."""
    end = edges[-1] / x["environment.current_speed"]
    probability = x["environment.deposition_probability"]
    released = r.collector.mass + r.outlet.mass
    left = reduce(add, (s.mass * fall.suspended[:, -1] for s, fall in fallen))
    residual = reduce(
        add,
        (
            s.mass * balance.plume_residual(end, s.height, r.settling, r.share, probability, s.diffusivity)
            for s, _ in fallen
        ),
    )
    fines, water = (release.in_year(flow, r.year) for flow in (release.return_fines(x), x["return_water"]))
    return {
        "settled_share": release.per(released - left, released),
        "return_water_solids": release.per(fines, water),
        "plume_balance": release.per(residual, released),
    }


def maps(x: Inputs, r: Release, map_y: FloatArray, map_x: FloatArray) -> dict[str, FloatArray]:
    """Thickness and concentration of one vessel in the central run, on a map in km, (map_y, map_x)."""
    along, across, edges = KILOMETRE * map_x, KILOMETRE * map_y, footprint.distance_edges()
    current, mixing = x["environment.current_speed"], x["environment.lateral_mixing"]
    probability = x["environment.deposition_probability"]
    fallen = seabed.falls(r, edges, current, probability)
    if x.option("environment.current") == "rose":
        rings = seabed.thickness_rose(r, fallen, edges, x["mud_dry_density"])
        thickness = seabed.map_of_rings(across, along, rings[0], edges)
    else:
        step = np.full(len(along), along[1] - along[0])
        axis, spread = thickness_along(x, r, fallen, edges, along[np.newaxis, :], step)
        thickness = seabed.map_of_strip(across, axis[0], spread[0])
    concentration = seabed.map_of_concentration(
        across,
        along,
        (r.collector, r.outlet),
        r.settling,
        r.share,
        probability,
        x["environment.collector_width"],
        current,
        mixing,
    )
    return {"deposition_map": thickness, "plume_concentration": concentration}
