"""The page of a security study: whole, closed to the outside, safe, and titles that follow the numbers."""

import base64
import hashlib
import json
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import openpyxl
import pytest

from kaitei.reference import REFERENCE
from kaitei.report import security_page, security_workbook, shock_sentences
from kaitei.report.charts import shock as charts
from kaitei.report.numerals import number
from kaitei.report.sections import shock_record
from kaitei.report.shock_words import USES
from kaitei.scenario import Scenario
from kaitei.security.nodes import COUNTRIES
from kaitei.security.portfolio.frontier import Point
from kaitei.security.uses import USES as NAMED
from kaitei.study.insurance import as_plain
from kaitei.study.security_futures import off_the_tail, stock_of
from kaitei.study.security_study import SecurityStudy, security_study
from kaitei.study.shock_story import tell

SECTIONS = [
    *("verdict", "loss", "supply", "stock", "prices", "imports", "worth", "insurance", "buying"),
    *("checks", "assumptions", "repeat", "references", "limits"),
]
FIGURES = [
    *("loss", "supply-Dy", "supply-Tb", "supply-Y", "supply-Nd", "cover", "standstill", "prices"),
    *("avoided", "worths", "frontier"),
]
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def text(told: SecurityStudy) -> str:
    """The page."""
    return security_page.page(told)


def _before_scripts(text: str) -> str:
    return text.partition("<script type=")[0].replace("\N{NO-BREAK SPACE}", " ")


def _titles(study: SecurityStudy) -> list[str]:
    return re.findall(r"<h3>(.*?)</h3>", _before_scripts(security_page.page(study)))


def test_every_section_and_figure_is_there_in_order(text: str) -> None:
    assert re.findall(r'<section id="([\w-]+)"', text) == SECTIONS
    assert re.findall(r'class="chart" id="chart-([\w-]+)"', text) == FIGURES
    assert re.findall(r'data-chart="chart-([\w-]+)"', text) == FIGURES


def test_figures_are_strict_json_and_say_their_vintage(text: str) -> None:
    for body in re.findall(r'data-chart="[\w-]+">(.*?)</script>', text):
        made = json.loads(body, parse_constant=lambda word: pytest.fail(f"{word} is not JSON"))
        assert made["data"]
    captions = re.findall(r"<figcaption>(.*?)</figcaption>", text)
    assert len(captions) == len(FIGURES)
    assert all("of 2024 held over all months" in caption and "Variables: " in caption for caption in captions)


def test_nothing_is_loaded_and_only_its_own_scripts_run(text: str) -> None:
    assert not re.search(r"<(link|img|iframe)\b", _before_scripts(text))
    assert not re.search(r"<[^>]+\bsrc=", _before_scripts(text))
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
    assert policy is not None
    bodies = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    assert len(bodies) == 2
    for body in bodies:
        assert base64.b64encode(hashlib.sha256(body.encode()).digest()).decode() in policy[1].replace("&#43;", "+")
    assert "default-src" in policy[1]


def test_ids_are_unique_inner_links_lead_somewhere_headings_are_in_order(text: str) -> None:
    head = _before_scripts(text)
    ids = re.findall(r'\bid="([^"]+)"', head)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', head)) <= set(ids)
    levels = [int(level) for level in re.findall(r"<h([1-6])\b", head)]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_no_number_is_missing_or_endless(text: str) -> None:
    head = _before_scripts(text)
    assert not re.search(r"\b(nan|NaN|inf|Infinity)\b", head)
    assert not re.search(r"\d %", text.partition("<script type=")[0])


def test_the_caveats_are_said(text: str) -> None:
    head = _before_scripts(text)
    for words in ("one-sided", "no forecast", "our judgement", "degenerate", "no firm lends to another", "grade C"):
        assert words in head


def test_markup_in_story_and_scenario_stays_text(told: SecurityStudy) -> None:
    file = told.story.files[0]._replace(title=HOSTILE, note=HOSTILE)
    events = tuple(e.model_copy(update={"title": HOSTILE, "note": HOSTILE}) for e in told.story.events)
    story = replace(told.story, files=(file,), events=events, names=(HOSTILE,))
    scenario = told.scenario.model_copy(update={"title": HOSTILE, "name": HOSTILE})
    made = security_page.page(replace(told, story=story, scenario=scenario, failures={HOSTILE: 3}))
    assert HOSTILE not in made
    assert made.count("&lt;script&gt;alert(1)") > 5


def test_titles_follow_the_numbers(told: SecurityStudy, alone: SecurityStudy) -> None:
    both, one = _titles(told), _titles(alone)
    assert both != one
    assert "less with the project" in security_page.headline(told)
    assert "less with the project" not in security_page.headline(alone)
    assert any("the project spares" in title for title in both)
    assert not any("the project spares" in title for title in one)


def test_a_page_without_the_project_speaks_of_one_case(alone: SecurityStudy) -> None:
    head = _before_scripts(security_page.page(alone))
    assert "The project is left out, as asked." in head
    assert "Loss with the project" not in head
    assert "--no-project" in head
    assert 'id="insurance"' not in head
    assert 'id="buying"' not in head


def test_the_two_worths_stand_apart(told: SecurityStudy, text: str) -> None:
    head = _before_scripts(text)
    assert told.futures is not None
    plain = as_plain(told.futures.worth)
    for name in ("worth_to_japan", "npv"):
        assert number(plain[name]["mean"]) in head
    assert number(plain["worth_to_japan"]["mean"] + plain["npv"]["mean"]) not in head
    assert "Million USD, not added" in head
    assert f"Standard error of the mean worth: {number(plain['worth_to_japan']['standard_error'])}" in head


def test_a_month_of_stock_stands_in_story_futures_and_portfolio(told: SecurityStudy, text: str) -> None:
    head = _before_scripts(text)
    assert told.futures is not None
    story = float(told.stock["avoided"].sel(case="without", holder="state", element="Dy"))
    futures = float(told.futures.stock["avoided"].sel(element="Dy").mean())
    assert f"Dysprosium: {shock_sentences.yen(story)} if this story comes, {number(futures)} ±" in head
    place = stock_of(told.futures.portfolio, "Dy")
    assert place is not None
    wanted = f"takes {number(off_the_tail(told.futures.portfolio, place), 2)} yen off the tail, so it pays"
    assert wanted in head or "Here the portfolio buys" in head
    assert stock_of(told.futures.portfolio, "Tb") is None


def test_a_portfolio_that_buys_the_stock_says_so(told: SecurityStudy) -> None:
    found = told.futures
    assert found is not None
    place, points = stock_of(found.portfolio, "Dy"), list(found.portfolio.points)
    size = points[-1].size.copy()
    size[place] = 123.0
    points[-1] = points[-1]._replace(size=size)
    head = _before_scripts(security_page.page(_with_points(told, points)))
    assert "Here the portfolio buys up to 123 t of dysprosium." in head


def test_futures_without_a_loss_are_told(told: SecurityStudy) -> None:
    assert told.futures is not None
    nothing = np.zeros_like(told.futures.portfolio.points[0].size)
    points = [told.futures.portfolio.points[0]._replace(limit=0.0, tail=0.0, loss=0.0, size=nothing, worth=nothing)]
    head = _before_scripts(security_page.page(_with_points(told, points)))
    assert "No future drawn loses anything, so nothing is bought" in head
    assert not re.search(r"\b(nan|inf)\b", head)


def _with_points(study: SecurityStudy, points: list[Point]) -> SecurityStudy:
    assert study.futures is not None
    portfolio = replace(
        study.futures.portfolio, points=tuple(points), judged=study.futures.portfolio.judged[: len(points)]
    )
    return replace(study, futures=replace(study.futures, portfolio=portfolio))


def test_numbers_that_belong_together_agree(told: SecurityStudy, text: str) -> None:
    head = _before_scripts(text)
    found = re.search(r"<h3>(\d+) of (\d+) numbers of the story", head)
    grades = re.search(r"Grades: (.*?)\. Of the", head)
    assert found
    assert grades
    counts = [int(count) for count in re.findall(r"\((\d+)\)", grades[1])]
    assert (int(found[1]), int(found[2])) == (counts[-1], sum(counts))
    assert told.futures is not None
    first, second = told.futures.portfolio.points[:2]
    assert f"bring the tail from {number(first.tail)} to {number(second.tail)}" in head
    assert "not the difference of the two medians" in head
    assert "\\%" not in text.partition('id="references"')[2]
    assert "René" in text


def test_a_horizon_that_ends_before_the_shock_is_told(reference: Scenario) -> None:
    study = security_study(REFERENCE, reference, tell(["2026-ban"], reference, months=3), 1, project=False)
    head = _before_scripts(security_page.page(study))
    assert "Japan loses nothing in 3 months, which end before the first shock" in head
    assert "the horizon ends before the first shock" in head
    assert not re.search(r"\bnan\b", head)


def test_a_quota_is_told_at_its_own_dates(reference: Scenario) -> None:
    story = tell(["2010-quota"], reference, "own", months=16)
    head = _before_scripts(security_page.page(security_study(REFERENCE, reference, story, 1, project=False)))
    assert "Japan loses nothing" not in head
    assert "at its own dates" in head
    assert "--start own" in head


def test_the_command_repeats_the_page(told: SecurityStudy) -> None:
    wanted = "kaitei security scenario.yaml --event 2026-ban --start 2032-01 --months 24 --draws 5 --seed 1"
    wanted += " --futures 6"
    assert shock_record.command(told) == wanted


def test_the_same_study_gives_the_same_page(told: SecurityStudy, text: str, tmp_path: Path) -> None:
    assert security_page.write(told, tmp_path / "page.html").read_text(encoding="utf-8") == text


def test_the_stack_holds_every_origin_once_and_what_is_run_on(told: SecurityStudy) -> None:
    placed = [country for group in charts.GROUPS.values() for country in group]
    assert sorted(placed) == sorted((*COUNTRIES, "home"))
    assert set(charts.COLOURS) >= set(charts.GROUPS)
    months = told.supply.central.sel(case="with")
    for symbol in ("Dy", "Y"):
        height = sum(charts.stack(months, symbol).values())
        consumed = months["consumed"].sel(element=symbol).to_numpy()
        assert (height >= consumed - 1e-9).all()
        through = charts.passed_through_china(months, symbol)
        assert (through <= months["delivered"].sel(element=symbol).to_numpy() + 1e-9).all()


def test_every_use_has_its_words() -> None:
    assert set(USES) == set(NAMED)


def test_corners_of_the_sentences() -> None:
    say = shock_sentences
    assert (
        say.verdict("A", "", 1, 5.0, 0.0)
        == "A: in the median Japan loses 5 billion JPY in 1 month, and the project hardly changes that"
    )
    assert (
        say.supply("Y", 0.0, np.nan, "with the project")
        == "Yttrium with the project: nothing comes in during the first year"
    )
    assert say.cover({"Y": 0.0}, {"Y": 0.0}) == "No stock is held of the elements shown"
    assert say.cover({"Y": 50.0}, {"Y": 50.0}) == "No stock of the elements shown is drawn down"
    assert say.prices({"Y": 1.0}, {"Y": 1.0}) == "No price outside China moves"
    assert "2-fold at most" in say.prices({"Y": 2.0}, {"Y": 3.0})
    assert say.loss(0.0, 0.0, None) == "Nothing is lost in four of five draws"
    assert say.loss(1.0, 2.0, None) == "In four draws of five 1 billion JPY to 2 billion JPY are lost"
    assert "avoids nothing" in say.stocks({"Y": 0.0})


def test_the_workbook_holds_the_studys_numbers(told: SecurityStudy, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(security_workbook.write(told, tmp_path / "supply.xlsx"))
    assert book.sheetnames[:3] == ["Summary", "Loss", "Elements"]
    rows = list(book["Elements"].iter_rows(min_row=2, values_only=True))
    assert len(rows) == 2 * 24 * 16
    place = {str(name): i for i, name in enumerate(next(book["Elements"].iter_rows(max_row=1, values_only=True)))}
    row = next(r for r in rows if r[:3] == ("without", "2032-06", "Dy"))
    wanted = told.supply.central["need"].sel(case="without", month="2032-06", element="Dy")
    assert row[place["need [t/month]"]] == pytest.approx(float(wanted))
    summary = {r[0]: r for r in book["Summary"].iter_rows(min_row=6, values_only=True)}
    middle = float(told.supply.draws["loss"].sum("month").sel(case="without").median())
    assert summary["loss_without"][4] == pytest.approx(middle)
    assert told.futures is not None
    assert book["Insurance"].max_row == 1 + told.futures.count
    assert book["Portfolio"].max_row == 1 + len(told.futures.portfolio.points)
    names = [row[0] for row in book["Options"].iter_rows(min_row=2, values_only=True)]
    assert names == [offer.name for offer in told.futures.portfolio.offers]
    assert book["Events"].max_row == 1 + len(told.story.events)
    assert book["Inputs"].max_row > 30


def test_rounding_is_no_draw_on_stocks(told: SecurityStudy) -> None:
    months = told.supply.central.sel(case="without").isel(month=told.story.before)
    for symbol in ("Dy", "Tb", "Y", "Nd"):
        assert charts.stack(months, symbol)["from firms' stocks"].max() == 0.0


def test_a_chart_of_no_use_shows_the_months_told() -> None:
    figure = charts.standstill({}, ["2031-07", "2031-08", "2032-06"], "2032-01")
    assert list(figure.layout.xaxis.range) == ["2031-07-01", "2032-06-01"]
