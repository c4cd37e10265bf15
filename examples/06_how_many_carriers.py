"""How many carriers, how large a tank, what before a typhoon, one mining vessel or two half as large?

Shows: decision studies with common random numbers. All fleets meet the same 60 draws of weather, failures, grades and
prices, so the change from one fleet to the next is taken draw by draw; sixty are few for the tails.
"""

import numpy as np

import kaitei
from kaitei.measure import measure
from kaitei.reference import REFERENCE

NAMES = ("mud_landed", "lifting_days", "cost_per_reo")
CHAIN = REFERENCE.upto(NAMES)
STATED = {"fleet.cargo_ships": "stated", "fleet.shuttles": 2, "fleet.carriers": 2, "fleet.shuttle_cargo": "8000 t"}
BASE = kaitei.load("minamitorishima").with_({**STATED, "fleet.mud_tank": "20000 t"})
HALVES = {"fleet.mining_vessels": 2, "lift.rate": "1750 t/d", "fleet.mud_tank": "10000 t"}
FLEETS = {
    "2 carriers (base)": {},
    "1 carrier": {"fleet.carriers": 1},
    "3 carriers": {"fleet.carriers": 3},
    "4 carriers": {"fleet.carriers": 4},
    "a tank of 10,000 t": {"fleet.mud_tank": "10000 t"},
    "a tank of 40,000 t": {"fleet.mud_tank": "40000 t"},
    "retrieve": {"fleet.typhoon_policy": "retrieve"},
    "disconnect": {"fleet.typhoon_policy": "disconnect"},
    "two vessels half as large": HALVES,
}

found = {}
print("The base: 1 mining vessel of 3,500 t/d with a tank of 20,000 t, 2 shuttles, 2 carriers, policy hang_off.\n")
print("                           dry mud landed, t/yr    lifting     cost")
print("                              P10     P50     P90  vessel-d/yr  USD/kg REO")
for fleet, changes in FLEETS.items():
    dataset = CHAIN.sample(BASE.with_(changes), draws=60, seed=1)
    landed, days, cost = found[fleet] = [measure(name).compute(dataset) for name in NAMES]
    low, middle, high = np.quantile(landed, (0.1, 0.5, 0.9))
    print(f"{fleet:25}{low:8,.0f}{middle:8,.0f}{high:8,.0f}{np.median(days):13,.0f}{np.median(cost):12,.0f}")


def change(new, old):
    """The paired change of mud landed in words: its median, and in how many draws it is a gain."""
    by, more = np.median(found[new][0] - found[old][0]), np.mean(found[new][0] > found[old][0])
    return f"{round(by, -3) + 0.0:+,.0f} t/yr in the median draw, more in {100 * more:.0f} % of the draws"


def cheapest(*fleets):
    """The fleet with the lowest median of cost per kg REO."""
    return min(fleets, key=lambda fleet: np.median(found[fleet][2]))


steps = ("1 carrier", "2 carriers (base)", "3 carriers", "4 carriers")
print()
for ordinal, few, many in zip(("second", "third", "fourth"), steps, steps[1:], strict=False):
    print(f"The {ordinal} carrier: {change(many, few)}.")
print(f"Of 1 to 4 carriers, a kg of REO costs least with {cheapest(*steps)}.")
for fleet in ("a tank of 10,000 t", "a tank of 40,000 t", "retrieve", "disconnect", "two vessels half as large"):
    print(f"{fleet.capitalize()}: {change(fleet, '2 carriers (base)')}.")
dearer = np.median(found["two vessels half as large"][2] - found["2 carriers (base)"][2])
print(f"Since each costs the day rate of a large one: {dearer:+,.0f} USD per kg REO in the median draw.")
