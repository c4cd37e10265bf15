"""What must agree between the tables."""

from importlib.resources import files

import pytest

from kaitei.errors import InputError
from kaitei.security.network import tables
from kaitei.source import references


def test_the_packaged_tables_are_right_and_every_row_says_where_it_comes_from():
    read = tables.load()
    assert set(read) == set(tables.SCHEMAS)
    for name, rows in read.items():
        assert rows, name
        assert all(row.assumption or (row.sources and set(row.sources) <= set(references())) for row in rows)


def test_every_file_of_the_folder_is_read():
    here = {path.name for path in files("kaitei.security.network").iterdir() if path.name.endswith(".csv")}
    assert here == {f"{name}.csv" for name in tables.SCHEMAS}


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("ores", "china,bayan_obo,0.6987", "china,bayan_obo,0.5987", "shares of china sum to 0.9, not 1"),
        ("ores", "laos,xinfeng", "laos,xinfang", "ore: xinfang is not in assemblages.csv"),
        ("mine_output", "laos,rare_earths", "japan,rare_earths", "japan has no ore in ores.csv"),
        ("yields", "laos,all,", "laos,light,", "laos has no yield of Pr in yields.csv"),
        ("yields", "russia,scandium,", "russia,Nd,", "elements: Nd of russia is in line"),
        ("uses", "Eu,phosphor,1", "Eu,phosphor,0.9", "shares of Eu sum to 0.9, not 1"),
        ("uses", "Eu,phosphor,1", "Tm,phosphor,1", "element: Eu has no use in uses.csv"),
        ("trade", "laos,china,ore,all,1,share", "laos,china,ore,all,0.9,share", "all in ore of laos sum to 0.9, not 1"),
        ("trade", "laos,china,ore,all,1,share", "laos,china,ore,all,1,reo", "ore is given as share and all else as"),
        ("trade", "malaysia,china,oxide,magnet", "malaysia,malaysia,oxide,magnet", "malaysia cannot trade with itself"),
        ("trade", "laos,china,ore,all", "laos,chile,ore,all", "to: chile is not known; did you mean china?"),
        ("trade", "malaysia,china,oxide,magnet", "malaysia,china,oxide,Np", "elements: Np is not known"),
        ("imports_by_element", "vietnam,metal,1.166,0,0,0.21,0.78", "vietnam,metal,1.166,0,0,0.21,0.88", "sum to 1.1"),
        ("imports_by_element", "metals,thailand,metal", "metal,thailand,metal", "product: metal is not known; did you"),
        (
            "imports_by_element",
            "metals,thailand,metal",
            "metals,brazil,metal",
            "Japan's imports name no metals from brazil",
        ),
        ("imports_by_element", "metals,thailand,metal", "metals,brazil,metal", "needs a row for metals from thailand"),
        ("elasticity", "polishing,material", "other,magnet", "polishing has no elasticity in elasticity.csv"),
        ("rules", "choke,100", "chock,100", "name: chock is not known; did you mean choke?"),
        ("recycling", "japan,metal,Nd", "japan,magnet,Nd", "stage: magnet is not known; allowed: metal, oxide"),
        ("plants", "2026-07", "2026-13", "start: 2026-13 is not a month such as 2027-01"),
        (
            "separation",
            "malaysia,magnet,6197,10500",
            "malaysia,magnet,6197,500",
            "output: makes more than the plant can",
        ),
    ],
)
def test_what_disagrees_is_said_with_file_and_line(folder, spoil, name, old, new, said):
    spoil(name, old, new)
    with pytest.raises(InputError) as caught:
        tables.load(folder)
    assert any(said in str(problem) and problem.file and problem.line for problem in caught.value.problems)


def test_problems_of_all_tables_come_together(folder, spoil):
    spoil("uses", "Eu,phosphor,1", "Eu,phosphor,1.1")
    spoil("ores", "laos,xinfeng,1", "laos,xinfeng,-1")
    with pytest.raises(InputError, match="2 problems") as caught:
        tables.load(folder)
    assert {problem.file for problem in caught.value.problems} == {"uses.csv", "ores.csv"}


def test_a_rule_that_is_left_out_is_asked_for(folder):
    text = (folder / "rules.csv").read_text("utf-8").splitlines(keepends=True)
    (folder / "rules.csv").write_text("".join(line for line in text if not line.startswith("choke")), "utf-8")
    with pytest.raises(InputError, match=r"rules\.csv:1: name: needs a row for choke"):
        tables.load(folder)
