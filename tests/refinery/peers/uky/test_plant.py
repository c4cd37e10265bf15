"""What the plant is given, and what is refused."""

import numpy as np
import pytest

from kaitei.errors import InputError
from kaitei.refinery.leach.coal_refuse import OXIDES, REFUSE
from kaitei.refinery.peers.uky.plant import INERTS, PRECIPITATED, SHARES, over_draws, pilot, records

PILOT = pilot()


def test_the_pilot_feeds_the_refuse_and_its_inerts() -> None:
    assert float(PILOT.solids) * 3600.0 == pytest.approx(22.68 * (INERTS + REFUSE.sum()))
    assert PILOT.content / PILOT.content.sum() == pytest.approx(REFUSE / REFUSE.sum())
    assert 1.0 - PILOT.content.sum() == pytest.approx(INERTS / (INERTS + REFUSE.sum()))
    assert set(PRECIPITATED) == set(OXIDES)


def test_every_number_is_carried_over_the_draws() -> None:
    plant = over_draws(PILOT._replace(solids=np.array([1e-3, 2e-3, 3e-3])))
    assert {v.shape for name, v in zip(plant._fields, plant, strict=True) if name != "content"} == {(3,)}
    made = records(plant)
    assert made["solids"].tolist() == [1e-3, 2e-3, 3e-3]
    np.testing.assert_array_equal(made["content"], np.tile(PILOT.content, (3, 1)))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"solids": np.array(-1.0)}, "solids: must be finite and not negative"),
        ({"strip_flow": np.array(0.0)}, "strip_flow: must be finite and above 0"),
        ({"acid_flow": np.array(np.nan)}, "acid_flow: must be finite and above 0"),
        ({"content": REFUSE[:3]}, "content: needs 12 oxides"),
        ({"content": 4.0 * REFUSE}, "content: oxides must not sum above 1"),
        ({"filtered": np.array(1.0), "raffinate_back": np.array(1.0)}, "filtered times raffinate_back: must be below"),
        ({"rougher_back": np.array(1.0)}, "rougher_back: must be below 1"),
        *(({name: np.array(1.5)}, f"{name}: is a share and holds a number above 1") for name in SHARES),
    ],
)  # fmt: skip
def test_what_no_plant_can_have_is_refused(changed: dict[str, np.ndarray], said: str) -> None:
    with pytest.raises(InputError, match=said):
        over_draws(PILOT._replace(**changed))


def test_all_problems_come_at_once() -> None:
    with pytest.raises(InputError) as error:
        over_draws(PILOT._replace(solids=np.array(-1.0), roasted=np.array(2.0)))
    assert len(error.value.problems) == 2
