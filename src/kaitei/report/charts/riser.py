"""The riser's operating window."""

from typing import TYPE_CHECKING

import numpy as np

from kaitei.report.charts import theme
from kaitei.report.numerals import number
from kaitei.report.run import Run

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

TICKS = [base * 10**power for power in range(5) for base in (1, 2, 5)]
"""Where a logarithmic axis carries numbers."""


def riser_window(run: Run) -> "Figure":
    """Energy of the lift against concentration at the same dry rate, with the least and the chosen one marked."""
    energy = run.central["window_energy"]
    x, y = energy["concentration"].to_numpy() * 100.0, energy.to_numpy()
    figure = theme.blank(330)
    theme.curve(figure, x, y, "%{x:.3g} vol%: %{y:,.3g} kWh/t", mode="lines+markers", marker_size=6)
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
