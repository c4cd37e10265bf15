"""What the command line prints of a security study."""

import numpy as np
import xarray as xr

from kaitei.console import WIDTH, number, percent, table
from kaitei.measure import spread_of
from kaitei.physics.arrays import FloatArray
from kaitei.report.shock_words import use_words
from kaitei.study import supply_measures as measures
from kaitei.study.insurance import as_plain
from kaitei.study.security_futures import bought
from kaitei.study.security_study import SecurityStudy

SHOWN = ("Dy", "Tb", "Y", "Nd")
"""Elements that are printed."""


def summary_lines(study: SecurityStudy) -> list[str]:
    """The study in about forty lines: median and P10 to P90."""
    story = study.story
    return [
        story.title,
        f"first shock {story.first_shock}; {story.first_month} to {story.last_month}; "
        f"{study.draws:,} draws, seed {study.supply.seed}; {study.scenario.title or study.scenario.name}",
        *(said for said in (study.silence, story.idle) if said),
        "median (P10 to P90)",
        "",
        *_losses(study),
        _checks(study),
        "",
        *_elements(study),
        "",
        *_uses(study),
        *_futures(study),
        *([f"{sum(study.failures.values())} draws of the chain failed"] if study.failures else []),
    ]


def _line(label: str, text: str) -> str:
    return f"  {label:{WIDTH}} {text}"


def _range(values: FloatArray) -> str:
    found = spread_of(values)
    low, middle, high = (number(found[key]) for key in ("p10", "p50", "p90"))
    return middle if low == high else f"{middle} ({low} to {high})"


def _losses(study: SecurityStudy) -> list[str]:
    loss = measures.total_loss(study.supply)
    made = [_line(f"loss {case} the project, bn JPY", _range(loss.sel(case=case).to_numpy())) for case in study.cases]
    if study.counts:
        avoided = _range(measures.avoided_loss(study.supply).to_numpy())
        made.append(_line("avoided by the project, draw by draw, bn JPY", avoided))
    return made


def _checks(study: SecurityStudy) -> str:
    found = measures.checks(study.supply)
    bad = [check.name for check in found if not check.passed]
    return _line(f"balance checks ({len(found)})", f"FAILED: {', '.join(bad)}" if bad else "all hold")


def _elements(study: SecurityStudy) -> list[str]:
    draws = study.supply.draws
    cover, unserved, peak = measures.cover_at_start(draws), measures.unserved_total(draws), measures.price_peak(draws)
    rows = [(symbol, *_element(study, symbol, cover, unserved, peak)) for symbol in SHOWN]
    head = ["element", "days of cover, firms", "state", *(f"unmet {case}, t" for case in study.cases)]
    return table([*head, "price peak in China", "and outside, times"], rows)


def _element(
    study: SecurityStudy, symbol: str, cover: xr.Dataset, unserved: xr.DataArray, peak: xr.DataArray
) -> list[str]:
    held = cover.sel(case="without", element=symbol)
    tops = peak.sel(case="without", element=symbol)
    return [
        *(_range(held[holder].to_numpy()) for holder in ("firms", "state")),
        *(_range(unserved.sel(case=case, element=symbol).to_numpy()) for case in study.cases),
        *(_range(tops.sel(market=market).to_numpy()) for market in ("china", "abroad")),
    ]


def _futures(study: SecurityStudy) -> list[str]:
    """Insurance and portfolio in a few lines."""
    found = study.futures
    if found is None:
        return []
    made = ["", f"{found.count} futures of shocks that may come (no story)"]
    if found.worth is not None:
        plain = as_plain(found.worth)
        worth, loss = plain["worth_to_japan"], plain["loss"]["mean"]
        spared = f"{number(loss['avoided'])} of {number(loss['loss_without'])}"
        made += [
            _line("avoided by the project, mean, bn JPY a year", spared),
            _line("worth to Japan (mean), MUSD", f"{number(worth['mean'])} ± {number(worth['standard_error'])}"),
            _line("net present value, MUSD; the two are not added", number(plain["npv"]["mean"])),
        ]
    symbol, made_of = SHOWN[0], found.portfolio
    month = found.stock["avoided"].sel(element=symbol).to_numpy()
    story = float(study.stock["avoided"].sel(case="without", holder="state", element=symbol))
    years = int(found.stock.attrs["years"])
    made.append(
        _line(
            f"a month more of {symbol} stock avoids, bn JPY",
            f"{number(story)} in this story, {number(float(month.mean()))} in {years} years of futures",
        )
    )
    head = ("cost, bn JPY a year", "tail", "judged", "mean loss", "bought (t of stocks, share of others)")
    rows = []
    for i, point in enumerate(made_of.points):
        if i and np.array_equal(point.size, made_of.points[i - 1].size):
            continue  # NOTE: what cannot be kept is missed by the same portfolio at every lower limit.
        things = ", ".join(f"{offer.name} {number(size)}" for offer, size in bought(made_of, i)) or "nothing"
        judged = number(made_of.judged[i].tail) if made_of.judged else "–"
        tail = f"{number(point.tail)}{' (limit missed)' if point.missed > 0.0 else ''}"
        rows.append((number(point.cost), tail, judged, number(point.loss), things))
    return [*made, "", *table(head, rows)]


def _uses(study: SecurityStudy) -> list[str]:
    low, still = measures.lowest_activity(study.supply.draws), measures.first_standstill(study.supply.draws)
    rows = []
    for use in low["use"].to_numpy():
        cells = []
        for case in study.cases:
            places = still.sel(case=case, use=use).to_numpy()
            known = np.sort(places[np.isfinite(places)])
            month = measures.month_of(study.supply, known[len(known) // 2]) if len(known) else "none"
            pace = spread_of(low.sel(case=case, use=use).to_numpy())
            cells += [percent(pace["p50"]), f"{month} ({percent(len(known) / len(places))})"]
        rows.append((use_words(str(use)), *cells))
    head = ["use"]
    for case in study.cases:
        head += [f"lowest activity {case}", "5 % of firms stop (draws)"]
    return table(head, rows)
