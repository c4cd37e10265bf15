"""The sheet Cash flow: the central case as formulas, from tonnes, prices and costs to net present value."""

from collections.abc import Sequence

from kaitei.report import tax_sheet
from kaitei.report.books import Books, one_price
from kaitei.report.ledger import FIRST, MUSD, Ledger, product
from kaitei.report.numerals import sentence
from kaitei.report.page import Page, column
from kaitei.report.words import words

AGREES = 1e-6
"""Relative difference up to which the live value counts as the model's."""

TERMS = (
    ("discount", "Discount rate, real, after tax", "share a year", "discount_rate", "input share"),
    ("moment", "When in the year money flows: 0.5 middle, 1 end", "years", "moment", "input"),
    ("tax rate", "Tax rate on income", "share", "tax_rate", "input share"),
    ("loss cap", "Share of a year's income that old losses may cover", "share", "loss_cap", "input share"),
    ("loss life", "Years a loss may be carried (whole)", "years", "loss_life", "input whole"),
    ("life", "Years of depreciation (whole)", "years", "depreciation_life", "input whole"),
    ("declining", "Depreciation: 1 declining balance (200 %), 0 straight line", "1 or 0", "declining", "input whole"),
    ("days", "Operating cost held as working capital", "days", "working_capital_days", "input"),
    ("closure share", "Closure, share of initial capital", "share", "closure_share", "input share"),
    ("royalty rate", "Royalty, share of revenue", "share", "royalty_rate", "input share"),
    ("toll share", "Toll of a separator, share of revenue", "share", "toll_share", "input share"),
)

LEVERS = (
    ("price factor", "Factor on all prices (1: as in the run)"),
    ("operating factor", "Factor on operating cost without royalty and toll"),
    ("capital factor", "Factor on capital"),
)


def write(books: Books, cash: Page, tax: Page) -> None:
    """Writes both sheets."""
    ledger = Ledger(books, cash, tax)
    cash.text(0, 0, "Cash flow of the central case, live", "title")
    note = (
        f"Blue cells are inputs: change them and the value follows. Money in {MUSD}, {books.money}; amounts a year. "
        "Operating cost is an input by item: upkeep and insurance do not follow the factor on capital."
    )
    cash.text(1, 0, note, "note")
    cash.row = 9
    _terms(ledger)
    _years(ledger)
    _sales(ledger)
    _operating(ledger)
    _capital(ledger)
    _tax_rows(ledger)
    _cash_rows(ledger)
    tax_sheet.write(ledger)
    _results(ledger)
    cash.widths([52, 16, 14, *[10] * len(books.years)])
    ledger.years(cash, 0)
    cash.sheet.freeze_panes(1, FIRST)


def _terms(ledger: Ledger) -> None:
    ledger.cash.text(8, 0, "Terms", "section")
    for name, label, unit, key, style in TERMS:
        row = ledger.open(name, label, unit)
        ledger.cash.number(row, 2, getattr(ledger.books.terms, key), style)
    for name, label in LEVERS:
        row = ledger.open(name, label, "1")
        ledger.cash.number(row, 2, 1.0, "input")


def _years(ledger: Ledger) -> None:
    ledger.heading("Years")
    row = ledger.open("year", "Calendar year", "", "head")
    ledger.cash.text(row, 2, "Price or total", "head")
    ledger.years(ledger.cash, row)
    share = ledger.given("share", "Share of full production", "share", ledger.books.share) + 1
    ledger.live("producing", "Year of production", "1 or 0", lambda c, i: f"IF({c}{share}>0,1,0)", "whole")
    on, first = ledger.at("producing"), column(FIRST)
    before = ledger.live(
        "before", "Before the first production", "1 or 0", lambda c, i: f"IF(SUM(${first}{on}:{c}{on})=0,1,0)", "whole"
    )
    span, plain = ledger.span("before"), before + 1
    ledger.live(
        "building",
        "Initial capital spent in the year",
        "share",
        lambda c, i: f"IF(SUM({span})>0,{c}{plain}/SUM({span}),{1 if i == 0 else 0})",
        "percent",
    )
    years = ledger.span("producing")
    ledger.live(
        "renewals",
        "Renewals spent in the year",
        "share",
        lambda c, i: f"IF(SUM({years})>0,{c}{on}/SUM({years}),0)",
        "percent",
    )


def _sales(ledger: Ledger) -> None:
    books = ledger.books
    ledger.heading("Oxide sold")
    for element, tonnes in books.oxide.items():
        ledger.given(f"oxide {element}", f"{element} oxide sold", "t", tonnes)
    ledger.heading("Price obtained")
    for element, prices in books.price.items():
        _price(ledger, element, prices)
    ledger.heading("Revenue")
    for element in books.oxide:
        sold, paid = ledger.at(f"oxide {element}"), ledger.at(f"price {element}")
        formula = product(f"@{sold}", f"@{paid}", ledger.term("price factor"), "0.001")
        ledger.live(f"revenue {element}", f"{element} oxide", MUSD, formula)
    _sum(ledger, "revenue", "Revenue", [f"revenue {element}" for element in books.oxide])


def _price(ledger: Ledger, element: str, prices: Sequence[float]) -> None:
    """One price for all years as a single input where that holds, else a row of inputs."""
    name, label = f"price {element}", f"{element} oxide"
    if not one_price(prices):
        ledger.given(name, label, "USD/kg", prices)
        return
    row = ledger.open(name, label, "USD/kg")
    ledger.cash.number(row, 2, prices[0], "input")
    for i in range(len(prices)):
        ledger.cash.formula(row, FIRST + i, f"=$C{row + 1}", prices[0])


def _sum(ledger: Ledger, name: str, label: str, parts: Sequence[str], factor: str = "") -> None:
    """The sum of rows that follow each other, times a factor where one is given."""
    tail = f"*{ledger.term(factor)}" if factor else ""
    if not parts:
        ledger.live(name, label, MUSD, lambda c, i: "0", "total")
        return
    top, foot = ledger.at(parts[0]), ledger.at(parts[-1])
    ledger.live(name, label, MUSD, lambda c, i: f"SUM({c}{top}:{c}{foot}){tail}", "total")


def _operating(ledger: Ledger) -> None:
    ledger.heading("Operating cost")
    for item, costs in ledger.books.operating.items():
        ledger.given(f"operating {item}", sentence(words(item)), MUSD, costs)
    items = [f"operating {item}" for item in ledger.books.operating]
    _sum(ledger, "worked", "Operating cost without royalty and toll", items, "operating factor")
    revenue, worked = ledger.at("revenue"), ledger.at("worked")
    for name, label, rate in (("royalty", "Royalty", "royalty rate"), ("toll", "Toll of the separator", "toll share")):
        ledger.live(name, label, MUSD, product(ledger.term(rate), f"@{revenue}"))
    toll = ledger.at("toll")
    ledger.live("operating", "Operating cost", MUSD, lambda c, i: f"SUM({c}{worked}:{c}{toll})", "total")
    operating = ledger.at("operating")
    ledger.live("ebitda", "EBITDA", MUSD, lambda c, i: f"{c}{revenue}-{c}{operating}", "total")


def _capital(ledger: Ledger) -> None:
    books, factor = ledger.books, ledger.term("capital factor")
    ledger.heading("Capital (total of the life in column C)")
    initial = []
    for item, cost in books.capital.items():
        plan = ledger.at("renewals" if item == "sustaining" else "building")
        label, here = sentence(words(f"{item}_capital")), ledger.cash.row + 1
        row = ledger.live(f"capital {item}", label, MUSD, product(f"$C{here}", f"@{plan}"))
        ledger.cash.number(row, 2, cost, "input")
        if item != "sustaining":
            initial.append(f"$C${row + 1}")
    _sum(ledger, "capital", "Capital spent", [f"capital {item}" for item in books.capital], "capital factor")
    share, total, end = ledger.term("closure share"), "+".join(initial) or "0", len(books.years) - 1
    ledger.live("closure", "Closure", MUSD, lambda c, i: f"{share}*({total})*{factor}" if i == end else "0")
    worked, on, days = ledger.at("worked"), ledger.at("producing"), ledger.term("days")
    ledger.live(
        "level",
        "Working capital held at the end of the year",
        MUSD,
        lambda c, i: f"{c}{worked}*{days}/365.25*{c}{on}" if i < end else "0",
    )
    level = ledger.at("level")
    ledger.live(
        "stocks",
        "Put into working capital",
        MUSD,
        lambda c, i: f"{c}{level}-{column(FIRST + i - 1)}{level}" if i else f"{c}{level}",
    )


def _tax_rows(ledger: Ledger) -> None:
    n = len(ledger.books.years)
    # NOTE: the tax sheet's rows are known before it is written: a head, n charges, and so on.
    charged, used = tax_sheet.places(n)
    ledger.heading("Tax (rules on sheet Tax)")
    ledger.live("depreciation", "Depreciation", MUSD, lambda c, i: f"{tax_sheet.NAME}!{c}{charged}")
    ebitda, closure, fell = (ledger.at(name) for name in ("ebitda", "closure", "depreciation"))
    ledger.live("income", "Taxable income before old losses", MUSD, lambda c, i: f"{c}{ebitda}-{c}{closure}-{c}{fell}")
    ledger.live("used", "Old losses set against it", MUSD, lambda c, i: f"{tax_sheet.NAME}!{c}{used}")
    income, set_off, rate = ledger.at("income"), ledger.at("used"), ledger.term("tax rate")
    ledger.live("tax", "Tax paid", MUSD, lambda c, i: f"IF({c}{income}>0,{rate}*({c}{income}-{c}{set_off}),0)", "total")


def _cash_rows(ledger: Ledger) -> None:
    ledger.heading("Cash")
    plus = ledger.at("ebitda")
    minus = [ledger.at(name) for name in ("capital", "closure", "stocks", "tax")]
    ledger.live(
        "cash",
        "Cash flow after tax",
        MUSD,
        lambda c, i: f"{c}{plus}" + "".join(f"-{c}{row}" for row in minus),
        "total",
    )
    rate, moment, cash = ledger.term("discount"), ledger.term("moment"), ledger.at("cash")
    ledger.live("factor", "Discount factor", "1", lambda c, i: f"(1+{rate})^(-({i}+{moment}))", "factor")
    factor = ledger.at("factor")
    ledger.live("present", "Present value", MUSD, lambda c, i: f"{c}{cash}*{c}{factor}")
    first = column(FIRST)
    ledger.live("running", "Running total of cash", MUSD, lambda c, i: f"SUM(${first}{cash}:{c}{cash})")


def _results(ledger: Ledger) -> None:
    page, books = ledger.cash, ledger.books
    present = sum(books.made["present"])
    page.text(2, 0, "Net present value, live", "total text")
    page.text(2, 1, MUSD, "note")
    page.formula(2, 2, f"=SUM({ledger.span('present')})", present, "total")
    page.text(3, 0, "Net present value of the model's central case")
    page.text(3, 1, MUSD, "note")
    page.number(3, 2, books.npv, "money")
    page.text(4, 0, "Relative difference")
    page.formula(
        4, 2, "=ABS(C3-C4)/MAX(ABS(C4),0.000001)", abs(present - books.npv) / max(abs(books.npv), 1e-6), "tiny"
    )
    page.text(5, 0, "Check: the live value is the model's")
    same = abs(present - books.npv) <= AGREES * max(abs(books.npv), 1e-6)
    word = "holds" if same else "differs: an input was changed"
    page.formula(5, 2, f'=IF(C5<={AGREES:f},"holds","differs: an input was changed")', word, "good" if same else "bad")
    page.text(6, 0, "Internal rate of return, real, after tax")
    page.text(6, 1, "share a year", "note")
    guess = "" if books.irr is None else f",{books.irr:.6f}"
    irr = "none" if books.irr is None else books.irr
    page.formula(6, 2, f'=IFERROR(IRR({ledger.span("cash")}{guess}),"none")', irr, "percent")
