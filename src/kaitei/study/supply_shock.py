"""What Japan goes through when exports stop: a story of shocks month by month, without and with the project."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import xarray as xr

from kaitei.errors import StudyError
from kaitei.physics.arrays import FloatArray
from kaitei.result import Result
from kaitei.sampling import inputs
from kaitei.scenario import Scenario
from kaitei.security.months.numbers import PLACES, numbers_of
from kaitei.security.months.plants import new_plants
from kaitei.security.months.run import balance, run_months
from kaitei.security.months.world import MARKETS, Months, Numbers, World, world_of
from kaitei.security.network.base_year import base_year
from kaitei.security.network.network import JAPAN, ROOT, Network
from kaitei.security.network.origin import mine_origin, passed_through, share_in_use
from kaitei.security.nodes import COUNTRIES, ELEMENTS, STAGES
from kaitei.security.shocks.event import Event
from kaitei.security.shocks.flat import Shocks, of_events
from kaitei.security.shocks.month import month_number
from kaitei.security.stage import allocate
from kaitei.security.uses import USES
from kaitei.stage import Inputs

CASES = ("without", "with")
"""Japan without the sea-bed project and with it, on the same draws."""

YEN = 1e9
"""Losses are told in billions of yen."""

BALANCE = 1e-9


@dataclass(frozen=True)
class Supply:
    """Months of every draw, and of the central case with its flows; see ``LABELS`` for what the variables say."""

    draws: xr.Dataset
    central: xr.Dataset
    title: str
    events: tuple[Event, ...]
    seed: int


LABELS: dict[str, tuple[tuple[str, ...], str, str]] = {
    "need": (("element",), "t/month", "What Japan's uses would run on in the month, after price and thrift, oxide"),
    "delivered": (("element",), "t/month", "What the network brings to Japan's uses"),
    "released": (("element",), "t/month", "What the state's stock gives"),
    "consumed": (("element",), "t/month", "What firms run on"),
    "unserved": (("element",), "t/month", "Need that no stock and no delivery met"),
    "stock": (("element",), "t", "Stock of all firms at the end of the month"),
    "state_stock": (("element",), "t", "Stock of the state at the end of the month"),
    "activity": (("use",), "1", "Pace of each use, firms by their need"),
    "stopped": (("use",), "1", "Share of a use's firms, by need, that run at less than half"),
    "loss": ((), "GJPY/month", "Value added lost in Japan"),
    "price": (("market", "element"), "1", "Price over that of the base year"),
    "worth": (("element", "stage"), "USD/kg", "What one more kilogram in Japan would be worth to the network"),
}
"""Dimensions beyond case, draw and month, unit and meaning of each variable."""


def supply_under(
    scenario: Scenario,
    events: Sequence[Event],
    first_month: str,
    months: int,
    draws: int = 200,
    seed: int = 1,
    made: Result | None = None,
    title: str = "",
) -> Supply:
    """Runs a story of shocks through the monthly model, without and with what the project makes.

    Args:
        scenario: whose security numbers hold.
        events: the shocks.
        first_month: of the horizon, such as "2033-01".
        months: of the horizon.
        draws: of the uncertain numbers.
        seed: of the draws.
        made: a run of the chain whose oxides count; its draws are taken in turn. None leaves the project out.
        title: of the story.

    Raises StudyError when amounts do not balance.
    """
    world, shocks = setting(events, first_month)
    whole = project_oxide(made, first_month, months, draws) if made else np.zeros((draws, months, len(ELEMENTS)))
    middle = np.median(whole, axis=0, keepdims=True)
    found = [
        _case(world, numbers, shocks, brought, detailed)
        for numbers, brought, detailed in (
            (numbers_in(scenario, draws, seed, False), whole, 0),
            (numbers_in(scenario, 1, seed, True), middle, 1),
        )
    ]
    (drawn, _), (central, flows) = found
    origin = {name: _origins(flow) for name, flow in zip(CASES, flows, strict=True)}
    return Supply(
        _dataset(drawn, first_month, whole),
        _dataset(central, first_month, middle).isel(draw=0).assign(_origin_arrays(origin)),
        title,
        tuple(events),
        seed,
    )


def project_oxide(made: Result, first_month: str, months: int, draws: int) -> FloatArray:
    """Oxide that a run's project brings in each month [t/month], (draw, month, element); an even flow within a year."""
    oxide = made.valid["oxide_made"].transpose("draw", "year", "element").to_numpy()[:, :, PLACES]
    years = made.valid["year"].to_numpy()
    year = (month_number(first_month) + np.arange(months)) // 12
    known = np.isin(year, years)
    place = np.clip(np.searchsorted(years, year), 0, len(years) - 1)
    monthly = np.where(known[np.newaxis, :, np.newaxis], oxide[:, place] / 12.0, 0.0)
    return np.asarray(monthly[np.arange(draws) % len(monthly)])


def setting(events: Sequence[Event], first_month: str) -> tuple[World, Shocks]:
    """The network with Japan's uses on it and the plants that open in time, and the shocks that strike it."""
    base = base_year()
    return world_of(base.network, base.flow, new_plants(base.network, base.flow, first_month)), of_events(
        events, first_month
    )


def numbers_in(scenario: Scenario, draws: int, seed: int, central: bool) -> Numbers:
    """The numbers of a scenario: drawn, or its central case."""
    dataset = inputs(scenario, 0, draws, seed, central=central)
    labelled = dataset.assign_coords({dim: list(labels) for dim, labels in allocate.coordinates.items()})
    return numbers_of(Inputs(allocate, labelled))


def _case(
    world: World, numbers: Numbers, shocks: Shocks, project: FloatArray, detailed: int
) -> tuple[list[Months], list[FloatArray]]:
    """Both cases of ``CASES``."""
    made, flows = [], []
    for brought in (np.zeros_like(project), project):
        months, flow = run_months(world, numbers, shocks, brought, detailed)
        off = float(np.abs(balance(numbers, world, months)).max())
        if not off < BALANCE:
            raise StudyError(f"Japan's months do not balance: {off:.1e} of the need is missing or too much")
        made.append(months)
        flows.append(flow)
    return made, flows


def _dataset(cases: list[Months], first_month: str, project: FloatArray) -> xr.Dataset:
    months = project.shape[1]
    variables: dict[str, tuple[tuple[str, ...], FloatArray, dict[str, str]]] = {}
    for name, (dims, unit, meaning) in LABELS.items():
        values = np.stack([getattr(case, name) for case in cases])
        values = values / YEN if name == "loss" else values
        variables[name] = (("case", "draw", "month", *dims), values, {"units": unit, "long_name": meaning})
    brought = {"units": "t/month", "long_name": "Oxide that the project brings to Japan"}
    variables["project"] = (("draw", "month", "element"), project, brought)
    coordinates = {
        "case": list(CASES),
        "month": month_labels(first_month, months),
        "element": list(ELEMENTS),
        "use": list(USES),
        "market": list(MARKETS),
        "stage": list(STAGES),
    }
    return xr.Dataset(variables, coords=coordinates)


def month_labels(first_month: str, months: int) -> list[str]:
    """Names of the months of a horizon.

    >>> month_labels("2025-12", 2)
    ['2025-12', '2026-01']
    """
    numbers = month_number(first_month) + np.arange(months)
    return [f"{number // 12:04d}-{number % 12 + 1:02d}" for number in numbers.tolist()]


class _Origins(NamedTuple):
    """Where Japan's supply of each month is from, in one case."""

    mined: FloatArray
    """What its uses take by the country it was mined in [t/month], (month, element, origin)."""
    passed: FloatArray
    """Share of it that was in a country at any stage [1], (month, element, country)."""
    brought: FloatArray
    """What comes in by the country that sends it [t/month], (month, element, country)."""


def _origins(flows: FloatArray) -> _Origins:
    network = base_year().network
    used = (network.use >= 0) & (network.tail // len(STAGES) == JAPAN)
    mined, passed = [], []
    for flow in flows[0]:
        shares = share_in_use(network, flow, mine_origin(network, flow), JAPAN)
        mined.append(shares * flow[:, used].sum(axis=1)[:, np.newaxis])
        passed.append(share_in_use(network, flow, passed_through(network, flow), JAPAN))
    return _Origins(np.array(mined), np.array(passed), _brought(network, flows[0]))


def _brought(network: Network, flow: FloatArray) -> FloatArray:
    """What crosses into Japan by sender, and under Japan what is recycled and made at home [t/month], as (month,
    element, country)."""
    into = (network.head // len(STAGES) == JAPAN) & (network.head != ROOT)
    sender = np.where(network.tail == ROOT, JAPAN, network.tail // len(STAGES))
    outside = into & ((sender != JAPAN) | (network.tail == ROOT))
    made = np.zeros((*flow.shape[:2], len(COUNTRIES)))
    for c in range(len(COUNTRIES)):
        made[:, :, c] = flow[:, :, outside & (sender == c)].sum(axis=2)
    return made


def _origin_arrays(found: dict[str, _Origins]) -> dict[str, tuple[object, object, dict[str, str]]]:
    mined, passed, brought = (np.stack([found[case][i] for case in CASES]) for i in range(3))
    taken = {
        "units": "t/month",
        "long_name": "What Japan's uses take, by the country it was mined in; home is recycled or the project's",
    }
    through = {"units": "1", "long_name": "Share of it that was in a country at any stage"}
    sent = {
        "units": "t/month",
        "long_name": "What comes into Japan by sender; Japan's own is recycled or the project's",
    }
    return {
        "origin": ("origin", [*COUNTRIES, "home"], {}),
        "country": ("country", list(COUNTRIES), {}),
        "by_origin": (("case", "month", "element", "origin"), mined, taken),
        "through": (("case", "month", "element", "country"), passed, through),
        "brought": (("case", "month", "element", "country"), brought, sent),
    }
