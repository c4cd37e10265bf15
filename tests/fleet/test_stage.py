"""The stage fleet.operate as a whole: laws that hold whatever the numbers."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import xarray as xr

from kaitei.fleet.stage import SEA_STATE_LIMITS, STATES, operate

Run = Callable[..., xr.Dataset]

ALL_CHOICES = [
    (waves, policy, dewatering, schedule)
    for waves in ("reanalysis", "harsh")
    for policy in ("hang_off", "retrieve", "retrieve_wide")
    for dewatering in ("island", "none")
    for schedule in ("computed", "stated")
]


def spread(draws: int) -> dict[str, Any]:
    """Rough and mild draws of the data that move the hours most."""
    u = (np.arange(draws) + 0.5) / draws
    return {
        "running_speed": 300.0 + 700.0 * u,
        "retrieving_speed": 3000.0 - 2500.0 * u,
        "port_calls": 4.0 * u[::-1],
        "placement_mud": 17.0 * 2000.0**u,
        "typhoon_dispersion": 1.0 + 4.0 * u,
        "fuel_station": 25.0 + 70.0 * u,
        "upstream": {
            "sea_state_lift": 3.0 + 3.0 * u,
            "sea_state_run_pipe": 2.0 + 3.0 * u,
            "lift_rate": 10.0 + 140.0 * u,
            "slurry_flow": 20.0 + 1500.0 * u,
            "slurry_concentration": (10.0 + 140.0 * u) * 1000.0 / ((20.0 + 1500.0 * u) * 2650.0),
        },
    }


@pytest.mark.parametrize(("waves", "policy", "dewatering", "schedule"), ALL_CHOICES)
def test_hours_and_mud_balance_under_every_choice(
    run: Run, waves: str, policy: str, dewatering: str, schedule: str
) -> None:
    words = {"waves": waves, "typhoon_policy": policy, "dewatering": dewatering, "schedule": schedule}
    result = run(draws=30, **words, **spread(30))
    assert (result["failure"] == "").all()
    assert abs(result["hours_balance"]).max().item() < 1e-12
    assert abs(result["mud_balance"]).max().item() < 1e-12
    assert result["vessel_hours"].sum("state").values == pytest.approx(365.0 * 24.0, rel=1e-12)
    assert result["vessel_hours"].min().item() >= 0.0
    assert (result["mud_landed"] <= result["mud_lifted"]).all()


def test_the_mud_balance_sees_a_slurry_that_does_not_carry_the_rate(run: Run) -> None:
    thin = run(upstream={"slurry_concentration": 0.04})
    assert abs(thin["mud_balance"]).max().item() == pytest.approx(0.2, abs=0.01)


def test_it_names_eight_states_in_the_agreed_order(run: Run) -> None:
    assert STATES == (
        "lifting",
        "placement",
        "running_pipe",
        "weather",
        "typhoon",
        "transit",
        "maintenance",
        "idle",
    )
    assert run()["state"].values.tolist() == list(STATES)


def test_two_vessels_do_twice_as_much(run: Run) -> None:
    one, two = run(draws=4), run(draws=4, mining_vessels=2.0)
    for name in ("vessel_hours", "mud_lifted", "mud_landed", "fuel_mining_vessel", "mining_vessel_days", "placements"):
        assert two[name].values == pytest.approx(2.0 * one[name].values)
    assert (two["workable_days"] == one["workable_days"]).all()
    assert (two["mining_vessels"] == 2.0).all()


def test_construction_years_are_idle_unpaid_and_burn_nothing(run: Run) -> None:
    share = np.array([0.0, 0.4, 1.0])
    result = run(draws=3, upstream={"operating_share": share})
    first, ramp, full = (result.isel(year=year) for year in range(3))
    assert (first["vessel_hours"].sel(state="idle") == 8760.0).all()
    for name in (
        "mining_vessel_days",
        "carrier_days",
        "mud_lifted",
        "fuel_mining_vessel",
        "fuel_carriers",
        "placements",
    ):
        assert (first[name] == 0.0).all(), name
    assert ramp["vessel_hours"].sel(state="idle").values == pytest.approx(0.6 * 8760.0)
    assert (full["vessel_hours"].sel(state="idle") == 0.0).all()
    assert (ramp["mining_vessel_days"] == 365.0).all()


def test_the_ramp_up_scales_the_work_and_pays_for_the_whole_year(run: Run) -> None:
    result = run(central=True, upstream={"operating_share": np.array([0.4, 1.0, 1.0])}).isel(draw=0)
    ramp, full = result.isel(year=0), result.isel(year=1)
    assert ramp["mud_lifted"].item() == pytest.approx(0.4 * full["mud_lifted"].item())
    assert ramp["fuel_mining_vessel"].item() > 0.4 * full["fuel_mining_vessel"].item()


def test_every_draw_is_the_same_whatever_its_neighbours(run: Run) -> None:
    whole = run(draws=17, years=range(2027, 2050))
    for draws in (1, 2, 5):
        piece = run(draws=draws, years=range(2027, 2050))
        for name in operate.gives:
            same = whole[name].isel(draw=slice(draws)).values
            assert (piece[name].values == same).all(), name


def test_spread_draws_are_the_same_in_pieces(run: Run) -> None:
    numbers = spread(16)
    whole = run(draws=16, typhoon_policy="retrieve", **numbers)
    first = {k: v[:3] for k, v in numbers.items() if k != "upstream"}
    upstream = {k: v[:3] for k, v in numbers["upstream"].items()}
    piece = run(draws=3, typhoon_policy="retrieve", upstream=upstream, **first)
    for name in operate.gives:
        assert (piece[name].values == whole[name].isel(draw=slice(3)).values).all(), name


def test_the_same_seed_gives_the_same_storms(run: Run) -> None:
    assert run(draws=6)["typhoon_interruptions"].equals(run(draws=6)["typhoon_interruptions"])


def test_details_come_with_the_central_run_only(run: Run) -> None:
    central = run(central=True)
    assert central["month_hours"].dims == ("month", "state")
    assert central["days_lost_to_waves"].sizes["sea_state_limit"] == len(SEA_STATE_LIMITS)
    assert (np.diff(central["days_lost_to_waves"].values) < 0.0).all()
    assert "month_hours" not in run()


def test_it_gives_what_it_declares_with_units(run: Run) -> None:
    operate.declared()
    result = run()
    assert set(operate.gives) <= set(result.data_vars)
    assert result["mud_landed"].attrs["units"] == "t"
    assert result["carrier_days"].attrs["units"] == "d"
