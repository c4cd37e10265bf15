"""The compiled simulation in weather made by hand, and the reference beside it."""

import sys
from collections.abc import Iterable, Mapping
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np
import pytest
from numba import njit

from kaitei.fleet.simulation.book import ENTRY, PAGE
from kaitei.fleet.simulation.calm import EPISODE, HOURS, turns_of
from kaitei.fleet.simulation.plan import MONTH_STARTS, MONTHS
from kaitei.fleet.simulation.run import one
from kaitei.fleet.simulation.words import ACTIVITIES, STORM, WAVES


class HandWeather(NamedTuple):
    """Weather of one draw, one year longer than the simulation."""

    rough: Any
    """Bits of the forbidden activities (hour,)."""
    blown: Any
    """Those that a storm forbids (hour,)."""
    codes: Any
    """(year, variable, hour)"""
    limits: Any
    """(activity, variable, month)"""
    episodes: Any


def hand_weather(
    years: int,
    rough: Mapping[int, Iterable[tuple[int, int]]] | None = None,
    storms: Iterable[tuple[int, int, int]] = (),
) -> HandWeather:
    """Rough spells of activities [h], all else calm, and storms (alarm, all-clear, turned away) [s]."""
    bits = np.zeros((years + 1) * HOURS, np.uint8)
    for activity, spells in (rough or {}).items():
        for first, end in spells:
            bits[first:end] |= np.uint8(1 << activity)
    limits = np.full((len(ACTIVITIES), 1, 12), 65536, np.int32)
    codes = np.zeros((years + 1, 1, HOURS), np.uint16)
    return HandWeather(bits, np.zeros_like(bits), codes, limits, np.array(list(storms), EPISODE))


def causes_of(weather: HandWeather) -> Any:
    """What forbids an activity, for each hour (activity, hour)."""
    causes = np.full((len(ACTIVITIES), weather.rough.size), WAVES)
    for a in range(len(ACTIVITIES)):
        for year, codes in enumerate(weather.codes):
            over = codes >= np.repeat(weather.limits[a], np.diff(MONTH_STARTS), axis=1)
            causes[a, year * HOURS : (year + 1) * HOURS] += np.argmax(over, axis=0)
        causes[a][(weather.blown >> a) & 1 == 1] = STORM
    return causes


@njit
def _one(plans, rough, blown, codes, limits, episodes, pages, log):  # type: ignore[no-untyped-def]
    turns, spells = turns_of(rough, blown, codes, np.arange(codes.shape[0]), limits)
    return one(plans[0], turns, spells, episodes, pages, log)


def play(plans: Any, shares: Iterable[float], weather: HandWeather, lines: int = 100_000) -> tuple[Any, Any]:
    """Log and pages of the compiled simulation of the first plan."""
    shares = list(shares)
    pages, log = np.zeros(len(shares) + MONTHS, PAGE), np.zeros(lines, ENTRY)
    pages["share"][: len(shares)] = shares
    entries = _one(plans, *weather, pages, log)
    assert entries <= lines, "the log is too short"
    return log[:entries], pages


def _load(name: str) -> ModuleType:
    """A module beside this one, which the tests' import mode does not find by itself."""
    spec = spec_from_file_location(f"fleet_simulation_{name}", Path(__file__).with_name(f"{name}.py"))
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def reference() -> ModuleType:
    """The same fleet for SimPy."""
    return _load("reference")


@pytest.fixture(scope="session")
def simulation() -> ModuleType:
    """This module: ``play``, ``hand_weather``, ``causes_of``."""
    return sys.modules[__name__]
