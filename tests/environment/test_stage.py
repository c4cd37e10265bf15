"""The stage as a whole: balances, options, conventions and the laws a reader would expect to hold."""

import numpy as np
import pytest
import xarray as xr

from kaitei.environment.stage import CO2_SOURCES, assess
from kaitei.physics import elements
from kaitei.refinery.stage import REAGENTS
from kaitei.testing import run_stage

YEARS = range(2029, 2034)
SHARE = np.array([0.0, 0.4, 0.7, 1.0, 1.0])
LIFTED = 840e3 * SHARE

OWN: dict[str, float] = {
    "environment.current_speed": 3.0,
    "environment.lateral_mixing": 0.6,
    "environment.bed_mixing": 1.5e-3,
    "environment.interior_mixing": 1e-4,
    "environment.collector_height": 3.0,
    "environment.collector_width": 5.0,
    "environment.return_height": 200.0,
    "environment.return_midwater_depth": 1000.0,
    "environment.return_cloud_height": 50.0,
    "environment.deposition_probability": 0.95,
    "environment.grain_diameter": 3.5,
    "environment.grain_spread": 2.5,
    "environment.floc_diameter": 150.0,
    "environment.floc_spread": 1.8,
    "environment.floc_dimension": 2.2,
    "environment.unflocculated_share": 0.05,
    "environment.bed_water_viscosity": 1.78e-3,
    "environment.background": 0.03,
    "fleet.fuel_oil_share": np.array([0.0, 1.0, 0.0]),
    "environment.marine_gas_oil_co2": 3.206,
    "environment.fuel_oil_co2": 3.114,
    "environment.grid_co2": 0.423,
    "environment.heat_co2": 62.0,
    "environment.hydrochloric_acid_co2": 1.0,
    "environment.sulfuric_acid_co2": 0.12,
    "environment.caustic_soda_co2": 1.0,
    "environment.limestone_co2": 0.02,
    "environment.lime_co2": 0.9,
    "environment.oxalic_acid_co2": 2.5,
    "environment.hydrogen_peroxide_co2": 1.2,
    "environment.extractant_co2": 5.0,
    "environment.flocculant_co2": 2.5,
    "environment.toll_separation_co2": 8.0,
    "environment.exemption_activity": 1.0,
}

OPTIONS = {
    "environment.flocculation": "flocs",
    "environment.return_depth": "near_bed",
    "environment.current": "steady",
    "refinery.separation": "own",
}


def feed() -> np.ndarray:
    """Element mass landed by year [t]: 2,000 ppm REY, 10 ppm thorium, 3 ppm uranium."""
    grade = np.where(elements.REY, 2000e-6 / 15.0, 0.0)
    grade[elements.index("Th")], grade[elements.index("U")] = 10e-6, 3e-6
    return LIFTED[:, np.newaxis] * grade


def upstream() -> dict[str, float | np.ndarray]:
    oxide = feed() * elements.OXIDE_FACTOR * elements.REY * 0.7
    reagents = np.zeros((len(YEARS), len(REAGENTS)))
    reagents[:, REAGENTS.index("hydrochloric_acid")] = 0.06 * LIFTED
    reagents[:, REAGENTS.index("limestone")] = 0.08 * LIFTED
    return {
        "operating_share": SHARE,
        "site.water_depth": 5700.0,
        "deposit.bed_water_density": 1050.0,
        "mine.collector_loss": 0.01,
        "grain_density": 2650.0,
        "mud_dry_density": 550.0,
        "mining_vessels": 1.0,
        "lifting_days": np.where(SHARE > 0.0, 240.0, 0.0),
        "mud_lifted": LIFTED,
        "mud_landed": LIFTED,
        "mud_lost": 0.03 * LIFTED,
        "mud_spilled": 0.02 * LIFTED,
        "return_water": 8.0 * LIFTED,
        "fuel_mining_vessel": 15e3 * SHARE,
        "fuel_carriers": 9e3 * SHARE,
        "fuel_dewatering": 4e3 * SHARE,
        "flocculant_used": 1e-3 * LIFTED,
        "mud_mined": LIFTED / 0.99,
        "seafloor_opened": LIFTED / 0.99 / 0.55 / 3.0 / 1e6,
        "feed_element": feed(),
        "oxide_made": oxide,
        "reagent_used": reagents,
        "carbonate_carbon_dioxide": 0.035 * LIFTED,
        "refinery_electricity": 0.05 * LIFTED,
        "refinery_heat": 20.0 * oxide.sum(axis=1),
        "activity_concentrate": 0.2,
        "activity_residue": 0.07,
        "activity_precipitate": 0.4,
    }


def run(
    change: dict[str, float | np.ndarray] | None = None,
    options: dict[str, str] | None = None,
    draws: int = 1,
    central: bool = False,
    reagents: tuple[str, ...] = REAGENTS,
) -> xr.Dataset:
    return run_stage(
        assess,
        {**OWN, **upstream(), **(change or {})},
        draws=draws,
        years=YEARS,
        options={**OPTIONS, **(options or {})},
        central=central,
        coordinates={"reagent": reagents},
    )


def spread_inputs(draws: int) -> dict[str, float | np.ndarray]:
    generator = np.random.Generator(np.random.Philox(3))

    def between(low: float, high: float) -> np.ndarray:
        return np.exp(generator.uniform(np.log(low), np.log(high), draws))

    return {
        "environment.current_speed": between(2.0, 5.0),
        "environment.lateral_mixing": between(0.04, 8.0),
        "environment.bed_mixing": between(6e-4, 4e-3),
        "environment.interior_mixing": between(1e-5, 1e-3),
        "environment.collector_height": between(1.0, 10.0),
        "environment.floc_diameter": between(70.0, 355.0),
        "environment.deposition_probability": generator.uniform(0.9, 1.0, draws),
    }


def test_every_reagent_has_its_own_factor_whatever_the_order() -> None:
    turned = run({"reagent_used": np.asarray(upstream()["reagent_used"])[:, ::-1]}, reagents=REAGENTS[::-1])
    np.testing.assert_allclose(turned["co2"], run()["co2"], rtol=1e-12)


def test_nothing_fails_in_the_ordinary_case_and_mass_is_kept() -> None:
    found = run(spread_inputs(200), draws=200)
    assert set(found["failure"].values) == {""}
    assert float(np.abs(found["plume_balance"]).max()) < 1e-8


def test_plume_year_is_the_first_full_one() -> None:
    assert run()["plume_year"].values.tolist() == [2032.0]


def test_released_mud_is_collector_loss_and_fines_without_spills() -> None:
    found = run()["plume_released"].values[0]
    np.testing.assert_allclose(found, LIFTED * (0.01 / 0.99 + 0.01), rtol=1e-12)


def test_one_percent_of_3500_wet_tonnes_a_day_is_0_16_kg_per_second() -> None:
    days = 365.0
    mud = 3500.0 * 0.4 * days * SHARE
    change = {"mud_mined": mud, "lifting_days": np.where(SHARE > 0.0, days, 0.0)}
    released = run({**change, "mud_lost": 0.0, "mud_spilled": 0.0})["plume_released"].values[0, -1]
    assert released / days == pytest.approx(14.0)
    assert released * 1e3 / (days * 86400.0) == pytest.approx(0.16, abs=0.005)


def test_pieces_equal_the_whole_to_the_last_bit() -> None:
    inputs = spread_inputs(7)
    whole = run(inputs, draws=7)
    for i in range(7):
        part = run({k: v[i : i + 1] for k, v in inputs.items() if isinstance(v, np.ndarray)}, draws=1)
        for name in assess.gives:
            np.testing.assert_array_equal(part[name].values[0], whole[name].values[i], err_msg=name)


def test_higher_thresholds_never_cover_more() -> None:
    found = run(spread_inputs(100), draws=100)
    for name in ("deposition_area", "plume_area", "plume_reach", "return_plume_area"):
        assert np.all(np.diff(found[name].values, axis=1) <= 0.0), name


@pytest.mark.parametrize("current", ["steady", "rose"])
def test_blanketed_sea_floor_cannot_hold_more_mud_than_was_let_go(current: str) -> None:
    found = run(spread_inputs(100), {"environment.current": current}, draws=100)
    volume = found["plume_released"].values[:, 3] * 1e3 / 550.0
    held = 1e6 * found["deposition_area"].values * np.array([1e-4, 1e-3, 1e-2])
    assert np.all(held <= volume[:, np.newaxis])


def test_more_collector_loss_clouds_and_blankets_more() -> None:
    little, much = run({"mine.collector_loss": 0.002}), run({"mine.collector_loss": 0.05})
    for name in ("deposition_area", "plume_area", "plume_reach"):
        assert np.all(much[name].values >= little[name].values), name
        assert much[name].values[0, 0] > little[name].values[0, 0], name


def test_single_grains_cloud_far_more_water_than_flocs() -> None:
    flocs, grains = run(), run(options={"environment.flocculation": "primary_grains"})
    assert float(grains["plume_area"][0, 0]) > 3.0 * float(flocs["plume_area"][0, 0])
    assert float(grains["settled_share"][0]) < 0.6 < float(flocs["settled_share"][0])
    assert grains["settling_speed"].values[0, :-1].max() < 0.5


def test_return_water_let_out_higher_reaches_the_bed_thinner() -> None:
    areas = [
        float(run(options={"environment.return_depth": where})["deposition_area"][0, 0])
        for where in ("near_bed", "midwater", "surface")
    ]
    assert areas[0] > areas[1] >= areas[2]


def test_turning_current_moves_no_mud_out_of_the_sea() -> None:
    steady, rose = run(), run(options={"environment.current": "rose"})
    assert float(steady["settled_share"][0]) == float(rose["settled_share"][0])
    assert float(steady["deposition_area"][0, 0]) != float(rose["deposition_area"][0, 0])
    np.testing.assert_array_equal(steady["plume_area"].values, rose["plume_area"].values)


def test_two_vessels_far_apart_double_the_areas_of_half_the_mud_each() -> None:
    half = {name: upstream()[name] / 2.0 for name in ("mud_mined", "mud_lost", "mud_spilled", "seafloor_opened")}
    one = run({**half, "lifting_days": np.where(SHARE > 0.0, 240.0, 0.0)})
    two = run({"mining_vessels": 2.0, "lifting_days": np.where(SHARE > 0.0, 480.0, 0.0)})
    for name in ("deposition_area", "plume_area", "return_plume_area"):
        np.testing.assert_allclose(two[name].values, 2.0 * one[name].values, rtol=1e-9, err_msg=name)
    np.testing.assert_array_equal(two["plume_reach"].values, one["plume_reach"].values)


def test_no_loss_means_no_plume() -> None:
    found = run({"mine.collector_loss": 0.0, "mud_lost": 0.0, "mud_spilled": 0.0})
    assert found["failure"].values.tolist() == [""]
    for name in ("deposition_area", "plume_area", "plume_reach", "return_plume_area", "settled_share"):
        assert np.all(found[name].values == 0.0), name
    assert float(found["plume_balance"][0]) == 0.0


def test_an_outlet_under_the_bed_fails_the_draw_with_its_reason() -> None:
    depths = {"site.water_depth": np.array([500.0, 5700.0])}
    found = run(depths, {"environment.return_depth": "midwater"}, draws=2)
    reasons = found["failure"].values.tolist()
    assert reasons[0].endswith("the return water outlet must lie between the sea floor and the surface")
    assert reasons[1] == ""
    assert np.isnan(found["plume_area"].values[0]).all()


def test_return_water_solids_are_fines_over_water() -> None:
    assert float(run()["return_water_solids"][0]) == pytest.approx(0.01 / 8.0 * 1e3)


def test_co2_of_fuel_is_fuel_times_its_factor() -> None:
    co2 = run()["co2"].sel(draw=0)
    np.testing.assert_allclose(co2.sel(co2_source="mining_vessel"), 15e3 * SHARE * 3.206)
    np.testing.assert_allclose(co2.sel(co2_source="carriers"), 9e3 * SHARE * 3.114)
    np.testing.assert_allclose(co2.sel(co2_source="dewatering"), 4e3 * SHARE * 3.206)


def test_co2_of_a_user_follows_the_grades_it_burns() -> None:
    co2 = run({"fleet.fuel_oil_share": np.array([0.25, 0.0, 1.0])})["co2"].sel(draw=0)
    np.testing.assert_allclose(co2.sel(co2_source="mining_vessel"), 15e3 * SHARE * (0.75 * 3.206 + 0.25 * 3.114))
    np.testing.assert_allclose(co2.sel(co2_source="carriers"), 9e3 * SHARE * 3.206)
    np.testing.assert_allclose(co2.sel(co2_source="dewatering"), 4e3 * SHARE * 3.114)


def test_co2_of_reagents_holds_making_and_carbonate() -> None:
    co2 = run()["co2"].sel(draw=0, co2_source="reagents")
    np.testing.assert_allclose(co2, LIFTED * (0.06 * 1.0 + 0.08 * 0.02 + 1e-3 * 2.5 + 0.035), rtol=1e-12)


def test_co2_of_refinery_energy_is_power_and_heat() -> None:
    heat = 20.0 * upstream()["oxide_made"].sum(axis=1)
    co2 = run()["co2"].sel(draw=0, co2_source="refinery_energy")
    np.testing.assert_allclose(co2, 0.05 * LIFTED * 0.423 + heat * 0.062, rtol=1e-9)


def test_toll_separation_counts_only_when_another_company_separates() -> None:
    own, toll = run(), run(options={"refinery.separation": "toll"})
    oxide = upstream()["oxide_made"].sum(axis=1)
    assert np.all(own["co2"].sel(co2_source="toll_separation") == 0.0)
    np.testing.assert_allclose(toll["co2"].sel(draw=0, co2_source="toll_separation"), 8.0 * oxide)


def test_co2_per_reo_is_everything_over_all_oxides_made() -> None:
    found = run()
    made = upstream()["oxide_made"].sum()
    total = float(found["co2"].sum())
    assert float(found["co2_per_reo"][0]) == pytest.approx(total / made)
    assert float(found["co2_per_reo_landed"][0]) == pytest.approx(0.7 * total / made)
    assert float(found["co2_per_mud"][0]) == pytest.approx(1e3 * total / LIFTED.sum())


def test_without_product_co2_refers_to_the_oxides_landed() -> None:
    found = run({"oxide_made": 0.0})
    assert found["failure"].values.tolist() == [""]
    assert float(found["co2_per_reo"][0]) == float(found["co2_per_reo_landed"][0]) > 0.0


def test_thorium_and_uranium_are_no_rare_earth_oxides() -> None:
    oxide = upstream()["oxide_made"]
    with_thorium = oxide.copy()
    with_thorium[:, ~elements.REY] = 1e3
    assert float(run({"oxide_made": with_thorium})["co2_per_reo"][0]) == float(run()["co2_per_reo"][0])


def test_nothing_landed_and_made_costs_infinitely_much_carbon_per_kg() -> None:
    nothing = np.zeros((len(YEARS), 18))
    found = run({"feed_element": nothing, "mud_landed": 0.0, "oxide_made": nothing})
    assert found["failure"].values[0] == ""
    assert float(found["co2_per_reo"][0]) == np.inf
    assert float(found["activity_mud"][0]) == 0.0


def test_activity_of_ten_ppm_thorium_and_three_ppm_uranium() -> None:
    found = run()
    assert float(found["activity_mud"][0]) == pytest.approx(0.078, abs=0.001)
    assert float(found["activity_mud_series"][0]) == pytest.approx(0.92, abs=0.01)
    assert found["exemption_ratio"].values[0].tolist() == pytest.approx([0.078, 0.2, 0.07, 0.4], abs=0.001)


def test_thorium_per_kg_of_oxides_is_that_of_some_land_ores() -> None:
    found = run()
    assert float(found["thorium_per_reo"][0]) == pytest.approx(4.0, abs=0.3)
    oxides = 2000e-6 / 15.0 * (elements.OXIDE_FACTOR * elements.REY).sum()
    assert float(found["activity_per_reo"][0]) == pytest.approx(0.0777 / oxides, rel=0.01)


@pytest.mark.parametrize("current", ["steady", "rose"])
def test_maps_come_in_the_central_run_and_agree_with_the_areas(current: str) -> None:
    found = run(options={"environment.current": current}, central=True)
    field = found["deposition_map"]
    assert field.dims == ("map_y", "map_x")
    cell = float(np.diff(found["map_x"])[0] * np.diff(found["map_y"])[0])
    for threshold in (1.0, 10.0):
        counted = float((field > threshold).sum()) * cell
        area = float(found["deposition_area"].sel(draw=0, deposition_threshold=threshold))
        assert counted == pytest.approx(area, rel=0.15)
    assert set(assess.details) <= set(found.data_vars)
    assert not set(assess.details) & set(run().data_vars)


def test_concentration_map_agrees_with_the_area_it_shows() -> None:
    found = run(central=True)
    field = found["plume_concentration"]
    cell = float(np.diff(found["map_x"])[0] * np.diff(found["map_y"])[0])
    counted = float((field > 9.0 * 0.03).sum()) * cell
    assert counted == pytest.approx(float(found["plume_area"].sel(draw=0, concentration_factor=10.0)), rel=0.2)


def test_every_source_of_co2_is_there() -> None:
    assert tuple(run()["co2_source"].values) == CO2_SOURCES


@pytest.mark.parametrize("flocculation", ["flocs", "primary_grains"])
@pytest.mark.parametrize("where", ["near_bed", "midwater", "surface"])
@pytest.mark.parametrize("current", ["steady", "rose"])
def test_every_choice_keeps_the_mass(flocculation: str, where: str, current: str) -> None:
    options = {
        "environment.flocculation": flocculation,
        "environment.return_depth": where,
        "environment.current": current,
    }
    found = run(spread_inputs(20), options, draws=20)
    assert set(found["failure"].values) == {""}
    assert float(np.abs(found["plume_balance"]).max()) < 1e-8
    assert np.all((found["settled_share"].values >= 0.0) & (found["settled_share"].values <= 1.0))


def test_shares_that_stay_single_grains_settle_slowest_and_leave_the_domain() -> None:
    found = run()
    speed = found["settling_speed"].sel(draw=0)
    assert float(speed.sel(settling_class="single_grains")) < float(speed.sel(settling_class="p02"))
    all_single = run({"environment.unflocculated_share": 1.0})
    assert float(all_single["settled_share"][0]) < float(found["settled_share"][0])


def test_faster_currents_and_higher_releases_carry_mud_farther() -> None:
    base = float(run()["plume_reach"][0, 1])
    assert float(run({"environment.collector_height": 8.0})["plume_reach"][0, 1]) > base
    slow, fast = (run({"environment.current_speed": u}) for u in (2.0, 5.0))
    assert float(fast["settled_share"][0]) < float(slow["settled_share"][0])


def test_stronger_mixing_across_the_current_thins_the_near_plume() -> None:
    weak, strong = (run({"environment.lateral_mixing": k}) for k in (0.04, 8.0))
    assert float(strong["plume_reach"][0, 2]) < float(weak["plume_reach"][0, 2])


def test_clearer_water_is_clouded_farther() -> None:
    clear, murky = (run({"environment.background": c}) for c in (0.01, 0.05))
    for name in ("plume_area", "plume_reach", "return_plume_area"):
        assert np.all(clear[name].values >= murky[name].values), name


def test_denser_mud_lies_thinner() -> None:
    loose, dense = (run({"mud_dry_density": d}) for d in (450.0, 660.0))
    assert float(loose["deposition_area"][0, 0]) > float(dense["deposition_area"][0, 0])


def test_a_campaign_of_one_year_stands_for_itself() -> None:
    campaign = {name: value[-1:] if isinstance(value, np.ndarray) else value for name, value in upstream().items()}
    found = run_stage(assess, {**OWN, **campaign}, years=[2026], options=OPTIONS, coordinates={"reagent": REAGENTS})
    assert found["plume_year"].values.tolist() == [2026.0]
    for name in ("deposition_area", "plume_area", "plume_reach", "settled_share"):
        np.testing.assert_allclose(found[name].values, run()[name].values, rtol=1e-12, err_msg=name)


def test_ten_times_the_exemption_level_is_a_tenth_of_the_ratio() -> None:
    strict, loose = run(), run({"environment.exemption_activity": 10.0})
    np.testing.assert_allclose(loose["exemption_ratio"].values, strict["exemption_ratio"].values / 10.0)
