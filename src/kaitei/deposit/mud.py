"""The mud in place: porosity, wet density, solids; and tonnes from area, thickness and density."""

from kaitei.physics.arrays import FloatArray


def porosity(dry_density: FloatArray, grain_density: FloatArray) -> FloatArray:
    """Share of the volume in place that is water [1].

    dry_density: dry mass per volume in place [kg/m3]
    grain_density: of the solids [kg/m3], > dry_density

    n = 1 - dry / grain.

    >>> round(float(porosity(550.0, 2650.0)), 4)
    0.7925
    """
    return 1.0 - dry_density / grain_density


def wet_density(dry_density: FloatArray, grain_density: FloatArray, water_density: FloatArray) -> FloatArray:
    """Density of the mud in place, pores full of sea water [kg/m3].

    dry_density: dry mass per volume in place [kg/m3]
    grain_density: of the solids [kg/m3]
    water_density: of the pore water at the bed [kg/m3]

    wet = dry + n water.

    >>> round(float(wet_density(550.0, 2650.0, 1050.0)), 1)
    1382.1
    """
    return dry_density + porosity(dry_density, grain_density) * water_density


def solids_mass_fraction(dry_density: FloatArray, wet_density: FloatArray) -> FloatArray:
    """Mass of solids per mass of wet mud in place [1].

    dry_density: dry mass per volume in place [kg/m3]
    wet_density: of the mud in place [kg/m3]

    >>> round(float(solids_mass_fraction(550.0, 1382.1)), 3)
    0.398
    """
    return dry_density / wet_density


def dry_mass(area: FloatArray, thickness: FloatArray, dry_density: FloatArray) -> FloatArray:
    """Dry mass of a sheet of mud in place [kg].

    area: of sea floor [m2]
    thickness: [m]
    dry_density: dry mass per volume in place [kg/m3]

    >>> dry_mass(105e6, 10.0, 550.0)
    577500000000.0
    """
    return area * thickness * dry_density
