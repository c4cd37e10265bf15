"""What one more month of stock would be worth: the central case again with a little more in store."""

from collections.abc import Sequence

import numpy as np
import xarray as xr

from kaitei.physics.arrays import FloatArray
from kaitei.scenario import Scenario
from kaitei.security.months.run import run_months
from kaitei.security.months.world import Numbers
from kaitei.security.nodes import ELEMENTS
from kaitei.security.portfolio.gaps import need_of
from kaitei.study.shock_story import Story
from kaitei.study.supply_shock import CASES, YEN, numbers_in, setting

ELEMENTS_ASKED = ("Dy", "Tb", "Y", "Nd")
"""Whose stocks are asked for."""

HOLDERS = ("state", "firms")
"""Who holds one month more: the state, or every firm."""


def stock_value(
    scenario: Scenario, story: Story, project: FloatArray, elements: Sequence[str] = ELEMENTS_ASKED
) -> xr.Dataset:
    """Loss that one more month of an element's need in store avoids over the story, in the central case.

    A finite difference: months add up to less than their sum where another element binds next. The story is certain
    here and nothing is discounted; ``stock_in_futures`` asks the same where shocks may come or not.

    Args:
        scenario: whose security numbers hold, at their values.
        story: the shocks and the horizon.
        project: oxide that the project brings in the case with it [t/month], (month, element).
        elements: whose stocks grow, one at a time.

    Returns ``avoided`` [GJPY], (case, holder, element), and ``stored`` [t], (element): a month of need.
    """
    world, shocks = setting(story.events, story.first_month)
    places = [ELEMENTS.index(symbol) for symbol in elements]
    numbers = _with_more(numbers_in(scenario, 1, 0, True), places)
    avoided = []
    for brought in (np.zeros_like(project), project):
        months, _ = run_months(world, numbers, shocks, brought)
        lost = months.loss.sum(axis=1) / YEN
        avoided.append((lost[0] - lost[1:]).reshape(len(HOLDERS), len(places)))
    return xr.Dataset(
        {
            "avoided": (
                ("case", "holder", "element"),
                np.array(avoided),
                {"units": "GJPY", "long_name": "Loss over the horizon that one more month of stock avoids"},
            ),
            "stored": ("element", need_of(world)[places], {"units": "t", "long_name": "A month of need, oxide"}),
        },
        coords={"case": list(CASES), "holder": list(HOLDERS), "element": list(elements)},
    )


def _with_more(numbers: Numbers, places: list[int]) -> Numbers:
    """One future as it is, then one with a month more of each element held by the state, and by firms."""
    futures = 1 + len(HOLDERS) * len(places)
    made = Numbers(*(np.repeat(np.asarray(array), futures, axis=0) for array in numbers))
    for i, e in enumerate(places):
        made.state[1 + i, e] += 1.0
        made.target[1 + len(places) + i, e] += 1.0
    return made
