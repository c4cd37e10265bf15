"""The security page: families of shocks that futures are drawn from, and options on offer, with their grades."""

from kaitei.report.numerals import exact, unit_text
from kaitei.report.pieces import Block, Cell, Entry, Fold, Table
from kaitei.report.shock_words import option_words
from kaitei.security.nodes import ELEMENTS
from kaitei.security.portfolio.options import Option, load
from kaitei.security.shocks.family import Family
from kaitei.security.shocks.generator import packaged_families


def folds() -> list[Block]:
    """Two tables that open on demand."""
    families = [_family(family) for family in packaged_families()]
    head = ("Family", "Kind", "Numbers, with their grades", "Source")
    drawn = Table("Families of shocks that futures are drawn from", head, families, wide=True, widths=(18, 8, 50, 24))
    options = [_option(option) for option in load()[0]]
    columns = ("Option", "Once, million USD", "A year, million USD", "Gives, t/yr", "Grade of its cost", "Source")
    title = "Options on offer beside stocks and the sea bed"
    offered = Table(title, columns, options, (1, 2), wide=True, widths=(26, 10, 10, 24, 8, 22))
    return [Fold(drawn.caption, [drawn], "families"), Fold(offered.caption, [offered], "options")]


def _sources(keys: set[str] | tuple[str, ...]) -> Entry:
    return tuple(Cell(key, href=f"#ref-{key}") for key in sorted(keys)) or (Cell("assumption"),)


def _family(family: Family) -> tuple[Entry, ...]:
    parts = [
        f"{name} {exact(float(datum.value))} {unit_text(datum.unit)}".strip() + f" ({datum.grade})"
        for name, datum in family.numbers()
        if isinstance(datum.value, (int, float))
    ]
    return (family.title or family.name, family.kind, "; ".join(parts), _sources(family.sources()))


def _option(option: Option) -> tuple[Entry, ...]:
    given = zip(ELEMENTS, option.tonnes.tolist(), strict=True)
    return (
        option_words(option.name),
        exact(option.once),
        exact(option.yearly),
        ", ".join(f"{symbol} {exact(tonnes)}" for symbol, tonnes in given if tonnes > 0.0),
        option.grade,
        _sources(option.sources),
    )
