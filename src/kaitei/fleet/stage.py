"""The years of the fleet: from lift rate and sea-state limits to hours, tonnes landed, voyages and fuel."""

import numpy as np

from kaitei.fleet import accounts, story
from kaitei.fleet.accounts import FUEL_GRADES, Accounts, Given
from kaitei.fleet.planning import refuse
from kaitei.fleet.simulation.words import ACTIVITIES, CAUSES, COMPONENTS, STATES
from kaitei.fleet.weather import WEATHER
from kaitei.fleet.years import case_of, totals_of
from kaitei.physics.arrays import FloatArray
from kaitei.stage import Inputs, stage

SEA_STATE_LIMITS = (2.0, 2.5, 3.0, 3.5, 4.0, 4.5, 5.0, 5.5, 6.0)


@stage(
    "fleet.operate",
    needs=(
        "lift_rate",
        "lift_power",
        "slurry_flow",
        "sea_state_lift",
        "sea_state_run_pipe",
        "sea_state_hang_off",
        "site.water_depth",
        "mud_solids_fraction",
        "mud_wet_density",
        "grain_density",
        "slurry_concentration",
        "operating_share",
    ),
    coordinates={
        "state": STATES,
        "cause": CAUSES,
        "activity": ACTIVITIES,
        "component": COMPONENTS,
        "fuel_grade": FUEL_GRADES,
        "weather": WEATHER,
        "sea_state_limit": SEA_STATE_LIMITS,
        "entry": tuple(float(i) for i in range(story.ENTRIES)),
        "entry_field": ("ship", "start", "end", "state", "cause", "mass"),
        "storm": tuple(float(i) for i in range(story.STORMS)),
        "fix": tuple(float(i) for i in range(story.FIXES)),
        "storm_field": ("hour", "latitude", "longitude", "wind"),
    },
    sources=(
        "Salmon2011",
        "MarsagliaTsang2000",
        "Willoughby2006",
        "GrossmannMatheson2025",
        "Schwerdt1979",
        "Collard2009",
    ),
)
def operate(x: Inputs) -> Given:
    """Takes what the riser lifts and the sea states it bears; gives the hours of the mining vessels by state and
    cause, the mud lifted and landed, voyages, paid days and fuel of each year.

    Every draw has its own ships, failures and storms, simulated event by event in hourly weather.
    """
    x.fail(x["lift_rate"] <= 0.0, "lift_rate is 0: the riser lifts nothing")
    refuse(x)
    case = case_of(x)
    of = Accounts(x, case, totals_of(x, case))
    at_sea = accounts.time_at_sea(of)
    made = {
        **at_sea,
        **accounts.mud(of),
        **accounts.cargo_ships(of),
        **accounts.vessel_fuel(of, at_sea["vessel_hours"]),
    }
    made["fuel_by_grade"] = accounts.fuel_by_grade(x, made)
    if not x.central:
        return made
    limits: FloatArray = np.array(SEA_STATE_LIMITS)
    return made | accounts.months(of) | story.tell(of, limits)
