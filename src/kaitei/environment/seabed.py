"""Areas and distances over which the plumes of a release stand above thresholds, and maps of one vessel."""

import numpy as np

from kaitei.environment import footprint, plume
from kaitei.environment.footprint import Fall
from kaitei.environment.release import Release, Source
from kaitei.physics.arrays import FloatArray

BOX = np.sqrt(12.0)
"""Side of a square over the standard deviation of a point in it."""


def crosswind_peak(line: FloatArray, spread: FloatArray) -> FloatArray:
    """Value on the axis of a Gaussian across the current, from its integral across [line / m].

    line: integral across the current, spread: standard deviation across [m].

    >>> round(float(crosswind_peak(np.array(1.0), np.array(10.0))), 5)
    0.03989
    """
    return np.asarray(line / (np.sqrt(2.0 * np.pi) * spread))


def falls(
    r: Release, edges: FloatArray, current: FloatArray, probability: FloatArray
) -> tuple[tuple[Source, Fall], ...]:
    """Each source with where its mud comes down."""
    return tuple(
        (s, footprint.fall_along(edges, current, s.height, r.settling, r.share, probability, s.diffusivity))
        for s in (r.collector, r.outlet)
    )


def thickness_steady(
    distance: FloatArray,
    step: FloatArray,
    r: Release,
    fallen: tuple[tuple[Source, Fall], ...],
    edges: FloatArray,
    current: FloatArray,
    mixing: FloatArray,
    dry_density: FloatArray,
) -> tuple[FloatArray, FloatArray]:
    """Thickness on the axis and spread across a steady current [m], both (draw, any).

    distance from the middle of the worked sea floor, step: shortest length over which to average [m]
    (draw or 1, any); release r; what has fallen; edges [m]; current [m/s], mixing: diffusivity across [m2/s],
    dry_density [kg/m3], all (draw).

    The collector works through a square: along the current its deposit is averaged over the side, across it the
    variance side^2 / 12 is added to that of the eddies.
    """
    side = np.sqrt(r.worked)[:, np.newaxis]
    length = np.maximum(side, step)
    line = np.zeros(length.shape)
    for source, fall in fallen:
        landed = footprint.landed_in_strip(distance, length, edges, fall.suspended)
        line = line + source.mass[:, np.newaxis] * landed
    eddies = plume.spread_of_eddies(distance, mixing[:, np.newaxis], current[:, np.newaxis])
    spread = np.sqrt(eddies**2 + (side / BOX) ** 2)
    return crosswind_peak(line, spread) / dry_density[:, np.newaxis], spread


def thickness_rose(
    r: Release, fallen: tuple[tuple[Source, Fall], ...], edges: FloatArray, dry_density: FloatArray
) -> FloatArray:
    """Thickness in rings around the working when the current blows equally from all sides [m], (draw, ring).

    release r; what has fallen; edges [m]; dry_density [kg/m3] (draw).
    """
    total = np.zeros((len(dry_density), len(edges) - 1))
    for source, fall in fallen:
        rings = footprint.landed_in_rings(edges, fall.suspended, r.worked)
        total = total + source.mass[:, np.newaxis] * rings
    return total / dry_density[:, np.newaxis]


def bed_concentration(
    fallen: tuple[tuple[Source, Fall], ...],
    edges: FloatArray,
    width: FloatArray,
    current: FloatArray,
    mixing: FloatArray,
) -> tuple[FloatArray, FloatArray]:
    """Concentration at the bed on the axis [kg/m3] and spread across [m] while lifting, both (draw, cell).

    What has fallen; edges [m]; width of the cloud at the start [m], current [m/s], mixing: diffusivity across
    [m2/s], all (draw).
    """
    middle = 0.5 * (edges[1:] + edges[:-1])
    line = np.zeros((len(current), len(middle)))
    for source, fall in fallen:
        line = line + (source.rate / current)[:, np.newaxis] * fall.bed_density
    eddies = plume.spread_of_eddies(middle, mixing[:, np.newaxis], current[:, np.newaxis])
    spread = np.sqrt(eddies**2 + (width[:, np.newaxis] / BOX) ** 2)
    return crosswind_peak(line, spread), spread


def outlet_concentration(
    r: Release, edges: FloatArray, cloud: FloatArray, current: FloatArray, mixing: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Concentration at the depth of the outlet on the axis [kg/m3] and spread across [m], both (draw, cell).

    release r; edges [m]; cloud: height of the cloud when it starts to drift [m], current [m/s], mixing:
    diffusivity across [m2/s], all (draw).
    """
    middle = 0.5 * (edges[1:] + edges[:-1])
    time = middle / current[:, np.newaxis]
    density = footprint.level_density(time, r.settling, r.share, cloud / BOX, r.outlet.diffusivity)
    eddies = plume.spread_of_eddies(middle, mixing[:, np.newaxis], current[:, np.newaxis])
    spread = np.sqrt(eddies**2 + (cloud[:, np.newaxis] / BOX) ** 2)
    return crosswind_peak((r.outlet.rate / current)[:, np.newaxis] * density, spread), spread


def map_of_rings(across: FloatArray, along: FloatArray, thickness: FloatArray, edges: FloatArray) -> FloatArray:
    """A field of rings on a map [as thickness], shape (across, along).

    across, along: distances from the middle [m]; thickness (ring); edges [m].

    >>> map_of_rings(np.zeros(1), np.array([5.0]), np.array([2.0, 0.0]), np.array([0.0, 10.0, 20.0])).tolist()
    [[2.0]]
    """
    middle = 0.5 * (edges[1:] + edges[:-1])
    distance = np.hypot(along[np.newaxis, :], across[:, np.newaxis])
    return np.interp(distance, middle, thickness)


def map_of_strip(across: FloatArray, axis: FloatArray, spread: FloatArray) -> FloatArray:
    """A plume with one Gaussian across the current on a map [as axis], shape (across, along).

    across [m]; axis: value on the axis, spread across [m], both (along).

    >>> map_of_strip(np.array([0.0]), np.array([3.0]), np.array([10.0])).tolist()
    [[3.0]]
    """
    return axis * np.exp(-0.5 * (across[:, np.newaxis] / spread) ** 2)


def map_of_concentration(
    across: FloatArray,
    along: FloatArray,
    sources: tuple[Source, ...],
    settling: FloatArray,
    share: FloatArray,
    probability: FloatArray,
    width: FloatArray,
    current: FloatArray,
    mixing: FloatArray,
) -> FloatArray:
    """Concentration at the bed on a map [kg/m3], shape (across, along), of one draw (arrays of length 1).

    across, along [m]; the sources; settling speed [m/s], share [1] (1, class); probability of staying at the bed
    [1], width of the cloud at the start [m], current [m/s], mixing: diffusivity across [m2/s].
    """
    spread = np.sqrt(plume.spread_of_eddies(along, mixing, current) ** 2 + (width / BOX) ** 2)
    total = np.zeros((len(across), len(along)))
    for source in sources:
        for w, part in zip(settling[0], share[0], strict=True):
            total += part * plume.concentration_ermak_1977(
                along[np.newaxis, :],
                across[:, np.newaxis],
                np.zeros(1),
                source.rate,
                current,
                spread,
                source.height,
                w,
                probability * w,
                source.diffusivity,
            )
    return total
