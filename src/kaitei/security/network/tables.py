"""The tables of the base year: what each must hold."""

import math
from importlib.resources import files
from importlib.resources.abc import Traversable

from kaitei.errors import InputError, Problem
from kaitei.security.network.agreement import Tables, disagreements
from kaitei.security.network.customs import PRODUCTS
from kaitei.security.network.network import GROUPS, USES
from kaitei.security.network.rows import Number, Row, Schema, Word, read_rows
from kaitei.security.nodes import COUNTRIES, ELEMENTS, STAGES

_COUNTRY, _USE = Word(COUNTRIES), Word(USES)
_MADE = Word(STAGES[:4])
_TRADED = Word(("oxide", "metal"))
_ELEMENT, _ELEMENTS = Word(ELEMENTS), Word((*ELEMENTS, *GROUPS))
_SHARE = Number(0.0, 1.0)
_TONNES = Number()
_LINEAR = {symbol: Number(0.0, 100.0) for symbol in GROUPS["all"]}
_SPLIT = dict.fromkeys(ELEMENTS, _SHARE)

RULES = (
    "price_floor", "separation_cost", "metal_cost", "magnet_cost", "material_cost", "spare_cost",
    "contract_cost", "spot_premium", "spot_share", "spare_share", "stock_worth", "choke",
)  # fmt: skip

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
            "stage": _MADE,
            "elements": _ELEMENTS,
            "amount": _TONNES,
            "basis": Word(("share", "gross", "reo")),
            "factor": Number(0.0, 1.3),
        },
        ("1", "t/yr"),
        ("from", "to", "stage", "elements"),
    ),
    "imports_by_element": Schema(
        {"product": Word(PRODUCTS), "origin": _COUNTRY, "stage": _TRADED, "factor": Number(0.0, 1.3), **_SPLIT},
        ("1",),
        ("product", "origin"),
    ),
    "need": Schema({"element": _ELEMENT, "tonnes": _TONNES, "to_oxide": Number(0.0, 1.3)}, ("t/yr",)),
    "uses": Schema({"element": _ELEMENT, "use": Word(USES[:-1]), "share": _SHARE}, ("1",), ("element", "use")),
    "elasticity": Schema(
        {"use": _USE, "stage": Word(STAGES[3:]), "elasticity": Number(-5.0, -0.01)}, ("1",), ("use", "stage")
    ),
    "stage_shares": Schema(
        {"country": _COUNTRY, "elements": _ELEMENTS, "metal": _SHARE, "magnet": _SHARE}, ("1",), ("country", "elements")
    ),
    "recycling": Schema(
        {"country": _COUNTRY, "stage": _TRADED, "elements": _ELEMENTS, "tonnes": _TONNES},
        ("t/yr",),
        ("country", "stage", "elements"),
    ),
    "rules": Schema({"name": Word(RULES), "value": _TONNES}, ("1", "USD/kg"), ("name",)),
    "plants": Schema(
        {
            "plant": Word(),
            "country": _COUNTRY,
            "stage": _MADE,
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
    problems = problems or list(disagreements(tables, RULES))
    if problems:
        raise InputError(problems)
    return tables


def rules(tables: Tables) -> dict[str, float]:
    """The named numbers of ``rules.csv``."""
    return {row["name"]: row.number("value") for row in tables["rules"]}


def given(value: float) -> bool:
    """Whether a cell holds a number.

    >>> given(1.0), given(float("nan"))
    (True, False)
    """
    return not math.isnan(value)
