"""The general cascade: laws, corners and published results."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import brentq

from kaitei.errors import InputError
from kaitei.physics.arrays import FloatArray
from kaitei.refinery.extraction import cascade, theory
from kaitei.refinery.extraction import distribution as di
from kaitei.refinery.separation import P507_ORDER

SHARE = np.array([15.6, 11.5, 4.3, 19.2, 4.4, 1.07, 5.0, 0.76, 4.5, 0.93, 27.4, 2.6, 0.36, 2.2, 0.34])
LAW = di.p507_chloride(P507_ORDER, "Nd", -3.0)


def at(stages: int, stage: int, value: Any) -> FloatArray:
    """A row, or a table, with one stage filled."""
    row = np.zeros((stages, *np.shape(value)))
    row[stage] = value
    return row


def contactor(stages: int, amounts: FloatArray, aqueous: float = 1.0, organic: float = 1.0) -> cascade.Circuit:
    """Aqueous in at the top with the elements, barren organic in at the bottom."""
    return cascade.blank_circuit(stages, len(amounts))._replace(
        aqueous_flow=at(stages, -1, aqueous), organic_flow=at(stages, 0, organic),
        aqueous_feed=at(stages, -1, amounts), acid=at(stages, -1, 10.0 * aqueous), extractant=at(stages, 0, organic),
    )  # fmt: skip


def plant(stages: int, feed: int, strip: int, load: float = 0.8, saponified: float = 0.7) -> cascade.Circuit:
    """Extraction, scrub and strip of all rare earths at 1 mol/L; strip liquor partly drawn, the rest is the scrub."""
    flow, extractant = 1e-3, 750.0
    organic = flow * load * 3000.0 / extractant
    acid = flow * load * 3000.0 * 1.3
    return cascade.blank_circuit(stages, 15)._replace(
        aqueous_flow=at(stages, feed, flow) + at(stages, -1, acid / 4000.0), organic_flow=at(stages, 0, organic),
        aqueous_feed=at(stages, feed, SHARE / SHARE.sum()), acid=at(stages, -1, acid) + at(stages, feed, 0.01),
        extractant=at(stages, 0, organic * extractant), saponified=at(stages, 0, saponified),
        aqueous_drawn=at(stages, strip, 0.8),
    )  # fmt: skip


PROMMIS = ("Sc", "Y", "La", "Ce", "Pr", "Nd", "Sm", "Gd", "Dy", "Al", "Ca", "Fe")
WEIGHT = np.array(
    [44.946, 88.905, 138.905, 140.116, 140.907, 144.242, 150.36, 157.25, 162.50, 26.982, 40.078, 55.845]
)  # fmt: skip
AQUEOUS_IN = [0.032, 0.124, 0.986, 2.277, 0.303, 0.946, 0.097, 0.2584, 0.047, 422.375, 109.542, 688.266]
ORGANIC_IN = [
    1.734, 2.179e-5, 1.05e-4, 3.1e-4, 3.711e-5, 1.65e-4, 1.701e-5, 3.357e-5, 8.008e-6, 1.267e-5, 2.684e-5, 2.873e-6,
]  # fmt: skip
AQUEOUS_OUT = [
    2.7415e-3, 6.2927e-6, 0.91421, 2.1095, 0.27631, 0.88099, 0.086579, 0.19246, 1.1699e-3, 399.95, 102.34, 585.59,
]  # fmt: skip
ORGANIC_OUT = [
    1.7633, 0.12402, 0.071891, 0.16778, 0.026727, 0.065178, 0.010438, 0.065974, 0.045838, 22.425, 7.2059, 102.67,
]  # fmt: skip


def test_three_stages_of_dehpa_give_the_published_liquors() -> None:
    flow = 62.01e-3 / 3600.0
    circuit = cascade.blank_circuit(3, 12)._replace(
        aqueous_flow=at(3, 2, flow), organic_flow=at(3, 0, flow),
        aqueous_feed=at(3, 2, flow * np.array(AQUEOUS_IN) / WEIGHT),
        organic_feed=at(3, 0, flow * np.array(ORGANIC_IN) / WEIGHT),
        acid=at(3, 2, flow * (10.75 + 1e4 / 97.0)), sulfate=at(3, 2, flow * (100.0 / 96.0 + 1e4 / 97.0)),
        extractant=at(3, 0, flow * 0.05 * 975.8e3 / 322.431),
    )  # fmt: skip
    made = cascade.solve(circuit, di.dehpa_sulfate_prommis(PROMMIS))
    assert made.converged
    assert made.aqueous[0] * WEIGHT == pytest.approx(AQUEOUS_OUT, rel=1e-4)
    assert made.organic[-1] * WEIGHT == pytest.approx(ORGANIC_OUT, rel=1e-4)
    assert float(10.0 ** -made.ph[0]) * 1e3 == pytest.approx(39.513, rel=1e-4)
    assert float(made.extractant[-1]) * 322.431 == pytest.approx(46087.0, rel=1e-4)


@given(st.integers(1, 30), st.floats(0.05, 20.0), st.floats(0.1, 10.0))
def test_constant_ratios_give_kremser(stages: int, ratio: float, organic: float) -> None:
    made = cascade.solve(contactor(stages, np.array([1.0]), 1.0, organic), di.constant_ratios(np.array([ratio])))
    wanted = theory.share_left_kremser_1930(np.array(ratio * organic), np.array(float(stages)))
    assert float(made.aqueous[0, 0]) == pytest.approx(float(wanted), rel=1e-9)


@pytest.mark.parametrize(("extraction", "scrub"), [(4, 3), (8, 8), (15, 10)])
def test_a_full_organic_steps_off_mccabe_and_thiele(extraction: int, scrub: int) -> None:
    beta, feed, extract, wash, stages = 2.0, 0.4, 0.4, 1.6, extraction + scrub
    organic = extract + wash

    def run(raffinate: float) -> tuple[float, float]:
        top = (feed - (1.0 - extract) * raffinate) / extract
        circuit = cascade.blank_circuit(stages, 2)._replace(
            aqueous_flow=at(stages, extraction - 1, 1.0) + at(stages, -1, wash), organic_flow=at(stages, 0, organic),
            aqueous_feed=at(stages, extraction - 1, np.array([1.0 - feed, feed]))
            + at(stages, -1, wash * np.array([1.0 - top, top])),
            organic_feed=at(stages, 0, organic * np.array([1.0 - raffinate, raffinate])),
        )  # fmt: skip
        made = cascade.solve(circuit, di.constant_factors(np.array([1.0, beta])))
        assert made.converged
        return float(made.aqueous[0, 1] / made.aqueous[0].sum()), top

    raffinate = brentq(lambda x: run(x)[0] - x, 1e-9, feed - 1e-3, xtol=1e-14)
    stepped = theory.stages_mccabe_thiele_1925(feed, raffinate, run(raffinate)[1], beta, wash, extraction)
    assert stepped == pytest.approx((extraction, scrub), abs=1e-5)


def test_at_total_reflux_every_stage_multiplies_the_odds_by_the_factor() -> None:
    stages, beta = 12, 1.55
    base = np.array([0.5, 0.5])
    circuit = cascade.blank_circuit(stages, 2)._replace(
        aqueous_flow=at(stages, -1, 1.0), organic_flow=at(stages, 0, 1.0),
        organic_feed=at(stages, 0, base), aqueous_feed=at(stages, -1, base),
    )  # fmt: skip

    def run(odds: float) -> FloatArray:
        low, high = 1.0 / (1.0 + odds), odds / (1.0 + odds)
        fed = circuit._replace(
            organic_feed=at(stages, 0, np.array([high, low])), aqueous_feed=at(stages, -1, np.array([low, high]))
        )
        return cascade.solve(fed, di.constant_factors(np.array([1.0, beta]))).aqueous

    # Each product is sent back whole: the organic enters with the raffinate's make-up, the scrub with the extract's.
    odds = brentq(lambda v: run(v)[0, 1] / run(v)[0, 0] * v - 1.0, 1.0, 1e4, xtol=1e-10)
    wanted = theory.stages_least(np.array(odds / (1 + odds)), np.array(odds / (1 + odds)), np.array(beta))
    assert float(wanted) == pytest.approx(stages, abs=1e-6)


@given(
    st.integers(1, 12), st.floats(0.05, 2.0), st.floats(0.0, 0.9), st.floats(0.3, 1.0),
    st.floats(0.0, 1.0), st.floats(0.0, 0.5),
)  # fmt: skip
@settings(max_examples=40, deadline=None)
def test_every_element_balances_whatever_happens(
    stages: int, load: float, saponified: float, efficiency: float, drawn: float, organic_drawn: float
) -> None:
    circuit = plant(stages, stages // 2, stages - 1, load, saponified)._replace(
        efficiency=np.full(stages, efficiency), aqueous_drawn=at(stages, -1, 0.9 * drawn),
        organic_drawn=at(stages, stages // 2, organic_drawn),
    )  # fmt: skip
    made = cascade.solve(circuit, LAW)
    assert np.abs(cascade.balance_misfit(circuit, made)).max() < 1e-9
    assert all(np.all(np.isfinite(part)) for part in made)
    assert np.all(made.aqueous >= 0.0)
    assert np.all(made.organic >= 0.0)


def test_every_stage_balances() -> None:
    circuit = plant(20, 10, 16)
    made = cascade.solve(circuit, LAW)
    aqueous = np.cumsum(circuit.aqueous_flow[::-1])[::-1].copy()
    aqueous[:16] -= 0.8 * aqueous[16]
    organic = np.full(20, circuit.organic_flow[0])
    x, y = made.aqueous * aqueous[:, None], made.organic * organic[:, None]
    into = circuit.aqueous_feed.copy()
    into[:-1] += (x - made.aqueous_product)[1:]
    into[1:] += y[:-1]
    assert np.allclose(x + y, into, rtol=1e-9, atol=0.0)


@pytest.mark.parametrize("circuit", [plant(20, 10, 16), plant(20, 10, 16, 0.3), plant(12, 6, 9, 0.8, 0.0)])
def test_acidity_free_extractant_and_ratios_fit_each_other(circuit: cascade.Circuit) -> None:
    made = cascade.solve(circuit, LAW)
    assert made.converged
    ratio = di.distribution_mass_action(LAW.intercept, made.extractant[:, None], made.ph[:, None])
    assert np.allclose(made.organic, ratio * made.aqueous, rtol=1e-6)


def test_swapping_two_elements_swaps_the_result() -> None:
    circuit, order = plant(10, 5, 8), np.arange(15)[::-1]
    made = cascade.solve(circuit, LAW)
    other = cascade.solve(
        circuit._replace(aqueous_feed=circuit.aqueous_feed[:, order]), LAW._replace(intercept=LAW.intercept[order])
    )
    assert np.allclose(made.aqueous[:, order], other.aqueous, rtol=1e-7)


def test_an_element_that_is_not_fed_is_nowhere() -> None:
    circuit = plant(10, 5, 8)
    fed = circuit.aqueous_feed.copy()
    fed[:, 3] = 0.0
    made = cascade.solve(circuit._replace(aqueous_feed=fed), LAW)
    assert made.converged
    assert not made.aqueous[:, 3].any()


def test_elements_of_one_ratio_stay_together() -> None:
    law = di.mass_action(np.full(15, -3.0))
    made = cascade.solve(plant(10, 5, 8), law)
    shares = made.organic / made.organic.sum(axis=1, keepdims=True)
    assert np.allclose(shares, SHARE / SHARE.sum(), rtol=1e-9)


def test_a_warm_start_finds_the_same_state_in_fewer_rounds() -> None:
    circuit = plant(20, 10, 16)
    cold = cascade.solve(circuit, LAW)
    warm = cascade.solve(circuit._replace(acid=circuit.acid * 1.01), LAW, cold.drive)
    fresh = cascade.solve(circuit._replace(acid=circuit.acid * 1.01), LAW)
    assert warm.converged
    assert warm.rounds < fresh.rounds
    assert np.allclose(warm.aqueous, fresh.aqueous, rtol=1e-6)


@pytest.mark.parametrize("load", [0.3, 0.8, 1.0])
def test_a_start_from_shorter_cascades_ends_where_another_start_does(load: float) -> None:
    circuit = plant(60, 30, 50, load)
    cold = cascade.solve(circuit, LAW)
    other = cascade.solve(circuit, LAW, np.full(60, -0.5))
    assert cold.converged
    assert other.converged
    assert np.allclose(cold.organic, other.organic, rtol=1e-6)


def test_a_long_cascade_takes_hardly_more_systems_than_a_short_one() -> None:
    short, long = (cascade.solve(plant(stages, stages // 2, 5 * stages // 6), LAW) for stages in (60, 300))
    assert short.converged
    assert long.converged
    assert long.rounds < 1.5 * short.rounds


def test_pieces_of_cold_draws_equal_the_whole() -> None:
    acid = plant(40, 20, 30).acid * np.linspace(0.9, 1.3, 6)[:, None]
    whole = cascade.solve(plant(40, 20, 30)._replace(acid=acid), LAW)
    parts = [cascade.solve(plant(40, 20, 30)._replace(acid=acid[k : k + 2]), LAW) for k in (0, 2, 4)]
    assert whole.converged.all()
    assert np.array_equal(whole.organic, np.concatenate([part.organic for part in parts]))


def test_draws_are_solved_each_for_itself() -> None:
    law = LAW._replace(intercept=LAW.intercept + np.array([[0.0], [0.5]]))
    both = cascade.solve(plant(8, 4, 6), law)
    alone = cascade.solve(plant(8, 4, 6), LAW._replace(intercept=law.intercept[1]))
    assert both.aqueous.shape == (2, 8, 15)
    assert np.array_equal(both.aqueous[1], alone.aqueous)


@pytest.mark.parametrize(
    "change",
    [
        {"acid": np.zeros(8)},
        {"acid": at(8, -1, 1e3)},
        {"acid": at(8, -1, -10.0)},
        {"extractant": np.zeros(8)},
        {"saponified": np.ones(8)},
        {"aqueous_feed": np.zeros((8, 15))},
    ],
)
def test_corners_give_finite_numbers_and_balance(change: dict[str, FloatArray]) -> None:
    circuit = plant(8, 4, 6)._replace(**change)
    made = cascade.solve(circuit, LAW)
    assert all(np.all(np.isfinite(part)) for part in made)
    assert np.abs(cascade.balance_misfit(circuit, made)).max() < 1e-9


@pytest.mark.parametrize("seed", range(4))
def test_random_circuits_converge(seed: int) -> None:
    draw = np.random.default_rng(seed)
    for _ in range(50):
        stages = int(draw.integers(1, 31))
        feed = int(draw.integers(0, stages))
        strip = int(draw.integers(feed, stages))
        circuit = plant(stages, feed, strip, 10.0 ** draw.uniform(-1.5, 0.5), draw.uniform())._replace(
            acid=at(stages, -1, 10.0 ** draw.uniform(0.0, 1.5)) + at(stages, feed, 10.0 ** draw.uniform(-6.0, 0.5)),
            aqueous_drawn=at(stages, strip, draw.uniform()),
        )  # fmt: skip
        made = cascade.solve(circuit, LAW)
        assert made.converged
        assert np.abs(cascade.balance_misfit(circuit, made)).max() < 1e-9


@pytest.mark.parametrize(("load", "saponified"), [(1.5, 0.7), (0.8, 1.0), (3.0, 1.0)])
def test_base_in_excess_converges(load: float, saponified: float) -> None:
    made = cascade.solve(plant(40, 20, 32, load, saponified), LAW)
    assert made.converged
    assert made.ph[0] > made.ph[-1]


def test_pieces_of_draws_equal_the_whole() -> None:
    acid = plant(12, 6, 9).acid * np.linspace(0.9, 1.3, 6)[:, None]
    warm = cascade.solve(plant(12, 6, 9), LAW).drive
    whole = cascade.solve(plant(12, 6, 9)._replace(acid=acid), LAW, warm)
    parts = [cascade.solve(plant(12, 6, 9)._replace(acid=acid[k : k + 2]), LAW, warm) for k in (0, 2, 4)]
    assert whole.converged.all()
    assert np.array_equal(whole.organic, np.concatenate([part.organic for part in parts]))


@given(st.floats(-1.0, 1.0))
@settings(max_examples=20, deadline=None)
def test_a_warm_start_from_anywhere_ends_where_a_cold_one_does(away: float) -> None:
    circuit = plant(15, 7, 12)
    cold = cascade.solve(circuit, LAW)
    warm = cascade.solve(circuit, LAW, cold.drive + away)
    assert warm.converged
    assert np.allclose(warm.organic, cold.organic, rtol=1e-6)


def test_at_total_reflux_mass_action_multiplies_the_odds_by_the_factor_too() -> None:
    stages, beta = 8, 1.8
    law = di.mass_action(np.log10(np.array([1.0, beta])))

    def run(odds: float) -> FloatArray:
        low, high = 1.0 / (1.0 + odds), odds / (1.0 + odds)
        fed = cascade.blank_circuit(stages, 2)._replace(
            aqueous_flow=at(stages, -1, 1.0), organic_flow=at(stages, 0, 1.0), extractant=at(stages, 0, 1e-9),
            organic_feed=at(stages, 0, np.array([high, low])) * 1e3,
            aqueous_feed=at(stages, -1, np.array([low, high])) * 1e3,
        )  # fmt: skip
        made = cascade.solve(fed, law)
        assert made.converged
        return made.aqueous

    odds = brentq(lambda v: run(v)[0, 1] / run(v)[0, 0] * v - 1.0, 1.0, 1e3, xtol=1e-9)
    wanted = theory.stages_least(np.array(odds / (1 + odds)), np.array(odds / (1 + odds)), np.array(beta))
    assert float(wanted) == pytest.approx(stages, abs=1e-5)


def test_an_element_exchanged_for_another_leaves_the_rest_alone() -> None:
    # Two elements of one constant are one element: how they share its amount changes nothing else.
    law = di.mass_action(np.array([-4.0, -3.0, -3.0]))

    def run(share: float) -> cascade.Profile:
        amounts = np.array([0.5, 0.4 * share, 0.4 * (1.0 - share)])
        circuit = contactor(10, amounts)._replace(extractant=at(10, 0, 2.0), acid=at(10, -1, 0.5))
        return cascade.solve(circuit, law)

    one, other = run(1.0), run(0.3)
    assert np.allclose(one.organic[:, 0], other.organic[:, 0], rtol=1e-8)
    assert np.allclose(one.organic[:, 1:].sum(axis=1), other.organic[:, 1:].sum(axis=1), rtol=1e-8)


def test_a_saturated_circuit_that_holds_nothing_says_so() -> None:
    made = cascade.solve(contactor(3, np.zeros(2)), di.constant_factors(np.array([1.0, 2.0])))
    assert all(np.all(np.isfinite(part)) for part in made)


@pytest.mark.parametrize("acid", [-120.0, 0.0, 1e6])
def test_absurd_acidity_gives_finite_numbers(acid: float) -> None:
    circuit = contactor(30, np.full(15, 0.1))._replace(acid=at(30, -1, acid), extractant=at(30, 0, 700.0))
    for law in (LAW, di.mass_action(np.full(15, 3.0))):
        made = cascade.solve(circuit, law)
        assert all(np.all(np.isfinite(part)) for part in made)
        assert np.abs(cascade.balance_misfit(circuit, made)).max() < 1e-9


def test_a_thousand_stages_balance() -> None:
    circuit = contactor(1000, np.array([1.0, 1.0]), 1.0, 0.8)
    made = cascade.solve(circuit, di.constant_ratios(np.array([1.0, 2.0])))
    assert made.converged
    assert np.abs(cascade.balance_misfit(circuit, made)).max() < 1e-9


def test_stages_outside_the_range_of_the_law_are_flagged() -> None:
    made = cascade.solve(contactor(2, np.array([0.01, 0.01])), di.dehpa_sulfate_prommis(("Nd", "Dy")))
    assert not made.extrapolated.any()
    strong = contactor(2, np.array([0.01, 0.01]))._replace(acid=at(2, -1, 2000.0))
    assert cascade.solve(strong, di.dehpa_sulfate_prommis(("Nd", "Dy"))).extrapolated.all()


@given(st.floats(0.2, 0.9), st.integers(1, 8))
@settings(max_examples=20, deadline=None)
def test_a_better_stage_never_extracts_less(efficiency: float, stages: int) -> None:
    circuit = contactor(stages, np.array([1.0]))
    law = di.constant_ratios(np.array([2.0]))
    some = cascade.solve(circuit._replace(efficiency=np.full(stages, efficiency)), law)
    assert cascade.solve(circuit, law).aqueous[0, 0] <= some.aqueous[0, 0]


@given(st.integers(2, 20), st.floats(1.3, 5.0))
@settings(max_examples=20, deadline=None)
def test_more_stages_never_lower_purity_at_equal_recovery(stages: int, beta: float) -> None:
    def purity(count: int) -> float:
        feed, wanted = np.array([1.0, 1.0]), 0.9

        def left(ratio: float) -> cascade.Profile:
            circuit = cascade.blank_circuit(2 * count, 2)._replace(
                aqueous_flow=at(2 * count, count, 1.0) + at(2 * count, -1, 1.0), organic_flow=at(2 * count, 0, 1.0),
                aqueous_feed=at(2 * count, count, feed),
            )  # fmt: skip
            return cascade.solve(circuit, di.constant_ratios(ratio * np.array([1.0, beta])))

        ratio = brentq(lambda r: float(left(r).organic_product[-1, 1]) - wanted, 1e-3, 1e3, xtol=1e-12)
        extract = left(ratio).organic_product[-1]
        return float(extract[1] / extract.sum())

    assert purity(stages + 1) >= purity(stages) - 1e-9


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"acid": np.zeros(3)}, r"shape \(3,\) does not end with \(8,\)"),
        ({"acid": at(8, 0, np.nan)}, "not finite"),
        ({"sulfate": at(8, 0, -1.0)}, "only acid may be negative"),
        ({"aqueous_drawn": at(8, 0, 1.5)}, "a share and holds a number above 1"),
        ({"efficiency": np.zeros(8)}, "must be above 0 in every stage"),
        ({"organic_flow": at(8, 3, 1.0)}, "no organic reaches stage 0"),
        ({"aqueous_flow": at(8, 3, 1.0)}, "no aqueous reaches stage 4"),
    ],
)
def test_an_impossible_circuit_is_refused(change: dict[str, FloatArray], message: str) -> None:
    with pytest.raises(InputError, match=message):
        cascade.solve(plant(8, 4, 6)._replace(**change), LAW)


def test_a_law_of_other_elements_is_refused() -> None:
    with pytest.raises(InputError, match="the law knows 1 elements, the circuit has 15"):
        cascade.solve(plant(8, 4, 6), di.mass_action(np.array([-3.0])))


@pytest.mark.parametrize(("law", "most"), [(di.constant_ratios, 24), (di.mass_action, 23)])
def test_a_cascade_holds_so_many_elements_and_no_more(law: Callable[[FloatArray], di.Law], most: int) -> None:
    made = cascade.solve(contactor(3, np.ones(most)), law(np.ones(most)))
    assert made.converged
    assert np.ptp(made.organic[-1]) < 1e-9
    with pytest.raises(InputError, match=f"has {most + 1} elements; a cascade holds {most} at most"):
        cascade.solve(contactor(3, np.ones(most + 1)), law(np.ones(most + 1)))


def test_arrays_that_may_not_be_written_compile_nothing_anew() -> None:
    circuit = plant(8, 4, 6)
    made, known = cascade.solve(circuit, LAW), len(cascade._solve_draws.signatures)
    feed = np.broadcast_to(circuit.aqueous_feed, (2, *circuit.aqueous_feed.shape))
    both = cascade.solve(circuit._replace(aqueous_feed=feed), LAW)
    assert np.array_equal(both.organic[1], made.organic)
    held = circuit.organic_feed.copy()
    held.flags.writeable = False
    assert np.array_equal(cascade.solve(circuit._replace(organic_feed=held), LAW).organic, made.organic)
    assert len(cascade._solve_draws.signatures) == known
