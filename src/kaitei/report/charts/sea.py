"""The ship's year and the riser's operating window."""

from typing import TYPE_CHECKING

import numpy as np

from kaitei.physics.arrays import FloatArray
from kaitei.report.charts import theme
from kaitei.report.numerals import number, percent, sentence
from kaitei.report.run import Run
from kaitei.report.words import words

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

COLOURS = {
    "lifting": theme.BLUE,
    "placement": theme.SKY,
    "running_pipe": theme.GREEN,
    "weather": theme.ORANGE,
    "typhoon": theme.RED,
    "transit": theme.PINK,
    "maintenance": theme.LINE,
    "idle": theme.PALE,
}


TICKS = [base * 10**power for power in range(5) for base in (1, 2, 5)]
"""Where a logarithmic axis carries numbers."""


def hours_by_state(run: Run) -> dict[str, FloatArray]:
    """Hours of all mining vessels in a full year by state, one number per draw; states never used left out."""
    hours = run.full_year(run.draws["vessel_hours"], run.draws)
    states = [str(state) for state in hours["state"].to_numpy()]
    made = {state: hours.sel(state=state).to_numpy() for state in states}
    return {state: values for state, values in made.items() if values.max() > 0.0}


def hours_bars(hours: dict[str, FloatArray]) -> "Figure":
    """Hours by state, mean over the draws, with P10 to P90 as a thin line."""
    from plotly.graph_objects import Bar

    means = {state: float(values.mean()) for state, values in hours.items()}
    total = sum(means.values())
    figure = theme.blank(theme.row_height(len(hours)))
    figure.add_trace(
        Bar(
            y=list(range(len(means))),
            x=list(means.values()),
            orientation="h",
            width=0.34,
            offset=-0.12,
            marker={"color": [COLOURS.get(state, theme.LINE) for state in means]},
            customdata=[sentence(words(state)) for state in means],
            hovertemplate="%{customdata}: %{x:,.0f} h<extra></extra>",
        )
    )
    if len(next(iter(hours.values()))) > 1:
        low, high = ([float(np.quantile(values, p)) for values in hours.values()] for p in (0.1, 0.9))
        theme.whiskers(figure, list(means.values()), low, high, [row + 0.05 for row in range(len(means))])
    labels = [
        f"{sentence(words(state))}  <b>{number(mean)}</b> h  ({percent(mean / total)})" for state, mean in means.items()
    ]
    theme.rows(figure, labels)
    longest = max(float(np.quantile(values, 0.9)) for values in hours.values())
    theme.x_title(figure, "hours of all mining vessels", range=[0.0, 1.03 * max(longest, *means.values())])
    return figure


def hours_by_month(run: Run) -> "Figure":
    """Days of one mining vessel by month and state in the central case, stacked."""
    from plotly.graph_objects import Bar

    hours = run.central["month_hours"]
    figure = theme.blank(260)
    for state in (str(state) for state in hours["state"].to_numpy()):
        days = hours.sel(state=state).to_numpy() / 24.0
        if days.max() <= 0.0:
            continue
        figure.add_trace(
            Bar(
                x=[str(month) for month in hours["month"].to_numpy()],
                y=days,
                marker={"color": COLOURS.get(state, theme.LINE), "line": {"color": "white", "width": 0.5}},
                hovertemplate=f"%{{x}}, {words(state)}: %{{y:.1f}} d<extra></extra>",
            )
        )
    figure.update_layout(barmode="stack", bargap=0.15)
    figure.update_xaxes(ticks="", tickangle=0)
    theme.y_title(figure, "days of the month")
    return figure


def riser_window(run: Run) -> "Figure":
    """Energy of the lift against concentration at the same dry rate, with the least and the chosen one marked."""
    from plotly.graph_objects import Scatter

    energy = run.central["window_energy"]
    x, y = energy["concentration"].to_numpy() * 100.0, energy.to_numpy()
    figure = theme.blank(330)
    figure.add_trace(
        Scatter(
            x=x,
            y=y,
            mode="lines+markers",
            line={"color": theme.BLUE, "width": 2.5},
            marker={"size": 6},
            hovertemplate="%{x:.3g} vol%: %{y:,.3g} kWh/t<extra></extra>",
        )
    )
    marks = {"chosen": "slurry_concentration", "least energy": "concentration_least_energy"}
    found = {word: float(run.central[name]) * 100.0 for word, name in marks.items() if run.knows(name)}
    for i, (word, place) in enumerate(found.items()):
        theme.upright(
            figure,
            place,
            f"{word} {number(place)}",
            theme.INK if word == "chosen" else theme.GREEN,
            yshift=18 * i,
            xanchor=theme.side_of(place, float(x[0]), float(x[-1])),
        )
    least = float(run.central["lift_energy_minimum"]) if run.knows("lift_energy_minimum") else 0.0
    if least > 0.0:
        figure.add_hline(y=least, line={"color": theme.LINE, "width": 1.2})
        figure.add_annotation(
            x=1,
            xref="paper",
            y=float(np.log10(least)),
            yanchor="bottom",
            xanchor="right",
            showarrow=False,
            text=f"lifting without any loss {number(least)}",
            font={"color": theme.GREY},
        )
    theme.x_title(figure, "grains in the slurry, vol%")
    theme.y_title(figure, "kWh per dry tonne, logarithmic", type="log")
    lowest = 0.75 * min(float(y.min()), least or float(y.min()))
    ends = [float(np.log10(lowest)), float(np.log10(1.3 * y.max()))]
    figure.update_yaxes(tickmode="array", tickvals=TICKS, ticktext=[f"{tick:,}" for tick in TICKS], range=ends)
    figure.update_layout(margin_t=62)
    figure.layout.annotations[-1].update(yshift=38)
    return figure
