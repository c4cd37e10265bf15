"""What the command line prints: progress, the summary of a run, tables."""

import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from kaitei.measure import BY_NAME
from kaitei.result import Result

WIDTH = 46


class StageLines:
    """Progress on standard error: one line for each stage, counted up in place on a terminal."""

    def __init__(self, quiet: bool = False) -> None:
        self.quiet, self.live = quiet, sys.stderr.isatty()

    def __call__(self, stage: str, done: int, total: int, seconds: float) -> None:
        if self.quiet or (not self.live and done < total):
            return
        label = stage if stage != "central case" else "central case (a first run compiles here)"
        count = f" {done}/{total}" if total > 1 and done < total else ""
        start = "\r\x1b[2K" if self.live else ""
        end = "\n" if done == total or not self.live else ""
        sys.stderr.write(f"{start}  {label + count:{WIDTH}} {seconds:6.2f} s{end}")
        sys.stderr.flush()


def number(value: float | None) -> str:
    """Three significant digits with thousands separated; a dash for none.

    >>> number(1234567.0), number(0.01234), number(None), number(-20.0)
    ('1,230,000', '0.0123', '–', '-20')
    """
    if value is None:
        return "–"
    if value == 0.0:
        return "0"
    rounded = float(f"{value:.3g}")
    if abs(rounded) >= 1e15 or abs(rounded) < 1e-4:
        return f"{rounded:.2e}"
    return f"{rounded:,.0f}" if abs(rounded) >= 100 else f"{rounded:,.10g}"


def percent(value: float | None) -> str:
    """A share in per cent."""
    return "–" if value is None else f"{100.0 * value:.3g} %"


def _line(label: str, text: str) -> str:
    return f"  {label:{WIDTH}} {text}"


def _range(head: dict[str, Any], label: str, name: str) -> str:
    item = head[name]
    show = percent if item["unit"] == "1" else number
    unit = "" if item["unit"] == "1" else f" {item['unit']}"
    return _line(label, f"{show(item['p50'])}{unit}   ({show(item['p10'])} to {show(item['p90'])})")


def summary_lines(result: Result) -> list[str]:
    """The run in about twenty lines: median and P10 to P90."""
    head = result.summary()["headline"]
    scenario = result.scenario
    rate, basis = scenario.data["lift.rate"], scenario.options["lift.basis"]
    horizon = f"{scenario.horizon.production_years} years from {scenario.horizon.first_year}"

    def line(name: str) -> str:
        return _range(head, BY_NAME[name].label, name)

    return [
        scenario.title,
        f"{rate.value:g} {rate.unit} read as {basis} mud, {horizon}; {result.draws:,} draws, seed {result.seed}",
        f"median (P10 to P90), money in {scenario.money}",
        "",
        *map(line, ("mud_lifted", "lifting_days", "feed_grade", "reo_made")),
        _by_element(head, "oxide by element, t/yr", "oxide", number),
        *map(line, ("cost_per_mud_dry", "cost_per_reo", "basket_price", "break_even_basket_price")),
        _break_even_rate(result),
        line("npv"),
        _line(BY_NAME["npv_positive"].label, percent(head["npv_positive"]["mean"])),
        *map(line, ("co2_per_reo", "seafloor_opened")),
        _by_element(head, "share of Japan's need", "need_met", percent),
        _drivers(result),
        _checks(result),
    ]


def _by_element(head: dict[str, Any], label: str, name: str, show: Callable[[float | None], str]) -> str:
    symbols = [key.rpartition("_")[2] for key in head if key.startswith(f"{name}_")]
    return _line(label, "   ".join(f"{s} {show(head[f'{name}_{s}']['p50'])}" for s in symbols))


def _break_even_rate(result: Result) -> str:
    scale, label = result.studies.get("scale"), "break-even rate of lifting"
    if not scale:
        return _line(label, result.studies.get("scale_refused", "not studied"))
    top, unit = number(scale["rates"][-1]), scale["unit"]
    if scale["p50"] is None:
        share = percent(scale["share_that_breaks_even"])
        return _line(label, f"none up to {top} {unit} in the median ({share} of draws have one)")
    return _line(label, f"{number(scale['p50'])} {unit}")


def _drivers(result: Result) -> str:
    found = result.studies.get("drivers", [])[:3]
    names = (f"{d['name']}{' ' if d['entry'] else ''}{d['entry']} ({d['rank_correlation']:+.2f})" for d in found)
    return _line("strongest drivers of NPV (rank correlation)", ", ".join(names) or "not studied")


def _checks(result: Result) -> str:
    checks = result.checks
    bad = [check.name for check in checks if not check.passed]
    return _line(f"balance checks ({len(checks)})", f"FAILED: {', '.join(bad)}" if bad else "all hold")


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    """Lines of a plain table with aligned columns."""
    cells = [list(head), *([str(cell) for cell in row] for row in rows)]
    widths = [max(len(row[i]) for row in cells) for i in range(len(head))]
    made = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]
    return [made[0], "  ".join("-" * width for width in widths), *made[1:]]
