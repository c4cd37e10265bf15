"""What no plan may break: hours are the calendar, mud is neither made nor lost, and no ship is in two places."""

from typing import Any

import numpy as np
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kaitei.fleet.simulation.book import ENTRY
from kaitei.fleet.simulation.calm import HOURS
from kaitei.fleet.simulation.plan import FAR, HOUR, YEAR, plans
from kaitei.fleet.simulation.run import Weather, run
from kaitei.fleet.simulation.storms import Passages
from kaitei.fleet.simulation.words import (
    ACTIVITIES,
    DISCHARGING,
    FINES,
    LANDED,
    LIFTED,
    LIFTING,
    LOADING,
    SHIP_IDLE,
    SPILLED,
    STORED,
)

DAY = 24 * HOUR
YEARS = 2
LAWS = settings(
    max_examples=30, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck),
    phases=[Phase.generate],
)  # fmt: skip


def times(low: float, high: float) -> st.SearchStrategy[int]:
    return st.integers(int(low * HOUR), int(high * HOUR))


def five(numbers: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(numbers, min_size=5, max_size=5)


PLANS = st.fixed_dictionaries(
    {
        "vessels": st.integers(1, 3), "shuttles": st.integers(1, 3), "carriers": st.integers(0, 3),
        "route": st.integers(0, 2), "policy": st.integers(0, 2), "route_to_port": times(5, 120),
        "route_to_island": times(3, 30), "transit": times(1, 60), "rate": st.floats(15, 80), "keep": st.floats(0.9, 1),
        "batch": st.floats(1e6, 2e7), "move": times(0, 10), "tank": st.floats(7e6, 3e7), "own_cargo": st.floats(0, 1e7),
        "run": times(10, 80), "pull": times(5, 40), "reconnect": times(1, 20),
        "longest_wait": st.lists(times(20, 600), min_size=8, max_size=8),
        "call_interval": times(500, 4000), "port_stay": times(20, 200), "dock_interval": times(1000, 8000),
        "dock_stay": times(100, 600), "stop_interval": times(200, 2000), "stop_time": times(5, 60),
        "supply_interval": times(100, 900), "supply_time": times(1, 20), "repair": st.floats(3e4, 3e5),
        "life": five(st.floats(5e5, 2e7)), "life_shape": five(st.floats(0.7, 3)), "pipe_up": five(st.integers(0, 1)),
        "spares": five(st.integers(0, 2)), "spare_delay": times(0, 200), "shuttle_cargo": st.floats(2e6, 6.9e6),
        "carrier_cargo": st.floats(3e6, 6.9e6), "shuttle_loading": times(3, 30), "shuttle_discharge": times(3, 30),
        "carrier_loading": times(3, 30), "carrier_discharge": times(3, 30),
        "cargo_wait": st.one_of(st.just(int(FAR)), times(50, 500)), "ship_life": st.floats(5e5, 1e7),
        "ship_repair": st.floats(2e4, 2e5), "spill": st.floats(0, 0.05), "island_berths": st.integers(1, 2),
        "port_berths": st.integers(1, 2), "pond": st.floats(7e6, 3e7), "plant": st.floats(20, 90),
        "stock": st.floats(7e6, 4e7), "campaign": st.booleans(), "seed": st.integers(0, 99),
    }
)  # fmt: skip


def made(numbers: dict[str, Any], draws: int = 1, **changes: Any) -> tuple[Any, Weather]:
    """Plans that differ in their key alone, and weather for them."""
    numbers = {**numbers, **changes}
    seed, campaign = numbers.pop("seed"), numbers.pop("campaign")
    numbers |= {"start": 100 * DAY, "length": 120 * DAY, "reserve": DAY} if campaign else {"start": 0, "length": YEAR}
    if numbers["route"] > 0:
        numbers["shuttles"] = 0
    plan = plans(draws, **numbers)
    plan["window"], plan["settled"] = 5 * HOUR, HOUR
    plan["key"][:, 0], plan["key"][:, 1] = np.arange(draws), seed
    rng = np.random.default_rng(seed)
    days = rng.integers(500, 4500, (YEARS + 1, 1, HOURS // 12)) * rng.uniform(0.6, 1.0)
    codes = np.repeat(days, 12, axis=2).astype(np.uint16)
    limits = np.full((draws, len(ACTIVITIES), 1, 12), 65536, np.int32)
    limits[:, :, 0] = np.array([3500, 2800, 3000, 4400, 3100, 3000, 3200, 2500])[:, None]
    empty, row = np.zeros(1), np.zeros((1, 265), np.float32)
    years = np.tile(np.arange(YEARS + 1), (draws, 1))
    passages = Passages(empty, empty, empty, row, row[:, 0], row, row, row)
    table = np.zeros((draws, 12, 80), np.int32)
    return plan, Weather(codes, years, limits, table, passages, np.zeros((draws, YEARS + 1), np.int64))


def logged(plan: Any, weather: Weather) -> tuple[Any, Any]:
    log = np.zeros((plan.size, 60_000), ENTRY)
    pages = run(plan, np.ones((plan.size, YEARS)), weather, log=log, threads=1)
    assert log["end"][:, -1].max() == 0, "the log is too short"
    return pages[0, :YEARS], log[0][log[0]["end"] > 0]


@LAWS
@given(PLANS)
def test_hours_are_the_calendar_to_the_second(numbers: dict[str, Any]) -> None:
    plan, weather = made(numbers)
    pages = run(plan, np.ones((1, YEARS)), weather, threads=1)[0]
    hours = pages["hours"].sum(axis=(1, 2))
    vessels = numbers["vessels"]
    if numbers["campaign"]:
        # NOTE: what a campaign takes beyond its calendar is booked and counted.
        assert hours[:YEARS].sum() == YEARS * vessels * 120 * DAY + pages["counts"][:YEARS, 8].sum()
    else:
        assert (hours[:YEARS] == vessels * YEAR).all()
    assert (pages["hours"][:YEARS].sum(axis=0) == pages["hours"][YEARS:].sum(axis=0)).all()


@LAWS
@given(PLANS)
def test_mud_is_conserved_year_by_year(numbers: dict[str, Any]) -> None:
    plan, weather = made(numbers)
    masses = run(plan, np.ones((1, YEARS)), weather, threads=1)[0]["masses"][:YEARS]
    out = masses[:, FINES] + masses[:, SPILLED] + masses[:, LANDED]
    change = np.diff(masses[:, STORED], prepend=0.0)
    assert np.abs(masses[:, LIFTED] - out - change).max() <= 1e-9 * masses[:, LIFTED].sum()
    assert masses.min() >= 0.0


@LAWS
@given(PLANS)
def test_a_ship_is_in_one_place_at_a_time_and_always_for_a_reason(numbers: dict[str, Any]) -> None:
    plan, weather = made(numbers)
    _, log = logged(plan, weather)
    for ship in np.unique(log["ship"]):
        rows = np.sort(log[log["ship"] == ship], order=["start", "end"])
        assert (rows["end"] > rows["start"]).all()
        gaps = rows["start"][1:] - rows["end"][:-1]
        if numbers["campaign"] and ship < numbers["vessels"]:
            assert ((gaps == 0) | (rows["start"][1:] == YEAR + 100 * DAY)).all()
        else:
            assert (gaps == 0).all()
            assert rows["start"][0] == 0


@LAWS
@given(PLANS)
def test_stores_are_never_below_nothing_or_above_full(numbers: dict[str, Any]) -> None:
    """The level of each store from the log: tanks together, pond and stock together, as the log tells."""
    plan, weather = made(numbers, own_cargo=0.0)
    _, log = logged(plan, weather)
    vessels, shuttles = numbers["vessels"], int(plan["shuttles"][0])
    lifts = log[(log["ship"] < vessels) & (log["state"] == LIFTING)]
    cargo = log[(log["ship"] >= vessels) & (log["mass"] > 0)]
    at_vessel = cargo["ship"] < vessels + (shuttles if numbers["route"] == 0 else 99)
    loads = cargo[at_vessel & (cargo["state"] == LOADING)]
    level_steps(lifts["end"], lifts["mass"] * numbers["keep"], loads["start"], loads["mass"], vessels * numbers["tank"])
    if numbers["route"] == 0:
        ashore = cargo[(cargo["ship"] < vessels + shuttles) & (cargo["state"] == DISCHARGING)]
        away = cargo[(cargo["ship"] >= vessels + shuttles) & (cargo["state"] == LOADING)]
        level_steps(ashore["start"], ashore["mass"], away["start"], away["mass"], numbers["pond"] + numbers["stock"])


def level_steps(into: Any, gain: Any, out: Any, loss: Any, capacity: float) -> None:
    """Whether a level stays within its store; what comes in at a time counts before what leaves at it."""
    when, change = np.concatenate([into, out]), np.concatenate([gain, -loss])
    order = np.lexsort((-change, when))
    level = np.cumsum(change[order])
    if level.size:
        assert level.min() >= -1e-6 * capacity
    last = np.append(np.diff(when[order]) > 0, True)
    assert (level[last] <= capacity * (1.0 + 1e-6)).all()


@LAWS
@given(PLANS)
def test_draws_threads_and_log_change_no_number(numbers: dict[str, Any]) -> None:
    plan, weather = made(numbers, draws=6)
    shares = np.ones((6, YEARS))
    whole = run(plan, shares, weather, threads=1)
    assert (run(plan, shares, weather, threads=3) == whole).all()
    one = run(plan[2:3], shares[:1], weather._replace(limits=weather.limits[:1], years=weather.years[:1]), threads=1)
    assert (one[0] == whole[2]).all()
    log = np.zeros((6, 50), ENTRY)
    assert (run(plan, shares, weather, log=log, threads=2) == whole).all()


@LAWS
@given(PLANS)
def test_no_ship_sails_for_a_crumb(numbers: dict[str, Any]) -> None:
    plan, weather = made(numbers)
    _, log = logged(plan, weather)
    cargo = log[(log["cause"] < 0) & (log["mass"] > 0)]
    assert (cargo["mass"] > 1.0).all()


@LAWS
@given(PLANS)
def test_with_a_carrier_all_mud_is_landed_in_the_end_or_the_ships_ran_out_of_time(numbers: dict[str, Any]) -> None:
    plan, weather = made(numbers, carriers=2, route=2)
    pages, log = logged(plan, weather)
    left = pages["masses"][-1, STORED]
    idle = log[(log["cause"] < 0) & (log["state"] == SHIP_IDLE) & (log["end"] >= (YEARS + 1) * YEAR)]
    assert left <= numbers["vessels"] + 2 or idle.size == 0
