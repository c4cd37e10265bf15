"""Options of the tables, their cost over a horizon, and the sea-bed project as one."""

from pathlib import Path
from shutil import copytree

import numpy as np
import pytest

from kaitei.errors import InputError
from kaitei.security.nodes import ELEMENTS
from kaitei.security.portfolio import offers, options
from kaitei.security.portfolio.episodes import episodes

DY = ELEMENTS.index("Dy")
FREE = options.Terms(holding=0.065, stock_most=720.0, stock_lead=12.0, stock_calm=12.0, rate=0.0, life=20.0)
TABLES = Path(options.__file__).parent


def test_packaged_options_give_what_they_name():
    table, terms = options.load()
    caremag = next(option for option in table if option.name == "caremag")
    assert caremag.tonnes[DY] == 275.0
    assert 0.05 <= terms.holding <= 0.08
    assert all(option.tonnes.sum() > 0.0 and option.once + option.yearly > 0.0 for option in table)


def test_money_paid_once_counts_for_its_part_of_the_horizon():
    assert options.yearly_cost(100.0, 0.0, 0.0, 20.0, FREE) == pytest.approx(5.0)
    assert options.yearly_cost(100.0, 2.0, 15.0, 20.0, FREE) == pytest.approx(7.0 / 4.0)
    assert options.yearly_cost(100.0, 2.0, 25.0, 20.0, FREE) == 0.0


def test_discounting_spares_who_pays_late():
    dear, cheap = (options.yearly_cost(100.0, 0.0, 10.0, 20.0, FREE._replace(rate=rate)) for rate in (0.0, 0.05))
    even = 100.0 / options.present(0.0, 20.0, 0.05) * np.exp(-10.0 * np.log(1.05))
    assert dear == pytest.approx(2.5)
    share = options.present(0.0, 10.0, 0.05) / options.present(0.0, 20.0, 0.05)
    assert cheap == pytest.approx(even * share)


def test_a_tonne_in_stock_costs_its_holding():
    price, need, wanted = np.full(16, 100.0), np.full(16, 10.0), np.arange(16) == DY
    (made,) = offers.stocks(price, need, wanted, 0.13, FREE)
    assert (made.name, made.element) == ("stock_Dy", DY)
    assert made.cost == pytest.approx(0.065 * 0.1 * 0.13)
    assert made.most == pytest.approx(720.0 / 365.25 * 120.0)


def test_a_project_that_loses_asks_for_what_it_loses():
    oxide = np.zeros((4, len(ELEMENTS)))
    oxide[2:, DY] = 10.0
    year = np.arange(2027, 2031)
    now = offers.seabed(oxide, year, -200.0, 0, "2027-01", 20, 0.1, FREE)
    assert (now.name, now.cost) == ("seabed_2029", pytest.approx(1.0))
    assert offers.seabed(oxide, year, 50.0, 0, "2027-01", 20, 0.1, FREE).cost == 0.0
    late = offers.seabed(oxide, year, -200.0, 17, "2027-01", 20, 0.1, FREE)
    assert late.cost == pytest.approx(0.5), "one of two years of oxide is left within the horizon"


def test_a_project_gives_year_by_year_and_then_stops():
    oxide = np.zeros((3, len(ELEMENTS)))
    oxide[1:, DY] = [4.0, 8.0]
    offer = offers.seabed(oxide, np.arange(2027, 2030), -1.0, 0, "2027-01", 20, 0.1, FREE)
    gap = np.zeros((1, 80, len(ELEMENTS)))
    gap[0, :, DY] = 1.0
    cut = episodes(gap, np.ones(len(ELEMENTS)), np.ones(len(ELEMENTS), bool))
    assert offers.given(offer, gap, cut)[0, DY] == pytest.approx(12.0)


def _bad(tmp_path: Path, table: str, old: str, new: str) -> str:
    folder = copytree(TABLES, tmp_path / "tables", ignore=lambda _, names: {n for n in names if not n.endswith(".csv")})
    text = (folder / f"{table}.csv").read_text("utf-8")
    assert old in text
    (folder / f"{table}.csv").write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(InputError) as caught:
        options.load(folder)
    return str(caught.value)


@pytest.mark.parametrize(
    ("table", "old", "new", "words"),
    [
        ("options", "caremag,119,", "caremag,-119,", "options.csv:2: once: -119 is below 0"),
        ("options", "0,2027-01,caremag", "0,2027-13,caremag", "options.csv:2: ready: 2027-13 is no month such as"),
        ("tonnes", "caremag,Dy,275", "caremagg,Dy,275", "tonnes.csv:2: option: caremagg is no option; did you mean"),
        ("tonnes", "caremag,Dy,275", "caremag,Dx,275", "tonnes.csv:2: element: Dx is not known"),
        ("terms", "holding,0.065", "life,0.065", "terms.csv:7: says again what line 2 says of life"),
        ("options", "MUSD,2025,Caremag2025,", "MUSD,2025,Caremag,", "options.csv:2: source: Caremag is not in ref"),
    ],
)
def test_bad_tables_get_one_message(tmp_path: Path, table: str, old: str, new: str, words: str):
    assert words in _bad(tmp_path, table, old, new)


def test_an_option_must_give_something(tmp_path: Path):
    words = _bad(tmp_path, "options", "ndpr_floor,0,", "nothing,0,")
    assert "nothing gives nothing: it has no row in tonnes.csv" in words
