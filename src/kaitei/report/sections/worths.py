"""What the project is worth to Japan beside its own value: one figure for both pages."""

from collections.abc import Mapping
from typing import Any

from kaitei.report import insurance_sentences as sentences
from kaitei.report.charts import insurance as charts
from kaitei.report.numerals import number
from kaitei.report.pieces import Figure, Table

KEYS = ("mean", "p10", "p50", "p90")


def worths(key: str, plain: Mapping[str, Any], basis: str) -> Figure:
    """Two bars that are not added.

    plain: the insurance as plain JSON. basis: what it is counted on.
    """
    worth, npv = plain["worth_to_japan"], plain["npv"]
    title = sentences.two_worths(worth["mean"], worth["standard_error"], npv["mean"], plain["futures"])
    error = f"{number(worth['standard_error'])} million USD" if worth["standard_error"] else "not known"
    rows = [
        ("worth to Japan: losses avoided, discounted", *(number(worth[name]) for name in KEYS)),
        ("net present value of the project", *(number(npv[name]) for name in KEYS)),
    ]
    return Figure(
        key,
        title,
        "Losses avoided under shocks that may come, discounted, and the project's own value; each future with its own "
        "draw of the project. Bars: means. Lines, and behind the means: P10 to P90.",
        charts.two_worths(worth, npv),
        f"{title}.",
        f"{basis} Standard error of the mean worth: {error}; a few futures with long bans carry it.",
        Table("Million USD, not added", ("What", "Mean", "P10", "P50", "P90"), rows, (1, 2, 3, 4)),
    )
