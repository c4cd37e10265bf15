"""What names of items, states and data are called in print."""

_PRINTED = {
    "mining_vessel": "mining vessels",
    "mining_vessel_capital": "mining vessels, conversion or purchase",
    "vessel_capital": "mining vessels (capital)",
    "riser_capital": "riser (capital)",
    "pumps_capital": "pumps (capital)",
    "collector_capital": "collector (capital)",
    "island_plant_capital": "dewatering plant (capital)",
    "concentrator_capital": "concentrator (capital)",
    "leach_plant_capital": "leach plant (capital)",
    "separation_plant_capital": "separation plant (capital)",
    "port_capital": "port (capital)",
    "owners_cost": "owner's cost",
    "owners_cost_capital": "owner's cost (capital)",
    "contingency": "contingency on running cost",
    "contingency_capital": "contingency on capital",
    "stated": "running cost as stated",
    "stated_capital": "capital as stated",
    "sustaining_capital": "renewals (capital)",
    "lift_maintenance": "upkeep of riser, pumps, collector",
    "energy_and_water": "energy and water",
    "leach_plant": "running the leach plant",
    "separation": "separation of the oxides",
    "residue": "disposal of residue",
    "royalty": "royalty and tax on sales",
    "working_capital": "working capital",
    "running_pipe": "running pipe",
    "pulling_pipe": "pulling pipe",
    "placement": "moving the collector",
    "weather": "waiting for weather",
    "typhoon": "typhoons",
    "tank_full": "waiting with a full tank",
    "port": "time in port",
    "maintenance": "maintenance",
    "fines_reject": "fine reject",
    "leach_residue": "leach residue",
    "precipitate": "precipitate",
    "product": "oxide",
    "refinery_energy": "refinery energy",
    "toll_separation": "separation by others",
    "china": "China",
}

_PLURAL = ("mining vessels", "carriers", "reagents", "renewals", "pumps", "typhoons", "energy and water")

_CAUSES = {
    "production": "moving the collector",
    "wave_period": "long swell",
    "current": "surface current",
    "storm": "tropical cyclones",
    "pump": "failures of pumps",
    "collector": "failures of the collector",
    "riser": "failures of the riser",
    "positioning": "failures of position keeping",
    "dewatering": "failures of dewatering",
    "no_room": "a full tank",
    "crew_and_supply": "crew change and supply",
    "port_call": "port calls",
    "dry_dock": "dry docking",
    "campaign": "the way out and home",
    "not_employed": "time outside the campaign",
    "pipe_for_repairs": "pulling and running pipe for repairs",
}

_ACTIVITIES = {
    "lift": "lifting",
    "place": "moving the collector",
    "run_pipe": "running or pulling pipe",
    "hang_off": "riser hung off",
    "transfer": "transfer to a ship at sea",
    "unload": "discharge at the island",
    "load": "loading at the island",
    "supply": "crew change and supply",
}

_SECTIONS = {
    "site": "Site",
    "deposit": "Deposit",
    "lift": "Rate of lifting",
    "riser": "Riser",
    "fleet": "Fleet",
    "mine": "Mine",
    "refinery": "Refinery",
    "environment": "Environment",
    "economics": "Cost and tax",
    "market": "Market",
    "security": "Supply security",
}

GRADES = {
    "A": "read in the source",
    "A2": "read second-hand",
    "B": "from memory of the literature",
    "C": "estimate or arithmetic",
}


def words(name: str) -> str:
    """An item's name in plain words.

    >>> words("running_pipe"), words("working_capital"), words("fuel")
    ('running pipe', 'working capital', 'fuel')
    """
    return _PRINTED.get(name, name.replace("_", " "))


def cause_words(name: str) -> str:
    """Why a mining vessel does not lift, in plain words.

    >>> cause_words("no_room"), cause_words("planned_maintenance")
    ('a full tank', 'planned maintenance')
    """
    return _CAUSES.get(name, name.replace("_", " "))


def activity_words(name: str) -> str:
    """Work that needs calm weather, in plain words.

    >>> activity_words("run_pipe"), activity_words("dive")
    ('running or pulling pipe', 'dive')
    """
    return _ACTIVITIES.get(name, name.replace("_", " "))


def verb(name: str, one: str, many: str) -> str:
    """The form of a verb that goes with an item's printed name.

    >>> verb("reagents", "costs", "cost"), verb("separation", "costs", "cost")
    ('cost', 'costs')
    """
    return many if words(name).partition(" (")[0].partition(",")[0] in _PLURAL else one


def section_words(section: str) -> str:
    """A section of the scenario in plain words.

    >>> section_words("economics"), section_words("moon_base")
    ('Cost and tax', 'Moon base')
    """
    return _SECTIONS.get(section, section.replace("_", " ").capitalize())


def datum_words(name: str) -> str:
    """A datum's dotted name in plain words, the place behind.

    >>> datum_words("refinery.labile_share"), datum_words("chance")
    ('labile share (refinery)', 'chance at sea')
    """
    if name == "chance":
        return "chance at sea"
    place, dot, key = name.partition(".")
    return f"{key.replace('_', ' ')} ({place})" if dot else name.replace("_", " ")


def key_words(name: str) -> str:
    """A datum's name without its place, for labels that must be short.

    >>> key_words("refinery.labile_share")
    'labile share'
    """
    return name.rpartition(".")[2].replace("_", " ")


def group_words(group: str) -> str:
    """A group of the evidence study in plain words.

    >>> group_words("grade C"), group_words("chance")
    ('grade C: estimate or arithmetic', 'chance at sea')
    """
    grade = group.removeprefix("grade ")
    return f"{group}: {GRADES[grade]}" if grade in GRADES else datum_words(group)


def grade_rank(group: str) -> int:
    """Place of a group from the best grade to the worst; chance last."""
    order = [f"grade {grade}" for grade in GRADES]
    return order.index(group) if group in order else len(order)
