"""On which grade of data the verdict rests."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kaitei.report.charts import theme
from kaitei.report.numerals import number, percent, sentence
from kaitei.report.words import grade_rank, group_words

if TYPE_CHECKING:
    from plotly.graph_objects import Figure


def ordered(groups: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Groups from the best grade to the worst, chance last."""
    return sorted(groups, key=lambda group: grade_rank(str(group["group"])))


def variance_by_grade(study: Mapping[str, Any]) -> "Figure":
    """Share of the variance that rests on each grade: alone (dark) and with all it acts together with (light)."""
    from plotly.graph_objects import Bar

    groups = ordered(study["groups"])
    figure = theme.blank(theme.row_height(len(groups)))
    places = list(range(len(groups)))
    for key, colour, word in (("total", theme.SKY, "with all others"), ("first", theme.BLUE, "alone")):
        figure.add_trace(
            Bar(
                y=places,
                x=[group[key] for group in groups],
                orientation="h",
                width=0.34 if key == "total" else 0.18,
                offset=-0.12 if key == "total" else -0.04,
                marker={"color": colour},
                error_x={
                    "array": [group[f"{key}_half_width"] for group in groups],
                    "color": theme.INK,
                    "thickness": 1.2,
                    "width": 3,
                }
                if key == "total"
                else None,
                customdata=[[group["group"], percent(group[f"{key}_half_width"])] for group in groups],
                hovertemplate=f"%{{customdata[0]}} {word}: %{{x:.1%}} ± %{{customdata[1]}}<extra></extra>",
            )
        )
    theme.rows(figure, [_label(group) for group in groups])
    ends = [float(group["total"]) + float(group["total_half_width"]) for group in groups]
    theme.x_title(figure, "share of the variance of NPV", tickformat=".0%", range=[0.0, 1.03 * max([*ends, 0.01])])
    return figure


def _label(group: Mapping[str, Any]) -> str:
    return f"{sentence(group_words(str(group['group'])))}  {share_text(group['total'], group['total_half_width'])}"


def share_text(share: float, half_width: float) -> str:
    """A share of the variance with its sampling error, in per cent.

    >>> share_text(0.876, 0.118), share_text(-0.001, 0.0001)
    ('<b>88 %</b> ± 12', '<b>under 1 %</b>')
    """
    if share + half_width < 0.01:
        return "<b>under 1 %</b>"
    return f"<b>{max(share, 0.0):.0%}</b> ± {number(100.0 * half_width, 1 if half_width < 0.01 else 2)}".replace(
        "%", " %"
    )
