"""Japan's supply as the report tells it: bases said, elements without a published need marked, former results."""

from collections.abc import Callable

from kaitei.console import summary_lines
from kaitei.report.pieces import Figure, Prose, Table
from kaitei.report.run import Run
from kaitei.report.sections.supply import supply
from kaitei.result import Result

Maker = Callable[..., Result]
NEW = ("china_", "import_share", "hhi", "cover_", "group_", "need_known")


def test_it_says_what_a_calm_year_is_and_shows_origin_and_dependence(full: Result) -> None:
    section = supply(Run(full))
    assert section is not None
    prose, figure, origins, dependence, worths, spared = section.blocks
    assert isinstance(prose, Prose)
    assert "no ban" in prose.text
    assert isinstance(figure, Figure)
    assert "passed through China" in figure.subtitle
    assert isinstance(origins, Table)
    assert isinstance(dependence, Table)
    names = ["All rare earths, by tonnes", "All rare earths, by value", "Nd neodymium", "Tb terbium"]
    assert [row[0] for row in origins.rows][:4] == names
    assert [row[0] for row in dependence.rows][:4] == names
    assert {len(row) for row in origins.rows} == {len(origins.head)}
    assert {len(row) for row in dependence.rows} == {len(dependence.head)}
    assert dependence.rows[2][-3:] == ("90", "90", "90")
    assert isinstance(worths, Figure)
    assert worths.title.startswith(
        "Worth 990 ± 176 million USD to Japan as insurance; −3,700 million USD as a business"
    )
    assert isinstance(spared, Prose)
    assert "never added" in spared.text


def test_an_element_without_a_published_need_says_so(making: Maker) -> None:
    result = making()
    result.dataset["need_known"].loc[{"element": "Tb"}] = 0.0
    section = supply(Run(result))
    assert section is not None
    names = [row[0] for block in section.blocks if isinstance(block, Table) for row in block.rows]
    assert names.count("Tb terbium (need not published)") == 2
    assert "Nd neodymium" in names


def test_a_former_result_shows_what_it_knows(making: Maker) -> None:
    old = making(keep=lambda name: not name.startswith(NEW))
    section = supply(Run(old))
    assert section is not None
    table = section.blocks[0]
    assert isinstance(table, Table)
    assert [row[4:] for row in table.rows] == [("", "", "", "")] * 4
    assert any("not known to the version" in line for line in summary_lines(old))


def test_the_command_line_tells_both_bases(full: Result) -> None:
    (line,) = [line for line in summary_lines(full) if "through China" in line]
    assert "by tonnes" in line
    assert "by value" in line
