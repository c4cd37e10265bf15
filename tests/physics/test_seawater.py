import gsw
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.physics import seawater
from kaitei.physics.seawater import (
    Column,
    at_depth,
    gravity_moritz_2000,
    pacific_column,
    pressure_at,
    running_mean,
    viscosity_sharqawy_2010,
)

DEPTH = np.array(5700.0)
NORTH = np.radians(24.0)


def test_water_at_the_bed_is_1053_kilograms_a_cubic_metre():
    column = pacific_column()
    assert at_depth(DEPTH, column, column.density) == pytest.approx(1053.6, abs=0.1)


def test_pressure_at_the_bed_is_58_megapascal():
    assert pressure_at(DEPTH, NORTH, pacific_column()) == pytest.approx(58.1e6, rel=2e-3)


@pytest.mark.parametrize(("depth", "lighter"), [(50.0, 6.5e-3), (1000.0, 2.0e-3), (3000.0, 1.2e-3), (5700.0, 1e-3)])
def test_pressure_is_that_of_a_standard_ocean_less_the_warm_top(depth, lighter):
    # p_from_z of TEOS-10 takes an ocean of 0 C and 35.165 g/kg throughout.
    standard = float(gsw.p_from_z(-depth, 24.0)) * 1e4
    ours = float(pressure_at(np.array(depth), NORTH, pacific_column()))
    assert 0.0 < standard / ours - 1.0 < lighter


def test_ten_levels_are_as_good_as_the_full_cast_of_45():
    with np.load(f"{gsw.__path__[0]}/tests/gsw_cv_v3_0.npz") as cast:
        p, t, sp = (cast[name][:, 0] for name in ("p_chck_cast", "t_chck_cast", "SP_chck_cast"))
    column = pacific_column()
    pressure = gsw.p_from_z(-column.depth, 24.0)
    salt = gsw.SA_from_SP(np.interp(pressure, p, sp), pressure, 142.0, 11.0)
    density = gsw.rho_t_exact(salt, np.interp(pressure, p, t), pressure)
    deep = column.depth > 500.0
    assert np.abs(density - column.density)[deep].max() < 0.1
    assert np.abs(running_mean(density, column.depth) - column.density_mean)[deep].max() < 0.3
    at_bed = column.depth == 5700.0
    assert np.abs(running_mean(density, column.depth) - column.density_mean)[at_bed] < 0.03


@pytest.mark.parametrize("latitude", [0.0, 10.0, 35.0, 45.0])
def test_latitude_hardly_moves_density(latitude, monkeypatch):
    here = pacific_column()
    monkeypatch.setattr(seawater, "SITE_LATITUDE", latitude)
    there = pacific_column.__wrapped__()
    assert np.max(np.abs(there.density / here.density - 1.0)) < 5e-5
    assert np.max(np.abs(there.density / here.density - 1.0)) > 0.0


@pytest.mark.parametrize("latitude", [0.0, 22.0, 24.28, 60.0, 90.0])
@pytest.mark.parametrize("depth", [0.0, 3000.0, 6000.0])
def test_gravity_agrees_with_teos_10(latitude, depth):
    expected = gsw.grav(latitude, gsw.p_from_z(-depth, latitude))
    assert gravity_moritz_2000(np.radians(latitude), np.array(depth)) == pytest.approx(expected, rel=1e-7)


@pytest.mark.parametrize(
    ("celsius", "salt", "published"),
    # Sea water of 35 g/kg and pure water of 20 C, as in the tables of ITTC 7.5-02-01-03 (2011) and IAPWS.
    [(0.0, 0.035, 1.90e-3), (20.0, 0.035, 1.077e-3), (20.0, 0.0, 1.0016e-3), (28.0, 0.035, 0.904e-3)],
)
def test_viscosity_agrees_with_tables(celsius, salt, published):
    assert viscosity_sharqawy_2010(np.array(celsius + 273.15), np.array(salt)) == pytest.approx(published, rel=0.015)


@given(st.floats(273.15, 303.15), st.floats(0.1, 5.0))
def test_warmer_water_is_thinner(temperature, step):
    salt = np.array(0.035)
    assert viscosity_sharqawy_2010(np.array(temperature + step), salt) < viscosity_sharqawy_2010(
        np.array(temperature), salt
    )


@given(st.floats(0.0, 6900.0), st.floats(1.0, 100.0))
def test_water_gets_denser_and_its_pressure_higher_with_depth(depth, step):
    column = pacific_column()
    above, below = np.array(depth), np.array(depth + step)
    assert at_depth(below, column, column.density) > at_depth(above, column, column.density)
    assert pressure_at(below, NORTH, column) > pressure_at(above, NORTH, column)


def test_running_mean_of_a_constant_is_the_constant():
    depth = np.linspace(0.0, 10.0, 7)
    np.testing.assert_allclose(running_mean(np.full(7, 3.5), depth), 3.5, rtol=1e-15)


def test_running_mean_starts_with_the_first_value():
    assert running_mean(np.array([4.0, 8.0]), np.array([0.0, 2.0])).tolist() == [4.0, 6.0]


def test_column_is_made_once_and_cannot_be_written():
    column = pacific_column()
    assert pacific_column() is column
    assert isinstance(column, Column)
    for array in column:
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0.0


def test_mean_viscosity_lies_between_warm_top_and_cold_bed():
    column = pacific_column()
    assert 0.8e-3 < column.viscosity_mean[0] < column.viscosity_mean[-1] < 1.9e-3


def test_interpolation_does_not_depend_on_how_many_depths_are_asked():
    column = pacific_column()
    depths = np.linspace(5000.0, 6000.0, 37)
    whole = at_depth(depths, column, column.density)
    pieces = np.concatenate([at_depth(part, column, column.density) for part in np.array_split(depths, 5)])
    assert whole.tobytes() == pieces.tobytes()
