"""The stage mine.extract, alone."""

from typing import Any

import numpy as np
import pytest
import xarray as xr

from kaitei.mine.stage import extract
from kaitei.physics import elements
from kaitei.testing import run_stage

BLOCKS = ("01", "02", "03")
YEARS = range(2030, 2035)


def grades(draws: int = 1) -> np.ndarray:
    """Blocks of 2,000, 1,000 and 500 g/t of every element."""
    return np.broadcast_to(np.array([2000.0, 1000.0, 500.0])[:, np.newaxis], (draws, 3, 18)).copy()


def run(lifted: Any, landed: Any = None, draws: int = 1, loss: float = 0.0, **changes: Any) -> xr.Dataset:
    given: dict[str, Any] = {
        "mud_lifted": np.asarray(lifted, dtype=np.float64),
        "mud_landed": np.asarray(lifted if landed is None else landed, dtype=np.float64),
        "block_mud": np.array([100e3, 50e3, 150e3]),
        "block_area": np.array([1.0, 1.0, 2.0]),
        "block_grade": grades(draws),
        "mine.collector_loss": loss,
    }
    return run_stage(extract, given | changes, draws=draws, years=YEARS, coordinates={"block": BLOCKS})


def dysprosium(made: xr.Dataset, name: str) -> np.ndarray:
    return made[name].sel(element="Dy").isel(draw=0).to_numpy()


def test_a_year_across_two_blocks_has_the_mean_grade_by_mass() -> None:
    made = run([80e3, 40e3, 0.0, 0.0, 0.0])
    assert dysprosium(made, "feed_grade") == pytest.approx([2000.0, 1500.0, 0.0, 0.0, 0.0])
    assert dysprosium(made, "mined_element") == pytest.approx([160.0, 60.0, 0.0, 0.0, 0.0])


def test_years_without_mining_have_grade_zero_and_open_no_sea_floor() -> None:
    made = run([0.0, 10e3, 0.0, 10e3, 0.0])
    assert dysprosium(made, "feed_grade") == pytest.approx([0.0, 2000.0, 0.0, 2000.0, 0.0])
    assert made["seafloor_opened"].values[0] == pytest.approx([0.0, 0.1, 0.0, 0.1, 0.0])


def test_feed_counts_the_mud_landed_and_mined_the_mud_taken() -> None:
    made = run([10e3] * 5, landed=[9e3] * 5)
    assert dysprosium(made, "mined_element") == pytest.approx([20.0] * 5)
    assert dysprosium(made, "feed_element") == pytest.approx([18.0] * 5)


def test_loss_at_the_collector_opens_more_sea_floor_and_mines_more() -> None:
    clean, lossy = run([9.5e3] * 5), run([9.5e3] * 5, loss=0.05)
    assert np.allclose(lossy["seafloor_opened"], clean["seafloor_opened"] / 0.95)
    assert np.allclose(lossy["mud_mined"], 10e3)
    assert np.allclose(lossy["feed_element"], clean["feed_element"])
    assert dysprosium(lossy, "mined_element") == pytest.approx([20.0] * 5)


def test_3500_t_a_day_over_ten_metres_open_a_fifth_of_a_square_kilometre() -> None:
    """640 m2/d: 3,500 t/d for 300 days from mud of 0.55 t/m3 over 10 m is 0.19 km2 a year."""
    made = run([3500.0 * 300] * 5, block_mud=np.full(3, 577.5e6), block_area=np.full(3, 105.0))
    assert made["seafloor_opened"].values[0] == pytest.approx([0.19] * 5, abs=0.002)


def test_mine_life_is_the_share_of_all_minable_mud() -> None:
    made = run([15e3] * 5, loss=0.0)
    assert float(made["mine_life_share"][0]) == pytest.approx(0.25)


def test_the_last_tonne_can_be_mined() -> None:
    made = run([60e3] * 5)
    assert made["failure"].values[0] == ""
    assert float(made["mine_life_share"][0]) == pytest.approx(1.0)


def test_mining_more_than_there_is_fails_the_draw_with_a_reason() -> None:
    made = run(np.array([[1e3] * 5, [61e3] * 5]), draws=2)
    assert made["failure"].values[0] == ""
    assert "all blocks is used up before the last year" in made["failure"].values[1]
    assert np.isnan(made["feed_grade"].values[1]).all()


def test_element_mass_is_balanced_to_rounding() -> None:
    rng = np.random.default_rng(2)
    lifted = rng.uniform(0.0, 58e3, (40, 5))
    grade = rng.uniform(0.0, 3000.0, (40, 3, 18))
    grade[:, :, elements.index("U")] = 0.0
    made = run(lifted, draws=40, block_grade=grade, loss=0.02)
    assert (made["failure"] == "").all()
    assert float(abs(made["extraction_balance"]).max()) < 1e-12


def test_pieces_of_the_draws_equal_the_whole() -> None:
    lifted = np.random.default_rng(3).uniform(0.0, 58e3, (6, 5))
    whole = run(lifted, draws=6)
    for draw in range(6):
        part = run(lifted[[draw]], draws=1)
        for name in extract.gives:
            assert np.array_equal(part[name].values[0], whole[name].values[draw])
