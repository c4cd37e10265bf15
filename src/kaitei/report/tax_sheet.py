"""The sheet Tax: depreciation by year of purchase and losses carried forward, as formulas."""

from kaitei.report.ledger import FIRST, MUSD, Ledger
from kaitei.report.page import column

NAME = "Tax"


def places(years: int) -> tuple[int, int]:
    """Rows of the sheet Tax that hold the sum of depreciation and the sum of losses used, counted from 1.

    >>> places(3)
    (10, 17)
    """
    charged = 4 + years + 3
    return charged, charged + 4 + years


def write(ledger: Ledger) -> None:
    page, years = ledger.tax, ledger.books.years
    page.text(0, 0, "Depreciation and losses, live", "title")
    note = "By year of purchase and by year of loss, oldest loss first. All formulas; terms stand on sheet Cash flow"
    page.text(1, 0, f"{note}; money in {MUSD}, {ledger.books.money}.", "note")
    page.text(2, 0, "First year in service, counted from 0")
    on = f"'Cash flow'!{ledger.span('producing')}"
    start = ledger.books.made["producing"].index(1.0) if any(ledger.books.made["producing"]) else 0
    page.formula(2, 2, f"=IFERROR(MATCH(1,{on},0)-1,0)", start, "whole")
    page.heads(3, ["Bought in", "", "Capital, " + MUSD])
    ledger.years(page, 3)
    for bought in range(len(years)):
        _charge_row(ledger, bought)
    charged, used = places(len(years))
    _written_off(ledger, charged - 2)
    _total(ledger, charged - 1, "Depreciation", 5, charged - 1, "depreciation")
    page.heads(charged + 1, ["Loss of", "", "Loss, " + MUSD])
    ledger.years(page, charged + 1)
    for past in range(len(years)):
        _loss_row(ledger, past, charged + 2)
    _total(ledger, used - 1, "Old losses used", charged + 3, used - 1, "used")
    page.widths([38, 4, 16, *[10] * len(years)])
    ledger.years(page, 0)
    page.sheet.freeze_panes(1, FIRST)


def _charge_row(ledger: Ledger, bought: int) -> None:
    page, made, row = ledger.tax, ledger.books.made, 4 + bought
    life, declining = (f"'Cash flow'!{ledger.term(name)}" for name in ("life", "declining"))
    page.number(row, 0, ledger.books.years[bought], "whole")
    spent = f"='Cash flow'!{column(FIRST + bought)}{ledger.at('capital')}"
    page.formula(row, 2, spent, made["capital"][bought])
    here, first = row + 1, f"MAX({bought},$C$3)"
    for i, value in enumerate(ledger.books.charges[bought]):
        done = f"-SUM(${column(FIRST)}{here}:{column(FIRST + i - 1)}{here})" if i else ""
        left = f"($C{here}{done})"
        charge = f"MIN(MAX({left}/({life}-({i}-{first})),{declining}*2*{left}/{life}),{left})"
        page.formula(row, FIRST + i, f"=IF(OR({i}<{first},{i}>={first}+{life}),0,{charge})", value)


def _written_off(ledger: Ledger, row: int) -> None:
    page, n = ledger.tax, len(ledger.books.years)
    page.text(row, 0, "Left in the books, written off at the end")
    block = f"$D$5:${column(ledger.last)}${4 + n}"
    for i, value in enumerate(ledger.books.made["written off"]):
        formula = f"=SUM($C$5:$C${4 + n})-SUM({block})" if i == n - 1 else "=0"
        page.formula(row, FIRST + i, formula, value)


def _loss_row(ledger: Ledger, past: int, top: int) -> None:
    page, income = ledger.tax, ledger.at("income")
    life, cap = (f"'Cash flow'!{ledger.term(name)}" for name in ("loss life", "loss cap"))
    row = top + past
    here = row + 1
    page.number(row, 0, ledger.books.years[past], "whole")
    loss = f"=MAX(-'Cash flow'!{column(FIRST + past)}{income},0)"
    page.formula(row, 2, loss, max(-ledger.books.made["income"][past], 0.0))
    for i, value in enumerate(ledger.books.used[past]):
        c = column(FIRST + i)
        earned = f"'Cash flow'!{c}{income}"
        done = f"-SUM(${column(FIRST)}{here}:{column(FIRST + i - 1)}{here})" if i else ""
        older = f"-SUM({c}${top + 1}:{c}{here - 1})" if past else ""
        taken = f"MIN($C{here}{done},{cap}*{earned}{older})"
        formula = f"=IF(AND({earned}>0,{i - past}<={life}),{taken},0)" if past < i else "=0"
        page.formula(row, FIRST + i, formula, value)


def _total(ledger: Ledger, row: int, label: str, top: int, foot: int, made: str) -> None:
    ledger.tax.text(row, 0, label, "total text")
    for i, value in enumerate(ledger.books.made[made]):
        c = column(FIRST + i)
        ledger.tax.formula(row, FIRST + i, f"=SUM({c}{top}:{c}{foot})", value, "total")
