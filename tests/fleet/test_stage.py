"""The stage fleet.operate as a whole: laws that hold whatever the numbers."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import xarray as xr

from kaitei.fleet.stage import SEA_STATE_LIMITS, operate

CALM: dict[str, Any] = {
    "wave_height_reanalysis": np.full(12, 0.2),
    "wind_mean": np.full(12, 0.6),
    "current_mean": np.full(12, 0.02),
    "wave_period_mean": np.full(12, 3.0),
    "storms": 0.0,
}
"""A sea that stops nothing."""

PILOT = {
    "lift_rate": 350.0 / 24.0,
    "slurry_flow": 110.0,
    "slurry_concentration": 350.0 / 24.0 * 1000.0 / (110.0 * 2650.0),
}
SOUND = {"failure_interval": np.full(5, 1e5), "ship_breakdown_interval": 1e5}
"""Machines that do not fail."""

Run = Callable[..., xr.Dataset]
Days = Callable[..., float]

ALL_CHOICES = [
    (waves, policy, dewatering, schedule)
    for waves in ("reanalysis", "harsh")
    for policy in ("hang_off", "retrieve", "disconnect")
    for dewatering in ("island", "on_board", "none")
    for schedule in ("simulated", "stated")
]


@pytest.mark.parametrize(("waves", "policy", "dewatering", "schedule"), ALL_CHOICES)
def test_hours_and_mud_balance_under_every_choice(
    run: Run, waves: str, policy: str, dewatering: str, schedule: str
) -> None:
    result = run(draws=4, waves=waves, typhoon_policy=policy, dewatering=dewatering, schedule=schedule)
    assert set(result["failure"].to_numpy()) == {""}
    assert np.abs(result["hours_balance"]).max() < 1e-12
    assert np.abs(result["mud_balance"]).max() < 1e-9
    np.testing.assert_allclose(result["vessel_hours"].sum("state"), 8760.0, rtol=1e-12)


def test_every_hour_without_lifting_has_a_cause(run: Run) -> None:
    result = run(draws=6)
    idle = result["vessel_hours"].sum("state") - result["vessel_hours"].sel(state="lifting")
    np.testing.assert_allclose(result["lost_hours"].sum("cause"), idle, rtol=1e-12)


def test_all_mud_is_landed_or_lost_when_the_years_are_over(run: Run) -> None:
    result = run(draws=6)
    assert (result["mud_stored"].isel(year=-1) < 0.1).all()
    whole = result.sum("year")
    np.testing.assert_allclose(whole["mud_lifted"], whole["mud_landed"] + whole["mud_lost"], rtol=1e-9)


def test_two_vessels_have_twice_the_hours(run: Run) -> None:
    result = run(draws=2, mining_vessels=2.0)
    np.testing.assert_allclose(result["vessel_hours"].sum("state"), 2 * 8760.0)
    assert np.abs(result["hours_balance"]).max() < 1e-12


def test_a_calm_sea_and_sound_machines_leave_only_plans(run: Run, days: Days) -> None:
    result = run(**CALM, **SOUND)
    for state in ("weather", "typhoon", "repair"):
        assert days(result, state) == 0.0
    assert days(result, "lifting") > 120.0
    assert float(result["disconnections"].sum()) == 0.0


def test_a_rougher_sea_costs_lifting(run: Run, days: Days) -> None:
    mild, harsh = run(draws=30), run(draws=30, waves="harsh")
    assert days(harsh, "lifting") < days(mild, "lifting")
    assert days(harsh, "weather") > days(mild, "weather")


def test_a_riser_that_is_pulled_costs_more_days_than_one_that_hangs(run: Run) -> None:
    lost = {
        policy: float(run(draws=40, typhoon_policy=policy)["lost_hours"].sel(cause="storm").mean()) / 24.0
        for policy in ("hang_off", "retrieve")
    }
    assert lost["retrieve"] > 1.3 * lost["hang_off"]


def test_no_storms_mean_no_interruptions(run: Run) -> None:
    result = run(draws=5, storms=0.0)
    assert float(result["typhoon_interruptions"].sum()) == 0.0
    assert float(result["vessel_hours"].sel(state="typhoon").sum()) == 0.0


def test_without_shuttles_a_full_tank_stops_the_lift(run: Run, days: Days) -> None:
    result = run(cargo_ships="stated", shuttles=0.0, carriers=1.0, **CALM, **SOUND)
    assert days(result, "tank_full") > 200.0
    lifted = float(result["mud_lifted"].sum())
    tank = 20000.0 * 0.3
    assert lifted == pytest.approx(tank, rel=0.02)


def test_more_shuttles_fill_the_tank_less(run: Run, days: Days) -> None:
    few, many = (run(draws=20, cargo_ships="stated", shuttles=n, carriers=4.0) for n in (1.0, 5.0))
    assert days(many, "tank_full") < 0.7 * days(few, "tank_full")
    assert float(many["mud_landed"].sum()) > float(few["mud_landed"].sum())


def test_ships_are_sized_to_the_lift(run: Run) -> None:
    small, large = run(), run(upstream={"lift_rate": 350.0 / 24.0, "slurry_flow": 110.0})
    assert small["shuttles"].item() > large["shuttles"].item() >= 1.0


def test_a_vessel_that_carries_its_own_mud_needs_no_carrier(run: Run) -> None:
    result = run(
        calendar_days=34.0,
        start_day=11.0,
        own_cargo=1e5,
        mud_tank=1e5,
        dewatering="none",
        upstream=PILOT,
        **CALM,
        **SOUND,
    )
    assert result["carriers"].item() == 0.0
    assert float(result["carrier_voyages"].sum()) == 0.0
    np.testing.assert_allclose(result["mud_landed"].sum(), result["mud_lifted"].sum() * 1.0, rtol=0.05)


def test_a_campaign_has_the_hours_of_its_calendar(run: Run) -> None:
    result = run(calendar_days=40.0, start_day=20.0, **CALM, **SOUND)
    np.testing.assert_allclose(result["vessel_hours"].sum("state"), 40.0 * 24.0)
    np.testing.assert_allclose(result["mining_vessel_days"], 40.0)


def test_the_stated_schedule_gives_the_stated_days(run: Run) -> None:
    result = run(draws=3, schedule="stated", stated_lifting_days=300.0)
    np.testing.assert_allclose(result["lifting_days"], 300.0)
    np.testing.assert_allclose(result["mud_lifted"], 300.0 * 3500.0)


def test_stated_days_bring_the_voyages_and_ships_that_their_mud_needs(run: Run) -> None:
    given = {"stated_lifting_days": 350.0, "cargo_ships": "stated", "carriers": 3.0, "carrier_charter": "year"}
    free, stated = run(), run(schedule="stated", **given)
    times = float((stated["mud_lifted"] / free["mud_lifted"]).max())
    assert times > 1.5
    simulated = run(**{name: value for name, value in given.items() if name != "stated_lifting_days"})
    np.testing.assert_allclose(
        stated["carrier_voyages"] / simulated["carrier_voyages"], stated["mud_lifted"] / simulated["mud_lifted"]
    )
    assert float(stated["carriers"].item()) == np.ceil(
        3.0 * float((stated["mud_lifted"] / simulated["mud_lifted"]).max())
    )
    rest = stated["vessel_hours"].sum("state") - stated["vessel_hours"].sel(state="lifting")
    np.testing.assert_allclose(stated["lost_hours"].sum("cause"), rest)


def test_a_whole_year_of_stated_days_leaves_no_time_for_anything_else(run: Run) -> None:
    result = run(schedule="stated", stated_lifting_days=365.0)
    assert result["failure"].item() == ""
    np.testing.assert_allclose(result["vessel_hours"].sel(state="lifting"), 8760.0)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"mining_vessels": 2.5}, "fleet.mining_vessels must be a whole number"),
        ({"shuttles": 1.5}, "fleet.shuttles must be a whole number"),
        ({"island_berths": 1.5}, "fleet.island_berths must be a whole number"),
        ({"repair_pipe": np.array([0.5, 1.0, 1.0, 0.0, 0.0])}, "fleet.repair_pipe must be a whole number"),
        ({"start_day": 200.0, "calendar_days": 300.0}, "the campaign goes on after 31 December"),
        ({"calendar_days": 3.0}, "fleet.calendar_days is shorter than the way out and home"),
        ({"mud_tank": 1.0}, "fleet.mud_tank holds less than an hour's lift"),
        ({"shuttle_cargo": 10.0}, "shuttles would be needed; give them larger cargoes"),
    ],
)
def test_numbers_that_no_fleet_can_have_fail_with_the_reason(run: Run, changes: dict[str, Any], reason: str) -> None:
    assert reason in run(**changes)["failure"].item()


def test_a_dry_dock_is_visited_without_other_calls(run: Run, days: Days) -> None:
    result = run(years=range(2030, 2034), port_calls=0.0, dock_interval=1.5, **CALM, **SOUND)
    assert days(result, "port") > 0.0


def test_a_riser_that_cannot_hang_in_a_sea_does_not_lift_in_it(run: Run) -> None:
    low, high = (run(upstream={"sea_state_lift": lift, "sea_state_hang_off": 4.0}) for lift in (4.0, 9.0))
    np.testing.assert_array_equal(low["vessel_hours"], high["vessel_hours"])


def test_a_ship_hired_by_the_year_burns_fuel_while_it_waits_for_a_cargo(run: Run) -> None:
    voyage, year = (run(carrier_charter=word)["fuel_carriers"] for word in ("voyage", "year"))
    assert (year > voyage).all()


def test_maintenance_at_the_site_takes_the_fuel_of_the_station(run: Run) -> None:
    kept = {"fuel_station": 40.0, "fuel_port": 0.0, "fuel_transit": 40.0, "generator_consumption": 1e-9}
    result = run(port_calls=0.0, dock_interval=30.0, planned_maintenance=30.0, **kept, **CALM, **SOUND)
    np.testing.assert_allclose(result["fuel_mining_vessel"], 40.0 * 365.0, rtol=1e-6)


def test_more_stated_days_than_there_are_fail_with_a_reason(run: Run) -> None:
    result = run(schedule="stated", stated_lifting_days=50.0, calendar_days=40.0, start_day=0.0)
    assert "more than fleet.calendar_days" in result["failure"].item()


def test_stated_days_cannot_scale_a_year_without_lifting(run: Run) -> None:
    result = run(schedule="stated", stated_lifting_days=5.0, calendar_days=10.0, start_day=0.0)
    assert "no mud is lifted in a year, so stated days cannot scale it" in result["failure"].item()


def test_a_riser_that_lifts_nothing_fails_with_a_reason(run: Run) -> None:
    result = run(upstream={"lift_rate": 0.0})
    assert "lift_rate is 0: the riser lifts nothing" in result["failure"].item()


def test_ramp_up_lifts_the_planned_share(run: Run) -> None:
    share = np.array([0.4, 1.0])
    result = run(draws=20, upstream={"operating_share": np.tile(share, (20, 1))}, **CALM, **SOUND)
    lifted = result["mud_lifted"].mean("draw").to_numpy()
    days = result["lifting_days"].mean("draw").to_numpy()
    assert lifted[0] / days[0] == pytest.approx(0.4 * lifted[1] / days[1], rel=1e-9)


def test_nothing_happens_while_nothing_is_produced(run: Run) -> None:
    result = run(upstream={"operating_share": np.array([[0.0, 1.0]])})
    first = result.isel(year=0)
    assert float(first["mud_lifted"].sum()) == 0.0
    assert float(first["mining_vessel_days"].sum()) == 0.0
    assert float(first["vessel_hours"].sel(state="idle").sum()) == 8760.0
    assert float(first["fuel_mining_vessel"].sum()) == 0.0


def test_fuel_by_grade_is_the_fuel_of_those_who_burn_it(run: Run) -> None:
    result = run(**{"fuel_oil_share": np.array([0.2, 1.0, 0.0])})
    vessels, ships, plant = (result[f"fuel_{user}"] for user in ("mining_vessel", "carriers", "dewatering"))
    by_grade = result["fuel_by_grade"]
    np.testing.assert_allclose(by_grade.sel(fuel_grade="gas_oil"), 0.8 * vessels + plant, rtol=1e-12)
    np.testing.assert_allclose(by_grade.sel(fuel_grade="fuel_oil"), 0.2 * vessels + ships, rtol=1e-12)
    assert float(ships.sum()) > 0.0


def test_draws_differ_by_chance_alone(run: Run) -> None:
    lifted = run(draws=8)["mud_lifted"].to_numpy()
    assert len({tuple(row) for row in lifted}) == 8


def test_the_central_case_is_a_mean_over_replicates_and_does_not_move_with_the_seed(run: Run) -> None:
    a, b = run(central=True, seed=1), run(central=True, seed=99)
    xr.testing.assert_equal(a, b)
    assert a["mud_lifted"].isel(year=0).item() == pytest.approx(
        float(run(draws=60)["mud_lifted"].isel(year=0).mean()), rel=0.12
    )


def test_details_tell_a_year(run: Run) -> None:
    result = run(central=True)
    np.testing.assert_allclose(result["month_hours"].sum("state").sum(), 8760.0, rtol=1e-9)
    assert result["window_share"].min() >= 0.0
    assert result["window_share"].max() <= 1.0
    assert result["days_lost_to_waves"].sizes["sea_state_limit"] == len(SEA_STATE_LIMITS)
    assert 0.0 < float(result["sampling_error"]) < 1.0
    story = result["story"].to_numpy()
    used = story[story[:, 2] > -9.0]
    vessel = used[(used[:, 0] == 0) & (used[:, 4] >= 0)]
    vessel = vessel[np.argsort(vessel[:, 1])]
    assert vessel[0, 1] <= 0.0
    assert vessel[-1, 2] >= 8760.0
    np.testing.assert_allclose(vessel[1:, 1], vessel[:-1, 2])
    storms = result["story_storms"].to_numpy()
    fixes = storms[storms[..., 1] > -999.0]
    assert (np.abs(fixes[:, 1]) < 90.0).all()


def test_the_face_names_its_dimensions() -> None:
    assert {"state", "cause", "activity", "component", "weather"} <= set(operate.coordinates)


def test_a_ship_as_large_as_the_tank_finds_its_cargo(run: Run) -> None:
    landed = {
        cargo: float(run(draws=10, shuttle_cargo=cargo, mud_tank=10_000.0, **CALM, **SOUND)["mud_landed"].sum())
        for cargo in (9_000.0, 10_000.0, 20_000.0)
    }
    assert landed[10_000.0] == pytest.approx(landed[20_000.0])
    assert landed[10_000.0] > 0.9 * landed[9_000.0]
