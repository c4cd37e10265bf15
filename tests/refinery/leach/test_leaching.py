"""Whole leaches: what was measured, what known chemistry gives, and the balances."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.errors import InputError
from kaitei.physics import elements
from kaitei.refinery.leach import liquor as of
from kaitei.refinery.leach.feed import ACIDS, MINERALS, Acid, Feed, element_table
from kaitei.refinery.leach.leaching import Leached, leach, tank_volume
from kaitei.refinery.leach.salts import Settling, phosphates
from kaitei.refinery.leach.tanks import BATCH

COUNT = len(elements.ELEMENTS)
ONE = np.ones(1)
SPLIT = element_table(
    {"La": 15.570, "Ce": 11.522, "Pr": 4.256, "Nd": 19.203, "Sm": 4.360, "Eu": 1.0691, "Gd": 4.982, "Tb": 0.7577,
     "Dy": 4.463, "Ho": 0.9342, "Er": 2.595, "Tm": 0.3633, "Yb": 2.180, "Lu": 0.3425, "Y": 27.403}, 0.0,
)  # fmt: skip
CERIUM = elements.index("Ce")
MOLES = 2000e-6 * SPLIT / 100.0 / elements.ATOMIC_WEIGHT
SETTLING = Settling(*(value * ONE for value in (0.044, 0.0, 0.0, 2e4, 6e4)))

# Mud of 2000 ppm: 10 % apatite with 95 % of the rare earths and 30 % of the cerium, as the chain has it.
MUD = Feed(
    np.array([[0.10, 0.01, 0.15 * 0.89, 0.07 * 0.89, 0.015 * 0.89]]),
    MOLES[np.newaxis],
    element_table({"Ce": 0.30, "Sc": 0.10, "Th": 0.08, "U": 0.50}, 0.95)[np.newaxis],
    element_table({"Ce": 0.02, "Sc": 0.50, "Th": 0.30}, 0.40)[np.newaxis],
    element_table({"Ce": 0.79}, 0.0)[np.newaxis],
    0.32 * ONE,
)

# The same of 5000 ppm, as was leached in 2015.
RICH = MUD._replace(
    minerals=np.array([[0.25, 0.01, 0.15 * 0.74, 0.07 * 0.74, 0.015 * 0.74]]), elements=2.5 * MUD.elements
)


def run(
    strength: float,
    kind: str = "hydrochloric",
    ratio: float = 1e-2,
    celsius: float = 25.0,
    minutes: float = 3.5,
    reduced: bool = False,
    feed: Feed = MUD,
    tanks: int = BATCH,
    settling: Settling = SETTLING,
) -> Leached:
    acid = Acid(kind, strength * ONE, ratio * ONE, (273.15 + celsius) * ONE, 60.0 * minutes * ONE, reduced)
    return leach(feed, acid, 2.8e4 * ONE, tanks, settling)


def without_cerium(made: Leached) -> float:
    """Extraction of all rare earths but cerium, by mass."""
    mass = np.where(np.arange(COUNT) == CERIUM, 0.0, SPLIT)
    return float((mass * made.extraction[0]).sum() / mass.sum())


def test_dilute_hydrochloric_acid_extracts_what_was_measured_best() -> None:
    # 95.1 % at 0.25-0.5 mol/L, 25 degC, 2-5 min. The surface of apatite was set to it.
    assert without_cerium(run(500.0)) == pytest.approx(0.951, abs=0.003)


def test_sulfuric_acid_extracts_what_was_measured_best() -> None:
    # 81.3 %; gypsum's uptake was set to it.
    assert without_cerium(run(500.0, "sulfuric")) == pytest.approx(0.813, abs=0.003)


def test_cerium_stays_behind_without_a_reductant_and_comes_with_it() -> None:
    # 2 mol/L HCl, 4 m3/t, 60 degC, 30 min, another mud: Ce 30.7 %, with H2O2 86.6 %; all rare earths 89.5 and 93.2 %.
    hot = {"ratio": 4e-3, "celsius": 60.0, "minutes": 30.0}
    plain, reduced = run(2000.0, **hot), run(2000.0, **hot, reduced=True)
    assert plain.extraction[0, CERIUM] == pytest.approx(0.307, abs=0.015)
    assert reduced.extraction[0, CERIUM] == pytest.approx(0.866, abs=0.015)
    whole = [float((SPLIT * made.extraction[0]).sum() / SPLIT.sum()) for made in (plain, reduced)]
    assert whole == pytest.approx([0.895, 0.932], abs=0.035)


def test_recovery_has_an_optimum_in_sulfuric_acid_strength() -> None:
    # At 4 m3/t and half an hour: below it apatite is left, above it sulfate drives calcium into gypsum.
    found = [without_cerium(run(c, "sulfuric", ratio=4e-3, minutes=30.0)) for c in (125.0, 250.0, 375.0, 500.0)]
    assert found[1] > found[0] + 0.1
    assert found[1] > found[2] + 0.1


@pytest.mark.parametrize("shift", [0.0, -1.0])
def test_rich_mud_in_thick_pulp_has_the_optimum_within_minutes(shift: float) -> None:
    # Double sulfates are known to a factor of ten.
    settling = SETTLING._replace(double_sulfate_shift=shift * ONE)
    strengths = (250.0, 375.0, 500.0, 750.0)
    found = [without_cerium(run(c, "sulfuric", 4e-3, feed=RICH, settling=settling)) for c in strengths]
    assert max(found[1:3]) > found[0] + 0.03
    assert max(found[1:3]) > found[3] + 0.02


def test_recovery_has_an_optimum_in_time_and_in_heat_with_hydrochloric_acid() -> None:
    # Clay goes on eating acid; then the phosphates of the rare earths fall out, the sooner the hotter.
    times = [without_cerium(run(500.0, ratio=4e-3, minutes=m)) for m in (3.5, 20.0, 240.0)]
    assert times[1] > times[0] + 0.05
    assert times[1] > times[2] + 0.1
    warmth = [without_cerium(run(500.0, celsius=c, minutes=20.0)) for c in (5.0, 30.0, 85.0)]
    assert warmth[1] > warmth[0]
    assert warmth[1] > warmth[2] + 0.2


@pytest.mark.parametrize("ratio", [4e-3, 1e-2, 4e-2, 1e-1])
@pytest.mark.parametrize("minutes", [3.5, 60.0])
def test_at_one_liquor_per_solids_stronger_hydrochloric_acid_never_extracts_less(ratio: float, minutes: float) -> None:
    # A fall is published in words; phosphate and fluoride take up hydrogen, so their salts dissolve the better the
    # stronger the acid. Kept visible, not forced.
    for mud in (MUD, RICH):
        made = [run(c, ratio=ratio, minutes=minutes, feed=mud) for c in (125.0, 250.0, 500.0, 1000.0, 2000.0)]
        assert np.all(np.diff([without_cerium(leached) for leached in made]) > -1e-6)
        assert np.all(np.diff([float(leached.liquor.ph[0]) for leached in made]) < -0.1)


@pytest.mark.parametrize(("strength", "most"), [(125.0, 0.0092), (250.0, 0.23), (500.0, 8.6), (1000.0, 310.0)])
def test_stronger_acid_lets_more_neodymium_stay_beside_phosphate(strength: float, most: float) -> None:
    made = run(strength)
    for amount, falls in ((0.97 * most, False), (1.03 * most, True)):
        some = element_table({"Nd": amount}, 0.0)[np.newaxis]
        whole, _ = phosphates(some, made.liquor, made.parts, 298.15 * ONE, 0.0 * ONE)
        assert bool(whole.sum() > 1e-9 * amount) == falls


@pytest.mark.parametrize(("celsius", "minutes"), [(25.0, 240.0), (40.0, 60.0), (60.0, 20.0)])
def test_at_one_acid_per_solids_recovery_has_an_optimum_in_hydrochloric_acid_strength(
    celsius: float, minutes: float
) -> None:
    # 4 mol/kg, twice what apatite and calcite take: weak acid is slow; strong acid loses more to clay, pH rises and
    # phosphates fall out.
    dose = 4.0
    found = [
        without_cerium(run(c, ratio=dose / c, celsius=celsius, minutes=minutes)) for c in (125.0, 250.0, 500.0, 2000.0)
    ]
    assert max(found[1:3]) > found[0] + 0.015
    assert max(found[1:3]) > found[3] + 0.05


def test_a_quarter_mole_per_litre_is_enough_only_with_much_liquor() -> None:
    # Mud of 5,000 ppm: apatite and calcite ask for 3.2 mol/kg, as much as 13 m3/t bring.
    found = [without_cerium(run(250.0, ratio=ratio, minutes=5.0, feed=RICH)) for ratio in (1e-2, 1e-1)]
    assert found[0] < 0.55
    assert found[1] == pytest.approx(0.951, abs=0.005)


def test_with_time_recovery_falls_in_sulfuric_acid_alone() -> None:
    # So the abstract says.
    times = (5.0, 60.0, 240.0)
    hydrochloric, sulfuric = ([without_cerium(run(500.0, kind, minutes=m)) for m in times] for kind in ACIDS)
    assert np.all(np.diff(hydrochloric) > -1e-6)
    assert np.all(np.diff(sulfuric) < -0.005)


def test_an_apatite_ore_loses_to_gypsum_what_was_measured() -> None:
    # 91 % with 1 mol/L H2SO4 at 20 degC in an hour, 1-2 % solids; how much apatite the ore holds is not told.
    found = [without_cerium(run(1000.0, "sulfuric", ratio, 20.0, 60.0, feed=_ore(apatite))) for apatite, ratio in ORES]
    assert found[0] < 0.91 < found[1]
    assert found[1] - found[0] < 0.2


ORES = ((1.0, 0.05), (0.6, 0.1))
"""Apatite in an ore [kg/kg], and liquor per solids [m3/kg]: most gypsum, and least."""


def _ore(apatite: float) -> Feed:
    none = np.zeros((1, COUNT))
    return Feed(np.array([[apatite, 0.0, 0.0, 0.0, 0.0]]), 20.0 * MUD.elements, none + 1.0, none, none, np.zeros(1))


def test_without_acid_nothing_is_extracted() -> None:
    assert np.all(run(0.0).extraction < 2e-3)


def test_more_sulfuric_acid_makes_more_gypsum_until_calcium_is_gone() -> None:
    made = [float(run(c, "sulfuric").liquor.forms[0, of.GYPSUM]) for c in (50.0, 125.0, 250.0, 375.0)]
    assert np.all(np.diff(made) > 0.0)


share = st.floats(0.0, 1.0)


@given(
    st.lists(st.one_of(st.just(0.0), st.floats(1e-6, 0.2)), min_size=5, max_size=5),
    st.lists(st.one_of(st.just(0.0), st.floats(1e-9, 0.05)), min_size=COUNT, max_size=COUNT),
    st.tuples(share, share, st.floats(0.0, 2.0)),
    st.one_of(st.just(0.0), st.floats(1.0, 1000.0)),
    st.floats(2e-3, 5e-2),
    st.floats(1.0, 89.0),
    st.floats(0.0, 600.0),
    st.sampled_from(["hydrochloric", "sulfuric"]),
    st.tuples(st.floats(0.0, 1.0), st.floats(-3.0, 3.0), share, st.floats(1.0, 1e6), st.floats(0.0, 9e4)),
)
def test_every_element_is_found_again(
    minerals: list[float],
    moles: list[float],
    hosts: tuple[float, float, float],
    strength: float,
    ratio: float,
    celsius: float,
    minutes: float,
    kind: str,
    settles: tuple[float, ...],
) -> None:
    full = np.ones((1, COUNT))
    feed = Feed(np.array([minerals]), np.array([moles]), hosts[0] * full, hosts[1] * full, 0.0 * full, hosts[2] * ONE)
    settling = Settling(*(value * ONE for value in settles))
    made = run(strength, kind, ratio, celsius, minutes, feed=feed, tanks=3, settling=settling)
    assert np.all((made.extraction >= 0.0) & (made.extraction <= 1.0))
    dissolved = made.dissolution.extracted
    fallen = made.fallen.gypsum + made.fallen.double_sulfate + made.fallen.phosphate
    assert np.all(fallen <= 1.0 + 1e-12)
    residue = 1.0 - dissolved
    assert made.extraction + dissolved * fallen + residue == pytest.approx(np.ones((1, COUNT)), abs=1e-9)
    in_liquor = (feed.elements * made.extraction).sum() / ratio
    assert made.parts[0, of.RARE_EARTH] == pytest.approx(in_liquor, rel=1e-9, abs=1e-9 * (1.0 + sum(moles) / ratio))
    assert np.all(np.isfinite(made.liquor.forms))
    assert np.all(made.parts[0, 1:] >= 0.0)
    assert abs(charge(made)) <= 1e-9 * (1.0 + np.abs(made.parts).sum() + sum(moles) / ratio)


def charge(made: Leached) -> float:
    """Charge of the liquor [mol/m3]."""
    signs = {"H+": 1, "OH-": -1, "HSO4-": -1, "SO4--": -2, "H2PO4-": -1, "HPO4--": -2, "F-": -1, "AlF++": 2, "Ca++": 2,
             "Al+++": 3}  # fmt: skip
    parts = made.parts[0]
    whole = sum(z * made.liquor.forms[0, of.FORMS.index(name)] for name, z in signs.items())
    rest = parts[of.SODIUM] - parts[of.CHLORIDE] + 2.0 * parts[of.MANGANESE]
    return float(whole + rest + 3.0 * (parts[of.IRON] + parts[of.RARE_EARTH]))


def test_zero_of_an_element_stays_zero() -> None:
    some = MOLES.copy()
    some[[0, 5]] = 0.0
    made = run(250.0, "sulfuric", feed=MUD._replace(elements=some[np.newaxis]))
    assert np.all(np.isfinite(made.extraction))
    assert np.all(made.fallen.kept[0, [0, 5]] == 1.0)


def test_the_order_of_minerals_is_what_the_feed_says() -> None:
    assert len(MINERALS) == MUD.minerals.shape[1]


def test_free_acid_is_what_titration_would_find_first() -> None:
    made = run(500.0)
    assert 0.0 < made.free_acid[0] < 500.0 - made.dissolution.consumed[0] / 1e-2 + 1.0


def test_flows_that_cannot_be_are_refused() -> None:
    with pytest.raises(InputError, match="a leach needs flows and a time not below 0"):
        tank_volume(-ONE, ONE, ONE, ONE)
