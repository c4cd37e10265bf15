"""How ``fleet.operate`` takes its names to the plans of the simulation: one record of numbers for each draw."""

from typing import Any

import numpy as np

from kaitei.fleet import conditions, dewatering, storm_tracks, voyages
from kaitei.fleet.simulation.plan import FAR, HOUR, YEAR, plans
from kaitei.fleet.simulation.run import Weather
from kaitei.fleet.simulation.words import COMPONENTS, POLICIES, ROUTES, TRANSFER
from kaitei.physics.arrays import FloatArray, RecordArray
from kaitei.stage import Inputs

DAY = 86400.0
DAYS = 365.0
FULL = 0.95
"""Share of a store at which a ship finds its full cargo [1].

NOTE: lifting stops when a store has no room for a second's mud, so a cargo of the whole store would never be there.
"""

MOST_SHIPS = 500
"""Cargo ships of one group that are simulated at most."""

SPAN = np.uint64(1 << 32)

WHOLE = ("mining_vessels", "shuttles", "carriers", "island_berths", "port_berths", "spares", "repair_pipe")
"""Data that count things."""


def lift_rate(x: Inputs) -> FloatArray:
    """Dry mass that a mining vessel lifts while it lifts, (draw,) [kg/s]; a draw that lifts nothing has failed."""
    return np.where(x["lift_rate"] > 0.0, x["lift_rate"], 1.0)


def vessels(x: Inputs) -> FloatArray:
    """Mining vessels that are simulated together, (draw,) [1].

    When a study asks for more than the scenario has, it is the scenario's fleet, with its own ships and berths.
    """
    return np.minimum(x["fleet.mining_vessels"], x.brief) if x.brief else x["fleet.mining_vessels"]


def design_lift(x: Inputs) -> FloatArray:
    """Dry mass that the vessels simulated together lift at the design rate, (draw,) [kg/s]."""
    return lift_rate(x) * vessels(x)


def kept_share(x: Inputs) -> FloatArray:
    """Share of the mud lifted that is not lost with the return water, (draw,) [1]."""
    rate = lift_rate(x)
    water = dewatering.return_water_volume(x["slurry_flow"], rate, x["mud_solids_fraction"], x["mud_wet_density"])
    return 1.0 - dewatering.fines_carried(water, x["fleet.return_water_fines"], rate) / rate


def solids_aboard(x: Inputs) -> FloatArray:
    """Solids by mass of what leaves the mining vessel, (draw,) [1]."""
    return x["fleet.cake_solids"] if x.option("fleet.dewatering") == "on_board" else x["fleet.shuttle_solids"]


def solids_landed(x: Inputs) -> FloatArray:
    """Solids by mass of what is landed in the home port, (draw,) [1]."""
    return x["fleet.cake_solids"] if x.option("fleet.dewatering") != "none" else x["fleet.shuttle_solids"]


def least_tank(x: Inputs) -> FloatArray:
    """Smallest tank that is simulated, an hour's lift, (draw,) [kg]; smaller ones would fill every few seconds."""
    return lift_rate(x) * HOUR


def all_year(x: Inputs) -> Any:
    """Whether the vessels are employed the whole year, (draw,)."""
    return x["fleet.calendar_days"] >= DAYS * DAY


def _never_if(never: Any, time: FloatArray) -> FloatArray:
    return np.where(never, float(FAR), time)


def _pipe(x: Inputs) -> dict[str, FloatArray]:
    depth = x["site.water_depth"]
    return {
        "run": x["fleet.running_setup"] + voyages.travel_time(depth, x["fleet.running_speed"]),
        "pull": np.maximum(voyages.travel_time(depth, x["fleet.retrieving_speed"]), 1.0),
        "reconnect": x["fleet.reconnection"],
        "prepare": x["fleet.typhoon_preparation"],
        "resume": x["fleet.typhoon_resumption"],
    }


def _stops(x: Inputs) -> dict[str, FloatArray]:
    campaign, calls = ~all_year(x), x["fleet.port_calls"]
    interval = x["fleet.maintenance_interval"]
    return {
        "call_interval": _never_if(
            campaign, np.minimum(DAYS * DAY / np.maximum(calls, 1e-9), x["fleet.dock_interval"])
        ),
        "port_stay": x["fleet.port_stay"],
        "dock_interval": x["fleet.dock_interval"],
        "dock_stay": x["fleet.dock_stay"],
        "stop_interval": _never_if(x["fleet.planned_maintenance"] <= 0.0, interval),
        "stop_time": x["fleet.planned_maintenance"] * interval / (DAYS * DAY),
        "supply_interval": x["fleet.supply_interval"],
        "supply_time": x["fleet.supply_time"],
    }


def _failures(x: Inputs) -> dict[str, FloatArray]:
    from scipy.special import gamma

    shape = x["fleet.failure_shape"]
    scale = x["fleet.failure_interval"] / gamma(1.0 + 1.0 / shape)
    idle_plant = x.option("fleet.dewatering") == "none"
    scale = np.where((np.array(COMPONENTS) == "dewatering") & idle_plant, np.inf, scale)
    return {
        "life": scale,
        "life_shape": shape,
        "repair": x["fleet.repair_time"],
        "pipe_up": x["fleet.repair_pipe"],
        "spares": x["fleet.spares"],
        "spare_delay": x["fleet.spare_delay"],
    }


def _cargo(x: Inputs) -> dict[str, FloatArray]:
    """Cargo ships and stores; a cargo is a little less than what the store it comes from can hold."""
    lift, tank = design_lift(x), np.maximum(x["fleet.mud_tank"] * solids_aboard(x), least_tank(x))
    shuttle = np.minimum(x["fleet.shuttle_cargo"] * x["fleet.shuttle_solids"], FULL * tank)
    stock = x["fleet.cake_store"] * lift
    island = x.option("fleet.dewatering") == "island"
    carrier = x["fleet.carrier_cargo"] * solids_landed(x)
    carrier = np.minimum(carrier, FULL * (stock if island else tank))
    half = 0.5 * x["fleet.shuttle_transfer"]
    return {
        "tank": tank,
        "own_cargo": x["fleet.own_cargo"] * solids_landed(x),
        "shuttle_cargo": shuttle,
        "carrier_cargo": carrier,
        "pond": np.maximum(x["fleet.pond"] * lift, shuttle),
        "plant": x["fleet.plant_capacity"] * lift,
        "stock": stock,
        "shuttle_loading": half,
        "shuttle_discharge": half,
        "carrier_loading": x["fleet.carrier_loading"],
        "carrier_discharge": x["fleet.carrier_discharge"],
        "cargo_wait": x["fleet.cargo_wait"],
        "ship_life": x["fleet.ship_breakdown_interval"],
        "ship_repair": x["fleet.ship_repair"],
        "spill": x["fleet.handling_loss"],
        "island_berths": x["fleet.island_berths"],
        "port_berths": x["fleet.port_berths"],
        "route_to_port": voyages.travel_time(x["site.distance_to_port"], x["fleet.carrier_speed"]),
        "route_to_island": voyages.travel_time(x["site.distance_to_island"], x["fleet.shuttle_speed"]),
    }


def _ships(x: Inputs, weather: Weather, made: dict[str, FloatArray]) -> dict[str, FloatArray]:
    """Shuttles and carriers: stated, or as many as keep up with the lift.

    Shuttles keep up with the lift at work, since the tank holds little; carriers with its mean over the year, of
    which lifting takes two thirds at most, since the island's stock lies between.
    """
    island = x.option("fleet.dewatering") == "island"
    if x.option("fleet.cargo_ships") == "stated":
        return {"shuttles": x["fleet.shuttles"] * island, "carriers": x["fleet.carriers"]}
    rate, batch = lift_rate(x), x["fleet.placement_mud"] * x["mud_solids_fraction"]
    working = design_lift(x) * kept_share(x) * batch / (batch + rate * x["fleet.placement_time"])
    # NOTE: codes of a climate are probabilities; of a record they are heights, and its shares are not asked for.
    calm = weather.limits[:, TRANSFER, 0, :].mean(axis=-1) / 65536.0
    calm = np.where(x.option("fleet.weather") == "record", 0.7, calm)
    stretch = 1.0 / np.maximum(calm, 0.2)
    reserve = x["fleet.ship_reserve"]
    transfer = stretch * x["fleet.shuttle_transfer"]
    trip = voyages.cycle_time(x["site.distance_to_island"], x["fleet.shuttle_speed"], transfer)
    shuttles = np.ceil(reserve * working * trip / made["shuttle_cargo"])
    in_port = stretch * made["carrier_loading"] + made["carrier_discharge"]
    voyage = voyages.cycle_time(x["site.distance_to_port"], x["fleet.carrier_speed"], in_port)
    mean = working * (2.0 / 3.0 if island else 1.0)
    carriers = np.ceil(reserve * mean * voyage / made["carrier_cargo"])
    alone = made["own_cargo"] * vessels(x) >= working * x["fleet.calendar_days"]
    made = {"shuttles": shuttles * island, "carriers": np.where(alone, 0.0, carriers)}
    for name, number in made.items():
        x.fail(number > MOST_SHIPS, f"more than {MOST_SHIPS} {name} would be needed; give them larger cargoes")
    return {name: np.minimum(number, MOST_SHIPS) for name, number in made.items()}


def _chance(x: Inputs) -> Any:
    u = x.random("simulation", 2)
    return (u * float(SPAN)).astype(np.uint32)


def refuse(x: Inputs) -> None:
    """Fails the draws whose numbers no fleet can have."""
    for name in WHOLE:
        value = x[f"fleet.{name}"].reshape(len(x.draws), -1)
        x.fail(np.asarray((value != np.rint(value)).any(axis=1)), f"fleet.{name} must be a whole number")
    calendar, campaign = x["fleet.calendar_days"], ~all_year(x)
    crosses = x["fleet.start_day"] + calendar > DAYS * DAY
    x.fail(campaign & crosses, "the campaign goes on after 31 December; reduce fleet.start_day or fleet.calendar_days")
    sailing = 2.0 * voyages.travel_time(x["site.distance_to_port"], x["fleet.transit_speed"])
    x.fail(campaign & (calendar <= sailing), "fleet.calendar_days is shorter than the way out and home")
    x.fail(x["fleet.mud_tank"] * solids_aboard(x) < least_tank(x), "fleet.mud_tank holds less than an hour's lift")


def plans_of(x: Inputs, weather: Weather) -> RecordArray:
    """The plan of every draw."""
    cargo = _cargo(x)
    by_activity = {name: x[f"fleet.{name}"] for name in ("window", "settled")}
    by_activity["longest_wait"] = np.maximum(x["fleet.longest_wait"], 1.0)
    retrieve = x.option("fleet.typhoon_policy") == "retrieve"
    return plans(
        len(x.draws),
        vessels=vessels(x),
        route=ROUTES.index(x.option("fleet.dewatering")),
        policy=POLICIES.index(x.option("fleet.typhoon_policy")),
        transit=voyages.travel_time(x["site.distance_to_port"], x["fleet.transit_speed"]),
        start=np.where(all_year(x), 0.0, x["fleet.start_day"]),
        length=np.where(all_year(x), float(YEAR), x["fleet.calendar_days"]),
        reserve=x["fleet.return_reserve"],
        rate=lift_rate(x),
        keep=kept_share(x),
        batch=x["fleet.placement_mud"] * x["mud_solids_fraction"],
        move=x["fleet.placement_time"],
        **_pipe(x),
        **_stops(x),
        **_failures(x),
        **by_activity,
        **cargo,
        **_ships(x, weather, cargo),
        wave_limit=conditions.wave_limits(x),
        wind_limit=x["fleet.wind_limit"],
        radius=np.minimum(x["fleet.typhoon_radius"], storm_tracks.CATALOGUE_RADIUS),
        horizon=x["fleet.forecast_horizon_long" if retrieve else "fleet.forecast_horizon_short"] / HOUR,
        error_72=x["fleet.forecast_error"],
        key=_chance(x),
    )
