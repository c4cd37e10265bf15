"""How ``fleet.operate`` turns the totals of the simulation into mud, hours, voyages and fuel of each year."""

import numpy as np

from kaitei.fleet import dewatering
from kaitei.fleet.fuel import fuel_at_rates, generator_fuel
from kaitei.fleet.planning import kept_share, lift_rate, solids_aboard, solids_landed
from kaitei.fleet.simulation import words
from kaitei.fleet.simulation.words import COUNTS, MASSES, STATES
from kaitei.fleet.years import Case, Totals, fleets, producing
from kaitei.physics.arrays import FloatArray
from kaitei.stage import Inputs

Given = dict[str, FloatArray]

FUEL_GRADES = ("gas_oil", "fuel_oil")
"""Marine gas oil, and very low sulfur fuel oil."""

STATION = (
    *("lifting", "placement", "running_pipe", "pulling_pipe", "weather", "typhoon", "tank_full", "repair"),
    "maintenance",
)
"""States in which a mining vessel keeps its position with its thrusters."""


def by_year(values: FloatArray) -> FloatArray:
    """A number of each draw beside years: (draw,) to (draw, 1)."""
    return values[:, np.newaxis]


class Accounts:
    """Totals laid out on the years of the chain."""

    def __init__(self, x: Inputs, case: Case, totals: Totals) -> None:
        self.x, self.case, self.totals = x, case, totals
        self.years, self.places = x.size("year"), producing(x)
        self.vessels = by_year(x["fleet.mining_vessels"])
        self.calendar = by_year(case.plans["length"].astype(np.float64)) * self.vessels
        self.factor = _stated_factor(x, totals)
        self.rest_factor = _rest_factor(self.factor, totals)

    def on_years(self, values: FloatArray) -> FloatArray:
        """(draw, year of production, ...) to (draw, year, ...), 0 while nothing is produced."""
        made = np.zeros((len(values), self.years, *values.shape[2:]))
        made[:, self.places] = values
        return made

    def mass(self, name: str) -> FloatArray:
        """Dry mud (draw, year) [kg]."""
        return self.on_years(self.totals.masses[:, :, MASSES.index(name)] * self.factor)

    def count(self, name: str) -> FloatArray:
        """Events (draw, year)."""
        return self.on_years(self.totals.counts[:, :, COUNTS.index(name)])

    def voyages(self, name: str) -> FloatArray:
        """Voyages (draw, year), in proportion to the mud of a stated schedule."""
        return self.on_years(self.totals.counts[:, :, COUNTS.index(name)] * self.factor)

    def hours(self) -> FloatArray:
        """Time of all mining vessels (draw, year, state) [s], in years without production idle."""
        spent = self.totals.hours.sum(axis=-1)
        stated = spent[:, :, words.LIFTING] * self.factor
        spent = spent * self.rest_factor[..., np.newaxis]
        spent[:, :, words.LIFTING] = stated
        made = self.on_years(spent)
        idle = np.broadcast_to(self.calendar, made.shape[:2])
        made[:, :, words.IDLE] += np.where(made.sum(axis=-1) > 0.0, 0.0, idle)
        return made


def _stated_factor(x: Inputs, totals: Totals) -> FloatArray:
    """Stated over simulated lifting time (draw, year of production); 1 when it is simulated."""
    lifting = totals.hours[:, :, words.LIFTING].sum(axis=-1)
    if x.option("fleet.schedule") == "simulated":
        return np.ones_like(lifting)
    stated = x["fleet.stated_lifting_days"]
    x.fail(stated > x["fleet.calendar_days"], "fleet.stated_lifting_days is more than fleet.calendar_days")
    x.fail(np.asarray((lifting <= 0.0).any(axis=1)), "no mud is lifted in a year, so stated days cannot scale it")
    wanted = by_year(stated * x["fleet.mining_vessels"])
    return np.where(lifting > 0.0, wanted / np.where(lifting > 0.0, lifting, 1.0), 1.0)


def _rest_factor(factor: FloatArray, totals: Totals) -> FloatArray:
    """What is left of the time without lifting when lifting takes ``factor`` of its own (draw, year of production)."""
    spent = totals.hours.sum(axis=-1)
    lifting = spent[:, :, words.LIFTING]
    rest = spent.sum(axis=-1) - lifting
    left = np.maximum(rest + lifting - lifting * factor, 0.0)
    return np.where(factor == 1.0, 1.0, left / np.where(rest > 0.0, rest, 1.0))


def time_at_sea(of: Accounts) -> Given:
    """Hours by state and cause, and what is counted of the mining vessels."""
    x, hours = of.x, of.hours()
    calendar = of.calendar + of.count("overrun")
    lost = (of.totals.hours.sum(axis=2) - of.totals.hours[:, :, words.LIFTING]) * of.rest_factor[..., np.newaxis]
    work = ("lifting", "placement", "repair", "tank_full")
    return {
        "vessel_hours": hours,
        "lost_hours": of.on_years(lost),
        "lifting_days": hours[:, :, words.LIFTING],
        "workable_days": sum((hours[:, :, STATES.index(state)] for state in work), np.zeros(())) / of.vessels,
        "typhoon_interruptions": of.count("interruptions") / of.vessels,
        "false_alarms": of.count("false_alarms") / of.vessels,
        "disconnections": of.count("disconnects") / of.vessels,
        "pipe_trips": of.count("pipe_trips") / of.vessels,
        "failures": of.count("failures"),
        "mining_vessels": x["fleet.mining_vessels"],
        "mining_vessel_days": np.where(x["operating_share"] > 0.0, calendar, 0.0),
        "hours_balance": hours.sum(axis=-1) / calendar - 1.0,
    }


def mud(of: Accounts) -> Given:
    """Dry mud from riser to home port, the water it came with, and what dewatering takes."""
    x = of.x
    lifted, landed, spilled = of.mass("lifted"), of.mass("landed"), of.mass("spilled")
    fines, stored = of.mass("fines"), of.mass("stored")
    if x.option("fleet.schedule") == "stated":
        # NOTE: a stated year has no weather that stores could even out: what is lifted in it is landed in it.
        stored = np.zeros_like(lifted)
        landed = lifted - fines - spilled
    before = np.concatenate([np.zeros_like(stored[:, :1]), stored[:, :-1]], axis=1)
    slurry = by_year(x["slurry_flow"] / lift_rate(x)) * lifted
    fraction = by_year(x["mud_solids_fraction"])
    kept = by_year(kept_share(x)) * lifted
    made_cake = {"island": of.mass("dewatered"), "on_board": kept, "none": np.zeros_like(kept)}
    dried = made_cake[x.option("fleet.dewatering")]
    grains = slurry * by_year(x["slurry_concentration"] * x["grain_density"])
    there = np.maximum(lifted + before, 1.0)
    return {
        "mud_lifted": lifted,
        "mud_dewatered": dried if x.option("fleet.dewatering") == "island" else kept,
        "mud_landed": landed,
        "mud_spilled": spilled,
        "mud_lost": fines + spilled,
        "mud_stored": stored,
        "mud_balance": (grains + before - landed - fines - spilled - stored) / there,
        "placements": lifted / by_year(x["fleet.placement_mud"] * x["mud_solids_fraction"]),
        "return_water": dewatering.return_water_volume(slurry, lifted, fraction, by_year(x["mud_wet_density"])),
        "flocculant_used": dried * by_year(x["fleet.flocculant_dose"]),
        "fuel_dewatering": generator_fuel(
            dried * by_year(x["fleet.press_energy"]), by_year(x["fleet.generator_consumption"])
        ),
        "cake_landed": landed / by_year(solids_landed(x)),
        "cake_solids_fraction": solids_landed(x),
        "cake_volume_cut": _volume_cut(x),
    }


def _volume_cut(x: Inputs) -> FloatArray:
    sent = x["fleet.shuttle_solids"] if x.option("fleet.dewatering") == "on_board" else solids_aboard(x)
    before, after = (
        dewatering.solids_volume_fraction(solids, x["grain_density"]) for solids in (sent, solids_landed(x))
    )
    return dewatering.volume_cut(before, after)


def cargo_ships(of: Accounts) -> Given:
    """Shuttles and carriers: ships, voyages, paid time and fuel.

    A ship on a voyage charter is paid while it sails, loads, discharges or waits with a cargo; a ship of its own for
    the whole calendar, as shuttles are.
    """
    x = of.x
    times = of.on_years(of.totals.ship_hours * of.factor[:, :, np.newaxis, np.newaxis])
    idle = times[..., [words.NO_CARGO, words.SHIP_IDLE]].sum(axis=-1)
    busy = times.sum(axis=-1) - idle
    sailing = times[..., words.SAILING]
    # NOTE: a stated schedule lands more or less mud than the ships at sea were sized for.
    asked = fleets(x, of.case) * of.factor.max(axis=1)
    number = {name: np.ceil(of.case.plans[f"{name}s"] * asked - 1e-9) for name in words.GROUPS}
    hired = np.where(x["operating_share"] > 0.0, by_year(x["fleet.calendar_days"]), 0.0)
    shuttle_time = by_year(number["shuttle"]) * hired
    by_voyage = x.option("fleet.carrier_charter") == "voyage"
    # NOTE: hired by the year a ship runs its engines while it waits for a cargo too.
    on_hire = np.array([True, not by_voyage])
    awake = busy + times[..., words.NO_CARGO] * on_hire
    carrier_time = busy[:, :, words.CARRIER] if by_voyage else by_year(number["carrier"]) * hired
    fuel = sum(
        fuel_at_rates(
            (sailing[:, :, group], by_year(x[f"fleet.fuel_{name}_sea"])),
            (awake[:, :, group] - sailing[:, :, group], by_year(x["fleet.fuel_cargo_port"])),
        )
        for group, name in enumerate(words.GROUPS)
    )
    return {
        "carriers": number["carrier"],
        "carrier_voyages": of.voyages("carrier_voyages"),
        "carrier_days": carrier_time + shuttle_time,
        "shuttles": number["shuttle"],
        "shuttle_voyages": of.voyages("shuttle_voyages"),
        "shuttle_days": shuttle_time,
        "fuel_carriers": np.asarray(fuel),
    }


def vessel_fuel(of: Accounts, hours: FloatArray) -> Given:
    """Fuel of the mining vessels: station, transit and port at their rates, and the lift on top."""
    x = of.x
    station = hours[:, :, [STATES.index(state) for state in STATION]].sum(axis=-1)
    quiet = hours[:, :, [words.PORT, words.IDLE]].sum(axis=-1)
    quiet = np.where(x["operating_share"] > 0.0, quiet, 0.0)
    engines = fuel_at_rates(
        (station, by_year(x["fleet.fuel_station"])),
        (hours[:, :, words.TRANSIT], by_year(x["fleet.fuel_transit"])),
        (quiet, by_year(x["fleet.fuel_port"])),
    )
    lift = by_year(x["lift_power"]) * hours[:, :, words.LIFTING]
    return {"fuel_mining_vessel": engines + generator_fuel(lift, by_year(x["fleet.generator_consumption"]))}


def fuel_by_grade(x: Inputs, made: Given) -> FloatArray:
    """Fuel of all users in the order of FUEL_GRADES, (draw, year, fuel_grade) [kg]."""
    burnt = np.stack([made[f"fuel_{user}"] for user in ("mining_vessel", "carriers", "dewatering")], axis=-1)
    oil = x["fleet.fuel_oil_share"][:, np.newaxis, :]
    return np.stack([(burnt * (1.0 - oil)).sum(axis=-1), (burnt * oil).sum(axis=-1)], axis=-1)


def months(of: Accounts) -> Given:
    """The mean year of one vessel of the first draw by month: hours by state, and by cause without lifting."""
    year = of.totals.months[0] / (of.case.shares.shape[1] * of.x["fleet.mining_vessels"][0])
    return {"month_hours": year.sum(axis=-1), "month_lost": year.sum(axis=1) - year[:, words.LIFTING]}
