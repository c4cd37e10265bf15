"""What a kilogram costs, item by item, and what it sells for."""

from typing import TYPE_CHECKING

import numpy as np

from kaitei.report.charts import theme
from kaitei.report.numerals import number, percent, sentence
from kaitei.report.run import Run
from kaitei.report.words import words

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

ROWS = 10
"""Items with a row of their own; the rest is added up in one."""


def cost_items(run: Run) -> dict[str, float]:
    """Levelised cost per kg REO by item in the central case, largest first, zeros left out [USD/kg]."""
    stack = run.central["cost_stack"]
    names = [str(item) for item in stack["cost_item"].to_numpy()]
    made = {name: float(value) for name, value in zip(names, stack.to_numpy(), strict=True) if value != 0.0}
    return dict(sorted(made.items(), key=lambda item: (-item[1], item[0])))


def item_range(run: Run, item: str) -> tuple[float, float] | None:
    """P10 and P90 of one item over the draws that sell oxide [USD/kg]; None without draws."""
    if not run.has("cost_stack"):
        return None
    stack = run.draws["cost_stack"].sel(cost_item=item).to_numpy()
    sold = run.draws["oxide_exists"].to_numpy() > 0.0 if "oxide_exists" in run.draws else np.ones(len(stack), bool)
    return (float(np.quantile(stack[sold], 0.1)), float(np.quantile(stack[sold], 0.9))) if sold.any() else None


def cost_waterfall(run: Run) -> "Figure":
    """Items of cost from the largest to the smallest, each starting where the one before ends, and their sum."""
    from plotly.graph_objects import Bar

    items = grouped(cost_items(run))
    total = sum(items.values())
    starts = np.concatenate([[0.0], np.cumsum(list(items.values()))[:-1]]).tolist()
    figure = theme.blank(theme.row_height(len(items) + 1, extra=0.5))
    figure.add_trace(
        Bar(
            y=list(range(len(items) + 1)),
            x=[*items.values(), total],
            base=[*starts, 0.0],
            orientation="h",
            width=0.34,
            offset=-0.12,
            marker={"color": [theme.BLUE] * len(items) + [theme.INK]},
            customdata=[*map(sentence, items), "All items"],
            hovertemplate="%{customdata}: %{x:,.3g} USD/kg REO<extra></extra>",
        )
    )
    labels = [f"{sentence(name)}  <b>{number(value)}</b>  ({percent(value / total)})" for name, value in items.items()]
    theme.rows(figure, [*labels, f"Cost of a kilogram  <b>{number(total)}</b>"], extra=0.5)
    _price_line(figure, run, total)
    theme.x_title(figure, "USD per kg REO, levelised", rangemode="tozero")
    return figure


def grouped(items: dict[str, float]) -> dict[str, float]:
    """Items by their printed name, all after the tenth in one.

    >>> list(grouped({f"item_{i}": 12.0 - i for i in range(12)}).items())[-2:]
    [('item 9', 3.0), ('2 smaller items', 3.0)]
    """
    printed = {words(name): value for name, value in items.items()}
    if len(printed) <= ROWS + 1:
        return printed
    first, rest = list(printed.items())[:ROWS], list(printed.values())[ROWS:]
    return {**dict(first), f"{len(rest)} smaller items": sum(rest)}


def _price_line(figure: "Figure", run: Run, total: float) -> None:
    price = run.central_of("basket_price")
    if price is None:
        return
    theme.upright(
        figure,
        price,
        f"basket sells for <b>{number(price)}</b>",
        theme.RED,
        xanchor=theme.side_of(price, 0.0, max(total, price)),
        yanchor="top",
    )
