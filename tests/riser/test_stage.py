import numpy as np
import pytest

from kaitei.riser.stage import lift
from kaitei.riser.window import CONCENTRATIONS
from kaitei.testing import run_stage

GIVEN = {
    "mud_solids_fraction": 0.40,
    "mud_wet_density": 1370.0,
    "grain_density": 2650.0,
    "lift.rate": 3500.0,
    "site.water_depth": 5700.0,
    "site.latitude": 22.0,
    "riser.concentration": 0.05,
    "riser.yield_scale": 1.0e4,
    "riser.viscosity_clear": 1.5,
    "riser.viscosity_exponent": 25.0,
    "riser.flow_index": 1.0,
    "riser.shear_rate_low": 50.0,
    "riser.shear_rate_high": 500.0,
    "riser.design_velocity": 1.4,
    "riser.velocity_limit": 3.0,
    "riser.up_diameter": 0.5,
    "riser.down_diameter_ratio": 0.75,
    "riser.roughness": 0.05,
    "riser.loss_coefficient": 40.0,
    "riser.pump_efficiency": 0.6,
    "riser.drive_efficiency": 0.85,
    "riser.hs_lift": 4.5,
    "riser.hs_run_pipe": 3.5,
    "riser.hs_hang_off": 6.0,
    "riser.string_outer_diameter": 0.3397,
    "riser.string_wall": 12.35,
    "riser.string_density": 7850.0,
    "riser.string_modulus": 206.0,
    "riser.end_mass": 75.0,
    "riser.water_entrained": 0.2,
    "riser.wave_period": 9.0,
}
CHOSEN = {"lift.basis": "dry", "riser.rheology": "herschel_bulkley", "riser.sizing": "design_velocity"}


def run(given=None, options=None, **keywords):
    return run_stage(lift, GIVEN | (given or {}), options=CHOSEN | (options or {}), **keywords)


def one(result, name):
    assert result["failure"].item() == ""
    return float(result[name].item())


def test_declaration_is_complete():
    lift.declared()
    assert set(run().data_vars) == {*lift.gives, "failure"}


def test_commercial_lift_is_sane():
    made = run()
    assert one(made, "lift_rate") == pytest.approx(3500.0 / 24.0)
    assert one(made, "lift_rate_wet") == pytest.approx(8750.0)
    assert one(made, "slurry_flow") == pytest.approx(1100.0, rel=0.01)
    assert 1.2 < one(made, "slurry_velocity") < 1.6
    assert 15.0 < one(made, "lift_energy") < 25.0
    assert one(made, "lift_energy_minimum") == pytest.approx(9.5, abs=0.2)
    assert one(made, "lift_power") == pytest.approx(one(made, "lift_energy") * 3500.0 / 24.0 / 1000.0)
    assert one(made, "pressure_bed") == pytest.approx(58.0, abs=0.2)
    assert one(made, "pressure_static") == pytest.approx(4.5, abs=0.05)
    assert one(made, "sea_water_density_bed") == pytest.approx(1053.6, abs=0.1)
    assert one(made, "sea_water_temperature_bed") == pytest.approx(1.55, abs=0.01)


def test_pump_pressure_is_the_sum_of_its_parts():
    made = run()
    parts = ("static", "friction_up", "friction_down", "minor")
    assert one(made, "pressure_pump") == pytest.approx(sum(one(made, f"pressure_{part}") for part in parts))


@pytest.mark.parametrize(("basis", "dry"), [("dry", 350.0), ("wet", 140.0), ("slurry", 77.0)])
def test_three_readings_of_350_tonnes_a_day(basis, dry):
    made = run({"lift.rate": 350.0, "riser.concentration": 0.10}, {"lift.basis": basis})
    assert one(made, "lift_rate_demanded") * 24.0 == pytest.approx(dry, rel=0.01)


def test_slurry_and_wet_rates_hold_together():
    made = run({"lift.rate": 350.0}, {"lift.basis": "slurry"})
    slurry_mass = one(made, "slurry_flow") * one(made, "slurry_density") / 1000.0
    assert slurry_mass * 24.0 == pytest.approx(350.0)
    assert one(made, "lift_rate") == pytest.approx(slurry_mass * one(made, "slurry_solids_fraction"))


@pytest.mark.parametrize("rate", [1.0, 350.0, 3500.0])
def test_pipe_is_as_wide_as_the_design_velocity_asks(rate):
    made = run({"lift.rate": rate, "riser.up_diameter": 0.6})
    assert one(made, "slurry_velocity") == pytest.approx(1.4)
    assert one(made, "pipe_diameter_down") == pytest.approx(0.75 * one(made, "pipe_diameter_up"))


def test_pipe_is_never_wider_than_the_string_allows():
    made = run({"riser.up_diameter": 0.45})
    assert one(made, "pipe_diameter_up") == pytest.approx(0.45)
    assert one(made, "slurry_velocity") > 1.4
    assert one(made, "lift_rate_limited") == 0.0


def test_stated_pipe_is_taken_as_it_is():
    made = run({"lift.rate": 140.0, "riser.up_diameter": 0.2}, {"riser.sizing": "stated_diameter"})
    assert one(made, "pipe_diameter_up") == pytest.approx(0.2)
    assert one(made, "slurry_velocity") == pytest.approx(0.39, abs=0.005)


def test_capacity_bounds_the_rate_and_says_so():
    made = run({"riser.concentration": 0.02, "riser.up_diameter": 0.4})
    assert one(made, "lift_rate") == one(made, "lift_capacity") < one(made, "lift_rate_demanded")
    assert one(made, "lift_rate_limited") == 1.0
    assert one(made, "slurry_velocity") == pytest.approx(3.0)


def test_demand_below_capacity_is_met():
    made = run()
    assert one(made, "lift_rate") == one(made, "lift_rate_demanded") < one(made, "lift_capacity")
    assert one(made, "lift_rate_limited") == 0.0


def test_power_law_has_no_restart_pressure_but_nearly_the_same_power():
    made, other = run(), run(options={"riser.rheology": "power_law"})
    assert one(made, "pressure_restart") == pytest.approx(4.0 * 1.25 * 5700.0 / 0.5 / 1e6, rel=1e-3)
    assert one(other, "pressure_restart") == one(other, "slurry_yield_stress") == 0.0
    assert one(other, "lift_power") == pytest.approx(one(made, "lift_power"), rel=0.02)


def test_shear_rates_the_wrong_way_round_fail_the_draw():
    made = run({"riser.shear_rate_low": np.array([50.0, 600.0])}, draws=2)
    assert made["failure"].values[0] == ""
    assert "riser.shear_rate_low must lie below riser.shear_rate_high" in made["failure"].values[1]
    assert np.isnan(made["lift_power"].values[1])


def test_slurry_thicker_than_the_mud_in_place_fails_the_draw():
    made = run({"riser.concentration": np.array([0.05, 0.2]), "mud_solids_fraction": 0.35}, draws=2)
    assert made["failure"].values[0] == ""
    assert "riser.concentration is not below that of the mud in place" in made["failure"].values[1]


def test_water_sent_down_and_mud_make_the_slurry():
    made = run()
    mud = one(made, "lift_rate_wet") / 24.0 / 1.370
    assert one(made, "water_flow_down") + mud == pytest.approx(one(made, "slurry_flow"))


def test_sea_states_keep_their_order():
    made = run({"riser.hs_run_pipe": 4.4, "riser.hs_lift": 4.0, "riser.hs_hang_off": 3.9})
    assert [one(made, f"sea_state_{what}") for what in ("run_pipe", "lift", "hang_off")] == [4.0, 4.0, 4.0]
    made = run()
    assert [one(made, f"sea_state_{what}") for what in ("run_pipe", "lift", "hang_off")] == [3.5, 4.5, 6.0]


def test_string_is_the_reference_string():
    made = run({"riser.end_mass": 100.0, "riser.water_entrained": 0.0, "riser.wave_period": 5.0})
    assert one(made, "string_axial_period") == pytest.approx(5.22, abs=0.01)
    assert one(made, "string_stretch") == pytest.approx(7.14, rel=0.01)
    assert one(made, "string_stress_top") == pytest.approx(440.0, rel=0.03)
    assert one(made, "axial_resonance_margin") == pytest.approx(5.22 / 5.0, rel=1e-3)
    assert one(made, "axial_resonance") == 1.0
    assert one(run(), "axial_resonance") == 0.0


def test_details_come_in_the_central_run_only():
    assert set(lift.details) & set(run().data_vars) == set()
    made = run(central=True)
    assert set(lift.details) <= set(made.data_vars)
    assert made["window_energy"].dims == ("concentration",)
    assert made["concentration"].values.tolist() == list(CONCENTRATIONS)


def test_window_passes_through_the_working_point():
    made = run(central=True)
    here = made.sel(concentration=0.05)
    for detail, single in (("energy", "lift_energy"), ("velocity", "slurry_velocity"), ("pressure", "pressure_pump")):
        assert float(here[f"window_{detail}"]) == pytest.approx(one(made, single))


def test_least_energy_is_at_the_foot_of_the_window():
    made = run(central=True)
    foot = float(made["concentration"].values[np.argmin(made["window_energy"].values)])
    assert one(made, "concentration_least_energy") == pytest.approx(foot, abs=0.01)


def spread(draws):
    generator = np.random.default_rng(2)
    low_high = {
        "riser.concentration": (0.02, 0.12),
        "riser.yield_scale": (3e3, 3e4),
        "riser.flow_index": (0.7, 1.0),
        "riser.design_velocity": (1.2, 1.6),
        "site.water_depth": (5500.0, 5800.0),
        "riser.end_mass": (50.0, 100.0),
    }
    return {name: generator.uniform(*ends, draws) for name, ends in low_high.items()}


@pytest.mark.parametrize("rheology", ["herschel_bulkley", "power_law"])
def test_draws_in_pieces_give_the_same_bits(rheology):
    numbers, options = spread(60), {"riser.rheology": rheology}
    whole = run(numbers, options, draws=60)
    assert set(whole["failure"].values) == {""}
    for start in (0, 7, 40):
        part = slice(start, start + 20)
        piece = run({name: values[part] for name, values in numbers.items()}, options, draws=20)
        for name in lift.gives:
            assert piece[name].values.tobytes() == whole[name].values[part].tobytes(), name


def test_no_draw_lifts_with_less_than_the_least_work():
    made = run(spread(200), draws=200)
    assert np.all(made["lift_energy"] > made["lift_energy_minimum"] / 0.51)


@pytest.mark.parametrize(
    ("scenario", "rate", "low", "high"),
    [
        ("minamitorishima", 145.83, 15.0, 25.0),
        ("minamitorishima-wet", 58.33, 15.0, 25.0),
        ("meti-2016", 145.83, 15.0, 25.0),
        ("pilot-2027", 5.8333, 15.0, 25.0),
        ("trial-2026", 1.1667, 15.0, 40.0),
    ],
)
def test_packaged_scenarios_lift_at_sane_rates_speeds_and_energies(scenario, rate, low, high):
    mud = {name: GIVEN[name] for name in ("mud_solids_fraction", "mud_wet_density", "grain_density")}
    made = run_stage(lift, mud, scenario=scenario, central=True)
    assert one(made, "lift_rate") == pytest.approx(rate, rel=1e-3)
    assert low < one(made, "lift_energy") < high
    assert 0.2 < one(made, "slurry_velocity") < 2.0
