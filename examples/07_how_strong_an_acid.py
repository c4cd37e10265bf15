"""How strong an acid? Extraction only rises; what a tonne leaves after acid, base and residue has its best.

Shows: one stage alone at its central numbers, with prices of the packaged scenario. Whole mud of 2,000 ppm goes to the
leach; oxides at Chinese prices of 2025; other reagents, energy and plant are left out of the balance.
"""

import numpy as np

import kaitei
from kaitei.datum_check import price_decks
from kaitei.physics import elements
from kaitei.refinery.stage import refine
from kaitei.testing import run_stage

SCENARIO = kaitei.load("minamitorishima")
DATA = SCENARIO.data
MUD, GRADE = 1e6, 2000e-6  # t of dry mud in the year; rare earths in it
SPLIT = np.array([DATA["deposit.element_split"].value.get(e, 0.0) for e in elements.ELEMENTS]) * elements.REY
DECK = price_decks()["china_2025"]
PRICE = np.array([float(DECK[e]["price"]) if e in DECK else 0.0 for e in elements.ELEMENTS])  # USD/kg of oxide
NO_CERIUM = SPLIT * (np.arange(len(SPLIT)) != elements.index("Ce"))
LEACHES = {
    "hydrochloric acid, 4 m3/t or more": ("hydrochloric", 4.0, (0.125, 0.25, 0.375, 0.5, 0.75, 1.0, 2.0)),
    "hydrochloric acid, 10 m3/t or more": ("hydrochloric", 10.0, (0.125, 0.25, 0.375, 0.5, 0.75, 1.0, 2.0)),
    "sulfuric acid, 4 m3/t or more": ("sulfuric", 4.0, (0.0625, 0.125, 0.25, 0.5, 1.0)),
}


def refinery(acid, least, strength):
    """The refinery on a year of mud: whole mud to the leach, with so much liquor at least and acid so strong."""
    given = {
        "mud_landed": MUD, "cake_landed": MUD / 0.6, "cake_solids_fraction": 0.6,
        "feed_element": MUD * GRADE * (SPLIT / SPLIT.sum())[np.newaxis],
        "refinery.acid_strength": strength, "refinery.liquid_ratio_least": least,
    }  # fmt: skip
    options = {name: word for name, word in SCENARIO.options.items() if name.startswith("refinery.")}
    options |= {"refinery.concentration": "none", "refinery.leach_acid": acid}
    return run_stage(refine, given, years=[2030], options=options, central=True).isel(draw=0, year=0)


def cost(made, reagent):
    """Of one reagent [USD per t of mud]."""
    return float(made["reagent_used"].sel(reagent=reagent)) * DATA[f"market.{reagent}_price"].value / MUD


for leach, (acid, least, strengths) in LEACHES.items():
    print(f"{leach}\n  mol/L   m3/t  extracted  oxides   acid   base  residue   left, USD per t of mud")
    left = {}
    for strength in strengths:
        made = refinery(acid, least, strength)
        extracted = 100.0 * float((made["leach_recovery"].values * NO_CERIUM).sum() / NO_CERIUM.sum())
        oxides = 1e3 * float((made["oxide_made"].values * PRICE).sum()) / MUD
        spent = [cost(made, f"{acid}_acid"), cost(made, "limestone")]
        spent += [float(made["residue"]) * DATA["market.reuse_cost"].value / MUD]
        left[strength] = oxides - sum(spent)
        liquor = float(made["leach_liquor"]) / MUD
        row = f"{strength:7.3g}{liquor:7.1f}{extracted:9.1f} %{oxides:8.1f}"
        print(row + "".join(f"{part:7.1f}" for part in spent) + f"{left[strength]:9.1f}")
    print(f"  best at {max(left, key=left.get):g} mol/L; extraction without cerium.\n")
