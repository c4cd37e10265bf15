"""The central case's cash flow in plain numbers: inputs of the live sheet, and the value every formula of it has.

Viewers that do not recalculate show these values; a spreadsheet recomputes them from the formulas.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kaitei.report.run import Run

MOMENT = {"mid_year": 0.5, "end_of_year": 1.0}
DAYS_A_YEAR = 365.25
SAME = 1e-9
"""Relative difference below which one price serves all years."""

NEEDS = (
    *("operating_share", "oxide_sold", "revenue", "operating_cost", "capital_cost", "npv"),
    *("economics.discount_rate", "market.tax_rate", "market.loss_cap", "market.loss_life"),
    *("economics.depreciation_life", "economics.working_capital_time", "economics.closure_share"),
    *("market.royalty_rate", "market.toll_share"),
)
"""What the central case must hold for the sheet to be written."""


@dataclass(frozen=True)
class Terms:
    """The single numbers of the cash flow."""

    discount_rate: float
    moment: float
    tax_rate: float
    loss_cap: float
    loss_life: float
    depreciation_life: float
    declining: float
    working_capital_days: float
    closure_share: float
    royalty_rate: float
    toll_share: float


@dataclass(frozen=True)
class Books:
    """Inputs by year and item; money in million USD."""

    years: list[int]
    share: list[float]
    oxide: dict[str, list[float]]
    price: dict[str, list[float]]
    """USD per kg of oxide, as obtained, by year."""
    operating: dict[str, list[float]]
    """Without royalty and toll."""
    capital: dict[str, float]
    """Of the whole life; item sustaining is spent evenly over the production years."""
    terms: Terms
    npv: float
    irr: float | None
    money: str = ""
    """Currency, year, real or nominal, in the scenario's words."""
    made: dict[str, list[float]] = field(default_factory=dict)
    """Rows computed from the inputs, as the sheet's formulas compute them."""
    charges: list[list[float]] = field(default_factory=list)
    """Depreciation by year of purchase and year."""
    used: list[list[float]] = field(default_factory=list)
    """Losses used by year of loss and year."""


def books_of(run: Run) -> Books | None:
    """The books of the central case, all rows computed; None when the run lacks their numbers."""
    if not run.knows(*NEEDS):
        return None
    central = run.central
    oxide = {e: v for e, v in _by(run, "oxide_sold", "element").items() if any(v)}
    revenue = _by(run, "revenue", "element")
    terms = _terms(run)
    total = [sum(row[i] for row in revenue.values()) for i in range(central.sizes["year"])]
    return completed(
        Books(
            years=[int(year) for year in central["year"].to_numpy()],
            share=[float(share) for share in central["operating_share"].to_numpy()],
            oxide=oxide,
            price={e: _prices(revenue[e], oxide[e]) for e in oxide},
            operating=_operating(_by(run, "operating_cost", "operating_item"), terms.toll_share, total),
            capital=_capital(run),
            terms=terms,
            npv=float(central["npv"]),
            irr=run.central_of("irr"),
            money=run.money,
        )
    )


def _by(run: Run, name: str, dim: str) -> dict[str, list[float]]:
    array = run.central[name].transpose(dim, "year")
    return {str(label): [float(v) for v in array.sel({dim: label}).to_numpy()] for label in array[dim].to_numpy()}


def _prices(revenue: Sequence[float], oxide: Sequence[float]) -> list[float]:
    """Price obtained in each year [USD/kg]; in years without sale that of the first year with one."""
    found = [1000.0 * r / t if t > 0.0 else None for r, t in zip(revenue, oxide, strict=True)]
    usual = next(price for price in found if price is not None)
    prices = [usual if price is None else price for price in found]
    same = all(abs(price - usual) <= SAME * abs(usual) for price in prices)
    return [usual] * len(prices) if same else prices


def one_price(prices: Sequence[float]) -> bool:
    """Whether one price serves all years."""
    return all(price == prices[0] for price in prices)


def _operating(items: Mapping[str, list[float]], toll: float, revenue: Sequence[float]) -> dict[str, list[float]]:
    """Items that cost anything; royalty goes, and the toll is taken out of separation: both follow the revenue."""
    made = {name: row for name, row in items.items() if name != "royalty"}
    if toll > 0.0 and "separation" in made:
        made["separation"] = [cost - toll * r for cost, r in zip(made["separation"], revenue, strict=True)]
    return {name: row for name, row in made.items() if any(abs(cost) > 1e-12 for cost in row)}


def _capital(run: Run) -> dict[str, float]:
    array = run.central["capital_cost"]
    items = {str(item): float(array.sel(capital_item=item)) for item in array["capital_item"].to_numpy()}
    return {name: cost for name, cost in items.items() if cost != 0.0}


def _terms(run: Run) -> Terms:
    def single(name: str) -> float:
        return float(run.central[name])

    stated = run.option("economics.cost_basis") == "stated"
    tolled = run.option("refinery.separation") == "toll" and run.option("market.product") == "separated_oxides"
    return Terms(
        discount_rate=single("economics.discount_rate"),
        moment=MOMENT.get(run.option("economics.discounting"), 1.0),
        tax_rate=single("market.tax_rate"),
        loss_cap=single("market.loss_cap"),
        loss_life=float(round(single("market.loss_life"))),
        depreciation_life=float(max(round(single("economics.depreciation_life")), 1)),
        declining=1.0 if run.option("economics.depreciation") == "declining_balance" else 0.0,
        working_capital_days=single("economics.working_capital_time"),
        closure_share=single("economics.closure_share"),
        royalty_rate=0.0 if stated else single("market.royalty_rate"),
        toll_share=single("market.toll_share") if tolled and not stated else 0.0,
    )


def completed(b: Books) -> Books:
    """The books with every computed row filled in."""
    made, t, n = b.made, b.terms, len(b.years)
    made["producing"] = [1.0 if share > 0.0 else 0.0 for share in b.share]
    made["before"] = [1.0 if not any(made["producing"][: i + 1]) else 0.0 for i in range(n)]
    made |= _schedules(made["producing"], made["before"])
    for element, tonnes in b.oxide.items():
        made[f"revenue {element}"] = [a * p / 1000.0 for a, p in zip(tonnes, b.price[element], strict=True)]
    made["revenue"] = _sum(n, [made[f"revenue {element}"] for element in b.oxide])
    made["worked"] = _sum(n, list(b.operating.values()))
    made["royalty"] = [t.royalty_rate * r for r in made["revenue"]]
    made["toll"] = [t.toll_share * r for r in made["revenue"]]
    made["operating"] = _sum(n, [made["worked"], made["royalty"], made["toll"]])
    made["ebitda"] = _less(made["revenue"], made["operating"])
    for item, cost in b.capital.items():
        plan = made["renewals" if item == "sustaining" else "building"]
        made[f"capital {item}"] = [cost * part for part in plan]
    made["capital"] = _sum(n, [made[f"capital {item}"] for item in b.capital])
    initial = sum(cost for item, cost in b.capital.items() if item != "sustaining")
    made["closure"] = [0.0] * (n - 1) + [t.closure_share * initial]
    level = [
        w * t.working_capital_days / DAYS_A_YEAR * p for w, p in zip(made["worked"], made["producing"], strict=True)
    ]
    made["level"] = [*level[:-1], 0.0]
    made["stocks"] = _less(made["level"], [0.0, *made["level"][:-1]])
    _tax(b)
    spent = _sum(n, [made[name] for name in ("operating", "capital", "closure", "stocks", "tax")])
    made["cash"] = _less(made["revenue"], spent)
    made["factor"] = [(1.0 + t.discount_rate) ** -(i + t.moment) for i in range(n)]
    made["present"] = [c * f for c, f in zip(made["cash"], made["factor"], strict=True)]
    made["running"] = [sum(made["cash"][: i + 1]) for i in range(n)]
    return b


def _schedules(producing: list[float], before: list[float]) -> dict[str, list[float]]:
    first = [1.0] + [0.0] * (len(before) - 1)
    building = [part / sum(before) for part in before] if sum(before) > 0.0 else first
    years = sum(producing)
    return {"building": building, "renewals": [part / years if years > 0.0 else 0.0 for part in producing]}


def _tax(b: Books) -> None:
    made, t, n = b.made, b.terms, len(b.years)
    start = made["producing"].index(1.0) if any(made["producing"]) else 0
    life = int(t.depreciation_life)
    for bought, cost in enumerate(made["capital"]):
        first, left, row = max(bought, start), cost, [0.0] * n
        for year in range(first, min(first + life, n)):
            row[year] = min(max(left / (life - (year - first)), t.declining * 2.0 * left / life), left)
            left -= row[year]
        b.charges.append(row)
    made["written off"] = [0.0] * (n - 1) + [sum(made["capital"]) - sum(map(sum, b.charges))]
    made["depreciation"] = _sum(n, [*b.charges, made["written off"]])
    made["income"] = _less(made["ebitda"], _sum(n, [made["closure"], made["depreciation"]]))
    b.used.extend([[0.0] * n for _ in range(n)])
    for year, income in enumerate(made["income"]):
        room = t.loss_cap * income if income > 0.0 else 0.0
        for past in range(max(0, year - int(t.loss_life)), year):
            left = max(-made["income"][past], 0.0) - sum(b.used[past])
            taken = min(left, room) if income > 0.0 else 0.0
            b.used[past][year] = taken
            room -= taken
    made["used"] = _sum(n, b.used)
    made["tax"] = [
        t.tax_rate * (income - used) if income > 0.0 else 0.0
        for income, used in zip(made["income"], made["used"], strict=True)
    ]


def _sum(n: int, rows: Sequence[Sequence[float]]) -> list[float]:
    return [sum(row[i] for row in rows) for i in range(n)]


def _less(a: Sequence[float], b: Sequence[float]) -> list[float]:
    return [x - y for x, y in zip(a, b, strict=True)]
