"""The stage fleet.operate on numbers given by hand, so that its tests hang on no scenario."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import xarray as xr

from kaitei.fleet.stage import operate
from kaitei.testing import run_stage

MONTH_DAYS = np.array([31.0, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
CALM = np.array([2.6, 2.5, 2.4, 2.0, 1.7, 1.5, 1.5, 1.6, 1.8, 2.1, 2.4, 2.6])
HARSH = np.array([3.5, 3.5, 3.5, 3.0, 2.2, 1.8, 1.8, 2.0, 2.4, 3.5, 3.5, 3.5])
STORMS = np.array([0, 0, 0.03, 0.07, 0.03, 0, 0.30, 0.50, 0.57, 0.37, 0.20, 0.10])

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

FLEET: dict[str, Any] = {
    "mining_vessels": 1.0,
    "calendar_days": 365.0,
    "month_share": MONTH_DAYS,
    "wave_height_reanalysis": CALM,
    "wave_height_harsh": HARSH,
    "wave_shape": 2.5,
    "sea_state_transfer": 2.5,
    "typhoon_months": STORMS,
    "storms_hang_off": 2.17,
    "storms_retrieve": 1.73,
    "storms_retrieve_wide": 2.73,
    "typhoon_dispersion": 2.9,
    "typhoon_warning": 2.0,
    "typhoon_absence": 2.5,
    "hang_off_loss": 4.0,
    "running_speed": 700.0,
    "retrieving_speed": 1900.0,
    "transit_speed": 10.0,
    "port_calls": 2.0,
    "port_stay": 5.0,
    "planned_maintenance": 25.0,
    "unplanned_downtime": 8.0,
    "placement_mud": 3700.0,
    "placement_time": 3.0,
    "stated_lifting_days": 300.0,
    "shuttle_solids": 30.0,
    "cake_solids": 60.0,
    "press_energy": 25.0,
    "flocculant_dose": 1.0,
    "return_water_fines": 1.0,
    "handling_loss": 0.2,
    "own_cargo": 0.0,
    "carrier_cargo": 28500.0,
    "carrier_speed": 12.0,
    "carrier_loading": 2.5,
    "carrier_discharge": 2.5,
    "shuttle_cargo": 10000.0,
    "shuttle_speed": 12.0,
    "shuttle_transfer": 24.0,
    "fuel_station": 40.0,
    "fuel_transit": 45.0,
    "fuel_port": 10.0,
    "fuel_carrier_sea": 22.0,
    "fuel_shuttle_sea": 15.0,
    "fuel_cargo_port": 3.0,
    "generator_consumption": 210.0,
}

OPTIONS = {
    "waves": "reanalysis",
    "typhoon_policy": "hang_off",
    "dewatering": "island",
    "schedule": "computed",
    "carrier_charter": "voyage",
}

Run = Callable[..., xr.Dataset]


@pytest.fixture(scope="session")
def run() -> Run:
    """Runs the stage; keywords name fleet data, fleet options or upstream names, the rest goes to run_stage."""

    def go(
        draws: int = 1,
        central: bool = False,
        years: range = range(2030, 2033),
        upstream: dict[str, Any] | None = None,
        **changes: Any,
    ) -> xr.Dataset:
        words = {f"fleet.{k}": changes.pop(k, word) for k, word in OPTIONS.items()}
        assert set(changes) <= set(FLEET), f"not a fleet datum: {set(changes) - set(FLEET)}"
        numbers = {f"fleet.{k}": v for k, v in (FLEET | changes).items()} | UPSTREAM | (upstream or {})
        return run_stage(operate, numbers, draws=draws, years=years, options=words, central=central)

    return go


@pytest.fixture(scope="session")
def days() -> Callable[..., float]:
    """Days of one state in the last year of the first draw."""

    def of(result: xr.Dataset, state: str) -> float:
        return float(result["vessel_hours"].sel(state=state).isel(draw=0, year=-1)) / 24.0

    return of
