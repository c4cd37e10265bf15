"""The report as a file: whole, closed to the outside, safe, readable by machines, and robust."""

import base64
import hashlib
import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kaitei.datum import Datum
from kaitei.report import html
from kaitei.result import Result

Maker = Callable[..., Result]

SECTIONS = [
    "verdict",
    "chain",
    "cost",
    "value",
    "drivers",
    "scale",
    "evidence",
    "supply",
    "ships",
    "lift",
    "weather",
    "story",
    "footprint",
    "window",
    "checks",
    "assumptions",
    "validation",
    "repeat",
    "references",
    "limits",
]
FIGURES = [
    *("chain", "cost", "value", "drivers", "scale", "evidence", "supply", "insurance", "ships", "months"),
    *("fit", "lost", "lift", "windows", "story", "route"),
    *("map", "co2", "activity", "window"),
]
HOSTILE = "<script>alert(1)</script>"


class Page(HTMLParser):
    """Tags with their attributes, text by tag, and the scripts of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.scripts: list[tuple[dict[str, str], str]] = []
        self.text: list[str] = []
        self._script: dict[str, str] | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.tags.append((tag, found))
        if tag == "script":
            self._script = found
            self.scripts.append((found, ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._script = None

    def handle_data(self, data: str) -> None:
        if self._script is not None:
            attrs, before = self.scripts.pop()
            self.scripts.append((attrs, before + data))
        else:
            self.text.append(data)

    def all(self, tag: str) -> list[dict[str, str]]:
        """Attributes of every tag of a kind."""
        return [attrs for name, attrs in self.tags if name == tag]

    @property
    def ids(self) -> list[str]:
        """Every id."""
        return [attrs["id"] for _, attrs in self.tags if "id" in attrs]


@pytest.fixture(scope="module")
def text(full: Result) -> str:
    """The full report."""
    return html.page(full)


@pytest.fixture(scope="module")
def page(text: str) -> Page:
    """The full report, parsed."""
    return Page(text)


def keys(result: Result) -> list[str]:
    """Sections of a result's report."""
    return [attrs["id"] for attrs in Page(html.page(result)).all("section")]


def test_every_section_is_there_in_order(page: Page) -> None:
    assert [attrs["id"] for attrs in page.all("section")] == SECTIONS


def test_every_figure_has_its_place_its_data_words_and_source(page: Page) -> None:
    charts = [attrs for attrs in page.all("div") if attrs.get("class") == "chart"]
    assert [attrs["id"] for attrs in charts] == [f"chart-{key}" for key in FIGURES]
    assert all(attrs["role"] == "img" and len(attrs["aria-label"]) > 30 for attrs in charts)
    data = [attrs["data-chart"] for attrs, _ in page.scripts if "data-chart" in attrs]
    assert data == [attrs["id"] for attrs in charts]
    assert len(page.all("figcaption")) == len(FIGURES)


def test_figures_are_strict_json(page: Page) -> None:
    for attrs, body in page.scripts:
        if "data-chart" in attrs:
            made = json.loads(body, parse_constant=lambda word: pytest.fail(f"{word} is not JSON"))
            assert made["data"]
            assert made["layout"]["height"] > 100


def test_nothing_is_loaded_from_anywhere(text: str, page: Page) -> None:
    assert not page.all("link")
    assert not page.all("img")
    assert not page.all("iframe")
    assert not any("src" in attrs for _, attrs in page.tags)
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)
    assert style is not None
    assert "@import" not in style[1]
    assert "url(" not in style[1]


def test_the_policy_lets_only_the_reports_own_scripts_run(page: Page) -> None:
    policy = next(a["content"] for a in page.all("meta") if a.get("http-equiv") == "Content-Security-Policy")
    bodies = [body for attrs, body in page.scripts if "type" not in attrs]
    assert len(bodies) == 2
    for body in bodies:
        digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy
    assert "unsafe-eval" not in policy
    assert "script-src 'unsafe-inline'" not in policy


def test_the_drawing_library_is_there_once(text: str) -> None:
    assert text.count("plotly.js v") == 1
    assert len(text) < 6.5e6


def test_ids_are_unique_and_every_inner_link_has_its_goal(page: Page) -> None:
    assert len(page.ids) == len(set(page.ids))
    goals = {attrs["href"][1:] for attrs in page.all("a") if attrs["href"].startswith("#")}
    assert goals <= set(page.ids)


def test_outer_links_are_references_and_send_no_referrer(page: Page) -> None:
    outer = [attrs for attrs in page.all("a") if not attrs["href"].startswith("#")]
    assert outer
    assert all(attrs["href"].startswith("https://") and "noreferrer" in attrs["rel"] for attrs in outer)


def test_headings_are_in_order(page: Page) -> None:
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_page_has_a_language_and_fits_a_phone(page: Page) -> None:
    assert page.all("html") == [{"lang": "en"}]
    assert any(attrs.get("name") == "viewport" for attrs in page.all("meta"))


def test_per_cent_signs_stay_with_their_numbers(page: Page) -> None:
    assert not re.search(r"\d %", " ".join(page.text))


def hostile(full: Result) -> Result:
    """The full result with markup wherever a scenario may put text."""
    datum = Datum(value=1.0, unit="m", grade="C", assumption=HOSTILE, note=HOSTILE, source=HOSTILE, where=HOSTILE)
    data = {**full.scenario.data, f"market.{HOSTILE}": datum}
    words = {"name": HOSTILE, "title": HOSTILE, "description": HOSTILE, "data": data}
    scenario = full.scenario.model_copy(update={**words, "options": {**full.scenario.options, HOSTILE: HOSTILE}})
    swing = {"name": f"market.{HOSTILE}", "at_p10": -1.0, "at_p90": 1.0}
    case = {**full.studies["validation"][1], "missed": HOSTILE, "quantity": HOSTILE, "source": HOSTILE, "unit": HOSTILE}
    studies = {**full.studies, "tornado": {**full.studies["tornado"], "swings": [swing]}, "validation": [case]}
    dataset = full.dataset.copy(deep=True)
    dataset["failure"][0] = HOSTILE
    stored = {**vars(full), "scenario": scenario, "dataset": dataset, "studies": studies}
    return Result(**{**stored, "stage_sources": (HOSTILE,), "versions": {"kaitei": HOSTILE}})


def test_markup_in_a_scenario_stays_text(full: Result) -> None:
    text = html.page(hostile(full))
    assert HOSTILE not in text
    found = Page(text)
    plain = html.page(full)
    assert len(found.scripts) == len(Page(plain).scripts)
    assert sum(HOSTILE in part for part in found.text) > 10
    assert not any(name.startswith("on") for _, attrs in found.tags for name in attrs)


def test_a_figure_cannot_end_its_script(full: Result) -> None:
    found = Page(html.page(hostile(full)))
    body = next(body for attrs, body in found.scripts if attrs.get("data-chart") == "chart-drivers")
    assert "<" not in body
    assert "<script>alert(1)</script>" in json.dumps(json.loads(body)).lower()


def test_empty_studies_leave_their_sections_out(making: Maker) -> None:
    left = set(SECTIONS) - set(keys(making(studies={})))
    assert left == {"drivers", "scale", "evidence", "validation"}


def test_a_study_that_refused_says_why(making: Maker) -> None:
    refused = {f"{name}_refused": f"{name} would be invalid" for name in ("tornado", "scale", "evidence", "insurance")}
    text = html.page(making(studies=refused))
    for name in ("tornado", "scale", "evidence", "insurance"):
        assert f"This study refused: {name} would be invalid." in text


def test_studies_without_spread_inputs_are_said_in_words(making: Maker) -> None:
    studies = {
        "tornado": {"target": "npv", "unit": "MUSD", "base": 1.0, "swings": []},
        "evidence": {"target": "npv", "size": 16, "groups": [], "weights": [], "verdict": ""},
        "drivers": [],
    }
    text = html.page(making(studies=studies | {"evidence": {}}))
    assert "No input is spread, so none moves NPV." in text


def test_one_draw_has_no_curve_and_no_ranges(making: Maker) -> None:
    text = html.page(making(draws=1))
    assert 'id="chart-value"' not in text
    assert "there is no distribution to show" in text
    assert keys(making(draws=1)) == SECTIONS


def test_failed_draws_are_counted_and_reasoned(making: Maker) -> None:
    text = html.page(making(draws=6, failed={1: "riser.lift: pipe too narrow", 4: "riser.lift: pipe too narrow"}))
    assert "2 of 6 draws could not be computed; no figure counts them." in text
    assert "riser.lift: pipe too narrow" in text
    assert "4 draws (2 more failed)" in text


def test_when_every_draw_failed_the_record_remains(making: Maker) -> None:
    made = keys(making(draws=3, failed={0: "a: b", 1: "a: b", 2: "a: c"}, studies={}))
    assert {"verdict", "checks", "assumptions", "references", "limits"} <= set(made)
    assert not {"value", "lift", "supply"} & set(made)


def test_missing_details_leave_their_figures_out(making: Maker) -> None:
    details = (
        "deposition_map",
        "month_hours",
        "month_lost",
        "window_energy",
        "window_velocity",
        "window_share",
        "story",
    )
    page = Page(html.page(making(keep=lambda name: name not in details)))
    charts = {attrs["id"] for attrs in page.all("div") if attrs.get("class") == "chart"}
    gone = ("map", "months", "lost", "window", "windows", "story", "route")
    assert not {f"chart-{name}" for name in gone} & charts
    assert "chart-co2" in charts


def test_a_result_of_one_variable_still_makes_a_report(making: Maker) -> None:
    made = keys(making(keep=lambda name: name == "npv", studies={}))
    assert made == ["verdict", "value", "checks", "assumptions", "repeat", "references", "limits"]


def test_a_result_without_figures_carries_no_library(making: Maker) -> None:
    text = html.page(making(keep=lambda name: name == "hours_balance", studies={}))
    assert len(text) < 1e5
    policy = next(a["content"] for a in Page(text).all("meta") if a.get("http-equiv"))
    assert "script-src 'none'" in policy


def test_a_run_that_sells_nothing_is_reported(making: Maker) -> None:
    result = making()
    for dataset in (result.dataset, result.central):
        for name in ("oxide_made", "oxide_sold", "revenue", "oxide_exists", "cost_stack"):
            dataset[name][...] = 0.0
        dataset["basket_price"][...] = 0.0
        dataset["cost_per_reo"][...] = dataset["break_even_basket_price"][...] = np.inf
    text = html.page(result)
    assert "A campaign at" in text
    assert 'id="chart-cost"' not in text


def test_infinite_prices_and_missing_ranges_are_words(making: Maker) -> None:
    result = making()
    result.dataset["break_even_basket_price"][:] = np.inf
    text = html.page(result)
    assert "Infinity" not in text.partition("plotly.js v")[0]
    assert "none" in text


def test_titles_follow_the_numbers(making: Maker) -> None:
    def titles(result: Result) -> list[str]:
        text = html.page(result).partition("<script")[0]
        return re.findall(r"<h3>(.*?)</h3>", text)

    poor, rich = titles(making(price=1.0)), titles(making(price=50.0))
    assert poor != rich
    assert any("It pays in every draw" in title for title in rich)


def test_the_same_result_gives_the_same_page(full: Result, text: str) -> None:
    assert html.page(full) == text


def test_the_file_is_written_and_named(full: Result, tmp_path: Path) -> None:
    path = html.write(full, tmp_path / "report.html")
    assert path == tmp_path / "report.html"
    assert path.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_the_footprint_speaks_of_the_draws_and_the_map_of_the_central_case(page: Page) -> None:
    said = " ".join(page.text)
    assert "central case with its current" in said
    assert "Mud on the sea floor thicker than 0.1 mm" in said


@pytest.mark.parametrize("word", ["resource or a reserve", "screening", "real 2025 USD", "t/d of dry mud"])
def test_the_report_says_its_basis_and_its_limits(page: Page, word: str) -> None:
    assert word in " ".join(page.text).replace("\N{NO-BREAK SPACE}", " ")


def test_unused_studies_do_no_harm(full: Result) -> None:
    more: dict[str, Any] = {**full.studies, "something_new": [1, 2, 3]}
    assert keys(Result(**{**vars(full), "studies": more})) == SECTIONS
