"""One row, one cell: what is refused, and in which words."""

import pytest

from kaitei.security.network.rows import PROVENANCE, Number, Schema, Word, read_rows

SCHEMA = Schema({"country": Word(("japan", "china")), "share": Number(0.0, 1.0)}, ("1",), ("country",))
HEAD = ",".join(("country", "share", *PROVENANCE))
GOOD = "japan,0.5,1,2024,USGS2026,table 1,A,"


def read(*lines: str):
    return read_rows("\n".join((HEAD, *lines)), "t.csv", SCHEMA)


def test_a_good_row_is_read_as_it_stands():
    rows, problems = read(GOOD)
    assert problems == []
    assert (rows[0]["country"], rows[0].number("share"), rows[0].year, rows[0].line) == ("japan", 0.5, 2024, 2)
    assert (rows[0].sources, rows[0].grade, rows[0].unit) == (("USGS2026",), "A", "1")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("japn,0.5,1,2024,USGS2026,table 1,A,", "t.csv:2: country: japn is not known; did you mean japan?"),
        (",0.5,1,2024,USGS2026,table 1,A,", "t.csv:2: country: needs a word"),
        ("japan,1.5,1,2024,USGS2026,table 1,A,", "t.csv:2: share: 1.5 is above 1"),
        ("japan,-0.1,1,2024,USGS2026,table 1,A,", "t.csv:2: share: -0.1 is below 0"),
        ("japan,much,1,2024,USGS2026,table 1,A,", "t.csv:2: share: 'much' is not a number"),
        ("japan,inf,1,2024,USGS2026,table 1,A,", "t.csv:2: share: inf is not a finite number"),
        ("japan,,1,2024,USGS2026,table 1,A,", "t.csv:2: share: needs a number"),
        ("japan,0.5,kg,2024,USGS2026,table 1,A,", "t.csv:2: unit: kg is not the unit of this table; allowed: 1"),
        ("japan,0.5,1,last,USGS2026,table 1,A,", "t.csv:2: year: 'last' is not a year"),
        ("japan,0.5,1,2024,USGS2062,table 1,A,", "t.csv:2: source: USGS2062 is not in references.bib"),
        ("japan,0.5,1,2024,USGS2026,,A,", "t.csv:2: where: needs the table, page or sentence in the source"),
        ("japan,0.5,1,2024,USGS2026,table 1,D,", "t.csv:2: grade: D is not a grade; allowed: A, A2, B, C"),
        ("japan,0.5,1,2024,,,C,", "t.csv:2: source: needs a source (a key of references.bib), or an assumption"),
        ("japan,0.5,1,2024,,,A,a guess", "t.csv:2: grade: an assumption without a source is of grade C, not A"),
        ("japan,0.5", "t.csv:2: has 2 cells, needs 8; quote a text that holds a comma"),
    ],
)
def test_a_bad_row_gives_one_clear_message(line, said):
    rows, problems = read(line)
    assert rows == []
    assert len(problems) == 1
    assert str(problems[0]).startswith(said)


def test_wrong_columns_are_named_at_once():
    rows, problems = read_rows("country,part\njapan,1", "t.csv", SCHEMA)
    assert rows == []
    assert "t.csv:1: the columns must be country,share,unit" in str(problems[0])


def test_a_fact_said_twice_is_refused_with_both_lines():
    _, problems = read(GOOD, GOOD)
    assert str(problems[0]) == "t.csv:3: says again what line 2 says of japan"


def test_all_problems_come_together():
    _, problems = read("japn,2,kg,2024,USGS2026,table 1,A,", GOOD, "china,-1,1,2024,USGS2026,table 1,A,")
    assert [problem.line for problem in problems] == [2, 2, 2, 4]
