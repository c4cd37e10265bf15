"""The sheets of the refinery: streams of the largest year, and the equipment list."""

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
        table = run.central["stream_mass"]
        substances = [str(name) for name in table["substance"].to_numpy()]
        rows: list[Sequence[object]] = [
            (i, sentence(words(str(stream))), *(float(value) for value in table.sel(stream=stream).to_numpy()))
            for i, stream in enumerate(table["stream"].to_numpy(), 1)
        ]
        head = ("No.", "Stream of the largest year, central case", *(f"{name} [t/yr]" for name in substances))
        add_page(book, formats, "Streams").table(head, rows, (6, 40, *[14] * len(substances)))
    if run.knows("equipment_purchase"):
        head = ("Machines, central case", "Number", "Size of each", "Unit", "Purchase [USD of 2022]")
        lines = [str(line) for line in run.central["equipment"].to_numpy()]
        add_page(book, formats, "Equipment").table(head, [_line(run, line) for line in lines], (34, 10, 14, 10, 22))


def _line(run: Run, line: str) -> Sequence[object]:
    number, size, bought = (
        float(run.central[f"equipment_{name}"].sel(equipment=line)) for name in ("number", "size", "purchase")
    )
    shown, unit = size_of(line, size)
    return (sentence(words(line)), number, shown, unit, bought)
