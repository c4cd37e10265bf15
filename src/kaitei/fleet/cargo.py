"""How ``fleet.operate`` takes lifting time to mud, voyages and fuel."""

import numpy as np

from kaitei.fleet import budget, dewatering, hours, voyages, waves
from kaitei.fleet.budget import TimeBudget
from kaitei.fleet.fuel import fuel_at_rates, generator_fuel
from kaitei.fleet.hours import by_year
from kaitei.fleet.voyages import Traffic
from kaitei.physics.arrays import FloatArray
from kaitei.stage import Inputs

Given = dict[str, FloatArray]


def mud(x: Inputs, lifting: FloatArray) -> Given:
    """Dry mud from riser to home port, the water it came with, and what dewatering takes."""
    fraction = by_year(x["mud_solids_fraction"])
    lifted = by_year(x["lift_rate"]) * lifting
    slurry = by_year(x["slurry_flow"]) * lifting
    water = dewatering.return_water_volume(slurry, lifted, fraction, by_year(x["mud_wet_density"]))
    fines = dewatering.fines_carried(water, by_year(x["fleet.return_water_fines"]), lifted)
    kept = lifted - fines
    spilled = kept * by_year(x["fleet.handling_loss"])
    landed, lost = kept - spilled, fines + spilled
    dried = kept if x.option("fleet.dewatering") != "none" else np.zeros_like(kept)
    energy = dried * by_year(x["fleet.press_energy"])
    return {
        "mud_lifted": lifted,
        "mud_dewatered": kept,
        "mud_landed": landed,
        "mud_lost": lost,
        "mud_spilled": spilled,
        "mud_balance": (_grains_in(slurry, x) - landed - lost) / np.where(lifted > 0.0, lifted, 1.0),
        "placements": budget.placements_made(lifted, by_year(x["fleet.placement_mud"]) * fraction),
        "return_water": water,
        "flocculant_used": dried * by_year(x["fleet.flocculant_dose"]),
        "fuel_dewatering": generator_fuel(energy, by_year(x["fleet.generator_consumption"])),
    }


def _grains_in(slurry: FloatArray, x: Inputs) -> FloatArray:
    """Dry mass in a volume of slurry [kg], from the riser's concentration and not from its rate."""
    return slurry * by_year(x["slurry_concentration"] * x["grain_density"])


def solids_landed(x: Inputs) -> Given:
    """Solids by mass of the cargo landed, and the share of volume that dewatering took, (draw,)."""
    wet = x["fleet.shuttle_solids"]
    dry = x["fleet.cake_solids"] if x.option("fleet.dewatering") != "none" else wet
    before, after = (dewatering.solids_volume_fraction(solids, x["grain_density"]) for solids in (wet, dry))
    return {"cake_solids_fraction": dry, "cake_volume_cut": dewatering.volume_cut(before, after)}


def ships(x: Inputs, employed: FloatArray, kept: FloatArray, cake: FloatArray) -> Given:
    """Carriers to the home port and shuttles to the island: voyages, ships, paid time and fuel.

    employed: calendar by month [s], (draw, month). kept: dry mud that leaves the mining vessels [kg]. cake: wet
    cargo for the home port [kg]; both (draw, year).
    """
    rough = (hours.exceedance(x, x["fleet.sea_state_transfer"]) * employed).sum(axis=-1)
    above = rough / x["fleet.calendar_days"]
    loading = waves.time_stretched(x["fleet.carrier_loading"], above)
    transfer = waves.time_stretched(x["fleet.shuttle_transfer"], above)
    own = by_year(x["fleet.port_calls"] * x["fleet.own_cargo"] * x["fleet.mining_vessels"]) * x["operating_share"]
    home = voyages.traffic(
        cake - np.minimum(cake, own),
        x["fleet.carrier_cargo"],
        x["site.distance_to_port"],
        x["fleet.carrier_speed"],
        loading + x["fleet.carrier_discharge"],
        x["fleet.calendar_days"],
    )
    shuttled = kept / by_year(x["fleet.shuttle_solids"]) * (x.option("fleet.dewatering") == "island")
    island = voyages.traffic(
        shuttled,
        x["fleet.shuttle_cargo"],
        x["site.distance_to_island"],
        x["fleet.shuttle_speed"],
        transfer,
        x["fleet.calendar_days"],
    )
    by_voyage = x.option("fleet.carrier_charter") == "voyage"
    carrier_time = home.sea_time + home.port_time if by_voyage else by_year(home.ships) * hours.on_hire(x)
    shuttle_time = by_year(island.ships) * hours.on_hire(x)
    return {
        "carriers": home.ships,
        "carrier_voyages": home.voyages,
        "carrier_days": carrier_time + shuttle_time,
        "shuttles": island.ships,
        "shuttle_voyages": island.voyages,
        "shuttle_days": shuttle_time,
        "fuel_carriers": _ship_fuel(x, home, "carrier") + _ship_fuel(x, island, "shuttle"),
    }


def _ship_fuel(x: Inputs, done: Traffic, group: str) -> FloatArray:
    at_sea, in_port = by_year(x[f"fleet.fuel_{group}_sea"]), by_year(x["fleet.fuel_cargo_port"])
    return fuel_at_rates((done.sea_time, at_sea), (done.port_time, in_port))


def vessel_fuel(x: Inputs, active: TimeBudget, idle_on_hire: FloatArray) -> FloatArray:
    """Fuel of the mining vessels: station, transit and port at their rates, and the lift on top, (draw, year) [kg]."""
    station = active.lifting + active.placement + active.running_pipe + active.weather + active.typhoon
    engines = fuel_at_rates(
        (station + active.unplanned, by_year(x["fleet.fuel_station"])),
        (active.transit, by_year(x["fleet.fuel_transit"])),
        (active.planned + idle_on_hire, by_year(x["fleet.fuel_port"])),
    )
    lift = by_year(x["lift_power"]) * active.lifting
    return engines + generator_fuel(lift, by_year(x["fleet.generator_consumption"]))
