"""Published numbers and closed forms of the riser against the model's."""

import numpy as np

from kaitei.physics import seawater
from kaitei.physics.arrays import FloatArray
from kaitei.riser import laminar, loop, sizing, string, turbulent
from kaitei.riser.friction import wall_flow_yield
from kaitei.riser.slurry import Rheology

DEPTH = np.array(5700.0)
LATITUDE = np.radians(22.0)

OUTER, WALL = np.array(0.3397), np.array(0.01235)
STEEL, SEA, GRAVITY, MODULUS = np.array(7850.0), np.array(1025.0), np.array(9.81), 206.0e9
"""The reference string of the hand calculation: 339.7 mm x 12.35 mm steel in sea water."""


def _water() -> loop.Water:
    column = seawater.pacific_column()
    mean, viscosity = (seawater.at_depth(DEPTH, column, part) for part in (column.density_mean, column.viscosity_mean))
    return loop.Water(DEPTH, mean, viscosity, seawater.gravity_moritz_2000(LATITUDE, 0.5 * DEPTH))


def _lift(tonnes_a_day: float, percent: float, bore: float) -> loop.Lift:
    """The hand calculation's lift: a down leg too wide to matter, no minor losses, efficiency 50 %."""
    mud = loop.Mud(*(np.array(n) for n in (2650.0, 0.207, 1.0e4, 1.5e-3, 25.0, 1.0, 50.0, 500.0)))
    pipes = loop.Pipes(*(np.array(n) for n in (bore, 100.0, 0.0, 0.0, 0.5)))
    rate, concentration = np.array(tonnes_a_day / 86.4), np.array(percent / 100.0)
    return loop.circulate("herschel_bulkley", rate, concentration, mud, _water(), pipes)


def _static(percent: float) -> float:
    return float(_lift(3500.0, percent, 0.5).static) / 1e6


def _friction(tonnes_a_day: float, percent: float, bore: float) -> float:
    return float(_lift(tonnes_a_day, percent, bore).friction_up) / 1e6


def _power(tonnes_a_day: float, percent: float, bore: float) -> float:
    return float(_lift(tonnes_a_day, percent, bore).power) / 1e6


def _weight() -> FloatArray:
    return string.submerged_weight(string.wall_area(OUTER, WALL), STEEL, SEA, GRAVITY)


def _end_weight(tonnes: float) -> FloatArray:
    return string.submerged_mass_weight(np.array(tonnes * 1e3), STEEL, SEA, GRAVITY)


def _axial_period(tonnes: float, length: float = 5700.0, entrained: float = 0.0) -> float:
    area = string.wall_area(OUTER, WALL)
    mass = STEEL * area + entrained * SEA * string.inner_area(OUTER, WALL)
    end = np.array(tonnes * 1e3)
    return float(string.axial_period_first(np.array(length), MODULUS * area, mass, end))


def _lateral_period(mode: int) -> float:
    inside = SEA * string.inner_area(OUTER, WALL)
    added = SEA * np.pi * OUTER**2 / 4.0
    mass = STEEL * string.wall_area(OUTER, WALL) + inside + added
    return float(string.lateral_periods(_weight(), DEPTH, mass)[mode - 1])


def _offset(speed: float) -> float:
    drag = 0.5 * SEA * OUTER * speed**2
    return float(string.static_offset(drag, _weight(), DEPTH, _end_weight(50.0)))


def _newtonian(reynolds: float) -> Rheology:
    """The liquid that has this Reynolds number at 1 m/s in 0.1 m with 1,000 kg/m3."""
    return Rheology(np.array(0.0), np.array(100.0 / reynolds), np.array(1.0))


def minimum_lift_work() -> float:
    """Least work per dry tonne [kWh/t]."""
    water = _water()
    work = sizing.minimum_lift_work(np.array(2650.0), water.density, water.gravity, DEPTH)
    return float(work) / 3600.0


def density_at_bed() -> float:
    """[kg/m3]"""
    column = seawater.pacific_column()
    return float(seawater.at_depth(DEPTH, column, column.density))


def pressure_at_bed() -> float:
    """[MPa]"""
    return float(seawater.pressure_at(DEPTH, LATITUDE, seawater.pacific_column())) / 1e6


def static_5_percent() -> float:
    """[MPa]"""
    return _static(5.0)


def static_10_percent() -> float:
    """[MPa]"""
    return _static(10.0)


def static_13_percent() -> float:
    """[MPa]"""
    return _static(13.0)


def friction_140_dry_5_percent() -> float:
    """[MPa]"""
    return _friction(140.0, 5.0, 0.20)


def friction_140_dry_10_percent() -> float:
    """[MPa]"""
    return _friction(140.0, 10.0, 0.20)


def friction_1400_dry_10_percent() -> float:
    """[MPa]"""
    return _friction(1400.0, 10.0, 0.30)


def friction_3500_dry_5_percent() -> float:
    """[MPa]"""
    return _friction(3500.0, 5.0, 0.50)


def friction_3500_dry_10_percent() -> float:
    """[MPa]"""
    return _friction(3500.0, 10.0, 0.40)


def friction_3500_dry_13_percent() -> float:
    """[MPa]"""
    return _friction(3500.0, 13.0, 0.40)


def power_140_dry_5_percent() -> float:
    """[MW]"""
    return _power(140.0, 5.0, 0.20)


def power_140_dry_10_percent() -> float:
    """[MW]"""
    return _power(140.0, 10.0, 0.20)


def power_1400_dry_10_percent() -> float:
    """[MW]"""
    return _power(1400.0, 10.0, 0.30)


def power_3500_dry_5_percent() -> float:
    """[MW]"""
    return _power(3500.0, 5.0, 0.50)


def power_3500_dry_10_percent() -> float:
    """[MW]"""
    return _power(3500.0, 10.0, 0.40)


def power_3500_dry_13_percent() -> float:
    """[MW]"""
    return _power(3500.0, 13.0, 0.40)


def dodge_metzner_newtonian() -> float:
    """Darcy friction factor [1]."""
    return float(turbulent.friction_factor_dodge_metzner_1959(np.array(1.0e5), np.array(1.0)))


def wilson_thomas_newtonian() -> float:
    """Darcy friction factor [1]."""
    flow = wall_flow_yield(np.array(1.0), np.array(0.1), np.array(1000.0), _newtonian(1.0e5))
    return 8.0 * float(flow.stress) / 1000.0


def serghides_rough() -> float:
    """Darcy friction factor [1]."""
    return float(turbulent.friction_factor_serghides_1984(np.array(1.0e5), np.array(1.0e-4)))


def wilson_thomas_power_law() -> float:
    """Fanning friction factor [1] of a power-law liquid by the law of Wilson and Thomas."""
    index, reynolds = 0.7, 1.0e4
    # NOTE: at 1 m/s in 0.1 m with 1,000 kg/m3 the laminar wall stress is 8 x 1,000 / Re.
    consistency = 8000.0 / reynolds / ((3.0 * index + 1.0) / (4.0 * index) * 80.0) ** index
    law = Rheology(np.array(0.0), np.array(consistency), np.array(index))
    flow = wall_flow_yield(np.array(1.0), np.array(0.1), np.array(1000.0), law)
    return 2.0 * float(flow.stress) / 1000.0


def transition_velocity_yield() -> float:
    """Velocity of transition over sqrt(yield stress / density) [1]; clay slurry of 5 vol% in 0.5 m."""
    velocity, density = np.linspace(0.3, 3.0, 27001), np.array(1120.0)
    law = Rheology(np.array(1.25), np.array(5.2e-3), np.array(1.0))
    flow = wall_flow_yield(velocity, np.array(0.5), density, law)
    first = velocity[np.argmax(flow.turbulent)]
    return float(first / np.sqrt(law.yield_stress / density))


def transition_newtonian() -> float:
    """Critical Reynolds number [1]."""
    return float(laminar.critical_reynolds_ryan_johnson_1959(np.array(1.0)))


def static_stretch() -> float:
    """[m]"""
    stiffness = MODULUS * string.wall_area(OUTER, WALL)
    return float(string.static_stretch(_weight(), DEPTH, _end_weight(100.0), stiffness))


def top_tension() -> float:
    """[MN]"""
    return float(string.top_tension(_weight(), DEPTH, _end_weight(50.0))) / 1e6


def axial_period_free() -> float:
    """[s]"""
    return _axial_period(0.0)


def axial_period_50_t() -> float:
    """[s]"""
    return _axial_period(50.0)


def axial_period_100_t() -> float:
    """[s]"""
    return _axial_period(100.0)


def axial_period_200_t() -> float:
    """[s]"""
    return _axial_period(200.0)


def axial_period_400_t() -> float:
    """[s]"""
    return _axial_period(400.0)


def axial_period_100_t_with_water() -> float:
    """[s]"""
    return _axial_period(100.0, entrained=1.0)


def axial_period_18000_ft() -> float:
    """[s]"""
    return _axial_period(100.0, length=18_000 * 0.3048)


def lateral_period_1() -> float:
    """[s]"""
    return _lateral_period(1)


def lateral_period_2() -> float:
    """[s]"""
    return _lateral_period(2)


def lateral_period_3() -> float:
    """[s]"""
    return _lateral_period(3)


def lateral_period_4() -> float:
    """[s]"""
    return _lateral_period(4)


def static_offset_towing() -> float:
    """[m]"""
    return _offset(0.25)


def static_offset_half_metre() -> float:
    """[m]"""
    return _offset(0.5)


def bending_per_degree() -> float:
    """[kN m]"""
    case = (np.radians(1.0), np.array(35.0e6), np.array(5.3e6))
    return float(string.bending_at_hinge(*case)) / 1e3
