"""The sheets of the refinery: streams of the mean year, their solids and grains, and the equipment list."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from kaitei.report.numerals import sentence
from kaitei.report.page import add_page
from kaitei.report.run import Run
from kaitei.report.sections.refinery import size_of
from kaitei.report.words import words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlsxwriter import Workbook


def write(run: Run, book: "Workbook", formats: "Mapping[str, Any]") -> None:
    """Adds the sheets that the central case has numbers for."""
    if run.knows("stream_mass"):
        _streams(run, book, formats, "Streams", "stream_mass", "substance")
    if run.knows("stream_solids", "stream_sizes"):
        _streams(run, book, formats, "Solids", "stream_solids", "solid")
        _sizes(run, book, formats)
    if run.knows("equipment_purchase"):
        head = ("Machines, central case", "Number", "Size of each", "Unit", "Purchase [USD of 2022]")
        lines = [str(line) for line in run.central["equipment"].to_numpy()]
        add_page(book, formats, "Equipment").table(head, [_line(run, line) for line in lines], (34, 10, 14, 10, 22))


def _streams(run: Run, book: "Workbook", formats: "Mapping[str, Any]", sheet: str, variable: str, columns: str) -> None:
    """A table of streams, numbered as in the flow diagram."""
    table = run.central[variable]
    names = [str(name) for name in table[columns].to_numpy()]
    rows: list[Sequence[object]] = [
        (i, sentence(words(str(stream))), *(float(value) for value in table.sel(stream=stream).to_numpy()))
        for i, stream in enumerate(table["stream"].to_numpy(), 1)
    ]
    shown = [f"{sentence(words(name)) if name.islower() else name} [t/yr]" for name in names]
    head = ("No.", "Stream of the mean year, central case", *shown)
    add_page(book, formats, sheet).table(head, rows, (6, 40, *[14] * len(names)))


def _sizes(run: Run, book: "Workbook", formats: "Mapping[str, Any]") -> None:
    """Minerals by grain size in mud, reject and leach feed."""
    table = run.central["stream_sizes"]
    minerals = [str(name) for name in table["mineral"].to_numpy()]
    rows: list[Sequence[object]] = [
        (sentence(words(str(stream))), float(size), *map(float, table.sel(sized_stream=stream, size=size).to_numpy()))
        for stream in table["sized_stream"].to_numpy()
        for size in table["size"].to_numpy()
    ]
    head = ("Stream", "Size of grain [um]", *(f"{sentence(name)} [t/yr]" for name in minerals))
    add_page(book, formats, "Grain sizes").table(head, rows, (16, 18, *[14] * len(minerals)))


def _line(run: Run, line: str) -> Sequence[object]:
    number, size, bought = (
        float(run.central[f"equipment_{name}"].sel(equipment=line)) for name in ("number", "size", "purchase")
    )
    shown, unit = size_of(line, size)
    return (sentence(words(line)), number, shown, unit, bought)
