"""The liquor from fresh acid to neutral water."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.refinery import acid_base
from kaitei.refinery import substances as of
from kaitei.refinery.flowsheet import Dissolved
from kaitei.refinery.neutralisation import AcidDemand, Liquor, acid_and_base, acid_demand

BASES = ("limestone", "lime", "caustic_soda")
amounts = st.floats(0.0, 1e7, allow_subnormal=False)


def gone(
    apatite: float = 0.0, calcite: float = 0.0, alumina: float = 0.0, iron: float = 0.0, mn: float = 0.0
) -> Dissolved:
    return Dissolved(*(np.array(v) for v in (apatite, calcite, alumina, iron, mn)))


def demand(
    apatite: float = 4000.0, calcite: float = 200.0, oxides: float = 300.0, manganese: float = 0.0
) -> AcidDemand:
    return AcidDemand(*(np.array(v) for v in (apatite, calcite, oxides, manganese)))


def liquor(
    wanted: AcidDemand, acid: str = "hydrochloric", base: str = "limestone", dose: float = 1.0, excess: float = 0.0
) -> Liquor:
    per_volume = 500.0 * of.ACIDS[acid].equivalents
    volume = wanted.total * (1.0 + excess) / per_volume
    return acid_and_base(wanted, volume, acid, np.array(500.0), base, np.array(dose))


def test_rich_mud_takes_58_to_80_kilograms_of_hydrochloric_acid() -> None:
    minerals = gone(apatite=100.0, calcite=10.0)
    least, most = (acid_demand(minerals, np.array(ph)).total for ph in (6.0, -4.0))
    assert float(acid_base.acid_mass(least, "hydrochloric")) == pytest.approx(58.0, abs=0.5)
    assert float(acid_base.acid_mass(most, "hydrochloric")) == pytest.approx(80.0, abs=0.5)


def test_each_mineral_has_its_own_line_in_the_demand() -> None:
    made = acid_demand(gone(10.0, 20.0, 30.0, 40.0, 50.0), np.array(1.5))
    assert float(made.calcite) == pytest.approx(40.0 / of.CALCITE)
    assert float(made.sesquioxides) == pytest.approx(6 * (30.0 / of.ALUMINA + 40.0 / of.IRON_OXIDE))
    assert float(made.manganese) == pytest.approx(100.0 / of.MANGANESE_DIOXIDE)
    assert float(made.total) == pytest.approx(float(made.apatite + made.calcite + made.sesquioxides + made.manganese))


@pytest.mark.parametrize("acid", ["hydrochloric", "sulfuric"])
def test_acid_supplied_is_the_demand_and_its_excess(acid: str) -> None:
    made = liquor(demand(), acid, excess=0.2)
    assert float(acid_base.protons_of_acid(made.acid, acid)) == pytest.approx(4500.0 * 1.2)


def test_sulfuric_acid_of_a_strength_needs_half_the_liquor() -> None:
    assert float(liquor(demand(), "sulfuric").volume) == pytest.approx(float(liquor(demand()).volume) / 2.0)


@pytest.mark.parametrize("base", BASES)
def test_the_base_takes_back_all_but_what_calcite_took(base: str) -> None:
    made = liquor(demand(), base=base)
    protons = made.base / of.BASES[base].molar_mass * of.BASES[base].equivalents
    assert float(protons) == pytest.approx(4300.0)


def test_excess_acid_is_neutralised_too() -> None:
    extra = liquor(demand(), excess=0.1).base - liquor(demand()).base
    assert float(extra) == pytest.approx(float(acid_base.base_mass(np.array(450.0), "limestone")))


def test_base_beyond_the_need_stays_as_solid_if_it_is_one() -> None:
    made = {base: liquor(demand(), base=base, dose=1.2) for base in BASES}
    assert float(made["limestone"].base_left) == pytest.approx(float(made["limestone"].base) * 0.2 / 1.2)
    assert float(made["lime"].base_left) > 0.0
    assert float(made["caustic_soda"].base_left) == 0.0


def test_carbon_dioxide_comes_from_calcite_and_reacted_limestone_only() -> None:
    calcite = 100.0 * of.CARBON_DIOXIDE
    assert float(liquor(demand(), base="lime").carbon_dioxide) == pytest.approx(calcite)
    limestone = liquor(demand(), base="limestone", dose=1.5)
    assert float(limestone.carbon_dioxide) == pytest.approx(calcite + 2150.0 * of.CARBON_DIOXIDE)


def test_hydrochloric_acid_makes_no_gypsum() -> None:
    assert all(float(liquor(demand(), base=base).gypsum) == 0.0 for base in BASES)


@pytest.mark.parametrize("base", ["limestone", "lime"])
@given(apatite=amounts, calcite=amounts, oxides=amounts)
def test_a_calcium_base_turns_all_sulfate_into_gypsum(base: str, apatite: float, calcite: float, oxides: float) -> None:
    made = liquor(demand(apatite, calcite, oxides), "sulfuric", base)
    sulfate = made.acid / of.ACIDS["sulfuric"].molar_mass
    assert float(made.gypsum) == pytest.approx(float(sulfate) * of.GYPSUM, rel=1e-9)


def test_caustic_soda_leaves_most_sulfate_in_the_water() -> None:
    made = liquor(demand(), "sulfuric", "caustic_soda")
    assert float(made.gypsum) == pytest.approx(100.0 * of.GYPSUM)


def test_manganese_stays_dissolved_and_asks_for_no_base() -> None:
    without, with_manganese = liquor(demand()), liquor(demand(manganese=100.0))
    assert float(with_manganese.acid) > float(without.acid)
    assert float(with_manganese.base) == pytest.approx(float(without.base))


@given(amounts, amounts, amounts, amounts)
def test_a_base_is_never_negative(apatite: float, calcite: float, oxides: float, manganese: float) -> None:
    made = liquor(demand(apatite, calcite, oxides, manganese))
    assert float(made.base) >= -1e-6 * float(made.acid)


def test_little_apatite_still_fills_the_tank() -> None:
    made = acid_and_base(demand(10.0, 0.0, 0.0), np.array(4.0), "hydrochloric", np.array(500.0), "lime", np.array(1.0))
    assert float(made.volume) == pytest.approx(4.0)
    assert float(made.acid) == pytest.approx(72.9, abs=0.1)
    assert float(acid_base.protons_of_acid(made.acid, "hydrochloric")) == pytest.approx(2000.0)
