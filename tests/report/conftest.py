"""A synthetic result with the names, units and dimensions of the chain, made without any stage."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xarray as xr

from kaitei.datum import MONTHS, Datum
from kaitei.economics import cash_flow, tax
from kaitei.economics.capital import before_first_production, even_schedule
from kaitei.economics.operating import working_capital_change
from kaitei.physics import elements
from kaitei.result import Result
from kaitei.scenario import Horizon, Scenario
from kaitei.spread import Spread
from kaitei.variable import vocabulary

ELEMENTS = list(elements.ELEMENTS)
SOLD = {"Nd": (900.0, 73.0), "Pr": (200.0, 71.0), "Dy": (200.0, 239.0), "Tb": (33.0, 1010.0), "Y": (900.0, 7.0)}
"""Tonnes in a full year, and price [USD/kg]."""
STATES = [
    *("lifting", "placement", "running_pipe", "pulling_pipe", "weather", "typhoon", "tank_full", "repair"),
    *("maintenance", "port", "transit", "idle"),
]
CAUSES = [
    *("production", "waves", "wave_period", "wind", "current", "storm", "pump", "collector", "riser", "positioning"),
    *("dewatering", "no_room", "planned_maintenance", "crew_and_supply", "port_call", "dry_dock", "campaign"),
    "not_employed",
]
ACTIVITIES = ["lift", "place", "run_pipe", "hang_off", "transfer", "unload", "load", "supply"]
SOURCES = ["mining_vessel", "carriers", "reagents"]
OPERATING = {"mining_vessel": 60.0, "reagents": 25.0, "separation": 10.0}
CAPITAL = {"vessel": 100.0, "riser": 150.0, "sustaining": 20.0}
OUTLETS = ["concentrate", "liquor", "fines_reject", "leach_residue", "precipitate", "product"]
DAY = 86400.0

TERMS = {
    "economics.discount_rate": 0.08,
    "market.tax_rate": 0.3,
    "market.loss_cap": 0.5,
    "market.loss_life": 10.0,
    "economics.depreciation_life": 3.0,
    "economics.working_capital_time": 60.0,
    "economics.closure_share": 0.1,
    "market.royalty_rate": 0.02,
    "market.toll_share": 0.0,
}


def datum(value: Any, unit: str, grade: str = "C", **more: Any) -> Datum:
    """A datum; without a source it is an assumption."""
    given = more if "source" in more else {"assumption": "because", **more}
    return Datum(value=value, unit=unit, grade=grade, **given)  # type: ignore[arg-type]


def make_scenario(**changes: Any) -> Scenario:
    """A small scenario with a few inputs of every kind."""
    data = {
        "lift.rate": datum(3500.0, "t/d", "A", source="Takaya2018", where="design"),
        "site.water_depth": datum(5700.0, "m", "A", source="Takaya2018"),
        "market.price": datum(
            {e: p for e, (_, p) in SOLD.items()}, "USD/kg", "A", source="USGS2026", where="price deck china_2025, csv"
        ),
        "market.price_level": datum(1.0, "1", spread=Spread(kind="uniform", low=0.5, high=2.0)),
        "economics.charter_rate": datum(2.7e5, "USD/d", "A2", spread=Spread(kind="normal", p10=1.5e5, p90=4e5)),
        "fleet.wave_shape": datum(2.5, "1", "B", note="a note"),
    }
    options = {
        "lift.basis": "dry",
        "economics.depreciation": "declining_balance",
        "economics.discounting": "mid_year",
        "economics.cost_basis": "built_up",
        "refinery.separation": "own",
        "market.product": "separated_oxides",
    }
    made = Scenario(
        money="real 2025 USD",
        name="synthetic",
        title="A synthetic run",
        description="Made up.",
        horizon=Horizon(first_year=2030, production_years=6, construction_years=2, ramp_up=(0.5,)),
        data=data,
        options=options,
    )
    return made.model_copy(update=changes)


def _years(scenario: Scenario) -> tuple[np.ndarray, np.ndarray]:
    horizon = scenario.horizon
    share = np.concatenate([np.zeros(horizon.construction_years), np.ones(horizon.production_years)])
    share[horizon.construction_years : horizon.construction_years + len(horizon.ramp_up)] = horizon.ramp_up
    first = horizon.first_year - horizon.construction_years
    return np.arange(first, first + len(share)), share


def _books(scenario: Scenario, share: np.ndarray, level: np.ndarray, cost: np.ndarray) -> dict[str, np.ndarray]:
    """The economics of the chain, from its kernels, for price levels and cost levels of shape (draw,) [USD]."""
    n, on = len(level), np.repeat(share[np.newaxis] > 0.0, len(level), axis=0)
    oxide = np.zeros((n, len(share), len(ELEMENTS)))
    price = np.zeros(len(ELEMENTS))
    for symbol, (tonnes, paid) in SOLD.items():
        oxide[:, :, ELEMENTS.index(symbol)] = tonnes * share
        price[ELEMENTS.index(symbol)] = paid
    revenue = oxide * price * level[:, np.newaxis, np.newaxis] / 1000.0
    earned = revenue.sum(axis=2)
    items = {name: value * cost[:, np.newaxis] * on for name, value in OPERATING.items()}
    worked = np.asarray(sum(items.values()))
    items["royalty"] = TERMS["market.royalty_rate"] * earned
    operating = np.stack(list(items.values()), axis=-1)
    capital = np.repeat(np.array([list(CAPITAL.values())]), n, axis=0)
    schedule = np.repeat(even_schedule(before_first_production(on))[:, :, np.newaxis], len(CAPITAL), axis=2)
    schedule[:, :, -1] = on / np.maximum(on.sum(axis=1, keepdims=True), 1)
    spent = (capital[:, np.newaxis] * schedule).sum(axis=2)
    days = np.full(n, TERMS["economics.working_capital_time"] * DAY)
    stocks = working_capital_change(worked, days, on)
    closure = np.zeros_like(spent)
    closure[:, -1] = TERMS["economics.closure_share"] * capital[:, :-1].sum(axis=1)
    life = np.full(n, int(TERMS["economics.depreciation_life"]))
    way = {
        "declining_balance": tax.depreciation_declining_balance,
        "straight_line": tax.depreciation_straight_line,
    }[scenario.options["economics.depreciation"]]
    fell = way(spent, tax.first_year_in_service(on), life)
    income = earned - operating.sum(axis=2) - closure - fell
    rules = [np.full(n, TERMS[name]) for name in ("market.tax_rate", "market.loss_cap")]
    paid_tax = tax.tax_with_losses_carried_forward(income, *rules, np.full(n, int(TERMS["market.loss_life"])))
    flow = earned - operating.sum(axis=2) - spent - stocks - closure - paid_tax
    moment = {"mid_year": 0.5, "end_of_year": 1.0}[scenario.options["economics.discounting"]]
    factor = cash_flow.discount_factor(np.full(n, TERMS["economics.discount_rate"]), len(share), moment)
    irr, roots = cash_flow.internal_rate_of_return(flow)
    reo = np.maximum((oxide.sum(axis=2) * factor).sum(axis=1), 1e-300)
    stack = np.stack([(c * factor).sum(axis=1) / reo * 1000.0 for c in (*items.values(), spent)], axis=-1)
    sold = oxide.sum(axis=(1, 2)) > 0.0
    found = {"cost_per_reo": stack.sum(axis=1), "basket_price": 1000.0 * (earned * factor).sum(axis=1) / reo}
    found["break_even_basket_price"] = 1.2 * found["cost_per_reo"]
    return {
        "oxide_made": oxide,
        "oxide_sold": oxide,
        "revenue": revenue,
        "operating_cost": operating,
        "capital_cost": capital,
        "capital_spent": spent,
        "depreciation": fell,
        "tax_paid": paid_tax,
        "cash_flow": flow,
        "npv": cash_flow.present_value(flow, factor),
        "irr": irr,
        "irr_exists": (roots > 0.0) * 1.0,
        "oxide_exists": sold * 1.0,
        "cost_stack": np.where(sold[:, np.newaxis], stack, 0.0),
        **{name: np.where(sold, values, 0.0 if name == "basket_price" else np.inf) for name, values in found.items()},
    }


def _rest(share: np.ndarray, level: np.ndarray) -> dict[str, np.ndarray]:
    """Everything beside the economics: round numbers that fit together."""
    n, years = len(level), len(share)
    by_year = level[:, np.newaxis] * share
    hours = np.array([40.0, 10.0, 8.0, 3.0, 9.0, 4.0, 6.0, 3.0, 5.0, 6.0, 4.0, 2.0]) / 100.0 * 8760.0
    lost = np.array([10.0, 8.0, 1.0, 0.5, 0.0, 4.0, 2.0, 3.0, 1.0, 0.5, 0.0, 6.0, 3.0, 2.0, 14.0, 3.0, 0.0, 2.0])
    waits = np.arange(years) % 3 / 100.0
    part = np.zeros(len(ELEMENTS))
    part[: elements.REY.size] = elements.REY
    feed = by_year[:, :, np.newaxis] * part * 300.0
    need = np.zeros(len(ELEMENTS))
    for symbol in ("Nd", "Dy", "Tb", "Y"):
        need[ELEMENTS.index(symbol)] = 1000.0
    shares = np.array([0.5, 0.45, 0.1, 0.05, 0.05, 0.35])
    return {
        "operating_share": np.repeat(share[np.newaxis], n, axis=0),
        "mud_lifted": 1e6 * by_year * (1.0 + waits),
        "mud_landed": 0.98e6 * by_year,
        "lifting_days": 200.0 * by_year,
        "workable_days": np.minimum(120.0 + 80.0 * by_year, 365.0),
        "lost_hours": np.tile(lost * 87.6, (n, years, 1)) * (0.9 + 0.1 * level[:, np.newaxis, np.newaxis]),
        "pipe_trips": np.tile(3.0 + waits, (n, 1)),
        "disconnections": np.tile(0.5 + waits, (n, 1)),
        "typhoon_interruptions": np.tile(2.0 + waits, (n, 1)),
        "false_alarms": np.tile(0.3 + waits, (n, 1)),
        "failures": np.tile(16.0 + waits, (n, 1)),
        "shuttle_voyages": 130.0 * by_year,
        "carrier_voyages": 40.0 * by_year,
        "mining_vessels": np.ones(n),
        "shuttles": np.full(n, 1.0),
        "carriers": np.full(n, 1.0),
        "sea_state_lift": np.full(n, 4.5),
        "sea_state_run_pipe": np.full(n, 3.5),
        "sea_state_hang_off": np.full(n, 6.0),
        "fleet.sea_state_transfer": np.full(n, 2.5),
        "fleet.calendar_days": np.full(n, 365.0),
        "fleet.typhoon_radius": np.full(n, 500.0),
        "fleet.window": np.tile(np.array([6.0, 3.0, 24.0, 0.0, 12.0, 12.0, 12.0, 12.0]), (n, 1)),
        "fleet.settled": np.tile(np.array([2.0, 2.0, 6.0, 0.0, 3.0, 3.0, 3.0, 3.0]), (n, 1)),
        "fleet.period_limit": np.tile(np.array([1e3, 1e3, 15.0, 1e3, 13.0, 12.0, 12.0, 13.0]), (n, 1)),
        "site.distance_to_port": np.full(n, 1031.0),
        "site.distance_to_island": np.full(n, 245.0),
        "seafloor_opened": 0.5 * by_year,
        "feed_element": feed,
        "mined_element": feed * 1.05,
        "outlet_share": np.tile(shares, (n, len(ELEMENTS), 1)),
        "vessel_hours": np.tile(hours, (n, years, 1)) * (0.9 + 0.1 * level[:, np.newaxis, np.newaxis]),
        "co2": by_year[:, :, np.newaxis] * np.array([60e3, 20e3, 90e3]),
        "co2_per_reo": 150.0 * level,
        "deposition_area": level[:, np.newaxis] * np.array([12.0, 1.5, 0.2]),
        "plume_area": level[:, np.newaxis] * np.array([9.0, 0.5, 0.0]),
        "activity_mud": 0.08 * level,
        "activity_residue": 0.09 * level,
        "activity_precipitate": 0.9 * level,
        "cost_per_mud_dry": 700.0 * level,
        "cost_per_mud_wet": 300.0 * level,
        "japan_need": np.tile(need, (n, years, 1)),
        "supply_share_project": np.tile(0.2 * (need > 0.0), (n, years, 1)) * by_year[:, :, np.newaxis] / 2.0,
        "need_known": np.tile(1.0 * (need > 0.0), (n, 1)),
        **{f"{name}_before": np.tile(0.8 * (need > 0.0), (n, 1)) for name in SUPPLY},
        **{f"{name}_after": np.tile((0.8 - 0.0003 * np.arange(len(need))) * (need > 0.0), (n, 1)) for name in SUPPLY},
        **{name: np.tile(90.0 * (need > 0.0), (n, 1)) for name in ("cover_firms", "cover_thin_firms", "cover_state")},
        "group_share_project": np.outer(level, (0.05, 0.08)),
        **{f"group_{name}_{when}": np.outer(level, (0.5, 0.4)) for name in SUPPLY for when in ("before", "after")},
        "hours_balance": np.full((n, years), 1e-16),
        "mud_balance": np.full((n, years), 1e-16),
        "market.price_level": level,
        "slurry_concentration": np.full(n, 0.05),
        "concentration_least_energy": np.full(n, 0.08),
        "lift_energy_minimum": np.full(n, 9.4),
        **{name: np.full(n, value) for name, value in TERMS.items()},
    }


SUPPLY = ("china_through", "china_mined", "china_declared", "import_share", "hhi")

DIMS = {"oxide_made": ("draw", "year", "element"), "operating_share": ("draw", "year")}
LABELS = {
    "element": ELEMENTS,
    "basis": ["tonnes", "value"],
    "state": STATES,
    "cause": CAUSES,
    "activity": ACTIVITIES,
    "outlet": OUTLETS,
    "co2_source": SOURCES,
    "capital_item": list(CAPITAL),
    "operating_item": [*OPERATING, "royalty"],
    "cost_item": [*OPERATING, "royalty", "riser_capital"],
    "deposition_threshold": [0.1, 1.0, 10.0],
    "concentration_factor": [2.0, 10.0, 100.0],
    "month": list(MONTHS),
    "sea_state_limit": [2.0, 3.5, 5.0],
    "concentration": [0.01, 0.05, 0.08, 0.12],
    "map_x": np.linspace(-2.0, 10.0, 31).round(2).tolist(),
    "map_y": np.linspace(-3.0, 3.0, 25).round(2).tolist(),
}


def _dataset(values: dict[str, np.ndarray], years: np.ndarray, failure: list[str]) -> xr.Dataset:
    known = vocabulary()
    made = {
        name: (known[name].dims, array, {"units": known[name].unit, "long_name": known[name].description})
        for name, array in values.items()
    }
    made["failure"] = (("draw",), np.array(failure, dtype=object), {})
    used = {dim for dims, _, _ in made.values() for dim in dims}
    coords = {dim: labels for dim, labels in LABELS.items() if dim in used}
    dataset = xr.Dataset(made, coords={**coords, "year": years, "draw": np.arange(len(failure))})
    return dataset.assign_attrs(seed=1, central=0, chance="random")


def _details() -> xr.Dataset:
    x, y = np.array(LABELS["map_x"]), np.array(LABELS["map_y"])
    depth = 30.0 * np.exp(-np.abs(x)[np.newaxis] / 2.0 - 2.0 * y[:, np.newaxis] ** 2)
    months = np.tile(np.array([12.0, 3.0, 2.0, 1.0, 3.0, 1.0, 2.0, 1.0, 1.5, 1.5, 1.5, 0.5]) * 24.0, (12, 1))
    months[:, 0] -= np.arange(12) * 6.0
    lost = np.tile(np.arange(18.0), (12, 1)) / 153.0 * 18.0 * 24.0
    share = np.clip(0.9 - 0.1 * np.arange(8.0)[:, np.newaxis] + 0.01 * np.arange(12.0), 0.0, 1.0)
    made = {
        "deposition_map": (("map_y", "map_x"), depth),
        "month_hours": (("month", "state"), months),
        "month_lost": (("month", "cause"), lost),
        "window_share": (("activity", "month"), share),
        "sampling_error": ((), np.array(0.2)),
        "days_lost_to_waves": (("sea_state_limit",), np.array([170.0, 30.0, 2.0])),
        "story": (("entry", "entry_field"), _story()),
        "story_storms": (("storm", "fix", "storm_field"), _storms()),
        "window_energy": (("concentration",), np.array([500.0, 21.0, 19.0, 20.0])),
        "window_velocity": (("concentration",), np.array([9.0, 3.0, 2.0, 1.5])),
    }
    dims = ("map_x", "map_y", "month", "state", "concentration", "cause", "activity", "sea_state_limit")
    return xr.Dataset(made, coords={dim: LABELS[dim] for dim in dims})


def _story() -> np.ndarray:
    """A mining vessel works, waits for waves, works, docks and works; a shuttle and a carrier make a voyage each."""
    state, cause = STATES.index, CAUSES.index
    rows = [
        (0, 0.0, 1000.0, state("lifting"), cause("production"), 60e3),
        (0, 1000.0, 1100.0, state("weather"), cause("waves"), 0.0),
        (0, 1100.0, 1100.1, state("maintenance"), cause("crew_and_supply"), 0.0),
        (0, 1100.1, 4000.0, state("lifting"), cause("production"), 180e3),
        (0, 4000.0, 4100.0, state("pulling_pipe"), cause("dry_dock"), 0.0),
        (0, 4100.0, 5000.0, state("port"), cause("dry_dock"), 0.0),
        (0, 5000.0, 8760.0, state("lifting"), cause("production"), 200e3),
        (1, -50.0, 20.0, 4, -1, 0.0),
        (1, 20.0, 30.0, 1, -1, 3e3),
        (1, 30.0, 60.0, 0, -1, 0.0),
        (1, 60.0, 75.0, 2, -1, 3e3),
        (2, 500.0, 560.0, 1, -2, 15e3),
        (2, 560.0, 650.0, 0, -2, 0.0),
        (2, 650.0, 8800.0, 8, -2, 0.0),
    ]
    made = np.full((40, 6), -9.0)
    made[: len(rows)] = np.array(rows)
    return made


def _storms() -> np.ndarray:
    """One storm that passes the island in August and one far off, across 180 degrees, in November."""
    made = np.full((4, 12, 4), -999.0)
    steps = np.arange(10.0)
    made[0, :10] = np.stack([5200.0 + 6.0 * steps, 15.0 + 2.0 * steps, 156.0 - 0.4 * steps, 10.0 + 5.0 * steps], axis=1)
    east = 178.0 + steps
    east = np.where(east > 180.0, east - 360.0, east)
    made[1, 1:11] = np.stack([7600.0 + 6.0 * steps, 15.0 + steps, east, 20.0 + steps], axis=1)
    return made


STUDIES: dict[str, Any] = json.loads(Path(__file__).with_name("studies.json").read_text("utf-8"))


def make_result(
    draws: int = 60,
    failed: dict[int, str] | None = None,
    studies: dict[str, Any] | None = None,
    scenario: Scenario | None = None,
    price: float = 1.0,
    keep: Callable[[str], bool] = lambda name: True,
) -> Result:
    """A full synthetic result; ``price`` moves every draw and the central case, ``keep`` leaves variables out."""
    scenario = scenario or make_scenario()
    years, share = _years(scenario)
    rng = np.random.default_rng(1)
    level, cost = price * rng.uniform(0.5, 2.0, draws), rng.uniform(0.8, 1.3, draws)
    reasons = [(failed or {}).get(i, "") for i in range(draws)]
    values = {**_rest(share, level), **_books(scenario, share, level, cost)}
    for array in values.values():
        array[[bool(reason) for reason in reasons]] = np.nan
    one = np.array([price])
    central = {**_rest(share, one), **_books(scenario, share, one, np.ones(1))}
    inside = _dataset({n: v for n, v in values.items() if keep(n)}, years, reasons)
    middle = _dataset({n: v for n, v in central.items() if keep(n)}, years, [""]).isel(draw=0, drop=True)
    details = _details()
    details = details[[name for name in details.data_vars if keep(str(name))]]
    return Result(
        dataset=inside,
        central=middle.merge(details),
        scenario=scenario,
        seed=1,
        versions={"kaitei": "0.1.0", "numpy": "2"},
        timings={"economics.appraise": 0.25},
        stage_sources=("Ermak1977",),
        studies=STUDIES if studies is None else studies,
    )


@pytest.fixture(scope="session")
def full() -> Result:
    """A result with everything in it."""
    return make_result()


@pytest.fixture(scope="session")
def making() -> Callable[..., Result]:
    """The maker of results."""
    return make_result


@pytest.fixture(scope="session")
def scenario_of() -> Callable[..., Scenario]:
    """The maker of scenarios."""
    return make_scenario


@pytest.fixture
def changed(full: Result) -> Callable[..., Result]:
    """The full result with fields replaced."""
    return lambda **changes: replace(full, **changes)
