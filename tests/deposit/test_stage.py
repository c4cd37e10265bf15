"""The stage deposit.estimate, alone."""

from typing import Any

import numpy as np
import pytest
import xarray as xr

from kaitei.deposit.stage import BLOCKS, CELLS, estimate
from kaitei.physics import elements
from kaitei.testing import run_stage

SPLIT = np.array([150, 111, 41, 185, 42, 10.3, 48, 7.3, 43, 9, 25, 3.5, 21, 3.3, 264, 0, 0, 0]) / 963.4

DATA: dict[str, Any] = {
    "mean_grade": 964.0,
    "best_grade": 1720.0,
    "grade_variation": 0.6,
    "correlation_length": 15.0,
    "nugget": 0.3,
    "cell_area": 105.0,
    "column_depth": 10.0,
    "background_grade": 500.0,
    "background_limit": 0.6,
    "peak_depth": 5.5,
    "peak_width": 2.0,
    "highest_grade": 7000.0,
    "layer_thickness": 3.0,
    "dilution": 0.45,
    "minable_share": 0.8,
    "element_split": SPLIT,
    "reference_grade": 964.0,
    "rich_grade": 2652.0,
    "rich_cerium_share": 0.06,
    "rich_yttrium_share": 0.305,
    "matrix_share": 0.25,
    "scandium_grade": 45.0,
    "thorium_grade": 10.0,
    "uranium_grade": 3.0,
    "grain_density": 2650.0,
    "dry_density": 550.0,
    "bed_water_density": 1050.0,
}


def run(
    draws: int = 8, order: str = "best_first", mining: str = "rich_layer", central: bool = False, **changes: Any
) -> xr.Dataset:
    given = {f"deposit.{name}": value for name, value in (DATA | changes).items()}
    options = {"deposit.order": order, "deposit.mining": mining}
    return run_stage(estimate, given, draws=draws, options=options, central=central)


def rey(grade: xr.DataArray) -> np.ndarray:
    return np.asarray(grade.to_numpy()[..., elements.REY].sum(axis=-1))


def test_it_names_24_cells_and_24_blocks() -> None:
    assert CELLS[0] == "A1"
    assert CELLS[6] == "B1"
    assert CELLS[-1] == "D6"
    assert len(CELLS) == len(BLOCKS) == 24


def test_every_draw_honours_mean_and_best_cell() -> None:
    mean = np.linspace(800.0, 1150.0, 50)
    best = np.linspace(2000.0, 1500.0, 50)
    made = run(50, mean_grade=mean, best_grade=best)
    assert (made["failure"] == "").all()
    assert np.allclose(made["cell_grade"].mean("cell"), mean, rtol=1e-12)
    assert np.allclose(made["cell_grade"].sel(cell="B1"), best, rtol=1e-12)
    assert np.allclose(made["cell_grade"].max("cell"), best, rtol=1e-12)


def test_cells_differ_between_draws() -> None:
    made = run(20)["cell_grade"]
    assert float(made.sel(cell="D6").std()) > 100.0


def test_neighbours_of_the_best_cell_are_richer_on_average_than_far_cells() -> None:
    made = run(400)["cell_grade"].mean("draw")
    near = made.sel(cell=["A1", "B2", "C1"]).mean()
    far = made.sel(cell=["A6", "B6", "C6", "D6"]).mean()
    assert float(near) > 1.15 * float(far)


def test_sixteen_megatonnes_of_oxide_are_in_place() -> None:
    made = run(1)
    assert float(made["resource_reo"][0]) == pytest.approx(16.05, abs=0.2)
    oxide = made["resource_oxide"].isel(draw=0)
    assert float(oxide[elements.REY].sum()) == pytest.approx(1e6 * float(made["resource_reo"][0]))
    thorium = 24 * 105e6 * 10 * 0.55 * 10e-6 * elements.OXIDE_FACTOR[elements.index("Th")]
    assert float(oxide.sel(element="Th")) == pytest.approx(thorium, rel=1e-9)


def test_blocks_come_from_the_richest_to_the_poorest() -> None:
    made = run(10)
    assert (np.diff(rey(made["block_grade"]), axis=1) <= 1e-9).all()


def test_the_first_block_is_the_best_cell() -> None:
    full = run(5, mining="full_column")
    assert np.allclose(rey(full["block_grade"])[:, 0], 1720.0)


def test_full_column_takes_the_cells_as_they_are() -> None:
    made = run(3, mining="full_column", minable_share=1.0)
    ordered = np.sort(made["cell_grade"].to_numpy(), axis=1)[:, ::-1]
    assert np.allclose(rey(made["block_grade"]), ordered, rtol=1e-12)
    assert (made["block_interval"] == 10.0).all()
    assert np.allclose(made["block_mud"], 577.5e6)


def test_the_rich_layer_is_richer_and_thinner_than_the_column() -> None:
    made = run(3)
    assert (rey(made["block_grade"]) > np.sort(made["cell_grade"].to_numpy(), axis=1)[:, ::-1]).all()
    assert (made["block_interval"] < 10.0).all()


def test_the_central_feed_is_near_the_design_feed_of_2016() -> None:
    """METI and JOGMEC designed for 2,652 ppm; dilution was chosen with this number in sight."""
    assert float(rey(run(1)["block_grade"])[0, 0]) == pytest.approx(2652.0, rel=0.05)


def test_layer_and_rest_of_the_column_hold_what_the_column_holds() -> None:
    """Mining all lean mud along with the layer gives the full column."""
    everything = run(4, dilution=0.95)
    column = run(4, mining="full_column")
    assert np.allclose(everything["block_grade"], column["block_grade"], rtol=1e-9)
    assert np.allclose(everything["block_mud"], column["block_mud"], rtol=1e-9)


def test_block_mud_is_area_share_thickness_and_density() -> None:
    made = run(2)
    expected = made["block_area"] * 1e6 * 0.8 * made["block_interval"] * 0.55
    assert np.allclose(made["block_mud"], expected, rtol=1e-12)


def test_area_mean_knows_no_cell() -> None:
    made = run(3, order="area_mean", mining="full_column", mean_grade=2652.0, best_grade=1.0)
    assert (made["failure"] == "").all()
    assert np.allclose(made["cell_grade"], 2652.0, rtol=1e-15)
    assert np.allclose(rey(made["block_grade"]), 2652.0, rtol=1e-12)


def test_a_mean_above_the_best_cell_fails_the_draw_with_a_reason() -> None:
    made = run(2, mean_grade=np.array([964.0, 1800.0]))
    assert made["failure"].values[0] == ""
    assert "do not go together: 24 cells cannot have both" in made["failure"].values[1]
    assert np.isnan(made["resource_reo"].values[1])


def test_a_rich_grade_below_the_reference_fails_the_draw_with_a_reason() -> None:
    made = run(2, rich_grade=np.array([2652.0, 900.0]))
    assert made["failure"].values[0] == ""
    assert "deposit.rich_grade must be above deposit.reference_grade" in made["failure"].values[1]


def test_rich_mud_has_less_cerium_and_more_yttrium() -> None:
    made = run(1)
    first, last = (made["block_grade"].isel(draw=0, block=i) for i in (0, -1))
    for symbol, sign in (("Ce", -1.0), ("Y", 1.0)):
        rich, poor = (float(g.sel(element=symbol) / g[elements.REY].sum()) for g in (first, last))
        assert sign * (rich - poor) > 0.0


def test_scandium_thorium_and_uranium_are_the_same_in_poor_and_rich_mud() -> None:
    made = run(2)["block_grade"].sel(element=["Sc", "Th", "U"])
    assert np.allclose(made, np.array([45.0, 10.0, 3.0]), rtol=1e-12)


def test_a_split_that_does_not_sum_to_one_is_scaled() -> None:
    half, whole = run(1, element_split=0.5 * SPLIT), run(1)
    assert np.allclose(half["block_grade"], whole["block_grade"], rtol=1e-12)


def test_the_mud_is_consistent() -> None:
    made = run(1)
    assert float(made["mud_solids_fraction"][0]) == pytest.approx(0.398, abs=0.001)
    assert float(made["mud_wet_density"][0]) == pytest.approx(1382.1, abs=0.1)
    assert float(made["mud_porosity"][0]) == pytest.approx(0.7925, abs=1e-4)
    assert float(made["grain_density"][0]) == 2650.0
    assert float(made["mud_dry_density"][0]) == 550.0


def test_the_peak_stays_below_the_richest_samples() -> None:
    made = run(3, peak_width=np.array([1.0, 2.0, 3.0]))
    assert made["peak_grade"].values == pytest.approx([7000.0, 6231.0, 4321.0], abs=1.0)


def test_a_peak_below_the_column_is_taken_at_its_foot() -> None:
    made = run(1, peak_depth=50.0)
    assert (made["failure"] == "").all()
    assert float(rey(made["block_grade"])[0, 0]) > 1720.0


def test_the_central_run_gives_the_same_names() -> None:
    assert set(run(1, central=True)) == set(run(1))


def test_more_draws_change_no_earlier_draw() -> None:
    few, many = run(5), run(40)
    xr.testing.assert_identical(few, many.isel(draw=slice(0, 5)))


def test_one_draw_alone_equals_the_same_draw_among_others() -> None:
    rng = np.random.default_rng(8)
    spread = {name: value * rng.uniform(0.95, 1.05, 6) for name, value in DATA.items() if name != "element_split"}
    split = SPLIT * rng.uniform(0.8, 1.2, (6, 18))
    whole = run(6, **spread, element_split=split)
    alone = run(1, **{name: value[:1] for name, value in spread.items()}, element_split=split[:1])
    xr.testing.assert_identical(alone, whole.isel(draw=slice(0, 1)))
