"""The weather of each draw: climates as thresholds, storms as counts, a user's record in place of the pool."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import xarray as xr

from kaitei.fleet import conditions
from kaitei.fleet.conditions import Climate
from kaitei.fleet.record.declaration import WeatherRecord
from kaitei.fleet.waves import exceedance_weibull

Run = Callable[..., xr.Dataset]


def some_climate(wave: float = 2.0) -> Climate:
    ones = np.ones((1, 12))
    return Climate(
        wave * ones,
        2.5 * ones[:, :1],
        9 * ones,
        0.23 * ones[:, :1],
        7 * ones,
        2.6 * ones[:, :1],
        0.25 * ones,
        2 * ones[:, :1],
    )


def test_codes_are_the_probabilities_of_the_climate() -> None:
    limit = np.full((1, 8, 4), 1e4)
    limit[0, 0, 0] = 3.5
    codes = conditions.codes_of_climate(some_climate(), limit)
    assert codes.shape == (1, 8, 4, 12)
    share = 1.0 - float(exceedance_weibull(np.array(3.5), np.array(2.0), np.array(2.5)))
    np.testing.assert_allclose(codes[0, 0, 0] / 65536.0, share, atol=1e-5)
    assert (codes[0, 1:] == 65536).all()


def test_a_record_has_the_same_limit_in_all_months() -> None:
    limit = np.full((2, 8, 4), 3.0)
    codes = conditions.codes_of_record(limit)
    assert codes.shape == (2, 8, 4, 12)
    assert (codes == codes[..., :1]).all()


def test_the_table_of_heights_rises_from_nothing_to_everything() -> None:
    table = conditions.height_table(some_climate(), 1)
    assert (np.diff(table, axis=-1) >= 0).all()
    assert table[0, 0, 0] == 0
    assert table[0, 0, -1] == 65536


def test_the_pool_is_made_once_and_does_not_hang_on_the_seed(run: Run) -> None:
    before = conditions._pool.cache_info().misses
    run(seed=5)
    run(seed=6)
    assert conditions._pool.cache_info().misses <= before + 1


def record_of(folder: Path, height: Callable[[np.ndarray], np.ndarray]) -> WeatherRecord:
    hours = np.arange(np.datetime64("2001-01-01T00"), np.datetime64("2003-01-01T00"), np.timedelta64(1, "h"))
    values = height(np.arange(hours.size))
    lines = ["time,hs"] + [f"{stamp},{value:.3f}" for stamp, value in zip(hours, values, strict=True)]
    (folder / "waves.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return WeatherRecord.model_validate(
        {
            "file": "waves.csv",
            "format": "csv",
            "time": {"column": "time", "zone": "UTC"},
            "columns": {"wave_height": {"name": "hs", "unit": "m"}},
        }
    )


def test_a_users_record_takes_the_place_of_the_climate(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    days = {}
    for name, level in (("calm", 0.5), ("rough", 5.5)):
        (tmp_path / name).mkdir()
        monkeypatch.chdir(tmp_path / name)
        record = record_of(tmp_path / name, lambda hour, level=level: level + 0.2 * np.sin(hour / 40.0))
        made = run(draws=2, weather="record", storms=0.0, weather_record=record)
        days[name] = float(made["vessel_hours"].sel(state="weather").mean()) / 24.0
    assert days["calm"] == 0.0
    assert days["rough"] > 200.0
