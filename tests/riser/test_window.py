import numpy as np
import pytest

from kaitei.riser.loop import Mud, Pipes, Water, circulate
from kaitei.riser.window import CONCENTRATIONS, concentration_of_least_energy, lift_window

N = 40
KINDS = ("herschel_bulkley", "power_law")


def random_case():
    generator = np.random.default_rng(11)

    def between(low, high):
        return generator.uniform(low, high, N)

    mud = Mud(
        between(2550, 2750), between(0.17, 0.24), 10 ** between(3.5, 4.5), between(1.2e-3, 1.9e-3), between(15, 40),
        between(0.7, 1.0), np.full(N, 50.0), np.full(N, 500.0),
    )  # fmt: skip
    water = Water(between(5500, 5800), between(1039, 1042), between(1.5e-3, 1.7e-3), between(9.78, 9.80))
    up = between(0.3, 0.6)
    pipes = Pipes(up, 0.75 * up, between(1e-5, 2e-4), between(15, 80), between(0.4, 0.6))
    return between(10.0, 60.0), mud, water, pipes


def test_window_runs_from_1_to_13_percent():
    np.testing.assert_allclose(CONCENTRATIONS, np.arange(1, 14) / 100.0, rtol=1e-15)


@pytest.mark.parametrize("kind", KINDS)
def test_window_is_the_lift_at_each_concentration(kind):
    rate, mud, water, pipes = random_case()
    window = lift_window(kind, rate, np.array([CONCENTRATIONS]), mud, water, pipes)
    assert window.power.shape == (N, 13)
    alone = circulate(kind, rate, np.full(N, CONCENTRATIONS[4]), mud, water, pipes)
    np.testing.assert_allclose(window.power[:, 4], alone.power, rtol=1e-13)
    np.testing.assert_allclose(window.velocity[:, 4], alone.velocity, rtol=1e-13)


@pytest.mark.parametrize("kind", KINDS)
def test_no_other_concentration_takes_less(kind):
    rate, mud, water, pipes = random_case()
    best = concentration_of_least_energy(kind, rate, mud, water, pipes)
    brute = np.linspace(0.01, 0.13, 481)
    power = lift_window(kind, rate, brute[None, :], mud, water, pipes).power
    least = circulate(kind, rate, best, mud, water, pipes).power
    assert np.all(least <= power.min(axis=1) * (1.0 + 1e-4))
    assert np.all((best >= 0.01) & (best <= 0.13))


def test_thin_slurry_costs_friction_and_thick_slurry_yield_stress():
    mud = Mud(*(np.array([v]) for v in (2650.0, 0.207, 1.0e4, 1.5e-3, 25.0, 1.0, 50.0, 500.0)))
    water = Water(*(np.array([v]) for v in (5700.0, 1040.5, 1.6e-3, 9.79)))
    pipes = Pipes(*(np.array([v]) for v in (0.5, 0.375, 5.0e-5, 40.0, 0.51)))
    rate = np.array([3500.0 / 86.4])
    best = float(concentration_of_least_energy("herschel_bulkley", rate, mud, water, pipes)[0])
    assert 0.05 < best < 0.11
    window = lift_window("herschel_bulkley", rate, np.array([[0.02, best, 0.13]]), mud, water, pipes)
    thin, least, thick = window.power[0]
    assert thin > 3.0 * least
    assert thick > least
    stiffer = mud._replace(yield_scale=3.0 * mud.yield_scale)
    assert concentration_of_least_energy("herschel_bulkley", rate, stiffer, water, pipes)[0] < best


def test_draws_in_pieces_give_the_same_bits():
    rate, mud, water, pipes = random_case()
    whole = concentration_of_least_energy("herschel_bulkley", rate, mud, water, pipes)
    for start in range(0, N, 9):
        part = slice(start, start + 9)
        groups = (type(group)(*(a[part] for a in group)) for group in (mud, water, pipes))
        piece = concentration_of_least_energy("herschel_bulkley", rate[part], *groups)
        assert piece.tobytes() == whole[part].tobytes()
