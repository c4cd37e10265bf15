"""The tables of the base year: what each must hold, and what must agree between them."""

import math
import re
from collections.abc import Callable, Iterable, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable

from kaitei.errors import InputError, Problem
from kaitei.security.network.network import COUNTRIES, ELEMENTS, GROUPS, STAGES, USES, members
from kaitei.security.network.rows import Number, Row, Schema, Word, read_rows

Tables = Mapping[str, list[Row]]

_COUNTRY, _STAGE, _USE = Word(COUNTRIES), Word(STAGES), Word(USES)
_ELEMENT, _ELEMENTS = Word(ELEMENTS), Word((*ELEMENTS, *GROUPS))
_SHARE = Number(0.0, 1.0)
_TONNES = Number()
_LINEAR = {symbol: Number(0.0, 100.0) for symbol in GROUPS["all"]}
_SPLIT = dict.fromkeys(ELEMENTS, _SHARE)

SCHEMAS: dict[str, Schema] = {
    "mine_output": Schema(
        {
            "country": _COUNTRY,
            "product": Word(("rare_earths", "scandium")),
            "tonnes": _TONNES,
            "tonnes_before": Number(blank=True),
        },
        ("t/yr",),
        ("country", "product"),
    ),
    "ores": Schema({"country": _COUNTRY, "ore": Word(), "share": _SHARE}, ("1",), ("country", "ore")),
    "assemblages": Schema({"ore": Word(), **_LINEAR}, ("%",), ("ore",)),
    "yields": Schema({"country": _COUNTRY, "elements": _ELEMENTS, "share": _SHARE}, ("1",), ("country", "elements")),
    "separation": Schema(
        {"country": _COUNTRY, "elements": _ELEMENTS, "output": Number(blank=True), "capacity": _TONNES},
        ("t/yr",),
        ("country", "elements"),
    ),
    "trade": Schema(
        {
            "from": _COUNTRY,
            "to": _COUNTRY,
            "stage": _STAGE,
            "elements": _ELEMENTS,
            "amount": _TONNES,
            "basis": Word(("share", "gross", "reo")),
            "factor": Number(0.0, 1.3),
        },
        ("1", "t/yr"),
        ("from", "to", "stage", "elements"),
    ),
    "imports_by_element": Schema(
        {"product": Word(), "origin": _COUNTRY, "stage": _STAGE, "factor": Number(0.0, 1.3), **_SPLIT},
        ("1",),
        ("product", "origin"),
    ),
    "need": Schema({"element": _ELEMENT, "tonnes": _TONNES, "to_oxide": Number(0.0, 1.3)}, ("t/yr",)),
    "uses": Schema({"element": _ELEMENT, "use": _USE, "share": _SHARE}, ("1",), ("element", "use")),
    "elasticity": Schema({"use": _USE, "stage": _STAGE, "elasticity": Number(-5.0, -0.01)}, ("1",), ("use", "stage")),
    "stage_shares": Schema(
        {"country": _COUNTRY, "elements": _ELEMENTS, "metal": _SHARE, "magnet": _SHARE}, ("1",), ("country", "elements")
    ),
    "recycling": Schema(
        {"country": _COUNTRY, "stage": _STAGE, "elements": _ELEMENTS, "tonnes": _TONNES},
        ("t/yr",),
        ("country", "stage", "elements"),
    ),
    "rules": Schema({"name": Word(), "value": _TONNES}, ("1", "USD/kg"), ("name",)),
    "plants": Schema(
        {
            "plant": Word(),
            "country": _COUNTRY,
            "stage": _STAGE,
            "elements": _ELEMENTS,
            "tonnes": _TONNES,
            "start": Word(),
            "certainty": Word(("running", "building", "planned", "doubtful")),
        },
        ("t/yr",),
        ("plant", "elements"),
    ),
    "published": Schema(
        {"quantity": Word(), "value": _TONNES, "low": _TONNES, "high": _TONNES}, ("1", "t/yr"), ("quantity",)
    ),
}


def load(folder: Traversable | None = None) -> Tables:
    """All tables, or one error that lists everything wrong with them, by file and line.

    folder: where the CSV files are; the packaged ones if None.

    Raises InputError.
    """
    place = folder or files("kaitei.security.network")
    tables: dict[str, list[Row]] = {}
    problems: list[Problem] = []
    for name, schema in SCHEMAS.items():
        text = place.joinpath(f"{name}.csv").read_text("utf-8")
        tables[name], found = read_rows(text, f"{name}.csv", schema)
        problems += found
    # NOTE: what must agree between tables is only said of tables that are right in themselves.
    problems = problems or list(_disagreements(tables))
    if problems:
        raise InputError(problems)
    return tables


def rules(tables: Tables) -> dict[str, float]:
    """The named numbers of ``rules.csv``."""
    return {row["name"]: row.number("value") for row in tables["rules"]}


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


def _disagreements(tables: Tables) -> Iterable[Problem]:
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
    used = {row["element"] for row in tables["uses"]}
    for row in tables["need"]:
        if row["element"] not in used:
            yield Problem(f"{row['element']} has no use in uses.csv", "element", "need.csv", row.line)


def given(value: float) -> bool:
    """Whether a cell holds a number.

    >>> given(1.0), given(float("nan"))
    (True, False)
    """
    return not math.isnan(value)
