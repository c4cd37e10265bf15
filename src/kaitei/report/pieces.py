"""The pieces a report is put together from: sections of figures, tables, prose and folds."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, TypeAlias

if TYPE_CHECKING:
    from plotly.graph_objects import Figure as Plot


@dataclass(frozen=True)
class Cell:
    """Text in a table; ``mark`` is good or bad, ``href`` a link, ``anchor`` a place that links point to."""

    text: str
    href: str = ""
    mark: str = ""
    anchor: str = ""


Entry: TypeAlias = str | Cell | tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """A table: a caption, column heads, the positions of the columns that hold numbers, and rows of cells."""

    kind: ClassVar[str] = "table"
    caption: str
    head: Sequence[str]
    rows: Sequence[Sequence[Entry]]
    numeric: Sequence[int] = ()
    wide: bool = False
    """Whether rows turn into blocks on a phone, since they hold sentences."""
    widths: Sequence[int] = ()
    """Widths of the columns in per cent, where they should not follow from what the cells hold."""

    @property
    def cells(self) -> list[list[tuple[Cell, ...]]]:
        """Rows with every entry as a tuple of cells."""
        return [[_cells(entry) for entry in row] for row in self.rows]


def _cells(entry: Entry) -> tuple[Cell, ...]:
    if isinstance(entry, str):
        return (Cell(entry),)
    return (entry,) if isinstance(entry, Cell) else entry


@dataclass(frozen=True)
class Key:
    """What the colours of a figure mean: pairs of colour and text, under a name where a figure has several keys."""

    entries: Sequence[tuple[str, str]]
    name: str = ""


@dataclass(frozen=True)
class Figure:
    """A figure: what it finds (title), what it shows (subtitle), the plot, the same in words, where it is from."""

    kind: ClassVar[str] = "figure"
    key: str
    title: str
    subtitle: str
    plot: "Plot"
    alt: str
    source: str
    numbers: Table | None = None
    keys: Sequence[Key] = ()


@dataclass(frozen=True)
class Prose:
    """A paragraph; ``tone`` is plain, good, bad or lead."""

    kind: ClassVar[str] = "prose"
    text: str
    tone: str = "plain"


@dataclass(frozen=True)
class Listing:
    """A short list of sentences."""

    kind: ClassVar[str] = "list"
    items: Sequence[str]


@dataclass(frozen=True)
class Heading:
    """A sentence that says what follows."""

    kind: ClassVar[str] = "heading"
    text: str


@dataclass(frozen=True)
class Fold:
    """Blocks that open on demand."""

    kind: ClassVar[str] = "fold"
    summary: str
    blocks: Sequence["Block"]
    key: str = ""


@dataclass(frozen=True)
class BigNumber:
    """One number of the headline: name, median, range, and what it is counted on."""

    name: str
    value: str
    unit: str
    range: str
    basis: str


@dataclass(frozen=True)
class BigNumbers:
    """The numbers of the headline."""

    kind: ClassVar[str] = "numbers"
    items: Sequence[BigNumber]


@dataclass(frozen=True)
class Statements:
    """Sentences, each with a word in front that says what it is about."""

    kind: ClassVar[str] = "statements"
    items: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Command:
    """Text to type."""

    kind: ClassVar[str] = "command"
    text: str


Block: TypeAlias = Figure | Table | Prose | Listing | Heading | Fold | BigNumbers | Statements | Command


@dataclass(frozen=True)
class Section:
    """A part of the report under one topic."""

    key: str
    topic: str
    blocks: Sequence[Block] = field(default_factory=tuple)
