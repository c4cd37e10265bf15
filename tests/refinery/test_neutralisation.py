"""Acid that minerals take, and spent liquors brought to neutral water."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kaitei.refinery import acid_base
from kaitei.refinery import substances as of
from kaitei.refinery.flowsheet import Dissolved
from kaitei.refinery.neutralisation import Neutralised, acid_demand, neutralise
from kaitei.refinery.streams.balance import element_residual
from kaitei.refinery.streams.matter import CHARGE, IONS, ion, solid
from kaitei.refinery.streams.stream import Stream, cake, liquor, moles, total

BASES = ("limestone", "lime", "caustic_soda")
ONE = np.ones(1)
amounts = st.one_of(st.just(0.0), st.floats(1e-3, 1e7))


def gone(
    apatite: float = 0.0, calcite: float = 0.0, alumina: float = 0.0, iron: float = 0.0, mn: float = 0.0
) -> Dissolved:
    return Dissolved(*(np.array(v) for v in (apatite, calcite, alumina, iron, mn)))


def spent(**ions: float) -> Stream:
    """A neutral liquor: acid makes up the charge that the ions leave."""
    made = liquor(1, **ions)
    made.ions[:, ion("acid")] = -(made.ions * CHARGE).sum(axis=1)
    return made


LEACHED = {
    "chloride": 4500.0,
    "calcium": 2600.0,
    "phosphate": 1500.0,
    "fluoride": 500.0,
    "aluminium": 40.0,
    "iron": 20.0,
}
"""What about 250 kg of apatite and 10 kg of calcite leave in hydrochloric acid [mol]."""


def of_solids(made: Neutralised, name: str) -> float:
    """Amount of a solid [mol]."""
    return float(made.solids.solids[0, solid(name)] / moles(name, ONE)[0])


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


@example({"calcium": 253191.0, "manganese": 1.0, "phosphate": 250631.0}, "limestone", 1.0)
@given(st.dictionaries(st.sampled_from(IONS[1:]), amounts), st.sampled_from(BASES), st.floats(1.0, 2.0))
def test_any_liquor_keeps_its_elements_and_leaves_neutral(ions: dict[str, float], base: str, dose: float) -> None:
    liquors = spent(**ions)
    made = neutralise(liquors, base, dose * ONE)
    out = (made.solids, made.effluent, made.gas)
    assert np.abs(element_residual([liquors, made.reagent], out)).max() < 1e-12
    charges = np.abs(liquors.ions * CHARGE).sum()
    # NOTE: relative to what came in, since most of the charge may fall out.
    assert abs(float((made.effluent.ions * CHARGE).sum())) <= 1e-12 * charges
    assert all(np.min(part.solids) >= 0.0 for part in out)
    assert np.min(made.effluent.ions[:, 1:]) >= -1e-12 * charges
    assert float(made.base[0]) >= 0.0


@pytest.mark.parametrize("base", BASES)
def test_a_plain_acid_takes_its_equivalents_of_base(base: str) -> None:
    made = neutralise(spent(chloride=1000.0), base, ONE)
    assert float(made.base[0]) / of.BASES[base].molar_mass * of.BASES[base].equivalents == pytest.approx(1000.0)


@pytest.mark.parametrize(("base", "mass"), [("caustic_soda", 66.0), ("lime", 61.0), ("limestone", 82.0)])
def test_sixty_kilograms_of_hydrochloric_acid_take_the_known_base(base: str, mass: float) -> None:
    protons = float(acid_base.protons_of_acid(np.array(60.0), "hydrochloric"))
    assert float(neutralise(spent(chloride=protons), base, ONE).base[0]) == pytest.approx(mass, abs=0.5)


def test_the_base_takes_back_all_acid_but_what_calcite_took() -> None:
    apatite, calcite, supplied = 500.0, 100.0, 4500.0
    ions = {"chloride": supplied, "calcium": 5.0 * apatite + calcite, "phosphate": 3.0 * apatite, "fluoride": apatite}
    made = neutralise(spent(**ions), "lime", ONE)
    protons = float(made.base[0]) / of.BASES["lime"].molar_mass * 2.0
    assert protons == pytest.approx(supplied - 2.0 * calcite)
    assert of_solids(made, "calcium_phosphate") == pytest.approx(1.5 * apatite)
    assert of_solids(made, "calcium_fluoride") == pytest.approx(0.5 * apatite)


def test_phosphate_and_fluoride_weigh_what_the_apatite_weighed() -> None:
    made = neutralise(spent(**LEACHED), "limestone", ONE)
    back = sum(made.solids.solids[0, solid(name)] for name in ("calcium_phosphate", "calcium_fluoride"))
    assert float(back) == pytest.approx(500.0 * of.FLUORAPATITE)


def test_metals_fall_out_as_hydroxide_and_free_three_protons_each() -> None:
    without, with_metals = (
        neutralise(spent(chloride=9000.0, **ions), "lime", ONE) for ions in ({}, {"aluminium": 100.0, "iron": 50.0})
    )
    assert of_solids(with_metals, "aluminium_hydroxide") == pytest.approx(100.0)
    assert of_solids(with_metals, "iron_hydroxide") == pytest.approx(50.0)
    # NOTE: what the metals took as acid when they dissolved comes back, so the base is that of the acid alone.
    assert float(with_metals.base[0]) == pytest.approx(float(without.base[0]))


def test_base_beyond_the_need_stays_as_solid_if_it_is_one() -> None:
    made = {base: neutralise(spent(**LEACHED), base, 1.2 * ONE) for base in BASES}
    for base, name in (("limestone", "calcite"), ("lime", "lime")):
        left = float(made[base].solids.solids[0, solid(name)])
        assert left == pytest.approx(float(made[base].base[0]) * 0.2 / 1.2)
    assert made["caustic_soda"].solids.solids[0, solid("lime")] == 0.0
    assert made["caustic_soda"].effluent.ions[0, ion("acid")] < 0.0


def test_carbon_dioxide_comes_from_limestone_that_reacted() -> None:
    assert float(neutralise(spent(**LEACHED), "lime", ONE).gas.carbon[0]) == 0.0
    made = neutralise(spent(**LEACHED), "limestone", 1.5 * ONE)
    assert float(made.gas.carbon[0]) == pytest.approx(float(made.base[0]) / 1.5 / of.CALCITE)


def test_gypsum_takes_the_calcium_that_phosphate_leaves() -> None:
    ions = LEACHED | {"sulfate": 2250.0, "chloride": 0.0}
    for base in ("limestone", "lime"):
        made = neutralise(spent(**ions), base, ONE)
        assert of_solids(made, "gypsum") == pytest.approx(2250.0)
        assert of_solids(made, "calcium_phosphate") == pytest.approx(750.0)
    soda = neutralise(spent(**ions), "caustic_soda", ONE)
    assert of_solids(soda, "gypsum") == pytest.approx(2600.0 - 250.0 - 2250.0)


def test_phosphate_without_calcium_stays_in_the_water() -> None:
    made = neutralise(spent(phosphate=300.0, calcium=150.0), "caustic_soda", ONE)
    assert of_solids(made, "calcium_phosphate") == pytest.approx(50.0)
    assert float(made.effluent.ions[0, ion("phosphate")]) == pytest.approx(200.0)


def test_alkaline_liquors_take_no_base() -> None:
    assert float(neutralise(spent(sodium=100.0), "limestone", 1.5 * ONE).base[0]) == 0.0


def test_solids_pass_unchanged_and_followed_elements_fall_out() -> None:
    dissolved = np.zeros((1, 18))
    dissolved[0, 3] = 2.0
    wet = liquor(1, dissolved, chloride=3.0 * 2.0 / 0.14, acid=0.0)
    made = neutralise(total(cake(1, iron_phosphate=5.0), wet), "lime", ONE)
    assert float(made.solids.solids[0, solid("iron_phosphate")]) == 5.0
    assert float(made.solids.held[0, 3]) == 2.0


def test_an_unknown_base_is_refused() -> None:
    with pytest.raises(KeyError, match="ammonia"):
        neutralise(spent(**LEACHED), "ammonia", ONE)
