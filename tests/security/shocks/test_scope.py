"""Words of a file against places of the network."""

from hypothesis import given
from hypothesis import strategies as st

from kaitei.security.nodes import COUNTRIES, ELEMENTS, STAGES, TRADED
from kaitei.security.shocks.scope import ELEMENT_SETS, bits


def test_the_network_has_its_sixteen_elements_and_countries_and_five_stages() -> None:
    assert len(ELEMENTS) == len(set(ELEMENTS)) == 16
    assert len(COUNTRIES) == len(set(COUNTRIES)) == 16
    assert TRADED == ("ore", "oxide", "metal", "magnet")
    assert (*TRADED, "material") == STAGES


def test_the_sets_are_those_of_the_announcements() -> None:
    assert set(ELEMENT_SETS["controlled_2025"]) == {"Sm", "Gd", "Tb", "Dy", "Lu", "Sc", "Y"}
    assert set(ELEMENT_SETS["controlled_2025_october"]) == set(ELEMENTS) - {"La", "Ce", "Pr", "Nd"}
    assert set(ELEMENT_SETS["heavy"]) == {"Gd", "Tb", "Dy", "Ho", "Er", "Tm", "Yb", "Lu", "Y"}


@given(st.sets(st.sampled_from(ELEMENTS)))
def test_a_mask_names_its_members_and_no_others(symbols: set[str]) -> None:
    mask = bits(symbols, ELEMENTS)
    assert {symbol for i, symbol in enumerate(ELEMENTS) if mask >> i & 1} == symbols
    assert mask < 1 << len(ELEMENTS)
