"""What must agree between the tables of the base year."""

import re
from collections.abc import Callable, Iterable, Mapping

from kaitei.errors import Problem
from kaitei.security.network.customs import gross_imports
from kaitei.security.network.network import members
from kaitei.security.network.rows import Row
from kaitei.security.nodes import ELEMENTS

Tables = Mapping[str, list[Row]]
"""Rows of every table by its name."""


def _sums_to_one(
    tables: Tables, name: str, column: str, by: Callable[[Row], str], skip: Callable[[Row], bool] = lambda row: False
) -> Iterable[Problem]:
    total: dict[str, float] = {}
    line: dict[str, int] = {}
    for row in tables[name]:
        if not skip(row):
            total[by(row)] = total.get(by(row), 0.0) + row.number(column)
            line[by(row)] = row.line
    for key, value in total.items():
        if abs(value - 1.0) > 1e-6:
            yield Problem(f"shares of {key} sum to {value:.6g}, not 1", column, f"{name}.csv", line[key])


def disagreements(tables: Tables, rules: Iterable[str]) -> Iterable[Problem]:
    """Everything that does not fit between tables that are right in themselves.

    rules: names that ``rules.csv`` must have
    """
    yield from _sums_to_one(tables, "ores", "share", lambda row: row["country"])
    yield from _sums_to_one(tables, "uses", "share", lambda row: row["element"])
    yield from _sums_to_one(
        tables,
        "trade",
        "amount",
        lambda row: f"{row['elements']} in ore of {row['from']}",
        lambda row: row["stage"] != "ore" or _route(row),
    )
    yield from _overlaps(tables, "yields")
    yield from _overlaps(tables, "stage_shares")
    for row in tables["imports_by_element"]:
        total = sum(row.number(symbol) for symbol in ELEMENTS)
        if abs(total - 1.0) > 1e-6:
            yield Problem(f"shares of elements sum to {total:.6g}, not 1", "", "imports_by_element.csv", row.line)
    yield from _missing(tables)
    yield from _missing_rules(tables, rules)
    yield from _missing_imports(tables)
    for row in tables["trade"]:
        if row["from"] == row["to"]:
            yield Problem(f"{row['to']} cannot trade with itself", "to", "trade.csv", row.line)
        if (row["basis"] == "share") != (row["stage"] == "ore"):
            yield Problem("ore is given as share and all else as gross or reo", "basis", "trade.csv", row.line)
    yield from _plants(tables)


def _plants(tables: Tables) -> Iterable[Problem]:
    for row in tables["plants"]:
        if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", row["start"]):
            yield Problem(f"{row['start']} is not a month such as 2027-01", "start", "plants.csv", row.line)
    for row in tables["separation"]:
        if row.number("output") > row.number("capacity"):
            yield Problem("makes more than the plant can", "output", "separation.csv", row.line)


def _route(row: Row) -> bool:
    return row.number("amount") == 0.0


def _overlaps(tables: Tables, name: str) -> Iterable[Problem]:
    seen: dict[tuple[str, int], int] = {}
    for row in tables[name]:
        for element in members(row["elements"]):
            key = (row["country"], element)
            if key in seen:
                message = f"{ELEMENTS[element]} of {row['country']} is in line {seen[key]} too"
                yield Problem(message, "elements", f"{name}.csv", row.line)
                break
            seen[key] = row.line


def _missing(tables: Tables) -> Iterable[Problem]:
    known = {row["ore"] for row in tables["assemblages"]}
    for row in tables["ores"]:
        if row["ore"] not in known:
            yield Problem(f"{row['ore']} is not in assemblages.csv", "ore", "ores.csv", row.line)
    mined = {row["country"] for row in tables["ores"]}
    kept = {(row["country"], element) for row in tables["yields"] for element in members(row["elements"])}
    for row in tables["mine_output"]:
        scandium = row["product"] == "scandium"
        if not scandium and row["country"] not in mined:
            yield Problem(f"{row['country']} has no ore in ores.csv", "country", "mine_output.csv", row.line)
        for element in members("scandium" if scandium else "all"):
            if (row["country"], element) not in kept:
                message = f"{row['country']} has no yield of {ELEMENTS[element]} in yields.csv"
                yield Problem(message, "country", "mine_output.csv", row.line)
                break
    priced = {row["use"] for row in tables["elasticity"]}
    for row in tables["uses"]:
        if row["use"] not in priced:
            yield Problem(f"{row['use']} has no elasticity in elasticity.csv", "use", "uses.csv", row.line)
    used = {row["element"] for row in tables["uses"]}
    for row in tables["need"]:
        if row["element"] not in used:
            yield Problem(f"{row['element']} has no use in uses.csv", "element", "need.csv", row.line)


def _missing_rules(tables: Tables, rules: Iterable[str]) -> Iterable[Problem]:
    named = {row["name"] for row in tables["rules"]}
    for name in rules:
        if name not in named:
            yield Problem(f"needs a row for {name}", "name", "rules.csv", 1)


def _missing_imports(tables: Tables) -> Iterable[Problem]:
    bought = gross_imports()
    split = {(row["product"], row["origin"]): row.line for row in tables["imports_by_element"]}
    for (product, origin), line in split.items():
        if (product, origin) not in bought:
            message = f"Japan's imports name no {product} from {origin}"
            yield Problem(message, "origin", "imports_by_element.csv", line)
    for (product, origin), tonnes in bought.items():
        if tonnes > 0.0 and (product, origin) not in split:
            yield Problem(f"needs a row for {product} from {origin}", "origin", "imports_by_element.csv", 1)
