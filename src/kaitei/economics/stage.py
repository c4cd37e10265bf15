"""The stage ``economics.appraise``."""

from typing import NamedTuple

import numpy as np

from kaitei.economics import cash_flow, tax
from kaitei.economics.break_even import break_even_price_factor
from kaitei.economics.capital_costs import Capital, capital_costs
from kaitei.economics.items import CAPITAL_ITEMS, COST_ITEMS, OPERATING_ITEMS
from kaitei.economics.operating import YEAR, working_capital_change
from kaitei.economics.operating_costs import linked_share, operating_costs
from kaitei.economics.prices import per_unit
from kaitei.economics.sales import Sales, sales
from kaitei.physics.arrays import BoolArray, FloatArray, IntArray
from kaitei.stage import Inputs, stage

MOMENT = {"mid_year": 0.5, "end_of_year": 1.0}
DEPRECIATION = {
    "declining_balance": tax.depreciation_declining_balance,
    "straight_line": tax.depreciation_straight_line,
}


class Books(NamedTuple):
    """All yearly money of the project [USD], shape (draw, year) where nothing else is said."""

    sales: Sales
    capital: Capital
    operating: FloatArray
    """Shape (draw, year, operating_item)."""
    linked: FloatArray
    """Share of the revenue that goes as royalty and toll [1], shape (draw,)."""
    stocks: FloatArray
    """Put into working capital."""
    closure: FloatArray
    depreciation: FloatArray
    tax: FloatArray
    discount: FloatArray
    """Discount factors [1]."""

    @property
    def before_tax(self) -> FloatArray:
        """Cash flow before tax."""
        spent = self.operating.sum(axis=2) + self.capital.spent.sum(axis=2)
        return np.asarray(self.sales.earned - spent - self.stocks - self.closure)

    @property
    def cash_flow(self) -> FloatArray:
        """Cash flow after tax."""
        return self.before_tax - self.tax


class TaxRules(NamedTuple):
    """Rate, cap and life of losses carried forward, shape (draw,)."""

    rate: FloatArray
    cap: FloatArray
    life: IntArray


@stage(
    "economics.appraise",
    needs=(
        *("operating_share", "mining_vessels", "mining_vessel_days", "carrier_days", "carrier_voyages"),
        *("fuel_by_grade", "flocculant_used", "fleet.dewatering"),
        *("lift_rate", "lift_power", "mud_lifted", "mud_landed", "mud_solids_fraction"),
        *("concentrate_made", "oxide_made", "reagent_used", "refinery_electricity", "refinery_heat"),
        *("fresh_water", "residue", "refinery.separation", "section_purchase", "first_fill", "sold_in_group"),
    ),
    coordinates={"capital_item": CAPITAL_ITEMS, "operating_item": OPERATING_ITEMS, "cost_item": COST_ITEMS},
    sources=("JapanTaxLosses2022", "JapanTaxGuide2025"),
)
def appraise(x: Inputs) -> dict[str, FloatArray]:
    """Takes ship days, fuel, reagents, energy, residue and oxides; gives capital, cost, revenue, tax and cash by year.

    From these: net present value, internal rate of return, payback, levelised cost and the break-even basket price.
    """
    producing = x["operating_share"] > 0.0
    rules = _tax_rules(x)
    books = _books(x, producing, rules)
    irr, roots = cash_flow.internal_rate_of_return(books.cash_flow)
    return {
        "capital_cost": books.capital.by_item,
        "capital_initial": books.capital.initial,
        "capital_spent": books.capital.spent.sum(axis=2),
        "operating_cost": books.operating,
        "oxide_sold": books.sales.oxide,
        "revenue": books.sales.revenue,
        "depreciation": books.depreciation,
        "tax_paid": books.tax,
        "cash_flow": books.cash_flow,
        "npv": cash_flow.present_value(books.cash_flow, books.discount),
        "npv_before_tax": cash_flow.present_value(books.before_tax, books.discount),
        "irr": irr,
        "irr_exists": (roots > 0.0).astype(np.float64),
        "irr_roots": roots,
        "payback": cash_flow.payback_time(books.cash_flow) * YEAR,
        **_levelised(x, books, rules),
        **_checks(books),
    }


def _tax_rules(x: Inputs) -> TaxRules:
    life = np.rint(x["market.loss_life"] / YEAR).astype(np.int64)
    return TaxRules(x["market.tax_rate"], x["market.loss_cap"], life)


def _books(x: Inputs, producing: BoolArray, rules: TaxRules) -> Books:
    sold, capital = sales(x), capital_costs(x, producing)
    operating = operating_costs(x, capital, producing, sold.earned)
    worked = operating.sum(axis=2) - linked_share(x)[:, np.newaxis] * sold.earned
    closure = np.zeros(producing.shape)
    closure[:, -1] = x["economics.closure_share"] * capital.initial
    life = np.maximum(np.rint(x["economics.depreciation_life"] / YEAR), 1.0).astype(np.int64)
    start = tax.first_year_in_service(producing)
    charged = DEPRECIATION[x.option("economics.depreciation")](capital.spent.sum(axis=2), start, life)
    income = sold.earned - operating.sum(axis=2) - closure - charged
    return Books(
        sales=sold,
        capital=capital,
        operating=operating,
        linked=linked_share(x),
        stocks=working_capital_change(worked, x["economics.working_capital_time"], producing),
        closure=closure,
        depreciation=charged,
        tax=tax.tax_with_losses_carried_forward(income, *rules),
        discount=cash_flow.discount_factor(
            x["economics.discount_rate"], x.size("year"), MOMENT[x.option("economics.discounting")]
        ),
    )


def _levelised(x: Inputs, books: Books, rules: TaxRules) -> dict[str, FloatArray]:
    mud = cash_flow.present_value(x["mud_lifted"], books.discount)
    reo = cash_flow.present_value(books.sales.reo, books.discount)
    magnets = cash_flow.present_value(books.sales.magnet_reo, books.discount)
    earned = cash_flow.present_value(books.sales.earned, books.discount)
    # NOTE: from revenue and value, so that the stack, which adds the items up, is checked by another way.
    cost = earned - cash_flow.present_value(books.before_tax, books.discount)
    factor = _break_even(books, rules)
    exists = reo > 0.0
    basket = np.where(exists, per_unit(earned, reo), 0.0)
    return {
        "oxide_exists": exists.astype(np.float64),
        "cost_per_mud_dry": per_unit(cost, mud),
        "cost_per_mud_wet": per_unit(cost, mud / x["mud_solids_fraction"]),
        "cost_per_reo": per_unit(cost, reo),
        "cost_per_magnet_reo": per_unit(cost, magnets),
        "basket_price": basket,
        "break_even_basket_price": np.where(exists, np.where(exists, factor, 1.0) * basket, np.inf),
        "cost_stack": np.where(exists[:, np.newaxis], per_unit(_cost_by_item(books), reo[:, np.newaxis]), 0.0),
    }


def _cost_by_item(books: Books) -> FloatArray:
    factor = books.discount[:, :, np.newaxis]
    other = np.stack([books.stocks, books.closure], axis=-1)
    parts = [(part * factor).sum(axis=1) for part in (books.capital.spent, books.operating, other)]
    return np.concatenate(parts, axis=1)


def _break_even(books: Books, rules: TaxRules) -> FloatArray:
    earned = books.sales.earned
    unlinked = books.operating.sum(axis=2) - books.linked[:, np.newaxis] * earned
    flow = -(unlinked + books.capital.spent.sum(axis=2) + books.stocks + books.closure)
    charges = unlinked + books.closure + books.depreciation
    return break_even_price_factor(earned, books.linked, flow, charges, books.discount, *rules)


def _checks(books: Books) -> dict[str, FloatArray]:
    capital = books.capital.by_item.sum(axis=1)
    money_in = books.sales.revenue.sum(axis=(1, 2))
    money_out = books.operating.sum(axis=(1, 2)) + capital + books.tax.sum(axis=1) + books.closure[:, -1]
    moved = np.maximum(money_in + np.abs(money_out), 1.0)
    cost = _cost_by_item(books)
    value = cash_flow.present_value(books.before_tax, books.discount)
    earned = cash_flow.present_value(books.sales.earned, books.discount)
    size = np.maximum(np.abs(cost).sum(axis=1) + earned, 1.0)
    return {
        "cash_balance": (books.cash_flow.sum(axis=1) - (money_in - money_out)) / moved,
        "cost_stack_balance": (cost.sum(axis=1) - (earned - value)) / size,
        "depreciation_balance": (books.depreciation.sum(axis=1) - capital) / np.maximum(capital, 1.0),
    }
