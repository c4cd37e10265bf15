"""Numbers of nodes and words for them."""

from kaitei.security.network.network import ROOT, members, node, place
from kaitei.security.nodes import COUNTRIES, ELEMENTS, STAGES


def test_every_node_has_one_place_and_the_last_is_the_root():
    numbers = [node(country, stage) for country in COUNTRIES for stage in STAGES]
    assert numbers == list(range(ROOT))
    assert [place(number) for number in numbers] == [(c, s) for c in COUNTRIES for s in STAGES]
    assert place(ROOT) == ("root", "")


def test_members_of_a_group_or_an_element():
    assert len(ELEMENTS) == 16
    assert len(members("all")) == 15
    assert members("Sc") == members("scandium") == [15]
