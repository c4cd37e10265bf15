"""Hourly weather as small whole numbers, and limits as codes, so that comparing codes is comparing values."""

import numpy as np
from numpy.typing import NDArray

from kaitei.errors import InputError, nearest
from kaitei.fleet.record.hourly import HourlyRecord
from kaitei.fleet.record.variables import NAMES, VARIABLES
from kaitei.physics.arrays import FloatArray

HIGHEST_CODE = 65535


def coded(record: HourlyRecord) -> NDArray[np.uint16]:
    """The record in codes of fixed resolution: wave height 1 mm, period 1 ms, wind 1 mm/s, current 0.1 mm/s.

    Gives shape (year, 4, 8760): the nearest code, at most 65535 (65.535 m, s, m/s; 6.5535 m/s of current); 0 where a
    variable is absent, so that it is above no limit.
    """
    scale = np.array([variable.codes_per_unit for variable in VARIABLES])[:, np.newaxis]
    codes = np.rint(np.nan_to_num(record.values.astype(np.float64), nan=0.0) * scale)
    whole: NDArray[np.uint16] = np.clip(codes, 0, HIGHEST_CODE).astype(np.uint16)
    return whole


def decoded(codes: NDArray[np.uint16], variable: str) -> FloatArray:
    """The values that codes stand for [SI].

    >>> float(decoded(np.array(2510, np.uint16), "wave_height"))
    2.51
    """
    return codes / _scale(variable)


def code_of_limit(limit: FloatArray, variable: str) -> NDArray[np.uint16]:
    """The code above which a value is above the limit.

    limit: [SI], at least 0; infinite for no limit. variable: one of NAMES.

    The largest code c with decoded(c) <= limit, so that decoded(code) > limit equals code > code_of_limit exactly,
    for every code and every limit. A limit at or beyond the last code is never exceeded.

    >>> int(code_of_limit(np.array(2.51), "wave_height")), int(code_of_limit(np.array(2.5109), "wave_height"))
    (2510, 2510)

    Raises InputError for a limit below 0 or not a number, or an unknown variable.
    """
    scale = _scale(variable)
    limit = np.asarray(limit, float)
    if not (limit >= 0.0).all():
        raise InputError(f"a limit of {variable} must be at least 0, not {float(np.nanmin(limit, initial=np.inf)):g}")
    code = np.clip(np.floor(np.minimum(limit, HIGHEST_CODE) * scale), 0, HIGHEST_CODE)
    # NOTE: 2.51 x 1000 is 2509.99...; the comparison in decoded values settles it.
    code = np.where(np.minimum(code + 1, HIGHEST_CODE) / scale <= limit, np.minimum(code + 1, HIGHEST_CODE), code)
    return np.where(code / scale > limit, code - 1, code).astype(np.uint16)


def threshold_of_limit(limit: FloatArray, variable: str) -> NDArray[np.int32]:
    """The limit as a threshold for loops that ask whether weather is within it as ``code < threshold``.

    limit: [SI], at least 0. code_of_limit + 1: at most 65536, which no code reaches.

    >>> int(threshold_of_limit(np.array(2.5), "wave_height"))
    2501
    """
    return code_of_limit(limit, variable).astype(np.int32) + np.int32(1)


def _scale(variable: str) -> float:
    if variable not in NAMES:
        raise InputError(f"no weather variable {variable!r}; {nearest(variable, NAMES)}")
    return VARIABLES[NAMES.index(variable)].codes_per_unit
