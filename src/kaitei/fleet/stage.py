"""The year of the fleet: from lift rate and sea-state limits to hours, tonnes landed, voyages and fuel."""

import numpy as np

from kaitei.fleet import cargo, hours, waves
from kaitei.fleet.budget import MONTH_DAYS, TimeBudget
from kaitei.fleet.cargo import Given
from kaitei.fleet.hours import DAY, by_year
from kaitei.physics.arrays import FloatArray
from kaitei.stage import Inputs, stage

STATES = ("lifting", "placement", "running_pipe", "weather", "typhoon", "transit", "maintenance", "idle")

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
    coordinates={"state": STATES, "sea_state_limit": SEA_STATE_LIMITS},
)
def operate(x: Inputs) -> Given:
    """Takes what the riser lifts and the sea states it bears; gives the hours of the mining vessels by state, the
    mud lifted and landed, voyages, paid days and fuel of each year.

    A closed budget by month: no weather hour by hour and no queues. A simulation can replace the inside.
    """
    x.fail(x["lift_rate"] <= 0.0, "lift_rate is 0: the riser lifts nothing")
    share, vessels = x["operating_share"], by_year(x["fleet.mining_vessels"])
    employed = hours.calendar(x)
    storms = hours.storms(x, employed)
    months = hours.month_budget(x, employed, storms)
    vessel = hours.year_budget(x, months)
    active = vessel.each(lambda part: part * share * vessels)
    mud, solids = cargo.mud(x, active.lifting), cargo.solids_landed(x)
    cake = mud["mud_landed"] / by_year(solids["cake_solids_fraction"])
    on_hire = hours.on_hire(x) * vessels
    made = {
        **_states(x, active),
        "lifting_days": active.lifting,
        "workable_days": (vessel.lifting + vessel.placement + vessel.unplanned) * share,
        "typhoon_interruptions": storms.sum(axis=-1) * share,
        "hang_off_exceeded": hours.hang_off_exceeded(x, months) * share * vessels,
        "mining_vessels": x["fleet.mining_vessels"],
        "mining_vessel_days": on_hire,
        **mud,
        **solids,
        "cake_landed": cake,
        **cargo.ships(x, employed, mud["mud_dewatered"], cake),
        "fuel_mining_vessel": cargo.vessel_fuel(x, active, on_hire * (1.0 - share)),
    }
    return made | (_details(x, months) if x.central else {})


def _states(x: Inputs, active: TimeBudget) -> Given:
    """Hours by state, and how far they miss the calendar."""
    calendar = by_year(x["fleet.calendar_days"] * x["fleet.mining_vessels"])
    idle = calendar * (1.0 - x["operating_share"])
    used = active._asdict() | {"maintenance": active.planned + active.unplanned, "idle": idle}
    states = np.stack([used[state] for state in STATES], axis=-1)
    return {"vessel_hours": states, "hours_balance": states.sum(axis=-1) / calendar - 1.0}


def _details(x: Inputs, months: TimeBudget) -> Given:
    """The central year of one vessel by month, and the days that waves alone take at each limit."""
    used = months._asdict() | {"maintenance": months.planned + months.unplanned, "idle": 0.0 * months.lifting}
    states = np.stack([used[state][0, -1] for state in STATES], axis=-1)
    mean = x[f"fleet.wave_height_{x.option('fleet.waves')}"][0]
    limits: FloatArray = np.array(SEA_STATE_LIMITS)
    lost = waves.time_exceeded(limits, mean, x["fleet.wave_shape"][:1], MONTH_DAYS * DAY)
    return {"month_hours": states, "days_lost_to_waves": lost}
