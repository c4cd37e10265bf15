"""Design of a train."""

import numpy as np
import pytest

from kaitei.errors import InputError
from kaitei.refinery.train.circuit import Limits
from kaitei.refinery.train.design import design
from kaitei.refinery.train.extractants import NAPHTHENIC_ACID, P507, Extractant
from kaitei.refinery.train.slate import Product

SHARE = np.array([15.6, 11.5, 4.3, 19.2, 4.4, 1.07, 5.0, 0.76, 4.5, 0.93, 27.4, 2.6, 0.36, 2.2, 0.34])
WEIGHT = np.array(
    [138.9, 140.1, 140.9, 144.2, 150.4, 152.0, 157.3, 158.9, 162.5, 164.9, 88.9, 167.3, 168.9, 173.0, 175.0]
)
FEED = SHARE / WEIGHT / (SHARE / WEIGHT).sum()
SINGLE = [Product((e,), 0.999 if e in ("Pr", "Nd", "Tb", "Dy", "Y") else 0.99) for e in P507.order]
PAIR = [Product(("Pr",)), Product(("Nd",))]


def test_a_full_split_meets_purity_and_recovery_of_every_product() -> None:
    train = design(FEED, P507.order, SINGLE, [P507])
    assert set(train.verdicts) == {"met"}
    assert np.all(train.central.purity[0] >= [p.purity for p in SINGLE])
    assert np.all(train.central.recovery[0] >= [p.recovery for p in SINGLE])
    assert 400 <= train.stages <= 700


def test_a_second_extractant_saves_stages_and_reagents() -> None:
    one, two = design(FEED, P507.order, SINGLE, [P507]), design(FEED, P507.order, SINGLE, [P507, NAPHTHENIC_ACID])
    assert two.stages < one.stages
    assert two.central.extracted.sum() < 0.8 * one.central.extracted.sum()


def test_a_product_at_the_cap_of_stages_says_which_cut_and_the_best_it_can_do() -> None:
    train = design(np.array([0.2, 0.8]), ("Pr", "Nd"), PAIR, [P507], Limits(most_stages=12))
    assert train.verdicts[0].startswith("purity 0.75")
    assert train.verdicts[0].endswith("of 0.98: stages at their cap in the cut Pr | Nd")
    assert np.all(np.isfinite(train.central.purity))


def test_a_factor_too_close_to_one_is_named() -> None:
    hard = Extractant("hard", ("Pr", "Nd"), np.array([1.01]))
    train = design(np.array([0.5, 0.5]), ("Pr", "Nd"), PAIR, [hard])
    assert "separation factor too close to 1 in the cut Pr | Nd" in train.verdicts[1]


def test_a_product_that_is_not_fed_is_no_failure() -> None:
    train = design(np.array([0.5, 0.0, 0.5]), ("Pr", "Nd", "Sm"), [*PAIR, Product(("Sm",))], [P507])
    assert train.verdicts == ("met", "nothing fed", "met")


def test_one_product_needs_no_circuit() -> None:
    train = design(np.array([0.5, 0.5]), ("Pr", "Nd"), [Product(("Pr", "Nd"))], [P507])
    assert train.circuits == ()
    assert train.central.purity.tolist() == [[1.0]]


def test_purer_products_need_more_stages() -> None:
    stages = [
        design(np.array([0.3, 0.7]), ("Pr", "Nd"), [p._replace(purity=x) for p in PAIR], [P507]).stages
        for x in (0.99, 0.999, 0.9999)
    ]
    assert stages[0] < stages[1] < stages[2]


def test_more_flow_needs_fewer_stages() -> None:
    feed = np.array([0.3, 0.7])
    stages = [design(feed, ("Pr", "Nd"), PAIR, [P507], Limits(excess=x)).stages for x in (1.1, 1.2, 1.5)]
    assert stages[0] > stages[1] > stages[2]


@pytest.mark.parametrize(
    ("feed", "limits", "message"),
    [
        ([0.5, -0.1], Limits(), "amounts must be finite, not negative"),
        ([0.0, 0.0], Limits(), "some above 0"),
        ([0.5, np.nan], Limits(), "amounts must be finite"),
        ([0.5], Limits(), "2 elements need as many amounts"),
        ([0.5, 0.5], Limits(excess=1.0), r"must be above 1 \(plants: 1.1-1.3\), 1 came"),
        ([0.5, 0.5], Limits(most_stages=1), "room for 2 stages or more, 1 came"),
    ],
)
def test_an_impossible_order_for_a_train_is_refused(feed: list[float], limits: Limits, message: str) -> None:
    with pytest.raises(InputError, match=message):
        design(np.array(feed), ("Pr", "Nd"), PAIR, [P507], limits)
