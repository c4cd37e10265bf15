"""What the command line prints: progress, the summary of a run, tables."""

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kaitei.fleet.record.declaration import WeatherRecord
from kaitei.measure import BY_NAME
from kaitei.result import Result
from kaitei.scenario import Scenario
from kaitei.security.nodes import BASES
from kaitei.study.compare import Difference, changed_inputs, side_by_side

if TYPE_CHECKING:
    import pandas as pd

WIDTH = 46

COMPILES = ("central case", "monthly kernels")
"""Steps that take long the first time they are ever run."""


class StageLines:
    """Progress on standard error: one line for each stage, counted up in place on a terminal."""

    def __init__(self, quiet: bool = False) -> None:
        self.quiet, self.live = quiet, sys.stderr.isatty()

    def __call__(self, stage: str, done: int, total: int, seconds: float) -> None:
        if self.quiet or (not self.live and done < total):
            return
        label = f"{stage} (a first run compiles here)" if stage in COMPILES else stage
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
        _worth_to_japan(result),
        *map(line, ("co2_per_reo", "seafloor_opened")),
        _by_element(head, "share of Japan's need", "need_met", percent),
        _through_china(result),
        _drivers(result),
        _checks(result),
    ]


def _by_element(head: dict[str, Any], label: str, name: str, show: Callable[[float | None], str]) -> str:
    symbols = [key.rpartition("_")[2] for key in head if key.startswith(f"{name}_")]
    return _line(label, "   ".join(f"{s} {show(head[f'{name}_{s}']['p50'])}" for s in symbols))


def _through_china(result: Result) -> str:
    """What passed through China of all that Japan uses, by tonnes and by value, without and with the project."""
    label, valid = "of Japan's use through China, without > with", result.valid
    if "group_china_through_before" not in valid:
        return _line(label, "not known to the version that made this run")
    ends = [valid[f"group_china_through_{when}"].median("draw") for when in ("before", "after")]
    parts = (f"by {basis} {' > '.join(percent(float(end.sel(basis=basis))) for end in ends)}" for basis in BASES)
    return _line(label, "   ".join(parts))


def _break_even_rate(result: Result) -> str:
    scale, label = result.studies.get("scale"), "break-even rate of lifting"
    if not scale:
        return _line(label, result.studies.get("scale_refused", "not studied"))
    top, unit = number(scale["rates"][-1]), scale["unit"]
    if scale["p50"] is None:
        share = percent(scale["share_that_breaks_even"])
        return _line(label, f"none up to {top} {unit} in the median ({share} of draws have one)")
    return _line(label, f"{number(scale['p50'])} {unit}")


def _worth_to_japan(result: Result) -> str:
    """A mean, unlike the other lines: few futures carry it."""
    found, label = result.studies.get("insurance"), "worth to Japan as insurance (mean), beside NPV"
    if not found:
        return _line(label, result.studies.get("insurance_refused", "not studied"))
    worth, n = found["worth_to_japan"], number
    ends = f"({n(worth['p10'])} to {n(worth['p90'])})"
    return _line(
        label, f"{n(worth['mean'])} ± {n(worth['standard_error'])} {worth['unit']}   {ends}, {found['futures']} futures"
    )


def _drivers(result: Result) -> str:
    found = result.studies.get("drivers", [])[:3]
    names = (f"{d['name']}{' ' if d['entry'] else ''}{d['entry']} ({d['rank_correlation']:+.2f})" for d in found)
    return _line("strongest drivers of NPV (rank correlation)", ", ".join(names) or "not studied")


def _checks(result: Result) -> str:
    checks = result.checks
    bad = [check.name for check in checks if not check.passed]
    return _line(f"balance checks ({len(checks)})", f"FAILED: {', '.join(bad)}" if bad else "all hold")


def record_lines(record: WeatherRecord) -> list[str]:
    """A user's own weather: months, tails, the longest calm and storm, and where every hour comes from.

    Raises InputError when it cannot be read.
    """
    from kaitei.fleet.record.describe import LIMITS, describe
    from kaitei.fleet.record.pinned import as_text, hourly_of

    told = describe(hourly_of(as_text(record)))
    shares = [f"above {limit:g} m" for limit in LIMITS]
    months = [
        (
            row["month"],
            f"{row['mean']:.2f} m",
            f"{row['p90']:.2f} m",
            *(f"{100.0 * row[share]:.1f} %" for share in shares),
        )
        for row in told["months"]
    ]
    return [
        *["", "wave height of the weather record"],
        *table(("month", "mean", "P90", *shares), months),
        *["", "longest spells of the weather record"],
        *table(("limit", "longest storm above", "longest calm up to"), map(_spell, told["spells"])),
        *["", "where its hours come from"],
        *table(("item", "account"), [(row["item"], row["text"]) for row in told["account"]]),
    ]


def _spell(row: Mapping[str, Any]) -> tuple[str, str, str]:
    storm, calm = (
        f"{row[f'longest {side}']} h from {row[f'{side} from']}" if row[f"longest {side}"] else "none"
        for side in ("above", "below")
    )
    return f"{row['limit']:g} m", storm, calm


def validation_lines(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Validation cases as a table, and how many hold."""
    cells = [(r["case"], r["unit"], number(r["published"]), number(r["model"]), _verdict(r)) for r in rows]
    held = sum(bool(r["passed"]) for r in rows)
    return [
        *table(("case", "unit", "published", "model", "verdict"), cells),
        f"{held} of {len(rows)} cases hold",
    ]


def _verdict(row: Mapping[str, Any]) -> str:
    return "holds" if row["passed"] else f"missed: {row['missed'] or 'no reason known'}"


def log_lines(log: "pd.DataFrame", scenario: Scenario, draw: int, seed: int) -> list[str]:
    """A log of the ships in brief: its length, and the hours of each kind of ship by state."""
    kind, hours = log["ship"].str.rsplit(n=1).str[0], log["end_h"] - log["start_h"]
    ships = log["ship"].groupby(kind, sort=False).nunique()
    spent = hours.groupby([kind, log["state"]]).sum()
    rows = []
    for word in sorted(ships.index, key=("mining vessel", "shuttle", "carrier").index):
        total = spent[word].sum()
        for state, time in spent[word].sort_values(ascending=False).items():
            rows.append((word, str(state).replace("_", " "), f"{time:,.0f} h", f"{100.0 * time / total:.1f} %"))
    fleet = ", ".join(f"{count} {word}{'s' if count > 1 else ''}" for word, count in ships.items())
    span = f"{log['start'].min():%Y-%m-%d} to {log['end'].max():%Y-%m-%d}"
    head = f"draw {draw}, seed {seed}: {len(log):,} rows of {ships.sum()} ships ({fleet}), {span}"
    made = [head, "", *table(("ships", "state", "hours", "share"), rows)]
    if scenario.options["fleet.schedule"] == "stated":
        made += ["", "fleet.schedule is stated: a run scales the lifting of these ships to the stated days"]
    return made


def two_runs_lines(names: Sequence[str], results: Sequence[Result]) -> list[str]:
    """Two runs side by side: inputs that differ, and every measure."""
    (rows,) = side_by_side(*results)
    n = number
    cells = [
        (r.name, r.unit, n(r.first_p50), n(r.second_p50), n(r.change_p50), f"{n(r.change_p10)} to {n(r.change_p90)}")
        for r in rows
    ]
    head = ("measure (P50)", "unit", "first", "second", "change", "change P10 to P90")
    made = [*table(("input", *names), changed_inputs(*results)), "", *table(head, cells)]
    if not rows[0].paired:
        made.append("the runs have other seeds or numbers of draws: changes are between percentiles, not draw by draw")
    else:
        made.append("changes are taken draw by draw: their median need not be the difference of the medians")
    return made


def runs_lines(names: Sequence[str], results: Sequence[Result]) -> list[str]:
    """Three runs and more: inputs that differ, the median of every measure, and its change against the first run."""
    columns = side_by_side(*results)
    medians, changes = [], []
    for rows in zip(*columns, strict=True):
        first = rows[0]
        medians.append((first.name, first.unit, number(first.first_p50), *(number(r.second_p50) for r in rows)))
        changes.append((first.name, first.unit, *map(_change, rows)))
    return [
        *table(("input", *names), changed_inputs(*results)),
        *["", *table(("measure (P50)", "unit", *names), medians)],
        *["", *table((f"change from {names[0]}", "unit", *names[1:]), changes)],
        *["", *_common_numbers(names, results, [rows[0].paired for rows in columns])],
    ]


def _change(row: Difference) -> str:
    middle = number(row.change_p50)
    return f"{middle} ({number(row.change_p10)} to {number(row.change_p90)})" if row.paired else middle


def _common_numbers(names: Sequence[str], results: Sequence[Result], paired: Sequence[bool]) -> list[str]:
    """What the changes rest on."""
    base = results[0]
    made, alone = [], [name for name, yes in zip(names[1:], paired, strict=True) if not yes]
    if any(paired):
        made.append(
            f"common random numbers (seed {base.seed}, {base.draws:,} draws): "
            "changes are taken draw by draw, P50 (P10 to P90)"
        )
    if alone:
        made.append(
            f"other seeds or numbers of draws than {names[0]}: {', '.join(alone)}; "
            "their changes are between percentiles, not draw by draw"
        )
    return made


def short_names(paths: Sequence[str]) -> list[str]:
    """The last part of each path, or the whole paths where these would be the same.

    >>> short_names(["runs/one", "runs/two"]), short_names(["a/run", "b/run"])
    (['one', 'two'], ['a/run', 'b/run'])
    """
    last = [path.rstrip("/").rpartition("/")[2] for path in paths]
    return last if len({*last}) == len(last) and all(last) else list(paths)


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    """Lines of a plain table with aligned columns."""
    cells = [list(head), *([str(cell) for cell in row] for row in rows)]
    widths = [max(len(row[i]) for row in cells) for i in range(len(head))]
    made = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]
    return [made[0], "  ".join("-" * width for width in widths), *made[1:]]
