"""How much sea floor a plume reaches: mass by distance, and areas above a threshold.

Arrays run (draw, cell) along the current; ``edges`` [m] are the ends of the cells, shared by all draws, from 0.
Settling classes are summed on the way: they share the crosswind spread, so their sum keeps one Gaussian shape.
"""

from typing import NamedTuple

import numpy as np

from kaitei.environment.plume import suspended_share_ermak_1977
from kaitei.physics.arrays import FloatArray

NEAREST, FARTHEST, CELLS = 10.0, 300e3, 110
"""First edge past the source, end of the domain [m], and number of cells (each 10 % farther than the last)."""


class Fall(NamedTuple):
    """Where released mass comes down, per unit of mass released."""

    suspended: FloatArray
    """Share still in the water at each edge [1], shape (draw, edge)."""
    bed_density: FloatArray
    """Vertical density at the bed [1/m], mean of each cell, shape (draw, cell)."""


def distance_edges() -> FloatArray:
    """Ends of the cells along the current [m].

    >>> edges = distance_edges()
    >>> edges[:2].tolist(), float(edges[-1].round())
    ([0.0, 10.0], 300000.0)
    """
    return np.concatenate([[0.0], np.geomspace(NEAREST, FARTHEST, CELLS)])


def fall_along(
    edges: FloatArray,
    current: FloatArray,
    height: FloatArray,
    settling: FloatArray,
    share: FloatArray,
    probability: FloatArray,
    diffusivity: FloatArray,
) -> Fall:
    """Mass left in the water and density at the bed by distance, all classes together (Ermak 1977).

    edges [m]; per draw: current [m/s], height of the release [m], settling speed [m/s] and share [1] of each
    class (draw, class), probability that a particle that touches the bed stays [1], diffusivity, vertical [m2/s].

    Cell means come from differences of the closed-form suspended share, so no narrow landing is missed and mass
    is kept: sum over classes of share (S_i - S_i+1) U / (v dx), v = probability w.

    >>> one = np.ones(1)
    >>> speed, share = np.array([[3e-4]]), np.array([[1.0]])
    >>> fall = fall_along(np.array([0.0, 100.0]), 0.03 * one, 5 * one, speed, share, one, 1e-3 * one)
    >>> fall.suspended.round(4).tolist()
    [[1.0, 0.9726]]
    """
    time = edges / current[:, np.newaxis]
    step = np.diff(edges) / current[:, np.newaxis]
    suspended = np.zeros((len(current), len(edges)))
    bed = np.zeros((len(current), len(edges) - 1))
    h, k = height[:, np.newaxis], diffusivity[:, np.newaxis]
    for w, part in zip(settling.T[:, :, np.newaxis], share.T[:, :, np.newaxis], strict=True):
        v = probability[:, np.newaxis] * w
        left = part * suspended_share_ermak_1977(time, h, w, v, k)
        suspended += left
        bed += (left[:, :-1] - left[:, 1:]) / (v * step)
    return Fall(suspended, np.maximum(bed, 0.0))


def suspended_at(distance: FloatArray, edges: FloatArray, suspended: FloatArray) -> FloatArray:
    """Share still in the water at any distance [1], linear between the edges.

    distance [m] (draw, any), edges [m], suspended [1] (draw, edge). All of it upstream of the source.

    >>> suspended_at(np.array([[-1.0, 5.0]]), np.array([0.0, 10.0]), np.array([[1.0, 0.8]])).round(2).tolist()
    [[1.0, 0.9]]
    """
    cell = np.clip(np.searchsorted(edges, distance, side="right") - 1, 0, len(edges) - 2)
    part = np.clip((distance - edges[cell]) / (edges[cell + 1] - edges[cell]), 0.0, 1.0)
    left = np.take_along_axis(suspended, cell, axis=-1)
    right = np.take_along_axis(suspended, cell + 1, axis=-1)
    return left + part * (right - left)


def landed_in_strip(distance: FloatArray, length: FloatArray, edges: FloatArray, suspended: FloatArray) -> FloatArray:
    """Share of the release that lands per metre of distance, from a source that works along a strip [1/m].

    distance from the middle of the strip [m] (draw, any), length of the strip along the current [m] (same
    shape), edges [m], suspended [1] (draw, edge).

    The mean over a box of the point source's landing: (S(x - L/2) - S(x + L/2)) / L.

    >>> flat = landed_in_strip(np.array([[5.0]]), np.array([[10.0]]), np.array([0.0, 10.0]), np.array([[1.0, 0.8]]))
    >>> flat.round(3).tolist()
    [[0.02]]
    """
    before = suspended_at(distance - 0.5 * length, edges, suspended)
    after = suspended_at(distance + 0.5 * length, edges, suspended)
    return (before - after) / length


def strip_half_width(peak: FloatArray, threshold: FloatArray, spread: FloatArray) -> FloatArray:
    """Half width of the strip where a Gaussian across the current exceeds a threshold [m].

    peak on the axis and threshold in one unit, spread: standard deviation across the current [m].

    y* = sigma sqrt(2 ln(peak / threshold)), 0 where the axis stays below.

    >>> float(strip_half_width(np.array(np.e**2), np.array(1.0), np.array(50.0)))
    100.0
    """
    return spread * np.sqrt(2.0 * np.log(np.maximum(peak, threshold) / threshold))


def area_above(peak: FloatArray, threshold: FloatArray, spread: FloatArray, step: FloatArray) -> FloatArray:
    """Area where a plume exceeds a threshold [m2], shape (draw).

    peak on the axis (draw, cell) and threshold (draw) in one unit, spread across the current [m] (draw, cell),
    step: length of the cells [m] (cell).

    >>> peak, spread = np.full((1, 2), np.e**2), np.full((1, 2), 50.0)
    >>> area_above(peak, np.ones(1), spread, np.array([10.0, 20.0])).tolist()
    [6000.0]
    """
    return np.asarray((2.0 * strip_half_width(peak, threshold[:, np.newaxis], spread) * step).sum(axis=-1))


def reach_above(peak: FloatArray, threshold: FloatArray, edges: FloatArray) -> FloatArray:
    """Farthest distance at which the axis of a plume exceeds a threshold [m], to the end of its cell; shape (draw).

    peak on the axis (draw, cell) and threshold (draw) in one unit, edges [m].

    >>> reach_above(np.array([[3.0, 2.0, 0.5]]), np.ones(1), np.array([0.0, 10.0, 20.0, 30.0])).tolist()
    [20.0]
    """
    return np.asarray(np.where(peak > threshold[:, np.newaxis], edges[1:], 0.0).max(axis=-1))


def landed_in_rings(edges: FloatArray, suspended: FloatArray, worked_area: FloatArray) -> FloatArray:
    """Share of the release that lands per square metre, when the current blows equally from all sides [1/m2].

    edges [m], suspended [1] (draw, edge), worked_area: sea floor over which the source moved [m2] (draw).

    (S_i - S_i+1) / (pi (r_i+1^2 - r_i^2)); what lands inside the circle of the worked area is spread evenly
    over it. Neglects the spread across the current beside the turning of the current.

    >>> landed_in_rings(np.array([0.0, 10.0]), np.array([[1.0, 0.8]]), np.array([1.0])).round(6).tolist()
    [[0.000637]]
    """
    rings = np.pi * np.diff(edges**2)
    density = (suspended[:, :-1] - suspended[:, 1:]) / rings
    radius = np.sqrt(worked_area / np.pi)[:, np.newaxis]
    inside = edges[1:] <= radius
    last = np.maximum(inside.sum(axis=-1, keepdims=True), 1)
    within = (1.0 - np.take_along_axis(suspended, last, axis=-1)) / (np.pi * edges[last] ** 2)
    return np.where(inside, within, density)


def ring_area_above(density: FloatArray, threshold: FloatArray, edges: FloatArray) -> FloatArray:
    """Area where a field that depends on the distance alone exceeds a threshold [m2], shape (draw).

    density (draw, ring) and threshold (draw) in one unit, edges [m].

    Each ring counts with the share of its width on which the straight line between its edges (means of the
    neighbours) is above.

    >>> area = ring_area_above(np.array([[2.0, 2.0]]), np.ones(1), np.array([0.0, 10.0, 20.0]))
    >>> area.round(1).tolist()
    [1256.6]
    """
    middle = 0.5 * (density[:, :-1] + density[:, 1:])
    left = np.concatenate([density[:, :1], middle], axis=1)
    right = np.concatenate([middle, density[:, -1:]], axis=1)
    top, foot = np.maximum(left, right), np.minimum(left, right)
    level = threshold[:, np.newaxis]
    sloped = top > foot
    rise = np.where(sloped, top - foot, 1.0)
    part = np.where(sloped, np.clip((top - level) / rise, 0.0, 1.0), top > level)
    return np.asarray((part * np.pi * np.diff(edges**2)).sum(axis=-1))


def level_density(
    time: FloatArray, settling: FloatArray, share: FloatArray, spread: FloatArray, diffusivity: FloatArray
) -> FloatArray:
    """Vertical density at the level of the release, far from the bed [1/m], all classes together.

    time since release [s] (draw, cell); settling speed [m/s] and share [1] (draw, class); spread: standard
    deviation of the cloud when it starts to drift [m] (draw); diffusivity, vertical [m2/s] (draw).

    Sum over classes of share e^(-(w t)^2 / 2 sigma^2) / (sqrt(2 pi) sigma), sigma^2 = spread^2 + 2 K t: a
    Gaussian plume that sinks out of its level (Csanady 1963 calls it tilted).

    >>> d = level_density(np.zeros((1, 1)), np.array([[3e-4]]), np.array([[1.0]]), np.full(1, 20.0), np.full(1, 1e-4))
    >>> d.round(5).tolist()
    [[0.01995]]
    """
    variance = spread[:, np.newaxis] ** 2 + 2.0 * diffusivity[:, np.newaxis] * time
    total = np.zeros_like(time)
    for w, part in zip(settling.T[:, :, np.newaxis], share.T[:, :, np.newaxis], strict=True):
        total += part * np.exp(-((w * time) ** 2) / (2.0 * variance))
    return total / np.sqrt(2.0 * np.pi * variance)
