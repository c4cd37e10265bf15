"""Operating cost by item and year: takes the data out and puts the kernels of ``operating`` together."""

import numpy as np

from kaitei.economics import operating
from kaitei.economics.capital_costs import Capital
from kaitei.economics.items import OPERATING_ITEMS, REAGENT_PRICES
from kaitei.economics.operating import YEAR
from kaitei.errors import StageError
from kaitei.physics.arrays import BoolArray, FloatArray
from kaitei.stage import Inputs


def linked_share(x: Inputs) -> FloatArray:
    """Share of gross revenue that goes as royalty and toll [1], shape (draw,)."""
    return _royalty_rate(x) + _toll_share(x)


def _royalty_rate(x: Inputs) -> FloatArray:
    return np.where(_stated(x), 0.0, x["market.royalty_rate"])


def _toll_share(x: Inputs) -> FloatArray:
    tolled = x.option("refinery.separation") == "toll" and x.option("market.product") == "separated_oxides"
    return np.where(tolled and not _stated(x), x["market.toll_share"], 0.0)


def _stated(x: Inputs) -> bool:
    return x.option("economics.cost_basis") == "stated"


def operating_costs(x: Inputs, capital: Capital, producing: BoolArray, earned: FloatArray) -> FloatArray:
    """Operating cost by item [USD], shape (draw, year, operating_item).

    ``earned`` is gross revenue by year [USD], which royalty and toll are a share of.
    """
    items = {item: np.zeros(producing.shape) for item in OPERATING_ITEMS}
    if _stated(x):
        full_year = x["economics.stated_operating_cost"] / x["market.jpy_per_usd"] * YEAR
        items["stated"] = full_year[:, np.newaxis] * producing
    else:
        items |= _at_sea(x, capital, producing) | _on_land(x, capital, producing)
        items |= _company(x, capital, producing)
        worked = np.stack([items[item] for item in OPERATING_ITEMS], axis=-1).sum(axis=2)
        items["contingency"] = x["economics.operating_contingency"][:, np.newaxis] * worked
        items["royalty"] = _royalty_rate(x)[:, np.newaxis] * earned
        items["separation"] = items["separation"] + _toll_share(x)[:, np.newaxis] * earned
    return np.stack([items[item] for item in OPERATING_ITEMS], axis=-1)


def _by_year(x: Inputs, name: str) -> FloatArray:
    return x[name][:, np.newaxis]


def _fixed(x: Inputs, name: str, producing: BoolArray) -> FloatArray:
    return _by_year(x, name) * YEAR * producing


def _upkeep(x: Inputs, share: str, value: FloatArray, producing: BoolArray) -> FloatArray:
    return (x[share] * value)[:, np.newaxis] * producing


def _at_sea(x: Inputs, capital: Capital, producing: BoolArray) -> dict[str, FloatArray]:
    hired = x.option("economics.vessel") == "charter"
    rate = _by_year(x, "economics.charter_rate" if hired else "economics.own_vessel_rate")
    fuel_oil = x["market.fuel_oil_price"]
    price = {"fuel_oil": fuel_oil, "gas_oil": fuel_oil * x["market.gas_oil_ratio"]}
    prices = np.stack([price[grade] for grade in x.labels("fuel_grade")], axis=-1)
    ships = x["carrier_days"] * _by_year(x, "market.carrier_rate")
    calls = x["carrier_voyages"] * _by_year(x, "market.carrier_call_cost")
    based = x.option("fleet.dewatering") == "island"
    floc = x["flocculant_used"] * _by_year(x, "market.flocculant_price")
    wear = np.where(x.option("fleet.dewatering") == "none", 0.0, _by_year(x, "economics.dewatering_cost"))
    gear = capital.of("riser", "pumps", "collector")
    return {
        "mining_vessel": x["mining_vessel_days"] * rate,
        "fuel": (x["fuel_by_grade"] * prices[:, np.newaxis, :]).sum(axis=-1),
        "carriers": ships + calls,
        "lift_maintenance": _upkeep(x, "economics.lift_maintenance_share", gear, producing),
        "dewatering": floc + wear * x["mud_landed"] + based * _fixed(x, "economics.island_base_cost", producing),
    }


def _on_land(x: Inputs, capital: Capital, producing: BoolArray) -> dict[str, FloatArray]:
    share = "economics.plant_maintenance_share"
    plant = capital.of("island_plant", "concentrator", "leach_plant", "port")
    own = x.option("refinery.separation") == "own"
    return {
        "reagents": operating.reagent_cost(x["reagent_used"], reagent_prices(x)),
        "energy_and_water": x["refinery_electricity"] * _by_year(x, "market.electricity_price")
        + x["refinery_heat"] * _by_year(x, "market.heat_price")
        + x["fresh_water"] * _by_year(x, "market.water_price"),
        "leach_plant": _fixed(x, "economics.leach_labour", producing) + _upkeep(x, share, plant, producing),
        "separation": own * _fixed(x, "economics.separation_labour", producing)
        + _upkeep(x, share, capital.of("separation_plant"), producing),
        "residue": x["residue"] * _residue_price(x)[:, np.newaxis],
    }


def _company(x: Inputs, capital: Capital, producing: BoolArray) -> dict[str, FloatArray]:
    return {
        "insurance": _upkeep(x, "economics.insurance_share", capital.initial, producing),
        "overhead": _fixed(x, "economics.overhead", producing),
        "monitoring": _fixed(x, "economics.monitoring", producing),
    }


def _residue_price(x: Inputs) -> FloatArray:
    way = x.option("economics.residue")
    if way == "landfill":
        # NOTE: a landfill weighs what the lorry brings; the residue is counted dry.
        return (
            operating.charge_in_dollars(x["market.landfill_price"], x["market.jpy_per_usd"])
            / x["market.landfill_solids"]
        )
    return x["market.reuse_cost"] if way == "reuse" else np.zeros(x.size("draw"))


def reagent_prices(x: Inputs) -> FloatArray:
    """Prices along the refinery's reagents [USD/kg], shape (draw, reagent).

    Raises StageError when the refinery reports another number of reagents than there are prices.
    """
    if x.size("reagent") != len(REAGENT_PRICES):
        raise StageError(
            f"economics.appraise has prices for {len(REAGENT_PRICES)} reagents, the refinery reports "
            f"{x.size('reagent')}; give each reagent a price in economics/items.py"
        )
    return np.stack([x[price] for price in REAGENT_PRICES.values()], axis=-1)
