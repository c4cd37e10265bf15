"""The workbook of a security study: summary, months, elements, uses, origins, stock, events, data, sources."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

from kaitei.physics.arrays import FloatArray
from kaitei.report import security_page, tables
from kaitei.report.page import Page, add_formats, add_page
from kaitei.report.workbook import SAFE, input_row, source_rows
from kaitei.study import supply_measures as measures
from kaitei.study.security_study import SecurityStudy

if TYPE_CHECKING:
    from xlsxwriter import Workbook

BY_ELEMENT = ("need", "delivered", "released", "consumed", "unserved", "stock", "state_stock")
PERCENTILES = (0.1, 0.5, 0.9)


def write(study: SecurityStudy, path: Path) -> Path:
    """Writes the workbook of a study to ``path`` and returns it."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path), SAFE)
    try:
        _fill(study, book)
    finally:
        book.close()
    return path


def _fill(study: SecurityStudy, book: "Workbook") -> None:
    formats = add_formats(book)
    book.set_properties({"title": study.story.title[:255], "comments": f"kaitei {study.versions.get('kaitei', '')}"})
    for name, fill in (
        ("Summary", _summary),
        ("Loss", _loss),
        ("Elements", _elements),
        ("Uses", _uses),
        ("Origins", _origins),
        ("Worth", _worth),
        ("Stock", _stock),
        *((("Insurance", _insurance), ("Portfolio", _portfolio), ("Options", _options)) if study.futures else ()),
        ("Events", _events),
        ("Inputs", _inputs),
        ("Checks", _checks),
        ("Sources", _sources),
    ):
        fill(study, add_page(book, formats, name))


def _summary(study: SecurityStudy, page: Page) -> None:
    page.text(0, 0, security_page.headline(study), "title")
    story = study.story
    page.text(1, 0, f"{story.first_month} to {story.last_month}; {study.draws} draws, seed {study.supply.seed}", "note")
    page.text(2, 0, f"{study.silence} {story.idle}".strip(), "note")
    page.heads(4, ("Measure", "Unit", "Mean", "P10", "P50", "P90"))
    for row, (name, item) in enumerate(measures.headline(study.supply, study.counts).items(), 5):
        page.text(row, 0, name)
        page.text(row, 1, item["unit"])
        for col, key in enumerate(("mean", "p10", "p50", "p90"), 2):
            page.number(row, col, item[key])
    page.widths([38, 10, 14, 14, 14, 14])


def _loss(study: SecurityStudy, page: Page) -> None:
    """Loss of every month over the draws."""
    loss = study.supply.draws["loss"]
    found = {case: loss.sel(case=case).quantile(PERCENTILES, "draw").to_numpy() for case in study.cases}
    rows = [
        (str(month), *(float(found[case][i, m]) for case in study.cases for i in range(len(PERCENTILES))))
        for m, month in enumerate(loss["month"].to_numpy())
    ]
    head = ("Month", *(f"{case} the project, P{100 * p:.0f} [GJPY/month]" for case in study.cases for p in PERCENTILES))
    page.table(head, rows, [12] + [18] * (len(head) - 1))


def _elements(study: SecurityStudy, page: Page) -> None:
    """Amounts and prices of every month, central case."""
    central = study.supply.central
    units = [f"{name} [{central[name].attrs['units']}]" for name in BY_ELEMENT]
    rows = []
    for case in study.cases:
        months = central.sel(case=case)
        columns = [months[name].to_numpy() for name in BY_ELEMENT]
        columns += [months["price"].sel(market=market).to_numpy() for market in months["market"].to_numpy()]
        rows += _long(case, months, "element", columns)
    head = ("Case", "Month", "Element", *units, *(f"price, {m} [times]" for m in central["market"].to_numpy()))
    page.table(head, rows, [10, 10, 10] + [16] * (len(head) - 3))


def _uses(study: SecurityStudy, page: Page) -> None:
    """Pace and standstill of every month, central case."""
    rows = []
    for case in study.cases:
        months = study.supply.central.sel(case=case)
        rows += _long(case, months, "use", [months[name].to_numpy() for name in ("activity", "stopped")])
    page.table(("Case", "Month", "Use", "activity [1]", "stopped [1]"), rows, [10, 10, 22, 14, 14])


def _long(case: str, months: xr.Dataset, dim: str, columns: Sequence["np.ndarray"]) -> list[Sequence[object]]:
    return [
        (case, str(month), str(label), *(float(column[m, i]) for column in columns))
        for m, month in enumerate(months["month"].to_numpy())
        for i, label in enumerate(months[dim].to_numpy())
    ]


def _origins(study: SecurityStudy, page: Page) -> None:
    """What Japan's uses take by the country of the mine, central case."""
    rows: list[Sequence[object]] = []
    taken = study.supply.central["by_origin"]
    for case in study.cases:
        for month in taken["month"].to_numpy():
            for symbol in taken["element"].to_numpy():
                values = taken.sel(case=case, month=month, element=symbol).to_numpy()
                rows.append((case, str(month), str(symbol), *map(float, values)))
    head = ("Case", "Month", "Element", *(f"{name} [t/month]" for name in taken["origin"].to_numpy()))
    page.table(head, rows, [10, 10, 10] + [14] * (len(head) - 3))


def _worth(study: SecurityStudy, page: Page) -> None:
    """Dual values of every month, central case."""
    worth = study.supply.central["worth"]
    rows = []
    for case in study.cases:
        months = study.supply.central.sel(case=case)
        stages = worth["stage"].to_numpy()
        rows += _long(case, months, "element", [months["worth"].sel(stage=stage).to_numpy() for stage in stages])
    head = ("Case", "Month", "Element", *(f"{stage} [USD/kg]" for stage in worth["stage"].to_numpy()))
    page.table(head, rows, [10, 10, 10] + [14] * (len(head) - 3))


def _stock(study: SecurityStudy, page: Page) -> None:
    rows = [
        (str(case), str(holder), str(symbol), float(study.stock["stored"].sel(element=symbol)), float(value))
        for case in study.cases
        for holder in study.stock["holder"].to_numpy()
        for symbol, value in zip(
            study.stock["element"].to_numpy(),
            study.stock["avoided"].sel(case=case, holder=holder).to_numpy(),
            strict=True,
        )
    ]
    head = ("Case", "Held by", "Element", "A month of need [t]", "Loss avoided [GJPY]")
    page.table(head, rows, [10, 10, 10, 20, 20])


def _insurance(study: SecurityStudy, page: Page) -> None:
    """Loss of every future, worths that are not added, and a month of stock in futures."""
    found = study.futures
    assert found is not None
    head: list[str] = ["Future"]
    columns: list[FloatArray] = []
    if found.worth is not None:
        loss = found.worth["loss"].mean("year")
        head += [f"loss {case} the project [GJPY/yr]" for case in loss["case"].to_numpy()]
        columns += [loss.sel(case=case).to_numpy() for case in loss["case"].to_numpy()]
        head += ["worth_to_japan [MUSD], not added to npv", "npv [MUSD]"]
        columns += [found.worth[name].to_numpy() for name in ("worth_to_japan", "npv")]
    for symbol in found.stock["element"].to_numpy():
        head.append(f"one more month of {symbol} stock avoids in all years [GJPY]")
        columns.append(found.stock["avoided"].sel(element=symbol).to_numpy())
    rows = [(f, *(float(c[f]) if f < len(c) else "" for c in columns)) for f in range(max(map(len, columns)))]
    page.table(head, rows, [8] + [24] * len(columns))


def _portfolio(study: SecurityStudy, page: Page) -> None:
    """Points of the frontier, with the size of every option."""
    assert study.futures is not None
    made = study.futures.portfolio
    rows: list[Sequence[object]] = []
    for i, point in enumerate(made.points):
        judged = (made.judged[i].tail, made.judged[i].loss) if made.judged else ("", "")
        rows.append((point.limit, point.missed, point.cost, point.tail, point.loss, *judged, point.price, *point.size))
    head = ("Limit", "Missed", "Cost", "Tail", "Mean loss", "Tail, judged", "Mean loss, judged")
    amounts = [f"{name} [GJPY/yr]" for name in head]
    sizes = (f"{offer.name} [{'t' if offer.kind == 'stock' else '1'}]" for offer in made.offers)
    page.table((*amounts, "Cost of the last yen of the tail [1]", *sizes), rows, [16] * (8 + len(made.offers)))


def _options(study: SecurityStudy, page: Page) -> None:
    """Cost of a unit, and what one more is worth at every point."""
    assert study.futures is not None
    made = study.futures.portfolio
    rows = [
        (offer.name, offer.kind, offer.cost, offer.most, *(float(point.worth[i]) for point in made.points))
        for i, offer in enumerate(made.offers)
    ]
    limits = [f"worth at {point.limit:.4g} [GJPY/yr]" for point in made.points[1:]]
    head = (
        "Option",
        "Kind",
        "Cost of a unit [GJPY/yr]",
        "Most [t of a stock, else 1]",
        "off the tail, alone [GJPY/yr]",
        *limits,
    )
    page.table(head, rows, [20, 10, 20, 12] + [22] * len(made.points))


def _events(study: SecurityStudy, page: Page) -> None:
    rows = [
        (
            event.name, event.kind, event.start, event.end, ", ".join(event.elements), ", ".join(event.stages),
            ", ".join(event.origin), ", ".join(getattr(event, "destination", ())),
            "; ".join(f"{name} {tables.entries_text(datum.value)} {datum.unit}" for name, datum in event.numbers()),
            event.grade, ", ".join(sorted(event.sources())), event.note or event.assumption,
        )
        for event in study.story.events
    ]  # fmt: skip
    head = (
        "Event", "Kind", "Start", "End", "Elements", "Stages", "From", "To", "Numbers", "Grade", "Source", "Note",
    )  # fmt: skip
    page.table(head, rows, (20, 10, 10, 10, 30, 20, 14, 20, 50, 8, 30, 80))


def _inputs(study: SecurityStudy, page: Page) -> None:
    head = ("Name", "Value", "Unit", "Spread", "Grade", "Grade of spread", "Source", "Where", "Assumption and note")
    rows = [input_row(name, datum) for name, datum in study.data.items()]
    page.table(head, rows, (36, 24, 10, 36, 8, 8, 22, 30, 80))


def _checks(study: SecurityStudy, page: Page) -> None:
    rows = [
        (c.name, c.description, c.value, c.tolerance, "holds" if c.passed else "failed")
        for c in measures.checks(study.supply)
    ]
    page.table(("Check", "What is compared", "Largest value", "Allowed", "Verdict"), rows, (26, 90, 14, 14, 10))


def _sources(study: SecurityStudy, page: Page) -> None:
    head = ("Key", "Author", "Year", "Title", "In", "Link", "Note")
    page.table(head, source_rows(study.sources), (22, 40, 8, 60, 30, 40, 40))
