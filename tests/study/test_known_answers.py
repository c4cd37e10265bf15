"""Studies on functions whose answers are known in closed form."""

from collections.abc import Callable

import numpy as np
import pytest
import xarray as xr

from kaitei.chain import Chain
from kaitei.correlation import correlation_factor, normal_correlation
from kaitei.errors import InputError, StudyError
from kaitei.reference import REFERENCE
from kaitei.sampling import inputs
from kaitei.scenario import Correlation, Scenario
from kaitei.spread import Spread
from kaitei.study import goal_seek, sensitivity, value_of_information
from kaitei.study.sensitivity import sobol, tornado

NAMES = ("deposit.mean_grade", "deposit.best_grade", "deposit.cell_area")


class Toy(Chain):
    """A chain of one line: NPV as a function of a dataset."""

    function: Callable[[xr.Dataset], xr.DataArray]

    @property
    def reads(self) -> frozenset[str]:
        return frozenset(NAMES)

    def upto(self, names: object) -> "Toy":
        return self

    def evaluate(self, dataset: xr.Dataset, timings: dict[str, float] | None = None) -> xr.Dataset:
        rule = type(self).function
        return dataset.assign(npv=rule(dataset).broadcast_like(dataset["draw"].astype(float)))


def _toy(rule: Callable[[xr.Dataset], xr.DataArray]) -> Toy:
    kind = type("Rule", (Toy,), {"function": staticmethod(rule)})
    return kind(())


@pytest.fixture(scope="module")
def three(reference: Scenario) -> Scenario:
    """The reference with only three spread data, each uniform between 0 and 1 times its value, one grade each."""
    data = {name: datum.model_copy(update={"spread": None}) for name, datum in reference.data.items()}
    for name, grade in zip(NAMES, ("A", "B", "C"), strict=True):
        spread = Spread(kind="uniform", low=0.5, high=1.5, relative=True, grade=grade)  # type: ignore[arg-type]
        data[name] = data[name].model_copy(update={"spread": spread})
    return reference.model_copy(update={"data": data, "correlations": ()})


def _angles(dataset: xr.Dataset, scenario: Scenario) -> list[xr.DataArray]:
    """The three data as angles between -pi and pi."""
    return [2 * np.pi * (dataset[n] / float(scenario.data[n].value) - 1.0) for n in NAMES]  # type: ignore[arg-type]


def test_sobol_indices_of_ishigami(three: Scenario) -> None:
    """Ishigami and Homma 1990 with a = 7, b = 0.1: S1 = 0.3139, 0.4424, 0; ST = 0.5576, 0.4424, 0.2437."""

    def ishigami(dataset: xr.Dataset) -> xr.DataArray:
        x1, x2, x3 = _angles(dataset, three)
        return np.sin(x1) + 7.0 * np.sin(x2) ** 2 + 0.1 * x3**4 * np.sin(x1)

    found = {item.group: item for item in sobol(_toy(ishigami), three, size=1024)}
    first = [found[name].first for name in NAMES]
    total = [found[name].total for name in NAMES]
    np.testing.assert_allclose(first, [0.3139, 0.4424, 0.0], atol=0.03)
    np.testing.assert_allclose(total, [0.5576, 0.4424, 0.2437], atol=0.03)
    assert found[sensitivity.CHANCE].total == pytest.approx(0.0, abs=1e-12)


def test_variance_by_grade_of_a_sum_is_its_squares(three: Scenario) -> None:
    def weighted(dataset: xr.Dataset) -> xr.DataArray:
        x1, x2, x3 = _angles(dataset, three)
        return 1.0 * x1 + 2.0 * x2 + 3.0 * x3

    found = {item.group: item for item in value_of_information.variance_by_grade(_toy(weighted), three, size=512)}
    for grade, weight in (("A", 1.0), ("B", 4.0), ("C", 9.0)):
        assert found[f"grade {grade}"].first == pytest.approx(weight / 14.0, abs=0.02)
        assert found[f"grade {grade}"].total == pytest.approx(weight / 14.0, abs=0.02)


def test_correlated_data_share_the_worst_grade_and_must_share_a_group(three: Scenario) -> None:
    pair = Correlation(between=(NAMES[0], NAMES[2]), rank=0.5, assumption="test")
    linked = three.model_copy(update={"correlations": (pair,)})
    assert value_of_information.grade_groups(linked)[NAMES[0]] == "grade C"
    with pytest.raises(StudyError, match="are correlated and must be in one group"):
        sobol(_toy(lambda ds: ds[NAMES[0]]), linked, size=16)


def test_data_that_no_stage_of_the_measure_reads_are_not_varied(reference: Scenario) -> None:
    names = sensitivity.names_read(REFERENCE.upto(("npv",)), reference)
    assert "economics.charter_rate" in names
    assert not any(name.startswith("security.") for name in names)


def test_a_measure_that_does_not_vary_is_refused(three: Scenario) -> None:
    with pytest.raises(StudyError, match="does not vary"):
        sobol(_toy(lambda ds: ds[NAMES[0]] * 0.0), three, size=16)


def test_a_failed_draw_makes_the_study_refuse(three: Scenario) -> None:
    class Failing(Toy):
        def evaluate(self, dataset: xr.Dataset, timings: dict[str, float] | None = None) -> xr.Dataset:
            made = dataset.assign(npv=dataset[NAMES[0]])
            made["failure"].to_numpy()[1] = "broken on purpose"
            return made

    with pytest.raises(StudyError, match=r"would be invalid: 1 of \d+ draws .*broken on purpose"):
        tornado(Failing(()), three)


def test_tornado_ends_are_the_measure_at_p10_and_p90(three: Scenario) -> None:
    def product(dataset: xr.Dataset) -> xr.DataArray:
        return dataset[NAMES[0]] * dataset[NAMES[1]]

    base, swings = tornado(_toy(product), three)
    v = [float(three.data[n].value) for n in NAMES]  # type: ignore[arg-type]
    assert base == pytest.approx(v[0] * v[1])
    by_name = {s.name: s for s in swings}
    assert by_name[NAMES[0]].at_p10 == pytest.approx(0.6 * v[0] * v[1])
    assert by_name[NAMES[0]].at_p90 == pytest.approx(1.4 * v[0] * v[1])
    assert by_name[NAMES[2]].width == 0.0
    assert [s.name for s in swings] == [*sorted(NAMES[:2], reverse=False), NAMES[2]]


def test_ties_rank_in_the_order_of_names() -> None:
    rows = [sensitivity.Driver(name, "", 0.5 * sign) for name, sign in (("b", 1), ("a", -1), ("c", 1))]
    assert [d.name for d in sensitivity.ranked(rows, lambda d: d.rank_correlation)] == ["a", "b", "c"]


def test_goal_seek_finds_a_known_root(three: Scenario) -> None:
    chain = _toy(lambda ds: ds[NAMES[0]] ** 2 - 500.0**2 + 0.0 * ds[NAMES[1]])
    found = goal_seek.solve(chain, three, NAMES[0], "npv", draws=20)
    assert found.value == pytest.approx(500.0, rel=1e-3)
    assert "gives p50 of npv = 0" in str(found)


def test_goal_seek_says_when_there_is_no_root(three: Scenario) -> None:
    chain = _toy(lambda ds: ds[NAMES[0]] + 1e9)
    found = goal_seek.solve(chain, three, NAMES[0], "npv", draws=5)
    assert found.value is None
    assert str(found).startswith("no deposit.mean_grade in the range tried gives p50 of npv = 0")


def test_goal_seek_names_what_it_cannot_find(three: Scenario) -> None:
    chain = _toy(lambda ds: ds[NAMES[0]])
    with pytest.raises(InputError, match=r"is not a datum; did you mean deposit\.mean_grade"):
        goal_seek.solve(chain, three, "deposit.mean_grad", "npv")
    with pytest.raises(InputError, match="statistic 'p51' is not known; did you mean"):
        goal_seek.solve(chain, three, NAMES[0], "npv", statistic="p51")
    with pytest.raises(InputError, match="is a table"):
        goal_seek.solve(chain, three, "deposit.element_split", "npv")
    with pytest.raises(InputError, match="is not a goal"):
        goal_seek.parse_goal("npv>0")
    with pytest.raises(InputError, match="no measure 'nvp'; did you mean npv"):
        goal_seek.parse_goal("nvp=0")


def test_break_even_scale_is_where_each_draw_crosses(three: Scenario) -> None:
    def rule(dataset: xr.Dataset) -> xr.DataArray:
        total = dataset["lift.rate"] * dataset["fleet.mining_vessels"]
        return total - 7000.0 * dataset[NAMES[0]] / float(three.data[NAMES[0]].value)  # type: ignore[arg-type]

    scale = goal_seek.break_even_scale(_toy(rule), three, (0.5, 1.0, 4.0), draws=200)
    assert scale.rates == (1750.0, 3500.0, 14000.0)
    assert scale.vessels == (1.0, 1.0, 4.0)
    assert scale.share_that_breaks_even == 1.0
    assert scale.p50 == pytest.approx(7000.0, rel=0.05)


def test_a_scale_that_never_pays_has_no_median(three: Scenario) -> None:
    never = goal_seek.break_even_scale(_toy(lambda ds: ds[NAMES[0]] * -1.0), three, (0.5, 1.0), draws=20)
    assert never.p50 is None
    assert never.share_that_breaks_even == 0.0


def test_conditional_mean_of_a_cubic_explains_it() -> None:
    rng = np.random.default_rng(1)
    x, noise = rng.normal(0, 1, 4000), rng.normal(0, 1.0, 4000)
    y = x**3 + noise
    fitted = value_of_information.conditional_mean([x], y)
    share = value_of_information.adjusted_share(fitted, y, 3)
    assert share == pytest.approx(np.var(x**3) / np.var(y), abs=0.03)


def test_knowing_what_cannot_change_the_decision_is_worth_nothing() -> None:
    sure = np.array([1.0, 2.0, 3.0])
    assert value_of_information.worth_of_knowing(sure, 0.5) == pytest.approx(0.0)
    toss = np.array([-1.0, 1.0])
    assert value_of_information.worth_of_knowing(toss, 0.5) == pytest.approx(0.5)
    assert value_of_information.worth_of_knowing(toss, 0.0) == 0.0


def test_rank_correlation_is_what_was_wished(three: Scenario) -> None:
    from scipy.stats import spearmanr

    pair = Correlation(between=(NAMES[0], NAMES[1]), rank=-0.6, assumption="test")
    linked = three.model_copy(update={"correlations": (pair,)})
    dataset = inputs(linked, 0, 20_000, 3)
    assert spearmanr(dataset[NAMES[0]], dataset[NAMES[1]]).statistic == pytest.approx(-0.6, abs=0.02)


def test_impossible_correlations_are_refused() -> None:
    pairs = (("a", "b", 0.9), ("b", "c", 0.9), ("a", "c", -0.9))
    wishes = tuple(Correlation(between=(a, b), rank=r, assumption="x") for a, b, r in pairs)
    with pytest.raises(InputError, match="no numbers can be correlated like this together"):
        correlation_factor(("a", "b", "c"), wishes)
    assert normal_correlation(0.0) == 0.0


def test_a_tornado_on_the_real_chain_is_stable(reference: Scenario) -> None:
    assert tornado(REFERENCE, reference) == tornado(REFERENCE, reference)


def test_a_statistic_that_is_infinite_is_no_goal(three: Scenario) -> None:
    chain = _toy(lambda ds: ds[NAMES[0]] * np.inf)
    with pytest.raises(StudyError, match=r"p50 of npv is infinite at deposit\.mean_grade"):
        goal_seek.solve(chain, three, NAMES[0], "npv", draws=5)
