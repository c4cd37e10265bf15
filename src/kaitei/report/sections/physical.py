"""From the sea bed to the oxide, the year of the ships, the riser's window."""

from kaitei.report import sentences
from kaitei.report.charts import chain as chain_charts
from kaitei.report.charts import sea as sea_charts
from kaitei.report.numerals import number, percent, sentence
from kaitei.report.pieces import Block, Figure, Section, Table
from kaitei.report.run import Run
from kaitei.report.sections.business import source
from kaitei.report.words import words


def chain(run: Run) -> Section | None:
    """Flows of rare earths from the bed to the product."""
    if not run.knows(*chain_charts.NEEDS):
        return None
    flows = chain_charts.flows(run)
    if flows["mined"] <= 0.0:
        return None
    losses = chain_charts.losses(flows)
    title = sentences.chain(flows, losses)
    rows = [(sentence(name), number(value), percent(value / flows["mined"])) for name, value in flows.items()]
    head = ("Flow", "t REO", "Share of mined")
    figure = Figure(
        "chain",
        title,
        f"Rare earths of 15 elements as tonnes of oxide (REO), {run.period}. Central case. "
        "Blue goes on, orange is lost.",
        chain_charts.chain_sankey(flows),
        f"{title}. " + "; ".join(f"{name} {number(value)} t" for name, value in flows.items()) + ".",
        "Central case of this run. Variables: mined_element, feed_element, oxide_made, outlet_share.",
        Table("The same flows in numbers", head, rows, (1, 2)),
    )
    return Section("chain", "From the sea bed to the oxide", [figure])


def ships(run: Run) -> Section | None:
    """The time budget of the mining vessels."""
    if not run.has("vessel_hours"):
        return None
    hours = sea_charts.hours_by_state(run)
    if not hours:
        return None
    means = {state: float(values.mean()) for state, values in hours.items()}
    title = sentences.hours(means)
    spoken = "; ".join(f"{words(state)} {number(mean)} h" for state, mean in means.items())
    blocks: list[Block] = [
        Figure(
            "ships",
            title,
            f"Hours of all mining vessels by state {run.period}; mean of the draws, thin line P10 to P90.",
            sea_charts.hours_bars(hours),
            f"{title}. {spoken}.",
            source(run, "vessel_hours"),
        )
    ]
    if run.knows("month_hours"):
        blocks.append(_months(run))
    return Section("ships", "The year of the ships", blocks)


def _months(run: Run) -> Figure:
    lifting = run.central["month_hours"].sel(state="lifting") / 24.0
    months = [str(month) for month in lifting["month"].to_numpy()]
    days = lifting.to_numpy()
    best, worst = months[int(days.argmax())], months[int(days.argmin())]
    if days.max() - days.min() < 0.5:
        title = "Every month gives about the same days of lifting"
    else:
        title = f"{best} gives most days of lifting ({number(days.max())}), {worst} fewest ({number(days.min())})"
    return Figure(
        "months",
        title,
        "Days of one mining vessel by month in a full year, stacked; colours as in the bars above, lifting at the "
        "foot. Central case.",
        sea_charts.hours_by_month(run),
        f"{title}. " + "; ".join(f"{m} {number(d)} days of lifting" for m, d in zip(months, days, strict=True)) + ".",
        "Central case of this run. Variable: month_hours.",
    )


def window(run: Run) -> Section | None:
    """Energy of the lift against the concentration of the slurry."""
    if not run.knows("window_energy"):
        return None
    at, least = (
        float(run.central[name]) if run.knows(name) else None
        for name in ("slurry_concentration", "concentration_least_energy")
    )
    title = sentences.window(at, least)
    figure = Figure(
        "window",
        title,
        "Electric energy per dry tonne lifted against the share of grains in the slurry, at the same dry rate through "
        "the same pipe. Central case.",
        sea_charts.riser_window(run),
        f"{title}.",
        "Central case of this run. Variable: window_energy.",
        _window_table(run),
    )
    return Section("window", "Operating window of the riser", [figure])


def _window_table(run: Run) -> Table:
    shown = {
        "window_energy": "Energy, kWh/t dry",
        "window_velocity": "Velocity, m/s",
        "window_pressure": "Pump pressure, MPa",
    }
    names = [name for name in shown if run.knows(name)]
    concentrations = run.central["concentration"].to_numpy()
    rows = [
        (number(100.0 * float(c)), *(number(float(run.central[name][i])) for name in names))
        for i, c in enumerate(concentrations)
    ]
    head = ("Grains, vol%", *(shown[name] for name in names))
    return Table("The window in numbers, central case", head, rows, tuple(range(len(head))))
