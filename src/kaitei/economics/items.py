"""The items of cost, in the order in which every table prints them."""

CAPITAL_ITEMS = (
    "vessel",
    "riser",
    "pumps",
    "collector",
    "island_plant",
    "concentrator",
    "leach_plant",
    "separation_plant",
    "port",
    "owners_cost",
    "contingency",
    "stated",
    "sustaining",
)

OPERATING_ITEMS = (
    "mining_vessel",
    "fuel",
    "carriers",
    "lift_maintenance",
    "dewatering",
    "reagents",
    "energy_and_water",
    "leach_plant",
    "separation",
    "residue",
    "insurance",
    "overhead",
    "monitoring",
    "contingency",
    "royalty",
    "stated",
)

COST_ITEMS = (*(f"{item}_capital" for item in CAPITAL_ITEMS), *OPERATING_ITEMS, "working_capital", "closure")

REAGENT_PRICES = {
    "hydrochloric_acid": "market.hydrochloric_acid_price",
    "sulfuric_acid": "market.sulfuric_acid_price",
    "caustic_soda": "market.caustic_soda_price",
    "limestone": "market.limestone_price",
    "lime": "market.lime_price",
    "oxalic_acid": "market.oxalic_acid_price",
    "hydrogen_peroxide": "market.hydrogen_peroxide_price",
    "extractant": "market.extractant_price",
    "flocculant": "market.flocculant_price",
}
"""The price of each reagent, in the order in which the refinery reports what it used."""
