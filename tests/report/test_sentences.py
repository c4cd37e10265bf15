"""Titles follow the numbers: other numbers, another sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.report import sentences
from kaitei.report.words import datum_words, grade_rank, group_words, section_words, verb, words


def test_draws_are_counted_of_a_hundred() -> None:
    assert sentences.in_hundred(0.5) == "in 50 of 100 draws"
    assert sentences.in_hundred(0.004) == "in fewer than 1 of 100 draws"
    assert sentences.in_hundred(0.996) == "in more than 99 of 100 draws"


@given(st.floats(min_value=0.0, max_value=1.0))
def test_no_draw_and_every_draw_are_said_only_where_true(share: float) -> None:
    assert (sentences.in_hundred(share) == "in no draw") == (share == 0.0)
    assert (sentences.in_hundred(share) == "in every draw") == (share == 1.0)


def test_the_chain_names_the_largest_loss() -> None:
    flows = {"mined": 100.0, "oxide": 40.0}
    bed = sentences.chain(flows, {"lost at the bed": 50.0, "leach residue": 10.0})
    plant = sentences.chain(flows, {"leach residue": 31.0, "lost at the bed": 29.0})
    assert bed.endswith("most of the rest is lost at the bed")
    assert plant.endswith("most of the rest goes to the leach residue")
    spread = sentences.chain(flows, {"leach residue": 25.0, "lost at sea": 20.0, "precipitate": 15.0})
    assert spread.endswith("the largest loss goes to the leach residue")


def test_a_chain_without_losses_or_without_mining_says_so() -> None:
    assert sentences.chain({"mined": 10.0, "oxide": 10.0}, {}).startswith("100 % of the rare earths")
    assert sentences.chain({"mined": 0.0, "oxide": 0.0}, {}) == "No rare earths are taken from the bed"


def test_reagents_decide_the_cost_only_where_they_do() -> None:
    much = sentences.cost({"reagents": 60.0, "mining_vessel": 40.0}, 50.0)
    less = sentences.cost({"mining_vessel": 60.0, "reagents": 40.0}, 50.0)
    assert much.startswith("Reagents alone make up 60 % of the cost")
    assert less.startswith("Mining vessels alone make up 60 % of the cost")


def test_a_cost_of_many_parts_has_no_hero() -> None:
    two = sentences.cost({"fuel": 30.0, "reagents": 20.0, "residue": 50.0 - 1e-9}, None)
    many = sentences.cost({f"part_{i}": 10.0 for i in range(10)}, None)
    assert two.startswith("Fuel and reagents make up 50 % of the cost")
    assert many == "No single item decides the cost: the largest, part 0, is 10 % of it"


def test_cost_and_price_change_places() -> None:
    assert sentences.against_price(30.0, 20.0) == "a kilogram costs 1.5 times what it sells for"
    assert sentences.against_price(20.0, 30.0) == "a kilogram sells for 1.5 times what it costs"
    assert sentences.against_price(2600.0, 1.0) == "a kilogram costs 2,600 times what it sells for"


def test_without_a_sale_there_is_no_cost_of_a_kilogram() -> None:
    assert sentences.cost({}, None) == "No oxide is sold, so a kilogram has no cost"


def test_value_follows_the_share_of_draws() -> None:
    assert sentences.value(0.0) == "It pays in no draw"
    assert sentences.value(0.25) == "It pays in 25 of 100 draws"
    assert sentences.value(0.0, unsold=True).startswith("Nothing is sold")


def swing(name: str, low: float, high: float) -> dict[str, object]:
    return {"name": name, "at_p10": low, "at_p90": high}


def test_the_tornado_says_whether_one_input_turns_the_sign() -> None:
    wide, narrow = swing("market.price", -50.0, 40.0), swing("fleet.speed", -15.0, -5.0)
    small = swing("market.price", -20.0, -1.0)
    assert sentences.tornado(-10.0, [wide, narrow]).endswith("and it alone could turn the sign")
    assert sentences.tornado(-10.0, [small, narrow]).endswith("but no input alone turns its sign")
    both = [wide, swing("fleet.speed", -15.0, 5.0)]
    assert sentences.tornado(-10.0, both).endswith("2 inputs could each turn its sign alone")
    other = [small, swing("fleet.speed", -15.0, 2.0)]
    assert sentences.tornado(-10.0, other).endswith("but only speed (fleet) could turn its sign alone")


def test_the_tornado_works_from_a_value_above_zero_too() -> None:
    assert sentences.tornado(10.0, [swing("a.b", -5.0, 20.0)]).endswith("and it alone could turn the sign")
    assert sentences.tornado(0.0, []) == "No input is spread, so none moves NPV"


def scale(p50: float | None, share: float = 0.5) -> dict[str, object]:
    return {"p50": p50, "rates": [350.0, 3500.0], "unit": "t/d", "share_that_breaks_even": share}


def test_scale_says_from_which_rate_it_pays() -> None:
    assert sentences.scale(scale(1234.0), "wet") == "It pays in the median from about 1,200 t/d (wet) on"
    assert sentences.scale(scale(350.0), "dry") == "It pays in the median at every rate from 350 t/d (dry) on"
    assert sentences.scale(scale(None), "") == (
        "No rate up to 3,500 t/d pays in the median; 50 % of draws have one that does"
    )
    assert sentences.scale(scale(None, 0.0), "dry").endswith("no draw has one that does")
    fleet = sentences.scale(scale(None) | {"vessels": [1.0, 10.0]}, "dry")
    assert fleet.startswith("No rate up to 3,500 t/d (dry) with 10 ships pays in the median")


def group(name: str, total: float, half: float = 0.05) -> dict[str, object]:
    return {"group": name, "total": total, "total_half_width": half}


def test_evidence_names_a_grade_only_when_it_stands_out() -> None:
    clear = sentences.evidence([group("grade A", 0.2), group("grade C", 0.7)])
    other = sentences.evidence([group("grade A", 0.7), group("grade C", 0.2)])
    unclear = sentences.evidence([group("grade A", 0.45, 0.2), group("grade C", 0.5, 0.2)])
    assert clear.startswith("Grade C (estimate or arithmetic) carries most")
    assert other.startswith("Grade A (read in the source) carries most")
    assert unclear == "Grade C and grade A carry the uncertainty of NPV; their shares overlap"


def test_evidence_may_rest_on_chance_or_on_nothing() -> None:
    assert sentences.evidence([group("chance", 0.9)]) == "Chance at sea carries most of the uncertainty of NPV: 90 %"
    assert sentences.evidence([]).startswith("Nothing is spread")
    assert sentences.evidence([group("grade C", 1.1)]).endswith("100 %")


def test_supply_names_the_element_that_gains_most() -> None:
    names = {"Y": "yttrium", "Dy": "dysprosium", "La": "lanthanum"}
    yttrium = sentences.supply({"Y": (0.9, 0.1), "Dy": (0.9, 0.8)}, names, 50.0)
    dysprosium = sentences.supply({"Y": (0.9, 0.85), "Dy": (0.9, 0.4)}, names, 50.0)
    start = "Of elements of which Japan needs over 50 t a year, dependence on China falls most for "
    assert yttrium == start + "yttrium: from 90 % to 10 % of what is used; for dysprosium from 90 % to 80 %"
    assert dysprosium == start + "dysprosium: from 90 % to 40 % of what is used"
    assert sentences.supply({"La": (0.5, 0.499)}, names, 50.0).startswith("The project leaves")
    assert sentences.supply({}, names, 50.0).startswith("Japan needs none")


def test_hours_name_what_takes_the_rest() -> None:
    assert sentences.hours({"lifting": 1.0, "weather": 3.0}).endswith("waiting for weather takes most of the rest")
    assert sentences.hours({"lifting": 1.0, "typhoon": 3.0}).endswith("typhoons take most of the rest")
    assert sentences.hours({"lifting": 2.0}) == "The ships lift in 100 % of their hours"
    assert sentences.hours({}) == "The ships have no hours"


def test_deposition_says_nowhere_for_no_area() -> None:
    assert sentences.deposition(0.0, 1.0).startswith("Nowhere does more than 1 mm")
    assert sentences.deposition(None, 0.1).startswith("Nowhere does more than 0.1 mm")
    assert "2.5\N{NO-BREAK SPACE}km²" in sentences.deposition(2.5, 1.0)


def test_co2_names_its_largest_source() -> None:
    assert sentences.co2({"carriers": 9.0, "reagents": 1.0}) == "Carriers cause most of the CO2: 90 %"
    assert sentences.co2({"dewatering": 4.0, "reagents": 3.0, "carriers": 3.0}) == (
        "Dewatering causes the largest part of the CO2: 40 %"
    )
    assert sentences.co2({}) == "No CO2 is counted"


def test_activity_names_the_material_that_exceeds_most_often() -> None:
    assert sentences.activity({"residue": 0.1, "leach feed": 0.4}) == "The leach feed exceeds 1 Bq/g in 40 of 100 draws"
    assert sentences.activity({"residue": 1.0}) == "The residue exceeds 1 Bq/g in every draw"


def test_the_window_sets_the_choice_beside_the_best() -> None:
    assert "above the 8 vol%" in sentences.window(0.1, 0.08)
    assert "below the 8 vol%" in sentences.window(0.05, 0.08)
    assert sentences.window(0.08, 0.081).endswith("where the lift takes least energy")
    assert sentences.window(None, 0.08).startswith("Energy of the lift depends")


def test_checks_name_the_failed_ones() -> None:
    assert sentences.checks(3, []) == "All 3 checks hold"
    assert sentences.checks(1, ["mud_balance", "hours_balance"]) == ("2 of 3 checks failed: mud balance, hours balance")


def test_validation_counts_what_is_met() -> None:
    assert sentences.validation([{"passed": True}] * 3) == "3 of 3 published cases are met"


def test_words_for_names_that_have_none() -> None:
    assert words("some_new_item") == "some new item"
    assert section_words("market") == "Market"
    assert datum_words("plain") == "plain"
    assert group_words("site") == "site"


@pytest.mark.parametrize(("name", "form"), [("carriers", "go"), ("residue", "goes"), ("sustaining_capital", "go")])
def test_verbs_agree_with_items(name: str, form: str) -> None:
    assert verb(name, "goes", "go") == form


def test_grades_stand_from_best_to_worst_and_chance_last() -> None:
    names = ["chance", "grade C", "grade A2", "grade A", "grade B"]
    assert sorted(names, key=grade_rank) == ["grade A", "grade A2", "grade B", "grade C", "chance"]
