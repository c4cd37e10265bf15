"""A correlated Gaussian field over the cells, drawn so that one cell holds a known value."""

import numpy as np
from scipy.special import ndtri

from kaitei.physics.arrays import FloatArray


def grid_centres(rows: int, columns: int, side: float) -> FloatArray:
    """Centres of square cells in a grid, row after row: shape (rows * columns, 2) [m].

    rows, columns: size of the grid [1]
    side: edge of a cell [m]

    The first coordinate runs east along the columns, the second south along the rows, from the first cell.

    >>> grid_centres(2, 2, 10.0).tolist()
    [[0.0, 0.0], [10.0, 0.0], [0.0, 10.0], [10.0, 10.0]]
    """
    south, east = np.divmod(np.arange(rows * columns), columns)
    return np.stack([east, south], axis=1) * float(side)


def distances(points: FloatArray) -> FloatArray:
    """Distance of every point from every other: shape (point, point) [m].

    points: plane coordinates [m], shape (point, 2)

    >>> float(distances(np.array([[0.0, 0.0], [3.0, 4.0]]))[0, 1])
    5.0
    """
    apart = points[:, np.newaxis, :] - points[np.newaxis, :, :]
    return np.hypot(apart[..., 0], apart[..., 1])


def correlation_exponential(distance: FloatArray, length: FloatArray, nugget: FloatArray) -> FloatArray:
    """Correlation of the field at two cells a distance apart.

    distance: between the cells [m]
    length: correlation length a [m], > 0; correlation has fallen to 5 % of its start at 3 a
    nugget: share of the sill that is local noise [1], 0..1

    rho(0) = 1, rho(h) = (1 - nugget) exp(-h / a); valid in any number of dimensions (Chiles and Delfiner 2012,
    section 2.5, doi 10.1002/9781118136188).

    >>> round(float(correlation_exponential(np.array(15e3), np.array(15e3), np.array(0.3))), 4)
    0.2575
    """
    return np.where(distance > 0.0, (1.0 - nugget) * np.exp(-distance / length), 1.0)


def normal_score_largest_blom_1958(count: int) -> float:
    """Expected standard normal score of the largest of ``count`` values.

    count: sample size n [1], >= 1

    z = Phi^-1((n - 3/8) / (n + 1/4)) (Blom 1958, Statistical Estimates and Transformed Beta-Variables).

    >>> round(normal_score_largest_blom_1958(24), 3)
    1.947
    """
    return float(ndtri((count - 0.375) / (count + 0.25)))


def field_with_known_cell(correlation: FloatArray, normals: FloatArray, known: int, value: float) -> FloatArray:
    """Standard normal field given its value at one cell: shape (draw, cell) [1].

    correlation: between the cells, per draw [1], shape (draw, cell, cell), positive definite
    normals: independent standard normals for the other cells, in their order [1], shape (draw, cell - 1)
    known: position of the cell whose value is known
    value: the field there [1]

    Cholesky simulation z = L w with the known cell put first: its own w is its value, which conditions all the
    others exactly (Davis 1987, doi 10.1007/BF00898189).

    >>> corr = np.array([[[1.0, 0.5], [0.5, 1.0]]])
    >>> field_with_known_cell(corr, np.zeros((1, 1)), known=1, value=2.0).tolist()
    [[1.0, 2.0]]
    """
    count = correlation.shape[-1]
    order = np.array([known, *(i for i in range(count) if i != known)])
    lower = np.linalg.cholesky(correlation[:, order[:, np.newaxis], order])
    white = np.concatenate([np.full((len(normals), 1), value), normals], axis=1)
    made = np.empty_like(white)
    made[:, order] = np.einsum("dij,dj->di", lower, white)
    return made
