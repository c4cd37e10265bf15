"""Capital by item: takes the data out and puts the kernels of ``capital`` together."""

from typing import NamedTuple

import numpy as np

from kaitei.economics import capital
from kaitei.economics.items import CAPITAL_ITEMS
from kaitei.economics.operating import YEAR
from kaitei.physics import elements
from kaitei.physics.arrays import BoolArray, FloatArray
from kaitei.stage import Inputs


class Capital(NamedTuple):
    """Capital of the whole life by item, and when it is spent [USD]."""

    by_item: FloatArray
    """Shape (draw, capital_item)."""
    schedule: FloatArray
    """Share of each item spent in each year [1], shape (draw, year, capital_item)."""

    @property
    def initial(self) -> FloatArray:
        """All but renewals, shape (draw,)."""
        return np.asarray(self.by_item[:, :-1].sum(axis=1))

    @property
    def spent(self) -> FloatArray:
        """By year and item, shape (draw, year, capital_item)."""
        return self.by_item[:, np.newaxis, :] * self.schedule

    def of(self, *items: str) -> FloatArray:
        """Sum of some items, shape (draw,)."""
        return np.asarray(self.by_item[:, [CAPITAL_ITEMS.index(item) for item in items]].sum(axis=1))


def capital_costs(x: Inputs, producing: BoolArray) -> Capital:
    """Capital of the scenario: built up, stated by a study, or sunk."""
    items = {item: np.zeros(x.size("draw")) for item in CAPITAL_ITEMS}
    if x.option("economics.cost_basis") == "stated":
        items["stated"] = x["economics.stated_capital"] / x["market.jpy_per_usd"]
        items["sustaining"] = x["economics.stated_sustaining_capital"] / x["market.jpy_per_usd"]
    elif x.option("economics.capital") == "new":
        items |= _at_sea(x) | _on_land(x)
        _add_shares(x, items, producing)
    by_item = np.stack([items[item] for item in CAPITAL_ITEMS], axis=-1)
    schedule = np.repeat(
        capital.even_schedule(capital.before_first_production(producing))[:, :, np.newaxis],
        len(CAPITAL_ITEMS),
        axis=2,
    )
    # NOTE: renewals follow production; a draw that never produces has none.
    renewing = np.maximum(producing.sum(axis=1, keepdims=True), 1)
    schedule[:, :, -1] = producing / renewing
    by_item[:, -1] *= producing.any(axis=1)
    return Capital(by_item, schedule)


def _at_sea(x: Inputs) -> dict[str, FloatArray]:
    vessels, rate = x["mining_vessels"], x["lift_rate"]
    owned = x.option("economics.vessel") == "own"
    riser = x["economics.riser_cost"] / x["market.jpy_per_usd"]
    return {
        "vessel": vessels * x["economics.vessel_price" if owned else "economics.conversion_cost"],
        "riser": vessels
        * capital.cost_scaled(riser, x["economics.riser_reference_rate"], rate, x["economics.riser_exponent"]),
        "pumps": vessels * x["economics.pump_cost"] * x["lift_power"],
        "collector": vessels
        * capital.cost_scaled(
            x["economics.collector_cost"],
            x["economics.collector_reference_rate"],
            rate,
            x["economics.collector_exponent"],
        ),
    }


def _on_land(x: Inputs) -> dict[str, FloatArray]:
    own = x.option("refinery.separation") == "own"
    return {
        "island_plant": _dewatering_plant(x),
        "concentrator": _installed(x, "concentrator"),
        "leach_plant": _installed(x, "leach_plant"),
        "separation_plant": own * _separation_plant(x),
        "port": x["economics.port_cost"] + 0.0,
    }


def _installed(x: Inputs, section: str) -> FloatArray:
    """A section of the refinery, from the purchase of its equipment."""
    bought = x["section_purchase"][:, x.labels("plant_section").index(section)]
    now = capital.cost_escalated(bought, x["economics.equipment_year"], x["economics.money_year"])
    return now * x["economics.installation_factor"]


def _separation_plant(x: Inputs) -> FloatArray:
    if x.option("economics.separation_basis") == "equipment":
        return _installed(x, "separation_plant") + _organic(x)
    oxide = x["oxide_made"][..., elements.REY].sum(axis=2).max(axis=1) / YEAR
    reference, exponent = x["economics.separation_plant_reference_rate"], x["economics.separation_plant_exponent"]
    return capital.cost_scaled(x["economics.separation_plant_cost"], reference, oxide, exponent)


def _organic(x: Inputs) -> FloatArray:
    """First fill of extractant and diluent."""
    fill = x["first_fill"]
    return fill[:, 0] * x["market.extractant_price"] + fill[:, 1] * x["market.diluent_price"]


def _dewatering_plant(x: Inputs) -> FloatArray:
    place = x.option("fleet.dewatering")
    area = capital.press_area(x["lift_rate"] * x["mining_vessels"], x["economics.press_flux"])
    purchase = capital.cost_escalated(
        x["economics.press_cost"], x["economics.press_cost_year"], x["economics.money_year"]
    )
    presses = np.maximum(np.ceil(area / x["economics.press_largest_area"]), 1.0)
    reference, exponent = x["economics.press_reference_area"], x["economics.press_exponent"]
    purchase = presses * capital.cost_scaled(purchase, reference, area / presses, exponent)
    factor = {"island": x["economics.island_factor"], "on_board": np.ones(len(area)), "none": np.zeros(len(area))}
    return purchase * x["economics.installation_factor"] * factor[place]


def _add_shares(x: Inputs, items: dict[str, FloatArray], producing: BoolArray) -> None:
    direct = np.stack([items[item] for item in CAPITAL_ITEMS], axis=-1).sum(axis=1)
    items["owners_cost"] = x["economics.owners_share"] * direct
    items["contingency"] = x["economics.contingency_share"] * (direct + items["owners_cost"])
    initial = direct + items["owners_cost"] + items["contingency"]
    items["sustaining"] = x["economics.sustaining_share"] * initial * producing.sum(axis=1)
