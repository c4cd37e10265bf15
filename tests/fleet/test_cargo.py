"""Mud, voyages and fuel, as the stage gives them."""

from collections.abc import Callable

import numpy as np
import pytest
import xarray as xr

Run = Callable[..., xr.Dataset]


def last(result: xr.Dataset, name: str) -> float:
    array = result[name].isel(draw=0)
    return float(array.isel(year=-1) if "year" in array.dims else array)


def test_lifted_is_rate_times_lifting_time(run: Run) -> None:
    result = run(central=True)
    assert last(result, "mud_lifted") == pytest.approx(3500.0 * last(result, "lifting_days"))


@pytest.mark.parametrize("dewatering", ["island", "on_board", "none"])
def test_mud_is_landed_or_lost(run: Run, dewatering: str) -> None:
    result = run(draws=5, dewatering=dewatering)
    missing = result["mud_lifted"] - result["mud_landed"] - result["mud_lost"]
    assert abs(missing / result["mud_lifted"]).max().item() < 1e-14
    assert abs(result["mud_balance"]).max().item() < 1e-14


def test_what_is_lost_is_fines_and_spill(run: Run) -> None:
    result = run(central=True)
    fines = last(result, "return_water") * 1e-3  # 1 g/L is 1e-3 t/m3
    assert last(result, "mud_lost") == pytest.approx(fines + last(result, "mud_spilled"))
    assert last(result, "mud_spilled") == pytest.approx(0.002 * last(result, "mud_dewatered"))
    assert last(result, "mud_landed") == pytest.approx(0.998 * last(result, "mud_dewatered"))


def test_clear_water_and_clean_handling_lose_nothing(run: Run) -> None:
    result = run(central=True, return_water_fines=0.0, handling_loss=0.0)
    assert last(result, "mud_landed") == last(result, "mud_lifted")
    assert last(result, "mud_lost") == 0.0


def test_return_water_is_slurry_minus_mud(run: Run) -> None:
    result = run(central=True)
    hours = 24.0 * last(result, "lifting_days")
    mud = last(result, "mud_lifted") / 0.40 / 1.37
    assert last(result, "return_water") == pytest.approx(1100.0 * hours - mud)


def test_thicker_slurry_loses_fewer_fines(run: Run) -> None:
    thin, thick = (run(central=True, upstream={"slurry_flow": flow}) for flow in (1800.0, 550.0))
    assert last(thick, "mud_lost") < last(thin, "mud_lost")


def test_cake_has_the_solids_of_the_press_and_wet_mud_its_own(run: Run) -> None:
    cake, wet = run(central=True), run(central=True, dewatering="none")
    assert last(cake, "cake_solids_fraction") == pytest.approx(0.60)
    assert last(wet, "cake_solids_fraction") == pytest.approx(0.30)
    assert last(cake, "cake_landed") * 0.60 == pytest.approx(last(cake, "mud_landed"))
    assert last(wet, "cake_landed") == pytest.approx(2.0 * last(cake, "cake_landed"))


def test_only_dewatering_cuts_the_volume(run: Run) -> None:
    assert 0.5 < last(run(central=True), "cake_volume_cut") < 0.7
    assert last(run(central=True, dewatering="none"), "cake_volume_cut") == 0.0


def test_only_dewatering_takes_energy_and_flocculant(run: Run) -> None:
    island, none = run(central=True), run(central=True, dewatering="none")
    assert last(island, "flocculant_used") == pytest.approx(1e-3 * last(island, "mud_dewatered"))
    assert last(island, "fuel_dewatering") == pytest.approx(25.0 * 210e-6 * last(island, "mud_dewatered"))
    assert last(none, "flocculant_used") == 0.0
    assert last(none, "fuel_dewatering") == 0.0


def test_shuttles_sail_to_the_island_only(run: Run) -> None:
    assert last(run(central=True), "shuttle_voyages") > 100.0
    on_board = run(central=True, dewatering="on_board")
    assert last(on_board, "shuttle_voyages") == 0.0
    assert last(on_board, "shuttles") == 0.0
    assert last(on_board, "shuttle_days") == 0.0


def test_voyages_and_ships_are_whole_numbers(run: Run) -> None:
    result = run(draws=20, carrier_cargo=np.linspace(9000.0, 38000.0, 20))
    for name in ("carrier_voyages", "carriers", "shuttle_voyages", "shuttles"):
        assert (result[name] == np.round(result[name])).all()


def test_voyages_carry_the_cake(run: Run) -> None:
    result = run(central=True)
    count, cake = last(result, "carrier_voyages"), last(result, "cake_landed")
    assert (count - 1.0) * 28500.0 < cake <= count * 28500.0


def test_a_smaller_carrier_needs_more_voyages_and_ships(run: Run) -> None:
    small, large = (run(central=True, carrier_cargo=cargo) for cargo in (9500.0, 28500.0))
    assert last(small, "carrier_voyages") > 2.9 * last(large, "carrier_voyages")
    assert last(small, "carriers") > last(large, "carriers")


def test_a_voyage_takes_12_1_days_when_the_sea_is_calm(run: Run) -> None:
    calm = np.full(12, 0.2)
    result = run(central=True, wave_height_reanalysis=calm, dewatering="on_board")
    assert last(result, "carrier_days") / last(result, "carrier_voyages") == pytest.approx(12.125, abs=1e-6)


def test_waves_at_the_loading_place_lengthen_the_voyage(run: Run) -> None:
    calm, rough = (run(central=True, waves=w, dewatering="on_board") for w in ("reanalysis", "harsh"))
    cycle = [last(r, "carrier_days") / last(r, "carrier_voyages") for r in (calm, rough)]
    assert 12.5 < cycle[0] < cycle[1]


def test_dedicated_carriers_are_paid_all_year(run: Run) -> None:
    result = run(central=True, carrier_charter="year", dewatering="on_board")
    assert last(result, "carrier_days") == pytest.approx(365.0 * last(result, "carriers"))


def test_shuttle_days_are_part_of_carrier_days(run: Run) -> None:
    result = run(central=True, carrier_charter="year")
    ships = last(result, "carriers") + last(result, "shuttles")
    assert last(result, "carrier_days") == pytest.approx(365.0 * ships)
    assert last(result, "shuttle_days") == pytest.approx(365.0 * last(result, "shuttles"))


def test_mud_in_the_own_hold_needs_no_carrier(run: Run) -> None:
    result = run(central=True, own_cargo=1e6)
    assert last(result, "cake_landed") > 1e5
    assert last(result, "carrier_voyages") == 0.0
    assert last(result, "carriers") == 0.0


def test_fuel_on_station_is_the_bulk_and_the_lift_comes_on_top(run: Run) -> None:
    with_lift, without = run(central=True), run(central=True, upstream={"lift_power": 0.0})
    lift = last(with_lift, "fuel_mining_vessel") - last(without, "fuel_mining_vessel")
    assert lift == pytest.approx(3000.0 * 24.0 * 210e-6 * last(with_lift, "lifting_days"))
    assert lift < 0.35 * last(without, "fuel_mining_vessel")


def test_fuel_of_the_mining_vessel_follows_its_states(run: Run) -> None:
    result = run(central=True, upstream={"lift_power": 0.0}, unplanned_downtime=0.0)
    days = result["vessel_hours"].isel(draw=0, year=-1) / 24.0
    at_rate = {"transit": 45.0, "maintenance": 10.0}
    expected = sum(float(days.sel(state=str(s))) * at_rate.get(str(s), 40.0) for s in days["state"].values)
    assert last(result, "fuel_mining_vessel") == pytest.approx(expected)


def test_carrier_fuel_is_voyages_times_legs_and_port(run: Run) -> None:
    calm = np.full(12, 0.2)
    result = run(central=True, wave_height_reanalysis=calm, dewatering="on_board")
    one = 2 * 1026 / 12 / 24 * 22.0 + 5.0 * 3.0
    assert last(result, "fuel_carriers") == pytest.approx(one * last(result, "carrier_voyages"))


def test_shuttle_fuel_comes_on_top(run: Run) -> None:
    island, on_board = run(central=True), run(central=True, dewatering="on_board")
    assert last(island, "carrier_voyages") == last(on_board, "carrier_voyages")
    assert last(island, "fuel_carriers") > last(on_board, "fuel_carriers")


def test_a_riser_that_lifts_nothing_fails_the_draw(run: Run) -> None:
    rate = np.array([0.0, 100.0])
    result = run(draws=2, upstream={"lift_rate": rate})
    assert result["failure"].values.tolist() == ["fleet.operate: lift_rate is 0: the riser lifts nothing", ""]
