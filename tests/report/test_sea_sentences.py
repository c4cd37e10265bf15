"""Sentences about the ships follow the numbers."""

import numpy as np
import pytest

from kaitei.report import sea_sentences as said
from kaitei.report.numerals import days
from kaitei.report.words import activity_words, cause_words


def test_months_that_are_alike_are_called_so() -> None:
    assert said.months(["Jan", "Feb"], np.array([5.0, 5.2])) == "Every month gives about the same days of lifting"
    assert said.months(["Jan"], np.array([5.0])) == "Jan gives 5.0 days of lifting"


@pytest.mark.parametrize(
    ("middle", "tail"),
    [
        (150.0, "less than others give"),
        (200.0, "below the middle of what others give"),
        (250.0, "in the middle of what others give"),
        (300.0, "above the middle of what others give"),
        (330.0, "more than others give"),
    ],
)
def test_days_fit_are_set_beside_those_of_others(middle: float, tail: str) -> None:
    assert said.fit(middle, middle, middle, 365.0, True) == (
        f"A mining vessel is fit for work on {middle:.0f} days a year, {tail}"
    )


def test_days_fit_of_a_campaign_stand_alone() -> None:
    assert said.fit(0.0, 5.5, 10.3, 34.0, False) == "A mining vessel is fit for work on 5.5 of 34 days (0 to 10.3)"


def test_what_takes_the_days_is_named_largest_first() -> None:
    even = {"waves": np.array([9.0, 9.0]), "wind": np.array([2.0, 2.0])}
    assert said.unfit(even) == "Unfit for work are 11.0 days on average: waves 9.0, wind 2.0."
    moved = even | {"dry_dock": np.array([0.0, 2.0])}
    assert said.unfit(moved).endswith("Between the draws dry docking varies most (0.2 to 1.8).")
    assert said.unfit({"waves": np.array([0.0])}) == ""


def test_nothing_may_delay() -> None:
    assert said.delays({}, 0.0) == "Nothing delays the mining vessels"
    assert said.delays({"wind": 3.0}, 30.0, "campaign").endswith(
        "3.0 days of a campaign, 10 % of the time without lifting"
    )


def test_one_month_has_no_best_and_worst() -> None:
    assert (
        said.lost_by_month(["Jan"], {"waves": np.array([4.0])})
        == "Most days are lost in Jan (4.0, of them 4.0 to waves)"
    )


def test_calm_seas_are_called_so() -> None:
    assert said.windows(["lift"], ["Jan"], np.array([[1.0]])) == "Every activity finds its weather nearly always"


def test_the_story_of_several_vessels_or_of_none_at_work() -> None:
    several = said.story(9e5, 400.0, 3, (20.0, "port_call"))
    assert several == (
        "At work on 400 vessel days, 3 vessels lift 900,000 t; the longest stop of one, 20.0 days, is mostly for "
        "port calls"
    )
    assert said.story(0.0, 0.0, 1, None) == "No mud is lifted in this year"


def test_storms_are_counted() -> None:
    assert said.storms(0, 0, 500.0, 0) == "No tropical cyclone passes in this year"
    assert said.storms(1, 0, 500.0, 1) == "1 tropical cyclone passes in this year, none of them within 500 km"
    assert said.storms(3, 1, None, 3) == "3 tropical cyclones pass in this year"


def test_chance_and_ignorance_change_places() -> None:
    assert said.lift(1.0, 2.0, 30.0, 10.0).endswith(
        "the chance of the year spreads them 3 times as far as ignorance of the inputs does"
    )
    assert said.lift(1.0, 2.0, 10.0, 11.0).endswith("chance and ignorance of the inputs spread them alike")
    assert said.lift(1.0, 2.0, 0.0, 11.0).endswith("nearly all of the spread is ignorance of the inputs")
    assert said.lift(1.0, 2.0, 0.0, 0.0, "campaign") == "Four of five campaigns lift 1 to 2 t"


def test_a_small_pool_is_said_to_matter() -> None:
    assert said.sampling(4.0, 30.0, "8 years").endswith("that is not small beside the other spreads.")
    assert said.sampling(4.0, 0.0, "8 years").endswith("(standard error).")


def test_words_for_what_has_none() -> None:
    assert cause_words("new_cause") == "new cause"
    assert activity_words("new_work") == "new work"
    assert days(1234.0) == "1,234"
