"""Japan's months under a story of shocks: where supply is from, how long stocks last, prices, loss."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import xarray as xr

from kaitei.physics.arrays import FloatArray
from kaitei.report.charts import theme
from kaitei.security.nodes import COUNTRIES

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

GROUPS: Mapping[str, tuple[str, ...]] = {
    "China": ("china",),
    "Myanmar and Laos": ("myanmar", "laos"),
    "Australia": ("australia",),
    "United States": ("united_states",),
    "other countries": tuple(
        c for c in COUNTRIES if c not in ("china", "myanmar", "laos", "australia", "united_states")
    ),
    "recycled or the project's": ("home",),
}
"""Bands of the supply stack by the country of the mine."""

COLOURS: Mapping[str, str] = {
    "China": theme.ORANGE,
    "Myanmar and Laos": theme.YELLOW,
    "Australia": theme.BLUE,
    "United States": theme.SKY,
    "other countries": theme.LINE,
    "recycled or the project's": theme.GREEN,
    "from the state's stock": theme.PINK,
    "from firms' stocks": theme.PALE,
}
ROUNDING = 1e-9
"""Share of what is run on below which a difference is none."""

NEED, THROUGH = "need", "passed through China"
LINES: Mapping[str, str] = {NEED: theme.INK, THROUGH: theme.RED}

TINTS = (theme.BLUE, theme.RED, theme.GREEN, theme.PINK, theme.ORANGE, theme.SKY, theme.GREY)
"""Colours of lines in turn."""


def days(months: Sequence[str]) -> list[str]:
    """First days of months, for an axis of dates.

    >>> days(["2032-01"])
    ['2032-01-01']
    """
    return [f"{month}-01" for month in months]


def stack(months: xr.Dataset, symbol: str) -> dict[str, FloatArray]:
    """What Japan runs on by where it is from [t/month], each (month,), from the bottom up; one case, one element.

    Firms' stocks count where they are drawn down.
    """
    here = months.sel(element=symbol)
    made = {
        group: np.asarray(here["by_origin"].sel(origin=list(names)).sum("origin").to_numpy())
        for group, names in GROUPS.items()
    }
    released, consumed = here["released"].to_numpy(), here["consumed"].to_numpy()
    made["from the state's stock"] = released
    drawn = consumed - here["delivered"].to_numpy() - released
    made["from firms' stocks"] = np.where(drawn > ROUNDING * consumed.max(initial=0.0), drawn, 0.0)
    return made


def passed_through_china(months: xr.Dataset, symbol: str) -> FloatArray:
    """What was in China at any stage of what Japan's uses take [t/month], (month,)."""
    here = months.sel(element=symbol)
    return np.asarray((here["through"].sel(country="china") * here["by_origin"].sum("origin")).to_numpy())


def supply_stack(months: xr.Dataset, symbol: str, shock: str) -> "Figure":
    """Supply of one element by the country of its mine, stacked, with the need and what passed through China."""
    from plotly.graph_objects import Scatter

    figure = theme.blank(290)
    x = days(months["month"].to_numpy().tolist())
    for group, values in stack(months, symbol).items():
        figure.add_trace(
            Scatter(
                x=x,
                y=values.round(4),
                mode="lines",
                stackgroup="supply",
                line={"width": 0.4, "color": COLOURS[group]},
                fillcolor=COLOURS[group],
                hovertemplate=f"{group}: %{{y:,.3~g}} t in %{{x|%b %Y}}<extra></extra>",
            )
        )
    need = months["need"].sel(element=symbol).to_numpy()
    theme.curve(figure, x, need.round(4), "need %{y:,.3~g} t in %{x|%b %Y}", LINES[NEED])
    through = passed_through_china(months, symbol).round(4)
    theme.curve(figure, x, through, f"{THROUGH} %{{y:,.3~g}} t in %{{x|%b %Y}}", LINES[THROUGH], line_dash="dot")
    _calendar(figure, shock)
    theme.y_title(figure, f"t of {symbol} oxide a month", rangemode="tozero")
    return figure


def lines(series: Mapping[str, FloatArray], months: Sequence[str], shock: str, title: str, **axis: Any) -> "Figure":
    """One line a name over the months, in the colours of ``TINTS``."""
    figure = theme.blank(340)
    for colour, (name, values) in zip(TINTS, series.items(), strict=False):
        hover = f"{name}: %{{y:,.3~g}} in %{{x|%b %Y}}"
        theme.curve(figure, days(months), values.round(5), hover, colour)
    _calendar(figure, shock)
    if not series:  # NOTE: an axis of dates without a line would show the year 2000.
        figure.update_xaxes(range=[days(months)[0], days(months)[-1]])
    theme.y_title(figure, title, **axis)
    return figure


def standstill(series: Mapping[str, FloatArray], months: Sequence[str], shock: str) -> "Figure":
    """Share of each use's firms that stand still, in steps, since classes of firms stop one after the other."""
    figure = lines(series, months, shock, "share of the use's firms that stand still", tickformat=".0%")
    figure.update_traces(line_shape="hv", hovertemplate="%{y:.0%} in %{x|%b %Y}<extra></extra>")
    figure.update_yaxes(range=[0, 1.03])
    return figure


def prices(
    home: Mapping[str, FloatArray], abroad: Mapping[str, FloatArray], months: Sequence[str], shock: str
) -> "Figure":
    """Prices over those of the base year on a logarithmic axis: outside China (solid) and in China (dashed)."""
    figure = lines(abroad, months, shock, "times the price of the base year", type="log")
    for colour, (name, values) in zip(TINTS, home.items(), strict=False):
        hover = f"{name} in China: %{{y:,.3~g}} in %{{x|%b %Y}}"
        theme.curve(figure, days(months), values.round(5), hover, colour, line_dash="dash", line_width=1.5)
    top = max(float(values.max()) for values in (*home.values(), *abroad.values()))
    ticks = [1, 2, 5, 10, 20, 50, 100]
    figure.update_yaxes(range=[-0.02, np.log10(max(top, 2.0)) + 0.05], tickmode="array", tickvals=ticks)
    return figure


def loss_bands(loss: xr.DataArray, cases: Sequence[str], shock: str) -> "Figure":
    """Loss a month over the draws: P10 to P90 as a band and the median as a line, for each case."""
    from plotly.graph_objects import Scatter

    figure = theme.blank(340)
    x = days(loss["month"].to_numpy().tolist())
    fills = {"without": "rgba(213,94,0,0.18)", "with": "rgba(0,114,178,0.22)"}
    for case in cases:
        low, middle, high = loss.sel(case=case).quantile((0.1, 0.5, 0.9), "draw").to_numpy().round(4)
        band = {"x": x + x[::-1], "y": [*high, *low[::-1]]}
        figure.add_trace(
            Scatter(**band, mode="lines", fill="toself", fillcolor=fills[case], line_width=0, hoverinfo="skip")
        )
        colour = theme.RED if case == "without" else theme.BLUE
        theme.curve(figure, x, middle, f"{case} the project %{{y:,.3~g}} billion JPY in %{{x|%b %Y}}", colour)
    _calendar(figure, shock)
    theme.y_title(figure, "loss, billion JPY a month", rangemode="tozero")
    return figure


def _calendar(figure: "Figure", shock: str) -> None:
    """An axis of months, with a line where the first shock starts."""
    figure.update_xaxes(type="date", tickformat="%b<br>%Y", nticks=6)
    figure.add_shape(
        type="line", x0=f"{shock}-01", x1=f"{shock}-01", y0=0, y1=1, yref="paper",
        line={"color": theme.INK, "width": 1.2, "dash": "dash"},
    )  # fmt: skip
