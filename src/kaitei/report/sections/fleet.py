"""The year of the ships: their time by state, month and cause, days fit for work, good and bad years."""

import numpy as np

from kaitei.physics.arrays import FloatArray
from kaitei.report import at_sea, sea_sentences, sentences
from kaitei.report.charts import lift as lift_charts
from kaitei.report.charts import sea as charts
from kaitei.report.numerals import amounts, number, percent, sentence, with_unit
from kaitei.report.numerals import days as count
from kaitei.report.pieces import Block, Figure, Heading, Key, Prose, Section, Table
from kaitei.report.run import Run
from kaitei.report.sections.business import source
from kaitei.report.words import cause_words, words

EVENTS = {
    "pipe_trips": "Deployments of the whole pipe, each vessel",
    "disconnections": "Risers released or torn off, each vessel",
    "typhoon_interruptions": "Stops for a tropical cyclone, each vessel",
    "false_alarms": "of them false alarms",
    "failures": "Failures, all vessels and the island plant",
    "shuttle_voyages": "Voyages of shuttles to the island",
    "carrier_voyages": "Voyages of carriers to the home port",
}
"""What is counted in a year."""

SHIPS = {"mining_vessels": "Mining vessels", "shuttles": "Shuttles", "carriers": "Carriers"}


def ships(run: Run) -> Section | None:
    """The time of the mining vessels, and what delays them."""
    blocks = [*_budget(run), *_months(run), *_fit(run), *_delays(run), *_lost(run), *_events(run)]
    return Section("ships", "The year of the ships", blocks) if blocks else None


def _budget(run: Run) -> list[Block]:
    hours = at_sea.hours_by_state(run) if run.has("vessel_hours") else {}
    if not hours:
        return []
    means = {state: float(values.mean()) for state, values in hours.items()}
    title = sentences.hours(means)
    return [
        Figure(
            "ships",
            title,
            f"Hours of all mining vessels by state {run.period}; mean of the draws, thin line P10 to P90.",
            charts.hours_bars(hours),
            f"{title}. {amounts({words(state): mean for state, mean in means.items()}, 'h')}.",
            source(run, "vessel_hours"),
        )
    ]


def _months(run: Run) -> list[Block]:
    if not run.knows("month_hours"):
        return []
    months, days = at_sea.by_month(run, "month_hours", "state")
    if not months or "lifting" not in days:
        return []
    title = sea_sentences.months(months, days["lifting"])
    names = {state: words(state) for state in days}
    spoken = "; ".join(f"{m} {count(d)} days of lifting" for m, d in zip(months, days["lifting"], strict=True))
    return [
        Figure(
            "months",
            title,
            f"Days of one mining vessel by month and state in a mean {at_sea.span(run)} of the central "
            f"case, stacked; lifting at the foot.{at_sea.unscaled(run)}",
            charts.stacked_months(months, days, charts.STATES, names),
            f"{title}. {spoken}.",
            "Central case of this run. Variable: month_hours.",
            _by_month("Days by state and month, central case", "State", months, days, names),
            [Key([(charts.STATES[state], names[state]) for state in days if state in charts.STATES])],
        )
    ]


def _by_month(caption: str, head: str, months: list[str], days: at_sea.Days, names: dict[str, str]) -> Table:
    rows = [
        (sentence(names[label]), *(count(float(value)) for value in values), count(float(values.sum())))
        for label, values in days.items()
    ]
    return Table(caption, (head, *months, "Year"), rows, tuple(range(1, len(months) + 2)))


def _fit(run: Run) -> list[Block]:
    if not run.has("workable_days"):
        return []
    fit = at_sea.days_a_year(run, "workable_days")
    lifting = at_sea.days_a_year(run, "lifting_days") / at_sea.vessels(run) if run.has("lifting_days") else None
    days = at_sea.calendar(run)
    whole = at_sea.whole_year(run)
    low, middle, high = (float(q) for q in np.quantile(fit, (0.1, 0.5, 0.9)))
    title = sea_sentences.fit(low, middle, high, days, whole)
    if at_sea.stated(run) and run.knows("fleet.stated_lifting_days"):
        title = sea_sentences.fit_stated(float(run.central["fleet.stated_lifting_days"]), middle)
    others = (
        f" Grey: {charts.FIT[0]:.0f} to {charts.FIT[3]:.0f} days estimated from published wave climates, storm counts "
        "and maintenance, without a simulation (grade C), and what studies of deep-sea mining plan (grade B, from "
        "memory of the literature)."
    )
    figure = Figure(
        "fit",
        title,
        "Days of one mining vessel fit for work at the sea bed: lifting, moving the collector, repair, waiting "
        f"with a full tank. Dot median, bar P10 to P90.{others if whole else ''}",
        charts.fit_spans(charts.fit_rows(fit, lifting, whole), max(days, float(fit.max()))),
        f"{title}.",
        source(run, "workable_days", "lifting_days"),
    )
    said = sea_sentences.unfit(at_sea.days_unfit(run))
    return [figure, Prose(said)] if said else [figure]


def _delays(run: Run) -> list[Block]:
    days = at_sea.days_by_cause(run) if run.has("lost_hours") else {}
    if not days:
        return []
    total = sum(float(values.mean()) for values in days.values())
    rows = []
    for cause, values in days.items():
        mean = float(values.mean())
        part = " (part of the work)" if cause == "production" else ""
        rows.append((f"{sentence(cause_words(cause))}{part}", count(mean), _ends(values), percent(mean / total)))
    rows.append(("Sum", count(total), _ends(np.sum(list(days.values()), axis=0)), percent(1.0)))
    caption = (
        f"What delayed us most: days of one mining vessel without lifting by cause, {run.period}, over {run.basis}. A "
        "cause has all that it brings about: port calls the way, the stay, and the pipe pulled and run for it; a "
        "failure its repair and the pipe for that; tropical cyclones also a riser released or torn off, and joining "
        f"it.{at_sea.unscaled(run)}"
    )
    head = ("Cause", "Mean, d", "P10 to P90", "Share")
    return [
        Heading(sea_sentences.delays(at_sea.delays(days), total, at_sea.span(run))),
        Table(caption, head, rows, (1, 2, 3)),
    ]


def _ends(values: FloatArray) -> str:
    low, high = (float(q) for q in np.quantile(values, (0.1, 0.9)))
    return "" if values.size < 2 else f"{count(low)} to {count(high)}"


def _counted(label: str, values: FloatArray) -> tuple[str, ...]:
    """A row of mean and range of a count."""
    low, high = (number(float(q), 2) for q in np.quantile(values, (0.1, 0.9)))
    return label, number(float(values.mean()), 2), "" if low == high else f"{low} to {high}"


def _events(run: Run) -> list[Block]:
    rows = []
    for name, label in SHIPS.items():
        if run.has(name):
            rows.append(_counted(label, np.asarray(run.draws[name].to_numpy(), np.float64)))
    for name, label in EVENTS.items():
        if run.has(name):
            rows.append(_counted(label, at_sea.days_a_year(run, name)))
    head = ("Ships, and events a year", "Mean", "P10 to P90")
    caption = f"Ships, and what happens in a full year; over {run.basis}, P10 to P90 of the draws' mean years"
    return [Table(caption, head, rows, (1, 2))] if rows else []


def _lost(run: Run) -> list[Block]:
    if not run.knows("month_lost"):
        return []
    months, days = at_sea.by_month(run, "month_lost", "cause")
    if not months or not days:
        return []
    title = sea_sentences.lost_by_month(months, days)
    drawn = charts.grouped(days)
    names = {cause: cause_words(cause) for cause in days} | {charts.OTHER: "other causes"}
    return [
        Figure(
            "lost",
            title,
            f"Days of one mining vessel without lifting by month and cause in a mean {at_sea.span(run)} of the "
            f"central case, stacked. Moving the collector is part of the work.{at_sea.unscaled(run)}",
            charts.stacked_months(months, drawn, charts.CAUSES, names),
            f"{title}.",
            "Central case of this run. Variable: month_lost.",
            _by_month("Days without lifting by cause and month, central case", "Cause", months, days, names),
            [Key([(charts.CAUSES.get(cause, charts.CAUSES[charts.OTHER]), names[cause]) for cause in drawn])],
        )
    ]


def lift(run: Run) -> Section | None:
    """Good years and bad years: the distribution of what a year lifts."""
    if not run.has("mud_lifted"):
        return None
    years, span = at_sea.years_of_lift(run), at_sea.span(run)
    if years.lifted.size < 2 or np.ptp(years.lifted) == 0.0:
        return None
    low, middle, high = (float(q) for q in np.quantile(years.lifted, (0.1, 0.5, 0.9)))
    title = sea_sentences.lift(low, high, years.chance, years.inputs, span)
    keys = [(lift_charts.ALL, f"all full {span}s of all draws")]
    told = f"There is one full {span} in each draw, so chance and inputs cannot be told apart."
    if years.typical.size:
        keys.append((lift_charts.CHANCE, "years of one typical draw: chance alone (dashed)"))
        chance, inputs = (with_unit(number(sigma), "t") for sigma in (years.chance, years.inputs))
        told = (
            f"Standard deviation of the years of one draw {chance} (weather, cyclones, failures, docking), of the mean "
            f"years of the draws {inputs} (what is not known of the inputs)."
        )
    figure = Figure(
        "lift",
        title,
        f"Share of full {span}s that lift less than the value on the axis. {told}",
        lift_charts.lift_curves(years, span),
        f"{title}. P10 {number(low)}, P50 {number(middle)}, P90 {number(high)} t. {told}",
        source(run, "mud_lifted"),
        None,
        [Key(keys)],
    )
    return Section("lift", "Good years and bad years", [figure])
