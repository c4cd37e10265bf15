"""Net present value: its distribution, what moves it, and how it depends on the rate of lifting."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from kaitei.physics.arrays import FloatArray
from kaitei.report.charts import theme
from kaitei.report.numerals import number, percent, sentence, unit_text, with_unit
from kaitei.report.run import Run
from kaitei.report.words import datum_words, key_words

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

BARS = 12
"""Inputs in the tornado; the table behind it has all."""

POINTS = 400
"""Points of the curve at most."""


def value_curve(npv: FloatArray) -> "Figure":
    """The share of draws with a net present value up to x, with P10, P50, P90 and zero marked."""
    figure = theme.blank(380)
    share = np.linspace(0.0, 1.0, min(POINTS, max(len(npv), 2)))
    x = np.quantile(npv, share)
    theme.curve(figure, x, share, "%{y:.0%} of draws up to %{x:,.0f} million USD")
    low, high = float(min(x[0], 0.0)), float(max(x[-1], 0.0))
    pad = 0.04 * ((high - low) or 1.0)
    for p in (0.1, 0.5, 0.9):
        theme.percentile(figure, float(np.quantile(npv, p)), p, (low, high))
    theme.upright(figure, 0.0, colour=theme.RED)
    below = float((npv <= 0.0).mean())
    theme.upright(
        figure, 0.0, f"NPV = 0: {percent(below)} of draws lie below", theme.RED, xanchor=theme.side_of(0.0, low, high)
    )
    theme.x_title(figure, "net present value, million USD", range=[low - pad, high + pad])
    theme.y_title(figure, "share of draws", tickformat=".0%", range=[0, 1.02])
    figure.update_layout(margin_t=52)
    figure.layout.annotations[-1].update(yshift=28)
    return figure


def value_tornado(run: Run, study: Mapping[str, Any]) -> "Figure":
    """Net present value with one input at its P10 and at its P90, the others at their central value."""
    from plotly.graph_objects import Bar

    swings = study["swings"][:BARS]
    base = float(study["base"])
    figure = theme.blank(theme.row_height(len(swings), extra=0.5))
    for end, colour, word in (("at_p10", theme.SKY, "P10"), ("at_p90", theme.BLUE, "P90")):
        figure.add_trace(
            Bar(
                y=list(range(len(swings))),
                x=[swing[end] - base for swing in swings],
                base=base,
                orientation="h",
                width=0.34,
                offset=-0.12,
                marker={"color": colour},
                customdata=[[datum_words(s["name"]), number(s[end])] for s in swings],
                hovertemplate=f"%{{customdata[0]}} at its {word}: %{{customdata[1]}}<extra></extra>",
            )
        )
    theme.rows(figure, [_swing_label(run, swing) for swing in swings], extra=0.5)
    low, high = tornado_ends(base, swings)
    pad = 0.03 * (high - low)
    theme.upright(figure, base, f"central case {number(base)}", yanchor="top", xanchor=theme.side_of(base, low, high))
    if low <= 0.0 <= high and base != 0.0:
        theme.upright(figure, 0.0, "0", theme.RED, yanchor="top", xanchor="left", xshift=4)
    theme.x_title(figure, f"net present value, {unit_text(study['unit'])}", range=[low - pad, high + pad])
    return figure


def tornado_ends(base: float, swings: Sequence[Mapping[str, Any]]) -> tuple[float, float]:
    """Ends of the tornado's axis; zero is shown where it lies less than half the axis away.

    >>> tornado_ends(-100.0, [{"at_p10": -150.0, "at_p90": -50.0}])
    (-150.0, 0.0)
    >>> tornado_ends(-1000.0, [{"at_p10": -1050.0, "at_p90": -950.0}])
    (-1050.0, -950.0)
    """
    ends = [float(swing[end]) for swing in swings for end in ("at_p10", "at_p90")] + [base]
    low, high = min(ends), max(ends)
    if low == high:
        return low - 1.0, high + 1.0
    near = 0.5 * (high - low)
    return (min(low, 0.0) if low <= near else low), (max(high, 0.0) if high >= -near else high)


def _swing_label(run: Run, swing: Mapping[str, Any]) -> str:
    values = input_ends(run, swing["name"]) or ("(table)" if run.has(swing["name"]) else "")
    return f"{sentence(key_words(swing['name']))}" + (f"  {values}" if values else "")


def input_ends(run: Run, name: str) -> str:
    """P10 and P90 of a single number over the draws, with its unit; empty for a table."""
    held = run.draws.variables.get(name)
    if not run.has(name) or held is None or held.dims != ("draw",):
        return ""
    low, high = np.quantile(held.to_numpy(), (0.1, 0.9))
    if low == high:
        return ""
    unit = str(held.attrs.get("units", ""))
    return with_unit(f"{number(float(low))} to {number(float(high))}", unit)


def value_by_scale(study: Mapping[str, Any], stated: float | None) -> "Figure":
    """P10, P50 and P90 of net present value against the rate of lifting; ``stated`` marks this run."""
    from plotly.graph_objects import Scatter

    rates = [float(rate) for rate in study["rates"]]
    unit = unit_text(study["unit"])
    figure = theme.blank(380, right=60)
    band = {"x": rates + rates[::-1], "y": [*study["npv_p90"], *study["npv_p10"][::-1]]}
    figure.add_trace(
        Scatter(**band, mode="lines", fill="toself", fillcolor="rgba(86,180,233,0.25)", line_width=0, hoverinfo="skip")
    )
    for key, width in (("npv_p10", 1.0), ("npv_p50", 2.5), ("npv_p90", 1.0)):
        word = key[-3:].upper()
        figure.add_trace(
            Scatter(
                x=rates,
                y=study[key],
                mode="lines+markers" if width > 2 else "lines",
                line={"color": theme.BLUE, "width": width},
                marker={"size": 6},
                hovertemplate=f"{word} at %{{x:,.4g}} {unit}: %{{y:,.0f}} million USD<extra></extra>",
            )
        )
    _end_labels(figure, study, rates)
    figure.add_hline(y=0.0, line={"color": theme.RED, "width": 1.2})
    ticks = _log_ticks(rates)
    theme.x_title(figure, f"rate of lifting, {unit}", type="log", tickvals=ticks, ticktext=[f"{t:,.0f}" for t in ticks])
    theme.y_title(figure, "net present value, million USD")
    if stated is not None:
        _stated_rate(figure, stated)
    return figure


def _end_labels(figure: "Figure", study: Mapping[str, Any], rates: Sequence[float]) -> None:
    """P10, P50 and P90 named at the right end, pushed apart where they would touch."""
    ends = {word: float(study[f"npv_{word.lower()}"][-1]) for word in ("P90", "P50", "P10")}
    everything = [*study["npv_p10"], *study["npv_p90"], 0.0]
    gap = 0.07 * ((max(everything) - min(everything)) or 1.0)
    ends["P90"] = max(ends["P90"], ends["P50"] + gap)
    ends["P10"] = min(ends["P10"], ends["P50"] - gap)
    for word, y in ends.items():
        figure.add_annotation(
            x=np.log10(rates[-1]), y=y, text=word, xshift=8, xanchor="left", showarrow=False, font={"color": theme.BLUE}
        )


def _stated_rate(figure: "Figure", rate: float) -> None:
    figure.add_shape(
        type="line", x0=rate, x1=rate, y0=0, y1=1, yref="paper", line={"color": theme.GREY, "width": 1.2, "dash": "dot"}
    )
    figure.add_annotation(
        x=np.log10(rate),
        y=0,
        yref="paper",
        text="this run",
        xanchor="left",
        xshift=5,
        yanchor="bottom",
        showarrow=False,
        font={"color": theme.GREY},
    )


def _log_ticks(rates: Sequence[float]) -> list[float]:
    """Powers of ten inside the rates; with fewer than two of them 3, 30, ... too.

    >>> _log_ticks([350.0, 35000.0]), _log_ticks([35.0, 300.0])
    ([1000.0, 10000.0], [100.0, 300.0])
    """
    low, high = min(rates), max(rates)
    powers = range(int(np.floor(np.log10(low))), int(np.ceil(np.log10(high))) + 1)
    for steps in ((1,), (1, 3)):
        ticks = [float(step * 10**p) for p in powers for step in steps if low <= step * 10**p <= high]
        if len(ticks) > 1:
            break
    return ticks or [low]
