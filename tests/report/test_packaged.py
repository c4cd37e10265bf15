"""Real runs of every packaged scenario make a report and a workbook whose live value is the model's."""

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from kaitei.reference import REFERENCE
from kaitei.report import html, workbook
from kaitei.report.books import books_of
from kaitei.report.charts import chain
from kaitei.report.charts import refinery as refinery_charts
from kaitei.report.charts.flow_diagram import ARROWS
from kaitei.report.pieces import Figure, Fold, Table
from kaitei.report.run import Run
from kaitei.report.sections import refinery as refinery_section
from kaitei.result import Result
from kaitei.scenario_file import load, packaged
from kaitei.study.monte_carlo import monte_carlo
from kaitei.validation import cases, run_case

pytestmark = pytest.mark.heavy


@pytest.fixture(scope="module", params=packaged())
def real(request: pytest.FixtureRequest) -> Result:
    """A short run of a packaged scenario, without studies."""
    return monte_carlo(REFERENCE, load(request.param), draws=8, studies=False)


def test_report_and_workbook_are_written(real: Result, tmp_path: Path) -> None:
    text = html.write(real, tmp_path / "report.html").read_text(encoding="utf-8")
    before = text.partition("plotly.js v")[0]
    assert "nan" not in before.lower().split()
    assert "Infinity" not in before
    for section in (
        "verdict",
        "refinery",
        "cost",
        "value",
        "supply",
        "ships",
        "weather",
        "story",
        "footprint",
        "window",
        "checks",
        "assumptions",
    ):
        assert f'<section id="{section}"' in text
    book = openpyxl.load_workbook(workbook.write(real, tmp_path / "results.xlsx"), data_only=True)
    cash = {row[0]: row[2] for row in book["Cash flow"].iter_rows(max_row=8, values_only=True) if row[0]}
    assert cash["Check: the live value is the model's"] == "holds"
    streams = list(book["Streams"].iter_rows(min_row=2, values_only=True))
    assert [row[0] for row in streams] == list(range(1, 1 + len(ARROWS)))
    assert streams[0][2] == pytest.approx(float(real.central["stream_mass"][0, 0]))
    assert book["Equipment"].max_row == 1 + real.central.sizes["equipment"]
    assert cash["Net present value, live"] == pytest.approx(float(real.central["npv"]), rel=1e-9)


def test_the_books_are_the_models(real: Result) -> None:
    made = books_of(Run(real))
    assert made is not None
    for row, name in {"capital": "capital_spent", "tax": "tax_paid", "cash": "cash_flow"}.items():
        assert made.made[row] == pytest.approx(real.central[name].to_numpy().tolist(), rel=1e-9, abs=1e-9)


def test_no_rare_earth_is_lost_between_bed_and_oxide(real: Result) -> None:
    made = chain.flows(Run(real))
    assert made["oxide"] + sum(chain.losses(made).values()) == pytest.approx(made["mined"], rel=1e-9)


def test_the_refinery_shows_what_the_central_case_holds(real: Result) -> None:
    run = Run(real)
    section = refinery_section.refinery(run)
    assert section is not None
    folds = {block.summary: block.blocks[0] for block in section.blocks if isinstance(block, Fold)}
    diagram = section.blocks[0]
    assert isinstance(diagram, Figure)
    streams = diagram.numbers
    assert streams is not None
    assert [row[0] for row in ARROWS] == [str(name) for name in real.central["stream"].to_numpy()]
    assert [row[0] for row in streams.rows] == [str(i + 1) for i in range(len(ARROWS))]
    assert {"Streams: dry solids by kind, t/yr", "Streams: elements of minerals and reagents, t/yr"} <= set(folds)
    products = next(table for name, table in folds.items() if name.startswith("Purity"))
    assert isinstance(products, Table)
    assert len(products.rows) == 15
    shown = refinery_charts.shares_by_stage(run)
    assert sum(values[0] for values in shown.values()) > 0.95
    paths = refinery_charts.paths(run)
    assert len(paths.data) == len(refinery_charts.SHOWN)
    for panel in paths.data:
        assert len(panel.node.label) == len(panel.node.y)
        assert sum(v for s, v in zip(panel.link.source, panel.link.value, strict=True) if s == 0) == pytest.approx(1.0)
    ends = refinery_charts.ends(run)
    assert sum(float(bar.x[0]) for bar in ends.data) == pytest.approx(100.0)


def test_a_result_without_a_refinery_has_no_such_section(real: Result) -> None:
    bare = replace(real, central=real.central.drop_vars("outlet_share"))
    assert refinery_section.refinery(Run(bare)) is None


def test_a_result_of_a_former_version_has_the_section_without_the_diagram(real: Result) -> None:
    old = replace(real, central=real.central.drop_vars(["stream_solids", "stream_sizes"]))
    section = refinery_section.refinery(Run(old))
    assert section is not None
    figures = [block for block in section.blocks if isinstance(block, Figure)]
    assert "plant" not in [figure.key for figure in figures]
    assert not any(block.summary.startswith("Streams") for block in section.blocks if isinstance(block, Fold))


def test_validation_cases_make_their_table() -> None:
    from kaitei.report.tables import validation

    # NOTE: a dozen kernels alone; tests/truth runs every case.
    rows = [run_case(case) for case in cases() if case.subject == "deposit"]
    assert len(validation(rows).rows) == len(rows) > 10
