"""Codes: comparing them is comparing the values they stand for, exactly."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.errors import InputError
from kaitei.fleet.record.coded import HIGHEST_CODE, code_of_limit, coded, decoded, threshold_of_limit
from kaitei.fleet.record.hourly import HourlyRecord
from kaitei.fleet.record.variables import NAMES, VARIABLES

ALL_CODES = np.arange(HIGHEST_CODE + 1, dtype=np.uint16)
UNITS = dict.fromkeys(["wave_height"], "m") | {"wave_period": "s", "wind_speed": "m/s", "current_speed": "m/s"}


@pytest.fixture
def record(
    write: Callable[..., Path], load: Callable[..., HourlyRecord], heights: Callable[[int], Any]
) -> HourlyRecord:
    rows = heights(8760)
    times = (np.datetime64("2001-01-01T00", "m") + np.arange(8760) * 60).astype(str)
    write(
        [f"{t},{h},{3 * h:.3f},{70 * (i == 5) + h}" for i, (t, h) in enumerate(zip(times, rows, strict=True))],
        "time,hs,tp,w",
    )
    names = {"wave_height": "hs", "wave_period": "tp", "wind_speed": "w"}
    return load(columns={name: {"name": column, "unit": UNITS[name]} for name, column in names.items()})


@given(st.floats(0.0, 80.0), st.sampled_from(NAMES))
def test_above_the_limit_equals_above_its_code_for_every_code(limit: float, variable: str) -> None:
    code = code_of_limit(np.array(limit), variable)
    assert ((decoded(ALL_CODES, variable) > limit) == (code < ALL_CODES)).all()


@pytest.mark.parametrize("variable", NAMES)
def test_a_limit_on_the_grid_or_a_hair_beside_it_is_exact(variable: str) -> None:
    limits = decoded(ALL_CODES, variable)
    assert (code_of_limit(limits, variable) == ALL_CODES).all()
    assert (code_of_limit(np.nextafter(limits, np.inf), variable) == ALL_CODES).all()
    assert (code_of_limit(np.nextafter(limits[1:], 0.0), variable) == ALL_CODES[:-1]).all()


def test_no_limit_is_never_exceeded() -> None:
    assert (code_of_limit(np.array([np.inf, 1e300, 65.535]), "wave_height") == HIGHEST_CODE).all()


@pytest.mark.parametrize("limit", [-0.1, np.nan])
def test_a_limit_below_zero_or_not_a_number_is_refused(limit: float) -> None:
    with pytest.raises(InputError, match="a limit of wave_height must be at least 0"):
        code_of_limit(np.array([2.0, limit]), "wave_height")


def test_an_unknown_variable_gets_the_nearest_name() -> None:
    with pytest.raises(InputError, match=r"no weather variable .* did you mean wave_height\?"):
        code_of_limit(np.array(1.0), "waveheight")


def test_codes_are_within_half_a_resolution(record: HourlyRecord) -> None:
    codes = coded(record)
    assert codes.shape == (1, 4, 8760)
    assert codes.dtype == np.uint16
    for i, variable in enumerate(VARIABLES[:2]):
        error = decoded(codes[:, i], variable.name) - record.values[:, i]
        assert abs(error).max() <= 0.5 / variable.codes_per_unit + 1e-6


def test_instrument_readings_in_millimetres_are_exact(record: HourlyRecord, heights: Callable[[int], Any]) -> None:
    truth = heights(8760)
    assert (decoded(coded(record)[0, 0], "wave_height") == truth).all()
    for limit in (1.5, 1.734, 2.51):
        assert ((truth > limit) == (coded(record)[0, 0] > code_of_limit(np.array(limit), "wave_height"))).all()


def test_wind_is_capped(record: HourlyRecord) -> None:
    assert record.values[0, 2, 5] > 70.0
    assert coded(record)[0, 2, 5] == HIGHEST_CODE


def test_an_absent_variable_is_above_no_limit(record: HourlyRecord) -> None:
    assert not (coded(record)[:, 3] > code_of_limit(np.array(0.0), "current_speed")).any()


@given(st.floats(0.0, 80.0), st.sampled_from(NAMES))
def test_within_the_limit_equals_below_its_threshold_for_every_code(limit: float, variable: str) -> None:
    threshold = threshold_of_limit(np.array(limit), variable)
    assert ((decoded(ALL_CODES, variable) <= limit) == (threshold > ALL_CODES)).all()
