import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.riser.friction import wall_flow, wall_flow_power_law, wall_flow_yield
from kaitei.riser.laminar import critical_reynolds_ryan_johnson_1959, excess_stress_laminar
from kaitei.riser.slurry import Rheology

DENSITY = np.array(1120.0)


def law(stress, consistency, index=1.0):
    return Rheology(np.array(stress), np.array(consistency), np.array(index))


yield_laws = st.builds(law, st.floats(0.0, 40.0), st.floats(1e-3, 0.1), st.floats(0.5, 1.0))
power_laws = st.builds(law, st.just(0.0), st.floats(1e-3, 10.0), st.floats(0.2, 1.0))
bores = st.floats(0.05, 0.7).map(np.array)


@given(yield_laws, bores, st.floats(0.05, 6.0))
def test_no_flow_rubs_less_than_laminar(mud, diameter, velocity):
    flow = wall_flow_yield(np.array(velocity), diameter, DENSITY, mud)
    laminar = mud.yield_stress + excess_stress_laminar(np.array(velocity), diameter, mud)
    assert flow.stress >= laminar * (1.0 - 1e-12)
    if not flow.turbulent:
        assert flow.stress == pytest.approx(laminar, rel=1e-12)


@given(yield_laws, bores, st.floats(0.05, 6.0), st.floats(1.001, 2.0))
def test_faster_slurry_with_yield_stress_rubs_more(mud, diameter, velocity, factor):
    slow, fast = (wall_flow_yield(np.array(v), diameter, DENSITY, mud) for v in (velocity, velocity * factor))
    assert fast.stress > slow.stress
    assert fast.turbulent >= slow.turbulent


@given(power_laws, bores, st.floats(0.05, 6.0), st.floats(1.001, 2.0))
def test_faster_power_law_slurry_rubs_more(mud, diameter, velocity, factor):
    slow, fast = (wall_flow_power_law(np.array(v), diameter, DENSITY, mud) for v in (velocity, velocity * factor))
    assert fast.stress > slow.stress
    assert fast.turbulent >= slow.turbulent


def test_transition_with_yield_stress_has_no_step():
    mud = law(1.25, 5.2e-3)
    velocity = np.linspace(0.7, 1.0, 3001)
    flow = wall_flow_yield(velocity, np.array(0.5), DENSITY, mud)
    assert 0 < np.count_nonzero(flow.turbulent) < 3001
    assert np.max(np.diff(flow.stress)) < 1e-3 * flow.stress[0]


@pytest.mark.parametrize(
    ("bore", "stress", "viscosity", "density"),
    [(0.5, 1.25, 5.2e-3, 1120.0), (0.3, 5.0, 0.010, 1150.0), (0.5, 10.0, 0.018, 1200.0), (0.2, 22.0, 0.039, 1250.0)],
)
def test_transition_velocity_is_that_of_slatter_and_wasp(bore, stress, viscosity, density):
    # V = 26 sqrt(yield stress / density) for Hedstrom numbers above 1.5e5.
    assert density * stress * (bore / viscosity) ** 2 > 1.5e5
    velocity = np.linspace(0.2, 8.0, 7801)
    flow = wall_flow_yield(velocity, np.array(bore), np.array(density), law(stress, viscosity))
    first = velocity[np.argmax(flow.turbulent)]
    assert first / np.sqrt(stress / density) == pytest.approx(26.0, rel=0.1)


@pytest.mark.parametrize("velocity", [0.1, 0.5])
@pytest.mark.parametrize("index", [0.4, 0.7, 1.0])
def test_both_laws_agree_on_laminar_flow_without_yield_stress(velocity, index):
    syrup = law(0.0, 2.0, index)
    ours, theirs = (
        wall_flow(kind, np.array(velocity), np.array(0.3), DENSITY, syrup) for kind in ("herschel_bulkley", "power_law")
    )
    assert not ours.turbulent
    assert not theirs.turbulent
    assert ours.stress == pytest.approx(theirs.stress, rel=1e-10)
    assert ours.reynolds == pytest.approx(theirs.reynolds, rel=1e-10)


def test_power_law_turns_turbulent_at_ryan_and_johnson():
    index = 0.6
    critical = float(critical_reynolds_ryan_johnson_1959(np.array(index)))
    for reynolds, turbulent in ((0.999 * critical, False), (1.001 * critical, True)):
        consistency = 8.0 * 1120.0 / reynolds / ((3 * index + 1) / (4 * index) * 80.0) ** index
        flow = wall_flow_power_law(np.array(1.0), np.array(0.1), DENSITY, law(0.0, consistency, index))
        assert bool(flow.turbulent) is turbulent
        assert flow.reynolds == pytest.approx(reynolds)


def test_arguments_of_different_shapes_are_spread_over_each_other():
    velocity, bores_row = np.array([[0.5], [2.0]]), np.array([0.2, 0.3, 0.5])
    flow = wall_flow_yield(velocity, bores_row, DENSITY, law(1.25, 5.2e-3))
    assert flow.stress.shape == flow.reynolds.shape == flow.turbulent.shape == (2, 3)
    alone = wall_flow_yield(np.array(2.0), np.array(0.3), DENSITY, law(1.25, 5.2e-3))
    assert flow.stress[1, 1] == pytest.approx(float(alone.stress), rel=1e-14)


@pytest.mark.parametrize("kind", ["herschel_bulkley", "power_law"])
def test_draws_in_pieces_give_the_same_bits(kind):
    generator = np.random.default_rng(5)
    n = 203
    velocity, diameter = generator.uniform(0.1, 4.0, n), generator.uniform(0.1, 0.6, n)
    top = 20.0 if kind == "herschel_bulkley" else 0.0
    mud = Rheology(generator.uniform(0.0, 1.0, n) * top, generator.uniform(1e-3, 0.1, n), generator.uniform(0.5, 1, n))
    density = generator.uniform(1050.0, 1250.0, n)
    whole = wall_flow(kind, velocity, diameter, density, mud)
    assert 0 < np.count_nonzero(whole.turbulent) < n
    for start in range(0, n, 13):
        part = slice(start, start + 13)
        piece = wall_flow(kind, velocity[part], diameter[part], density[part], Rheology(*(a[part] for a in mud)))
        assert piece.stress.tobytes() == whole.stress[part].tobytes()
