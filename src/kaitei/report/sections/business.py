"""The verdict, the cost of a kilogram, and net present value: its spread, its drivers, its scale."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from kaitei.report import sentences
from kaitei.report import verdict as spoken
from kaitei.report.charts import cost as cost_charts
from kaitei.report.charts import value as value_charts
from kaitei.report.numerals import number, percent, sentence, unit_text
from kaitei.report.pieces import BigNumbers, Block, Figure, Fold, Prose, Section, Statements, Table
from kaitei.report.run import Run
from kaitei.report.tables import name_of
from kaitei.report.words import datum_words, words


def source(run: Run, *names: str) -> str:
    """Where a figure's numbers come from."""
    return f"This run, {run.basis}, seed {run.result.seed}. Variables: {', '.join(names)}."


def verdict(run: Run) -> Section:
    """The headline: the verdict in sentences, the numbers, and the basis they stand on."""
    said = spoken.verdict(run)
    blocks: list[Block] = [Statements(said)] if said else [Prose("This run holds no numbers that could be judged.")]
    blocks.append(BigNumbers(spoken.big_numbers(run)))
    basis = (
        "Large: the median of the draws. Below it: P10 to P90, between which four of five draws lie. "
        f"Basis: {run.rate}; {run.horizon}; calendar years; {run.money}; {run.basis}."
    )
    blocks.append(Prose(basis, "note"))
    return Section("verdict", "Verdict", blocks)


def cost(run: Run) -> Section | None:
    """Cost per kg REO by item with the basket price as a line."""
    if not run.knows("cost_stack") or not cost_charts.cost_items(run):
        return None
    items, price = cost_charts.cost_items(run), run.central_of("basket_price")
    title = sentences.cost(items, price)
    total = sum(items.values())
    figure = Figure(
        "cost",
        title,
        f"Levelised cost before tax by item, capital included, {run.money} per kg of oxide sold (15 rare earths), "
        f"in the central case{_beside(run, total)}. The line is the price of the basket.",
        cost_charts.cost_waterfall(run),
        f"Bars from the largest item to the smallest add up to {number(total)} USD per kg; the basket sells for "
        f"{number(price)} USD per kg. {title}.",
        f"Central case of this run; ranges in the table over {run.basis}. Variables: cost_stack, basket_price.",
        _cost_table(run, items, total),
    )
    return Section("cost", "Cost of a kilogram", [figure])


def _beside(run: Run, total: float) -> str:
    """How the central case stands beside the draws."""
    found = run.range_of("cost_per_reo")
    if found is None or found.draws < 2:
        return ""
    return f": {number(total)}, beside {number(found.p50)} in the median of the draws ({found.between})"


def _cost_table(run: Run, items: Mapping[str, float], total: float) -> Table:
    rows = []
    for item, value in items.items():
        ends = cost_charts.item_range(run, item)
        between = f"{number(ends[0])} to {number(ends[1])}" if ends else ""
        rows.append((sentence(words(item)), number(value), percent(value / total), between))
    rows.append(("Sum", number(total), percent(1.0), ""))
    head = ("Item", "USD/kg REO", "Share", "P10 to P90")
    return Table("Cost by item, central case and range", head, rows, (1, 2, 3))


def value(run: Run) -> Section | None:
    """The distribution of net present value."""
    npv = run.values_of("npv")
    if npv.size == 0:
        return None
    share = float((npv > 0.0).mean())
    title = sentences.value(share, spoken.unsold(run))
    if npv.size < 2 or np.ptp(npv) == 0.0:
        text = f"{title}. All draws give the same net present value, so there is no distribution to show."
        return Section("value", "Net present value", [Prose(text)])
    low, middle, high = np.quantile(npv, (0.1, 0.5, 0.9))
    figure = Figure(
        "value",
        title,
        f"Share of draws whose net present value stays below the value on the axis; after tax, {run.money}, "
        "at the start of the first year.",
        value_charts.value_curve(npv),
        f"Rising curve. P10 {number(low)}, P50 {number(middle)}, P90 {number(high)} million USD; "
        f"{percent(1.0 - share)} of draws lie at or below zero.",
        source(run, "npv"),
    )
    return Section("value", "Net present value", [figure])


def drivers(run: Run) -> Section | None:
    """The tornado of net present value."""
    study = run.study("tornado")
    if not study:
        return _refused(run, "tornado", "drivers", "What moves the value")
    if not study["swings"]:
        return Section("drivers", "What moves the value", [Prose(sentences.tornado(0.0, []) + ".")])
    base, swings = float(study["base"]), study["swings"]
    title = sentences.tornado(base, swings)
    figure = Figure(
        "drivers",
        title,
        f"Net present value, {unit_text(study['unit'])} ({run.money}), one input at its P10 (light) and at its P90 "
        f"(dark), all others at their central value. The {min(len(swings), value_charts.BARS)} widest of "
        f"{len(swings)} inputs, with P10 to P90 of each.",
        value_charts.value_tornado(run, study),
        f"{title}. " + "; ".join(_swing_words(swing) for swing in swings[:5]) + ".",
        "This run's scenario, one input at a time around the central case: what inputs do together does not show here. "
        "Four years at sea are simulated and repeated.",
        _swing_table(run, swings),
    )
    return Section("drivers", "What moves the value", [figure, *_correlations(run)])


def _swing_words(swing: Mapping[str, Any]) -> str:
    return f"{datum_words(swing['name'])} from {number(swing['at_p10'])} to {number(swing['at_p90'])}"


def _swing_table(run: Run, swings: list[Mapping[str, Any]]) -> Table:
    rows = [
        (name_of(s["name"]), value_charts.input_ends(run, s["name"]), number(s["at_p10"]), number(s["at_p90"]))
        for s in swings
    ]
    head = ("Input", "P10 to P90", "NPV at its P10", "NPV at its P90")
    return Table("All inputs with a spread; net present value in million USD", head, rows, (2, 3))


def _correlations(run: Run) -> list[Block]:
    found = run.study("drivers")
    if not found:
        return []
    rows = [(name_of(driver["name"]), driver["entry"], number(driver["rank_correlation"], 2)) for driver in found[:15]]
    caption = "Rank correlation (Spearman) of inputs with NPV over the draws; of a table, its strongest entry"
    return [Fold("Rank correlations with NPV", [Table(caption, ("Input", "Entry", "Rank correlation"), rows, (2,))])]


def scale(run: Run) -> Section | None:
    """Net present value against the rate of lifting."""
    study = run.study("scale")
    if not study:
        return _refused(run, "scale", "scale", "Scale")
    basis = run.option("lift.basis")
    title = sentences.scale(study, basis)
    ends = f"{number(study['rates'][0])} to {number(study['rates'][-1])} {unit_text(study['unit'])}"
    figure = Figure(
        "scale",
        title,
        f"Net present value, million USD ({run.money}), against the rate of lifting of all mining vessels, "
        f"{unit_text(study['unit'])}" + (f" ({basis})" if basis else "") + ", logarithmic. Band: P10 to P90. "
        "Below this run's rate its ships lift less, above it there are more ships.",
        value_charts.value_by_scale(study, _stated_rate(run, study)),
        f"{title}. Rates tried: {ends}; median value runs from {number(study['npv_p50'][0])} to "
        f"{number(study['npv_p50'][-1])} million USD.",
        "Every rate with the same draws, all other inputs as in this run; four years at sea are simulated and "
        "repeated, several ships taken as fleets alike.",
        _scale_table(study),
    )
    return Section("scale", "Scale", [figure])


def _stated_rate(run: Run, study: Mapping[str, Any]) -> float | None:
    """The rate of all ships of this run, if the study speaks of it in the same unit."""
    rate, ships = run.datum("lift.rate"), run.datum("fleet.mining_vessels")
    if rate is None or rate.unit != study["unit"] or not isinstance(rate.value, (int, float)):
        return None
    return float(rate.value) * (float(ships.value) if ships and isinstance(ships.value, (int, float)) else 1.0)


def _scale_table(study: Mapping[str, Any]) -> Table:
    ships = study.get("vessels") or [1.0] * len(study["rates"])
    columns = zip(study["rates"], ships, study["npv_p10"], study["npv_p50"], study["npv_p90"], strict=True)
    rows = [tuple(number(value) for value in row) for row in columns]
    head = (f"Rate, {unit_text(study['unit'])}", "Ships", "NPV P10", "NPV P50", "NPV P90")
    return Table("Net present value by rate of lifting, million USD", head, rows, (0, 1, 2, 3, 4))


def _refused(run: Run, study: str, key: str, topic: str) -> Section | None:
    reason = run.refusal(study)
    return Section(key, topic, [Prose(f"This study refused: {reason}.", "bad")]) if reason else None
