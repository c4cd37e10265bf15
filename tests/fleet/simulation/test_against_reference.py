"""Event for event: the compiled simulation writes the log that a second program, written from the rules, writes."""

from types import ModuleType
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from scipy.signal import lfilter

from kaitei.fleet.simulation.calm import HOURS, rough_hours
from kaitei.fleet.simulation.plan import FAR, HOUR, YEAR, plans
from kaitei.fleet.simulation.words import (
    ACTIVITIES,
    HANG_OFF,
    LIFT,
    LOAD,
    PLACE,
    POLICIES,
    RUN_PIPE,
    SUPPLY_VISIT,
    TRANSFER,
    UNLOAD,
)

DAY = 24 * HOUR
LIMITS = {LIFT: 3500, PLACE: 2800, RUN_PIPE: 3000, HANG_OFF: 5500, TRANSFER: 2500, UNLOAD: 2000, LOAD: 2600}
"""Wave heights that forbid an activity [mm]."""
OTHER_LIMITS = {RUN_PIPE: 2700, TRANSFER: 3300, SUPPLY_VISIT: 2100}
"""Codes of a second variable that do."""


def sea(seed: int, years: int, storms: Any = (), roughness: float = 1.0, module: Any = None) -> Any:
    """Two variables with a memory of three days and winters rougher than summers."""
    rng = np.random.default_rng(seed)
    hours = np.arange((years + 1) * HOURS)
    season = 1900.0 + 600.0 * np.cos(2.0 * np.pi * hours / HOURS)
    memory = np.exp(-1.0 / 60.0)
    noise = rng.standard_normal((2, hours.size)) * np.sqrt(1.0 - memory**2)
    codes = roughness * season * np.exp(0.35 * lfilter([1.0], [1.0, -memory], noise, axis=1))
    codes = np.clip(codes, 0, 65000).astype(np.uint16).reshape(2, years + 1, HOURS).swapaxes(0, 1).copy()
    limits = np.full((len(ACTIVITIES), 2, 12), 65536, np.int32)
    for a, code in LIMITS.items():
        limits[a, 0] = code
    for a, code in OTHER_LIMITS.items():
        limits[a, 1] = code
    rough, blown = np.zeros(hours.size, np.uint8), np.zeros(hours.size, np.uint8)
    rough_hours(codes, np.arange(years + 1), limits, rough)
    empty = module.hand_weather(years, storms=storms)
    for alarm, clear, turned_away in storms:
        if not turned_away:
            middle = (alarm + clear) // (2 * HOUR)
            blown[middle - 7 : middle + 6] = 255
    return empty._replace(rough=rough | blown, blown=blown, codes=codes, limits=limits)


def plan(seed: int, **changes: Any) -> Any:
    """One vessel and one carrier with odd numbers, so that no two events fall on the same second by design."""
    numbers: dict[str, Any] = {
        "vessels": 1, "carriers": 1, "route": 2, "policy": 1, "route_to_port": 71 * HOUR + 311,
        "route_to_island": 17 * HOUR + 3, "transit": 31 * HOUR + 17, "length": YEAR, "rate": 43.217, "keep": 0.97,
        "batch": 3.7e6, "move": 3 * HOUR + 13, "tank": 15.0007e6, "run": 61 * HOUR + 5, "pull": 29 * HOUR + 3,
        "reconnect": 9 * HOUR + 1, "longest_wait": FAR, "prepare": 10 * HOUR + 7, "resume": 7 * HOUR + 11,
        "call_interval": FAR, "port_stay": 100 * HOUR + 19, "dock_interval": FAR, "dock_stay": 300 * HOUR + 7,
        "stop_interval": FAR, "stop_time": 30 * HOUR + 1, "supply_interval": FAR, "supply_time": 6 * HOUR + 5,
        "life": np.inf, "life_shape": 1.3, "shuttle_cargo": 6.1003e6, "carrier_cargo": 12.0013e6,
        "shuttle_loading": 11 * HOUR + 41, "shuttle_discharge": 13 * HOUR + 5, "carrier_loading": 15 * HOUR + 7,
        "carrier_discharge": 24 * HOUR + 71, "cargo_wait": FAR, "ship_life": np.inf, "spill": 0.01, "island_berths": 1,
        "port_berths": 2, "pond": 14.0017e6, "plant": 51.313, "stock": 30.0007e6,
    }  # fmt: skip
    made = plans(1, **{**numbers, **changes})
    made["window"] = np.array([5, 4, 6, 0, 9, 7, 8, 6]) * HOUR + np.array([11, 7, 5, 0, 1, 2, 3, 4])
    made["settled"] = np.array([1, 2, 2, 0, 1, 2, 1, 0]) * HOUR + 77
    made["key"] = [[seed, 7]]
    return made


FAILURES: dict[str, Any] = {
    "life": [500.0 * HOUR, 900.0 * HOUR, 1500.0 * HOUR, np.inf, 800.0 * HOUR], "repair": 40.0 * HOUR,
    "pipe_up": [0, 1, 1, 0, 0], "spares": [1, 0, 2, 0, 0], "spare_delay": 33 * HOUR, "ship_life": 900.0 * HOUR,
    "ship_repair": 36.0 * HOUR,
}  # fmt: skip
STOPS: dict[str, Any] = {
    "call_interval": 60 * DAY + 3, "dock_interval": 130 * DAY, "stop_interval": 20 * DAY + 5,
    "supply_interval": 9 * DAY + 7, "own_cargo": 3e6, "longest_wait": 300 * HOUR,
}  # fmt: skip
ISLAND_ROUTE: dict[str, Any] = {"route": 0, "shuttles": 2, "carriers": 2}
STORMS = tuple(((80 + 13 * k) * DAY, (80 + 13 * k) * DAY + (40 + 9 * k) * HOUR, k % 2) for k in range(14))


def assert_same(made: Any, shares: list[float], weather: Any, simulation: Any, reference: Any) -> int:
    """Compares merged logs row by row; returns how many there are."""
    log, _ = simulation.play(made, shares, weather)
    second = reference.simulate(made[0], shares, weather.rough, simulation.causes_of(weather), weather.episodes)
    one, two = reference.merge(log.tolist()), reference.merge(second)
    for row, other in zip(one, two, strict=False):
        assert row[:5] == other[:5], f"compiled {row}, reference {other}"
        assert row.mass == pytest.approx(other.mass, rel=1e-6, abs=1e-3)
    assert len(one) == len(two)
    return len(one)


CASES: dict[str, tuple[int, dict[str, Any]]] = {
    "weather": (1, {}),
    "failures": (1, FAILURES),
    "stops": (1, STOPS),
    "impatience": (1, FAILURES | STOPS | ISLAND_ROUTE | {"longest_wait": 31 * HOUR + 5}),
    "part cargo": (1, {"cargo_wait": 60 * HOUR + 1}),
    "two vessels": (1, dict(FAILURES, vessels=2, carriers=3)),
    "two vessels to an island": (1, dict(FAILURES, **STOPS, vessels=2, route=0, shuttles=3, carriers=2)),
    "campaign": (2, {"length": 34 * DAY, "start": 150 * DAY, "reserve": 50 * HOUR, "own_cargo": 3e6}),
    "campaign without a ship": (2, dict(length=34 * DAY, start=150 * DAY, own_cargo=15e6, carriers=0, **FAILURES)),
    **{f"storms, {word}": (1, dict(FAILURES, policy=p)) for p, word in enumerate(POLICIES)},
    **{f"all, {word}": (1, dict(FAILURES, **STOPS, **ISLAND_ROUTE, policy=p)) for p, word in enumerate(POLICIES)},
}


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("name", CASES)
def test_the_log_is_that_of_the_reference(name: str, seed: int, simulation: ModuleType, reference: ModuleType) -> None:
    years, changes = CASES[name]
    storms = STORMS if name.startswith(("storms", "all")) else ()
    weather = sea(seed, years, storms, module=simulation)
    assert assert_same(plan(seed, **changes), [1.0] * years, weather, simulation, reference) > 20


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_benchmark_fleet_has_the_log_of_the_reference(
    seed: int, simulation: ModuleType, reference: ModuleType
) -> None:
    """146 t/h, 300 h between failures; a few grams more keep the last second of a full tank from being a tie."""
    made = plans(
        1, vessels=1, carriers=2, route=2, route_to_port=85.6 * HOUR, length=YEAR, rate=146.0013e3 / 3600, keep=1.0,
        batch=1e12, tank=15e6, run=1, pull=1, reconnect=HOUR, longest_wait=FAR, call_interval=FAR, dock_interval=FAR,
        stop_interval=FAR, supply_interval=FAR, carrier_cargo=12e6, carrier_loading=15 * HOUR,
        carrier_discharge=24 * HOUR, cargo_wait=FAR, ship_life=2000.0 * HOUR, ship_repair=36.0 * HOUR, port_berths=9,
        life=[300.0 * HOUR, np.inf, np.inf, np.inf, np.inf], life_shape=1, repair=24.0 * HOUR, spares=1,
    )  # fmt: skip
    made["window"][:, TRANSFER] = 15 * HOUR
    made["key"] = [[seed, 7]]
    weather = sea(seed, 2, roughness=1.2, module=simulation)
    limits = np.full((len(ACTIVITIES), 2, 12), 65536, np.int32)
    limits[LIFT, 0], limits[TRANSFER, 0] = 4000, 2500
    rough = np.zeros_like(weather.rough)
    rough_hours(weather.codes, np.arange(3), limits, rough)
    weather = weather._replace(rough=rough, limits=limits)
    assert assert_same(made, [1.0, 1.0], weather, simulation, reference) > 500


def test_years_of_ramp_up_have_the_log_of_the_reference(simulation: ModuleType, reference: ModuleType) -> None:
    weather = sea(5, 3, module=simulation)
    made = plan(5, **dict(FAILURES, **STOPS, carriers=2))
    assert assert_same(made, [0.45, 0.8, 1.0], weather, simulation, reference) > 500


def odd(low: int, high: int) -> st.SearchStrategy[int]:
    """Times of hours with odd seconds, so that ties are rare [s]."""
    return st.integers(low * HOUR, high * HOUR)


CHANGES = st.fixed_dictionaries(
    {
        "vessels": st.integers(1, 2), "shuttles": st.integers(1, 3), "carriers": st.integers(1, 3),
        "route": st.integers(0, 2), "policy": st.integers(0, 2), "route_to_port": odd(5, 120),
        "route_to_island": odd(3, 30), "transit": odd(1, 60), "rate": st.floats(15.0, 80.0),
        "keep": st.floats(0.9, 1.0), "batch": st.floats(1e6, 2e7), "move": odd(0, 10), "tank": st.floats(7e6, 3e7),
        "own_cargo": st.floats(0.0, 1e7), "run": odd(10, 80), "pull": odd(5, 40), "reconnect": odd(1, 20),
        "longest_wait": st.lists(odd(20, 600), min_size=8, max_size=8),
        "prepare": odd(1, 30), "resume": odd(1, 30), "call_interval": odd(500, 4000),
        "port_stay": odd(20, 200), "dock_interval": odd(1000, 8000), "dock_stay": odd(100, 600),
        "stop_interval": odd(200, 2000), "stop_time": odd(5, 60), "supply_interval": odd(100, 900),
        "supply_time": odd(1, 20), "repair": st.floats(3e4, 3e5),
        "life": st.lists(st.floats(5e5, 2e7), min_size=5, max_size=5),
        "life_shape": st.lists(st.floats(0.7, 3.0), min_size=5, max_size=5),
        "pipe_up": st.lists(st.integers(0, 1), min_size=5, max_size=5),
        "spares": st.lists(st.integers(0, 2), min_size=5, max_size=5), "spare_delay": odd(0, 200),
        "shuttle_cargo": st.floats(2e6, 6.9e6), "carrier_cargo": st.floats(3e6, 6.9e6),
        "shuttle_loading": odd(3, 30), "shuttle_discharge": odd(3, 30), "carrier_loading": odd(3, 30),
        "cargo_wait": st.one_of(st.just(int(FAR)), odd(50, 500)), "ship_life": st.floats(5e5, 1e7),
        "ship_repair": st.floats(2e4, 2e5), "island_berths": st.integers(1, 2), "port_berths": st.integers(1, 2),
        "pond": st.floats(7e6, 3e7), "plant": st.floats(20.0, 90.0), "stock": st.floats(7e6, 4e7),
    }
)  # fmt: skip


UNLIKE = {"tank": 1.00031, "pond": 1.00047, "stock": 1.00083, "shuttle_cargo": 1.00059, "carrier_cargo": 1.00097}
"""Factors that keep drawn masses from being equal.

NOTE: left out are plans in which a store holds a cargo to the last gram, as when shuttle and carrier take the same mass
and one brings what the other waits for: whether that is enough hangs on the rounding of sums, in either program.
"""


def compare_random(changes: dict[str, Any], seed: int, campaign: bool, simulation: Any, reference: Any) -> None:
    changes = changes | {name: changes[name] * factor for name, factor in UNLIKE.items()}
    if campaign:
        changes = dict(changes, start=100 * DAY, length=120 * DAY, reserve=40 * HOUR)
    if changes["route"] > 0:
        changes = dict(changes, shuttles=0)
    storms = tuple(
        ((60 + 17 * k) * DAY + seed % 24 * HOUR, (62 + 17 * k) * DAY + k * HOUR, k % 3 == 0) for k in range(12)
    )
    weather = sea(seed, 1, storms, module=simulation)
    assert_same(plan(seed, **changes), [1.0], weather, simulation, reference)


RANDOM = settings(
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
    database=None,
    phases=[Phase.generate],
)


@settings(RANDOM, max_examples=40)
@given(CHANGES, st.integers(0, 999), st.booleans())
def test_random_plans_have_the_log_of_the_reference(
    simulation: ModuleType, reference: ModuleType, changes: dict[str, Any], seed: int, campaign: bool
) -> None:
    compare_random(changes, seed, campaign, simulation, reference)


@pytest.mark.heavy
@settings(RANDOM, max_examples=400)
@given(CHANGES, st.integers(0, 9999), st.booleans())
def test_many_random_plans_have_the_log_of_the_reference(
    simulation: ModuleType, reference: ModuleType, changes: dict[str, Any], seed: int, campaign: bool
) -> None:
    compare_random(changes, seed, campaign, simulation, reference)
