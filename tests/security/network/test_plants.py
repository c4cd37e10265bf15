"""Plants by date."""

from kaitei.security.network import tables
from kaitei.security.network.network import node
from kaitei.security.network.plants import plants
from kaitei.security.nodes import ELEMENTS


def test_plants_come_by_their_start():
    listed = plants(tables.load())
    starts = [plant.start for plant in listed]
    assert starts == sorted(starts)
    assert len(listed) == len(tables.load()["plants"])


def test_caremag_makes_dysprosium_oxide_in_france_from_2027():
    caremag = [plant for plant in plants(tables.load()) if plant.name == "caremag"]
    dysprosium = next(plant for plant in caremag if plant.elements == [ELEMENTS.index("Dy")])
    assert (dysprosium.node, dysprosium.tonnes) == (node("france", "oxide"), 550.0)
    assert divmod(dysprosium.start, 12) == (2027, 0)
    assert dysprosium.certainty == "building"
