"""From the sea bed to the oxide, and the riser's window."""

from kaitei.report import sentences
from kaitei.report.charts import chain as chain_charts
from kaitei.report.charts import riser as riser_charts
from kaitei.report.numerals import amounts, number, percent, sentence
from kaitei.report.pieces import Figure, Section, Table
from kaitei.report.run import Run


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
        f"{title}. {amounts(flows, 't')}.",
        "Central case of this run. Variables: mined_element, feed_element, oxide_made, outlet_share.",
        Table("The same flows in numbers", head, rows, (1, 2)),
    )
    return Section("chain", "From the sea bed to the oxide", [figure])


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
        riser_charts.riser_window(run),
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
