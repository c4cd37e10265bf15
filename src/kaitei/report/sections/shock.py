"""The security page: what the story costs, where supply is from, how long stocks last, what prices do."""

from collections.abc import Mapping

import numpy as np
import xarray as xr

from kaitei.measure import spread_of
from kaitei.physics.arrays import FloatArray
from kaitei.report import shock_sentences as sentences
from kaitei.report.charts import shock as charts
from kaitei.report.numerals import number, percent, plural, span
from kaitei.report.pieces import BigNumber, BigNumbers, Block, Figure, Key, Prose, Section, Statements, Table
from kaitei.report.shock_words import CASES, SHOWN, VINTAGE, element_words, use_words
from kaitei.security.months.firms import BY_STOCK
from kaitei.study import supply_measures as measures
from kaitei.study.import_dependence import base_prices
from kaitei.study.security_study import SecurityStudy

NEODYMIUM = (
    " What passed through China hangs on one guess: that oxide of Australia and the United States which neither China "
    "nor Japan bought in 2024 became metal in Vietnam."
)

PACE = 0.9999
"""Activity that counts as full [1]."""

CENTRAL = "Central case: every number at its value, no draw."


def source(study: SecurityStudy, *names: str, central: bool = False) -> str:
    """Where a figure's numbers come from, and of what year they are."""
    basis = CENTRAL if central else f"{plural(study.draws, 'draw')}, seed {study.supply.seed}."
    return f"{basis} Upright dashes: the first shock. Variables: {', '.join(names)}. {VINTAGE}"


def verdict(study: SecurityStudy) -> Section:
    """What it comes to in sentences and numbers."""
    blocks: list[Block] = [Statements(list(_said(study).items())), BigNumbers(_numbers(study))]
    text = "Large: the median of the draws. Below it: P10 to P90, between which four of five draws lie. "
    if study.counts:
        text += "What the project avoids is taken draw by draw, so it is not the difference of the two medians. "
    text += "No chance is given to the story itself: it is told, not forecast."
    blocks.append(Prose(text, "note"))
    return Section("verdict", "Verdict", blocks)


def _said(study: SecurityStudy) -> dict[str, str]:
    story = study.story
    moved = "moved there from its own dates" if story.moved else "at its own dates"
    idle = f" {story.idle}" if story.idle else ""
    return {
        "The story": f"{story.title}; its first shock falls in {story.first_shock}, {moved}. Told from "
        f"{story.first_month} to {story.last_month}, {plural(story.months, 'month')}.{idle}",
        "The project": study.silence or _project(study),
    }


def _project(study: SecurityStudy) -> str:
    brought, need = study.supply.central["project"].sum("month"), study.supply.central["need"]
    whole = need.sel(case="without").sum("month")
    parts = (f"{percent(float(brought.sel(element=e) / whole.sel(element=e)))} of {element_words(e)}" for e in SHOWN)
    return (
        f"{study.scenario.title or study.scenario.name}. In the central case its oxide comes to {', '.join(parts)} "
        "still needed in these months, once users have answered prices."
    )


def _numbers(study: SecurityStudy) -> list[BigNumber]:
    loss = measures.total_loss(study.supply)
    basis = f"value added in Japan over {plural(study.story.months, 'month')}"
    made = [_big(f"Loss {CASES[case]}", loss.sel(case=case).to_numpy(), "billion JPY", basis) for case in study.cases]
    if study.counts:
        avoided = measures.avoided_loss(study.supply).to_numpy()
        made.append(
            _big("Loss that the project avoids", avoided, "billion JPY", "median of the differences, draw by draw")
        )
    made.append(_first_stop(study))
    unserved = measures.unserved_total(study.supply.draws).sel(case="without")
    peak = measures.price_peak(study.supply.draws).sel(case="without", market="abroad")
    for symbol in ("Dy", "Y"):
        name = element_words(symbol)
        values = unserved.sel(element=symbol).to_numpy()
        made.append(_big(f"Unmet need of {name}", values, "t", "oxide, without the project"))
        values = peak.sel(element=symbol).to_numpy()
        made.append(_big(f"Peak price of {name}", values, "times", "outside China, over the base year's"))
    return made


def _big(name: str, values: FloatArray, unit: str, basis: str) -> BigNumber:
    found = spread_of(values)
    return BigNumber(name, number(found["p50"]), unit, span(found["p10"], found["p90"]), basis)


def _first_stop(study: SecurityStudy) -> BigNumber:
    found = measures.first_standstill(study.supply.draws).sel(case="without").min("use").to_numpy()
    known = np.sort(found[np.isfinite(found)])
    basis = f"first month in which 5 % of a use's firms stand still; in {percent(len(known) / len(found))} of the draws"
    if not len(known):
        return BigNumber("First standstill", "none", "", "", basis)
    low, middle, high = (known[round(p * (len(known) - 1))] for p in (0.1, 0.5, 0.9))
    label = [measures.month_of(study.supply, place) for place in (low, middle, high)]
    return BigNumber("First standstill", label[1], "", f"{label[0]} to {label[2]}", basis)


def supply(study: SecurityStudy) -> Section:
    """The stack by origin of each element that is shown."""
    case = study.cases[-1]
    months = study.supply.central.sel(case=case)
    blocks: list[Block] = [_stack(study, months, symbol, case) for symbol in SHOWN]
    return Section("supply", "Where supply is from", blocks)


def _stack(study: SecurityStudy, months: xr.Dataset, symbol: str, case: str) -> Figure:
    during = months.isel(month=study.story.during).sel(element=symbol)
    taken = during["by_origin"].sum("origin")
    through = during["through"].sel(country="china")
    whole = float(taken.sum())
    share = float((taken * through).sum()) / whole if whole > 0.0 else float("nan")
    got = whole / float(during["need"].sum()) if during["need"].size else 0.0
    title = sentences.supply(symbol, got, share, CASES[case])
    return Figure(
        f"supply-{symbol}",
        title if during["need"].size else f"{symbol}: the horizon ends before the first shock",
        f"What Japan runs on each month {CASES[case]}, by the country of the mine; oxide. Red: what passed through "
        "China at any stage, whatever its mine. White under the black line is need that nobody meets: of the element "
        "itself, or because its users stand still for want of another.",
        charts.supply_stack(months, symbol, study.story.first_shock),
        f"{title}.",
        source(study, "by_origin", "through", "need", "released", "consumed", central=True)
        + " Who mines is traced through trade and plants."
        + (NEODYMIUM if symbol == "Nd" else ""),
        _stack_table(months, symbol),
        [Key([(colour, name) for name, colour in (*charts.COLOURS.items(), *charts.LINES.items())])],
    )


def _stack_table(months: xr.Dataset, symbol: str) -> Table:
    bands = charts.stack(months, symbol)
    need, through = months["need"].sel(element=symbol).to_numpy(), charts.passed_through_china(months, symbol)
    rows = [
        (
            str(month),
            *(number(float(band[i])) for band in bands.values()),
            number(float(need[i])),
            number(float(through[i])),
        )
        for i, month in enumerate(months["month"].to_numpy())
    ]
    head = ("Month", *bands, *charts.LINES)
    return Table(f"{symbol}, t of oxide a month", head, rows, tuple(range(1, len(head))))


def stock(study: SecurityStudy) -> Section:
    """How stocks are drawn down and which firms stop when."""
    tables = [made(study, case) for made in (_classes, _uses) for case in study.cases]
    return Section("stock", "Stocks and standstills", [_cover(study), _still(study), *tables])


def _cover(study: SecurityStudy) -> Figure:
    months = study.supply.central.sel(case="without")
    held = (months["stock"] + months["state_stock"]) / months["need"] * measures.DAYS
    series = {symbol: np.asarray(held.sel(element=symbol).to_numpy()) for symbol in SHOWN}
    start = {symbol: float(days[0]) for symbol, days in series.items()}
    title = sentences.cover(start, {symbol: float(days.min()) for symbol, days in series.items()})
    labels = months["month"].to_numpy().tolist()
    plot = charts.lines(
        series, labels, study.story.first_shock, "days of the month's need in store", rangemode="tozero"
    )
    at_start = measures.cover_at_start(study.supply.draws).sel(case="without")
    rows = [
        (
            f"{symbol} {element_words(symbol)}",
            *(ranged(at_start[holder].sel(element=symbol)) for holder in ("firms", "state")),
        )
        for symbol in at_start["element"].to_numpy()
    ]
    table = Table(
        "Days of need in store in the first month", ("Element", "Firms, median (P10 to P90)", "State"), rows, (1, 2)
    )
    return Figure(
        "cover",
        title,
        "Stocks of all firms and of the state over the need of the same month, without the project. A mean hides the "
        "thin ones: firms stop long before it is empty.",
        plot,
        f"{title}.",
        source(study, "stock", "state_stock", "need", central=True)
        + " The state's tonnes are secret and firms' stocks come from a press report of 2010 and users' words of "
        "2026: grade C.",
        table,
        [_key(series)],
    )


def ranged(values: xr.DataArray) -> str:
    """Median over the draws with P10 to P90 behind it."""
    found = spread_of(values.to_numpy())
    middle = number(found["p50"])
    if number(found["p10"]) == number(found["p90"]):
        return middle
    return f"{middle} ({span(found['p10'], found['p90'])})"


def _key(series: Mapping[str, object]) -> Key:
    return Key([(colour, name) for colour, name in zip(charts.TINTS, series, strict=False)])


def _still(study: SecurityStudy) -> Figure:
    months = study.supply.central.sel(case="without")
    first = measures.first_standstill(months)
    hit = {
        str(use): measures.month_of(study.supply, float(first.sel(use=use)))
        for use in months["use"].to_numpy()
        if np.isfinite(first.sel(use=use))
    }
    series = {use_words(use): np.asarray(months["stopped"].sel(use=use).to_numpy()) for use in hit}
    title = sentences.standstill(hit)
    return Figure(
        "standstill",
        title,
        "Share of each use's firms that run at less than half their pace, by their need, without the project. "
        "Firms differ by how long their stocks last, and stop one after the other.",
        charts.standstill(series, months["month"].to_numpy().tolist(), study.story.first_shock),
        f"{title}.",
        source(study, "stopped", central=True) + " Which element stops which use is our judgement, element by element.",
        None,
        [_key(series)] if series else [],
    )


def _classes(study: SecurityStudy, case: str) -> Table:
    """The month from which each class of firms stands still in a case."""
    months, shares = study.supply.central.sel(case=case), np.cumsum(BY_STOCK)
    places = np.array([measures.first_standstill(months, float(share)).to_numpy() for share in shares])
    rows = [
        (use_words(str(use)), *(measures.month_of(study.supply, float(place)) for place in places[:, u]))
        for u, use in enumerate(months["use"].to_numpy())
        if np.isfinite(places[0, u])
    ]
    head = ("Use", *(f"{100 * share:.0f} %" for share in shares))
    caption = f"First month in which so many of a use's firms stand still {CASES[case]}; central case"
    return Table(caption, head, rows or [("no use", *("none" for _ in shares))], tuple(range(1, len(head))))


def _uses(study: SecurityStudy, case: str) -> Table:
    """Lowest activity and first standstill over the draws in a case."""
    low, still = (
        found(study.supply.draws).sel(case=case) for found in (measures.lowest_activity, measures.first_standstill)
    )
    rows = []
    for use in low["use"].to_numpy():
        pace = spread_of(low.sel(use=use).to_numpy())
        if float(low.sel(use=use).min()) > PACE:
            continue
        place = still.sel(use=use).to_numpy()
        known = np.sort(place[np.isfinite(place)])
        month = measures.month_of(study.supply, known[len(known) // 2]) if len(known) else "none"
        between = f"{percent(pace['p10'])} to {percent(pace['p90'])}"
        rows.append((use_words(str(use)), percent(pace["p50"]), between, percent(len(known) / len(place)), month))
    head = ("Use", "Lowest pace", "P10 to P90", "Draws", "Median month")
    caption = (
        f"Pace in the worst month {CASES[case]}; draws in which 5 % of the firms stop, and the median month of these; "
        "uses that never slow are left out"
    )
    return Table(caption, head, rows or [("no use", "", "", "", "")], (1, 2, 3, 4))


def prices(study: SecurityStudy) -> Section:
    """Prices of both markets."""
    months = study.supply.central.sel(case="without")
    home, abroad = (
        {symbol: np.asarray(months["price"].sel(market=market, element=symbol).to_numpy()) for symbol in SHOWN}
        for market in ("china", "abroad")
    )
    title = sentences.prices(*({e: float(p.max()) for e, p in market.items()} for market in (home, abroad)))
    figure = Figure(
        "prices",
        title,
        "Price over that of the base year, without the project, logarithmic axis: outside China (solid) and in China "
        "(dashed).",
        charts.prices(home, abroad, months["month"].to_numpy().tolist(), study.story.first_shock),
        f"{title}.",
        source(study, "price", central=True)
        + " The push of a shortage on price is set to dysprosium in Europe in 2025: no prediction of "
        "these.",
        _peaks(study),
        [_key(abroad)],
    )
    return Section("prices", "Prices", [figure])


def _peaks(study: SecurityStudy) -> Table:
    peak = measures.price_peak(study.supply.draws).sel(case="without")
    rows = []
    for i, symbol in enumerate(peak["element"].to_numpy()):
        ends = [ranged(peak.sel(market=market, element=symbol)) for market in ("china", "abroad")]
        rows.append((f"{symbol} {element_words(str(symbol))}", number(float(base_prices()[i])), *ends))
    head = ("Element", "Base year, USD/kg", "Peak in China, times", "Peak outside, times")
    return Table("Highest price over that of the base year, median (P10 to P90)", head, rows, (1, 2, 3))
