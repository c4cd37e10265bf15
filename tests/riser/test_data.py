"""What the packaged scenarios say of the riser, and what follows when all of it is drawn."""

from functools import cache

import numpy as np
import pytest

from kaitei import scenario_file
from kaitei.riser.stage import lift
from kaitei.sampling import inputs
from kaitei.variable import variables_of

SCENARIOS = ("minamitorishima", "minamitorishima-wet", "meti-2016", "pilot-2027", "trial-2026")
DATA = [name for name, variable in variables_of("riser").items() if variable.role == "datum"]
DRAWS = 400

load = cache(scenario_file.load)


def drawn(scenario, **words):
    """The lift of the scenario's draws over a mud that is drawn too."""
    dataset = inputs(load(scenario), 0, DRAWS, seed=1)
    generator = np.random.default_rng(4)
    mud = {"mud_solids_fraction": (0.34, 0.46), "mud_wet_density": (1320.0, 1450.0), "grain_density": (2550.0, 2750.0)}
    for name, ends in mud.items():
        dataset[name] = (("draw",), generator.uniform(*ends, DRAWS))
    for name, word in words.items():
        dataset[name.replace("_", ".", 1)] = ((), word)
    return lift.run(dataset)


def value(name, scenario="minamitorishima"):
    return load(scenario).data[name].value


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize("name", DATA)
def test_number_without_spread_says_why(scenario, name):
    datum = load(scenario).data[name]
    said = f"{datum.note} {datum.assumption}".lower()
    assert datum.spread is not None or "no spread" in said or "only gravity" in said


def test_pump_and_drive_together_are_about_a_half():
    assert value("riser.pump_efficiency") * value("riser.drive_efficiency") == pytest.approx(0.5, abs=0.02)


def test_pipe_is_run_in_calmer_seas_than_lifting_and_hung_off_in_rougher():
    assert value("riser.hs_run_pipe") < value("riser.hs_lift") < value("riser.hs_hang_off")


def test_only_the_basis_parts_the_wet_reading_from_the_commercial_mine():
    one, other = load("minamitorishima"), load("minamitorishima-wet")
    assert {name for name in DATA if one.data[name] != other.data[name]} == set()
    assert one.options["lift.basis"] == "dry"
    assert other.options["lift.basis"] == "wet"


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize("rheology", ["herschel_bulkley", "power_law"])
def test_every_draw_can_be_computed(scenario, rheology):
    made = drawn(scenario, riser_rheology=rheology)
    assert set(made["failure"].values) == {""}


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_typical_draws_lift_at_ten_to_forty_kilowatt_hours_a_tonne(scenario):
    p10, p50, p90 = np.percentile(drawn(scenario)["lift_energy"].values, [10, 50, 90])
    assert 12.0 < p10 < p50 < p90 < 40.0
    assert 17.0 < p50 < 25.0


@pytest.mark.parametrize("scenario", ["minamitorishima", "minamitorishima-wet", "meti-2016", "pilot-2027"])
def test_one_string_meets_the_demand_in_nearly_all_draws(scenario):
    assert drawn(scenario)["lift_rate_limited"].values.mean() < 0.03


def test_flow_is_turbulent_in_some_draws_and_laminar_in_others():
    assert 0.3 < drawn("minamitorishima")["flow_turbulent"].values.mean() < 0.95


def test_sea_states_are_in_order_in_every_draw():
    made = drawn("minamitorishima")
    assert np.all(made["sea_state_run_pipe"] <= made["sea_state_lift"])
    assert np.all(made["sea_state_lift"] <= made["sea_state_hang_off"])
    assert np.any(made["sea_state_run_pipe"] < made["sea_state_lift"])


def test_thicker_slurry_needs_less_flow_and_more_pressure_to_restart():
    made = drawn("minamitorishima")
    order = np.argsort(made["slurry_concentration"].values)
    thin, thick = order[: DRAWS // 4], order[-DRAWS // 4 :]
    for name, sign in (("slurry_flow", -1.0), ("pressure_restart", 1.0), ("pressure_static", 1.0)):
        rise = np.median(made[name].values[thick]) - np.median(made[name].values[thin])
        assert sign * rise > 0.0, name


def test_commercial_riser_works_near_the_hydrostatic_pressure_of_58_megapascal():
    made = drawn("minamitorishima")["pressure_bed"].values
    assert 55.5 < made.min() < made.max() < 59.5


def test_trial_lifts_tens_of_tonnes_a_day_and_the_pilot_hundreds():
    trial, pilot = (np.median(drawn(name)["lift_rate_wet"].values) for name in ("trial-2026", "pilot-2027"))
    assert 40.0 < trial < 120.0
    assert pilot == pytest.approx(350.0)


def test_axial_resonance_is_a_matter_of_the_waves():
    made = drawn("minamitorishima")
    assert 0.05 < made["axial_resonance"].values.mean() < 0.4
    raised = made["axial_resonance"].values == 1.0
    margin = made["axial_resonance_margin"].values
    assert np.all((margin[raised] >= 0.7) & (margin[raised] <= 1.4))
    assert np.all((margin[~raised] < 0.7) | (margin[~raised] > 1.4))
