"""What the command line prints of a security study."""

import numpy as np
import xarray as xr

from kaitei.console import WIDTH, number, percent, table
from kaitei.measure import spread_of
from kaitei.physics.arrays import FloatArray
from kaitei.study import supply_measures as measures
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
        *([study.silence] if study.silence else []),
        "median (P10 to P90)",
        "",
        *_losses(study),
        _checks(study),
        "",
        *_elements(study),
        "",
        *_uses(study),
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
        rows.append((str(use).replace("_", " "), *cells))
    head = ["use"]
    for case in study.cases:
        head += [f"lowest activity {case}", "5 % of firms stop (draws)"]
    return table(head, rows)
