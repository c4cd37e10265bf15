"""What one more month of stock is worth where nobody knows if a shock will come: in drawn futures, not in one story."""

from collections.abc import Sequence

import numpy as np
import xarray as xr

from kaitei.security.nodes import ELEMENTS
from kaitei.security.portfolio.gaps import need_of
from kaitei.study.insurance import Case, Futures, case_of

HELPS = 1e-3
"""Loss avoided from which a stock has helped in a future [GJPY]."""


def stock_in_futures(drawn: Futures, without: Case, elements: Sequence[str]) -> xr.Dataset:
    """Loss that one more month of an element's need avoids in each future, held by the state from the first month on.

    What is given out is not bought back, so a month of need helps once in all the years at most.

    Args:
        drawn: the futures.
        without: what they, and others behind them, come to as they are.
        elements: whose stocks grow, one at a time.

    Returns ``avoided`` [GJPY], (element, draw), the sum of all years, not discounted; ``stored`` [t], (element,).

    Raises StudyError when amounts do not balance.
    """
    base = without.loss[: len(drawn.numbers.full_cut_loss)]
    avoided, stored = [], need_of(drawn.world)
    for symbol in elements:
        state = drawn.numbers.state.copy()
        state[:, ELEMENTS.index(symbol)] += 1.0
        more = case_of(drawn._replace(numbers=drawn.numbers._replace(state=state)))
        avoided.append((base - more.loss).sum(axis=1))
    places = [ELEMENTS.index(symbol) for symbol in elements]
    about = {"units": "GJPY", "long_name": "Loss of all years that one more month of stock avoids"}
    return xr.Dataset(
        {
            "avoided": (("element", "draw"), np.array(avoided).reshape(len(places), -1), about),
            "stored": ("element", stored[places], {"units": "t", "long_name": "A month of need, oxide"}),
        },
        coords={"element": list(elements), "draw": np.arange(len(base))},
        attrs={"years": drawn.horizon.production_years, "first_year": drawn.horizon.first_year},
    )
