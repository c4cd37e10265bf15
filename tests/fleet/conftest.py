"""The stage fleet.operate on numbers given by hand beside those of the packaged scenario."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
import xarray as xr

from kaitei.fleet.stage import operate
from kaitei.testing import run_stage

UPSTREAM: dict[str, Any] = {
    "lift_rate": 3500.0 / 24.0,
    "lift_power": 3.0,
    "slurry_flow": 1100.0,
    "slurry_concentration": 3500.0 / 24.0 * 1000.0 / (1100.0 * 2650.0),
    "sea_state_lift": 4.5,
    "sea_state_run_pipe": 3.5,
    "sea_state_hang_off": 6.0,
    "site.water_depth": 5700.0,
    "mud_solids_fraction": 0.40,
    "mud_wet_density": 1370.0,
    "grain_density": 2650.0,
    "site.distance_to_island": 200.0,
    "site.distance_to_port": 1026.0,
}

Run = Callable[..., xr.Dataset]


@pytest.fixture(scope="session")
def run() -> Run:
    """Runs the stage; keywords name fleet data or fleet options, ``upstream`` the names of other places."""

    def go(
        draws: int = 1,
        central: bool = False,
        years: range = range(2030, 2032),
        upstream: Mapping[str, Any] | None = None,
        seed: int = 1,
        weather_record: Any = None,
        **changes: Any,
    ) -> xr.Dataset:
        words = {f"fleet.{name}": word for name, word in changes.items() if isinstance(word, str)}
        numbers = {f"fleet.{name}": value for name, value in changes.items() if not isinstance(value, str)}
        given = UPSTREAM | numbers | dict(upstream or {})
        return run_stage(
            operate,
            given,
            draws=draws,
            years=years,
            options=words,
            central=central,
            seed=seed,
            weather_record=weather_record,
        )

    return go


@pytest.fixture(scope="session")
def days() -> Callable[..., float]:
    """Mean days a year of one state over all draws and years."""

    def of(result: xr.Dataset, state: str) -> float:
        return float(result["vessel_hours"].sel(state=state).mean()) / 24.0

    return of
