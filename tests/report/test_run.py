"""What the report reads of a result."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from kaitei.measure import headline
from kaitei.report.run import Range, Run, in_square_metres, range_over
from kaitei.report.verdict import big_numbers, pays, unsold, verdict
from kaitei.report.verdict import headline as spoken
from kaitei.result import Check, Result

Maker = Callable[..., Result]


def test_ranges_are_those_of_the_summary(full: Result) -> None:
    stored, run = headline(full), Run(full)
    for name in ("npv", "mud_lifted", "cost_per_mud_dry"):
        found = run.range_of(name)
        assert found is not None
        assert (found.p10, found.p50, found.p90) == tuple(stored[name][key] for key in ("p10", "p50", "p90"))


def test_an_internal_rate_of_return_is_said_with_the_draws_that_have_one(full: Result) -> None:
    found = Run(full).range_of("irr")
    have = full.dataset["irr_exists"].to_numpy() > 0.0
    assert 0.0 < have.mean() < 1.0
    assert found is not None
    assert found.share == pytest.approx(have.mean())
    assert (found.p10, found.p90) == tuple(headline(full)["irr"][key] for key in ("p10", "p90"))


def test_a_rate_of_return_that_no_draw_has_is_none(making: Maker) -> None:
    run = Run(making(price=0.05))
    assert run.range_of("irr") is None
    assert run.central_of("irr") is None
    shown = {item.name: item for item in big_numbers(run)}["Internal rate of return"]
    assert (shown.value, shown.basis) == ("none", "no draw has one")


def test_a_price_that_no_draw_has_is_none(making: Maker) -> None:
    result = making()
    result.dataset["break_even_basket_price"][:] = np.inf
    run = Run(result)
    assert run.range_of("break_even_basket_price") is None
    assert "To break even" not in dict(verdict(run))


def test_infinite_values_stay_infinite_in_a_range() -> None:
    found = range_over(np.array([1.0, 2.0, np.inf, np.inf]), "USD/kg")
    assert (found.p10, found.p90) == (1.0, None)
    assert found.between == "1 to none"


def test_one_draw_has_no_range(making: Maker) -> None:
    found = Run(making(draws=1)).range_of("npv")
    assert found is not None
    assert found.spoken == found.text


def test_failed_draws_are_in_no_range(making: Maker) -> None:
    result = making(draws=5, failed={0: "riser.lift: broken", 3: "riser.lift: broken"})
    run = Run(result)
    assert run.count == 3
    assert run.basis == "3 draws (2 more failed)"
    assert run.values_of("npv").size == 3
    assert np.isfinite(run.values_of("npv")).all()


def test_a_central_case_that_failed_is_not_known(making: Maker) -> None:
    result = making()
    failed = result.central.assign(failure="riser.lift: broken")
    run = Run(Result(**{**vars(result), "central": failed}))
    assert not run.knows("npv")
    assert run.central_of("npv") is None
    assert ("Beware", "The central case could not be computed (riser.lift: broken).") in verdict(run)


def test_the_run_says_its_rate_with_basis_and_its_deck(full: Result) -> None:
    run = Run(full)
    assert run.rate == "3,500\N{NO-BREAK SPACE}t/d of dry mud"
    assert run.deck == "china_2025"
    assert run.horizon == "6 production years from 2030, 2 years of building before"
    assert run.period == "a year, mean of the full years 2031 to 2035"


def test_a_campaign_names_its_year(making: Maker, scenario_of: Callable[..., object]) -> None:
    horizon = {"first_year": 2026, "production_years": 1}
    base = scenario_of()
    one = base.model_copy(update={"horizon": type(base.horizon)(**horizon)})  # type: ignore[attr-defined]
    run = Run(making(scenario=one))
    assert run.period == "in 2026"
    assert any(item.basis == "dry, 2026" for item in big_numbers(run))
    assert dict(verdict(run))["Supply"].startswith("In 2026 it would cover")


def test_a_scenario_without_rate_or_deck_is_described_without_them(making: Maker) -> None:
    result = making()
    bare = Result(**{**vars(result), "scenario": result.scenario.model_copy(update={"data": {}, "options": {}})})
    run = Run(bare)
    assert run.rate == "the rate of the scenario"
    assert run.deck == ""
    assert "at the prices of the scenario" in dict(verdict(run))["Value"]


def test_small_areas_are_said_in_square_metres() -> None:
    assert in_square_metres(Range(1e-5, 2e-5, 3e-5, None, "km^2", 9)) == Range(10.0, 20.0, 30.0, None, "m^2", 9)
    large = Range(1.0, 2.0, 3.0, 2.0, "km^2", 9)
    assert in_square_metres(large) is large


def test_the_headline_follows_the_share_of_draws_that_pay(making: Maker) -> None:
    assert spoken(Run(making(price=0.1))).endswith("does not pay at these prices")
    assert spoken(Run(making(price=50.0))).endswith("Minamitorishima pays at these prices")
    middle = [spoken(Run(making(price=price))) for price in np.linspace(0.5, 4.0, 15)]
    assert any("loses money more often than it pays" in text for text in middle)
    assert any("pays more often than not" in text for text in middle)


def test_the_verdict_follows_the_numbers(making: Maker) -> None:
    poor, rich = (dict(verdict(Run(making(price=price)))) for price in (0.5, 50.0))
    assert "in no draw" in poor["Value"]
    assert "in every draw" in rich["Value"]
    assert "USD short in the median" in poor["Cost and price"]
    assert "USD to spare in the median" in rich["Cost and price"]
    assert "times the price assumed" in poor["To break even"]
    assert "of the price assumed" in rich["To break even"]
    assert poor["Value"] != rich["Value"]


def test_the_verdict_says_what_carries_the_variance_and_what_to_measure(full: Result) -> None:
    said = dict(verdict(Run(full)))
    assert said["How well known"] == (
        "Grade C (estimate or arithmetic) carries most of the uncertainty of NPV: 80 %. Share of its variance by grade "
        "of data: grade A2 25 %, grade C 80 %. The input most worth measuring first is price level (market)."
    )
    assert "could turn the sign" in said["What it hangs on"]
    assert "−300 to 150\N{NO-BREAK SPACE}million USD" in said["What it hangs on"]
    assert said["Scale"] == "It pays in the median from about 5,000 t/d (dry) on."


def test_worth_to_japan_stands_beside_the_value_and_never_in_it(full: Result) -> None:
    run = Run(full)
    labels, texts = zip(*verdict(run), strict=True)
    assert labels[:2] == ("Value", "To Japan")
    assert "losses worth 990 ± 176 million USD on the mean (P10 to P90 22 to 2,380)" in texts[1]
    assert "never added" in texts[1]
    shown = {item.name: item for item in big_numbers(run)}
    assert (shown["Worth to Japan"].value, shown["Worth to Japan"].range) == ("990", "22 to 2,380")
    without = Run(replace(full, studies={}))
    assert "To Japan" not in dict(verdict(without))
    assert "Worth to Japan" not in {item.name for item in big_numbers(without)}
    assert dict(verdict(without))["Value"] == texts[0]


def test_a_run_that_sells_nothing_is_called_a_campaign(making: Maker) -> None:
    result = making()
    for name in ("oxide_made", "oxide_sold", "revenue", "oxide_exists"):
        result.dataset[name][:] = 0.0
    run = Run(result)
    assert unsold(run)
    assert spoken(run).startswith("A campaign at 3,500")
    assert "with nothing sold" in dict(verdict(run))["Value"]
    assert "Cost and price" not in dict(verdict(run))


def test_a_run_without_economics_has_no_verdict_on_value(making: Maker) -> None:
    run = Run(making(keep=lambda name: name.startswith("mud")))
    assert pays(run) is None
    assert spoken(run).endswith("it stops before the economics")
    assert [label for label, _ in verdict(run)] == ["Scale", "What it hangs on", "How well known"]


def test_a_run_of_failed_draws_says_so(making: Maker) -> None:
    run = Run(making(draws=2, failed={0: "a: b", 1: "a: b"}))
    assert spoken(run).endswith("no draw could be computed")
    assert ("Beware", "2 of 2 draws could not be computed; no figure counts them.") in verdict(run)


def test_failed_checks_are_said_in_the_verdict(making: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    result = making()
    result.dataset["mud_balance"][:] = 1.0
    assert dict(verdict(Run(result)))["Beware"] == "These checks failed: mud balance."
    assert isinstance(result.checks[0], Check)


def test_big_numbers_carry_unit_range_and_basis(full: Result) -> None:
    made = {item.name: item for item in big_numbers(Run(full))}
    price = made["Price of the basket"]
    assert price.unit == "USD/kg"
    assert " to " in price.range
    assert price.basis == "per kg REO sold, real 2025 USD"
    assert made["Break-even rate"].range == "2,000 to none"
    assert made["Draws that pay"].value.endswith("%")


def test_shares_of_a_need_too_small_to_list_are_said_in_one(making: Maker) -> None:
    result = making()
    result.dataset["supply_share_project"][:] *= 1e-6
    assert dict(verdict(Run(result)))["Supply"] == (
        "In a full year it would cover less than 0.1 % of Japan's need of dysprosium, terbium, neodymium or yttrium."
    )


def test_a_central_case_outside_the_range_is_said(full: Result, changed: Callable[..., Result]) -> None:
    npv = full.dataset["npv"].to_numpy()
    for value, words in ((npv.max() + 1.0, "above the P90"), (npv.min() - 1.0, "below the P10")):
        central = full.central.assign(npv=full.central["npv"] * 0.0 + value)
        said = dict(verdict(Run(changed(central=central))))
        assert words in said["Central case"]
    middling = full.central.assign(npv=full.central["npv"] * 0.0 + np.median(npv))
    assert "Central case" not in dict(verdict(Run(changed(central=middling))))
