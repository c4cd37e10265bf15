"""The stage ``riser.lift``: what one double-pipe riser lifts, what that takes, and the seas it can work in."""

import numpy as np

from kaitei.physics import seawater
from kaitei.physics.arrays import FloatArray
from kaitei.riser import sizing, slurry, string
from kaitei.riser.friction import Law
from kaitei.riser.laminar import restart_pressure
from kaitei.riser.loop import Lift, Mud, Pipes, Water, circulate
from kaitei.riser.window import CONCENTRATIONS, concentration_of_least_energy, lift_window
from kaitei.stage import Inputs, stage


def _water(x: Inputs) -> tuple[Water, dict[str, FloatArray]]:
    """Sea water beside the riser, and what there is to say of it at the bed."""
    column, depth, latitude = seawater.pacific_column(), x["site.water_depth"], x["site.latitude"]
    density, density_mean, warmth, viscosity = (
        seawater.at_depth(depth, column, values)
        for values in (column.density, column.density_mean, column.temperature, column.viscosity_mean)
    )
    gravity = seawater.gravity_moritz_2000(latitude, 0.5 * depth)
    return Water(depth, density_mean, viscosity, gravity), {
        "pressure_bed": seawater.pressure_at(depth, latitude, column),
        "sea_water_density_bed": density,
        "sea_water_density_mean": density_mean,
        "sea_water_temperature_bed": warmth,
    }


def _mud(x: Inputs) -> Mud:
    """The mud's grains and the numbers of its flow laws; fails draws in which they contradict each other."""
    low, high = x["riser.shear_rate_low"], x["riser.shear_rate_high"]
    x.fail(low >= high, "riser.shear_rate_low must lie below riser.shear_rate_high")
    low = np.where(low < high, low, 0.1 * high)
    grain = x["grain_density"]
    bed = slurry.volume_concentration(x["mud_solids_fraction"], x["mud_wet_density"], grain)
    thick = x["riser.concentration"] >= bed
    x.fail(thick, "riser.concentration is not below that of the mud in place; the lift can only add water")
    return Mud(
        grain_density=grain,
        bed_concentration=bed,
        yield_scale=x["riser.yield_scale"],
        viscosity_clear=x["riser.viscosity_clear"],
        viscosity_exponent=x["riser.viscosity_exponent"],
        flow_index=x["riser.flow_index"],
        shear_low=low,
        shear_high=high,
    )


def _rate(x: Inputs, mud: Mud, water: Water) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Demanded dry rate, capacity [kg/s] and solids of the slurry by mass [1]."""
    concentration = x["riser.concentration"]
    solids = slurry.solids_mass_fraction(concentration, mud.grain_density, water.density)
    basis = {"dry": np.ones_like(solids), "wet": x["mud_solids_fraction"], "slurry": solids}
    demanded = x["lift.rate"] * basis[x.option("lift.basis")]
    widest, fastest = x["riser.up_diameter"], x["riser.velocity_limit"]
    return demanded, sizing.lift_capacity(concentration, mud.grain_density, widest, fastest), solids


def _pipes(x: Inputs, rate: FloatArray, mud: Mud) -> Pipes:
    """The double pipe, sized for the flow or as stated."""
    up = x["riser.up_diameter"]
    if x.option("riser.sizing") == "design_velocity":
        flow = rate / (mud.grain_density * x["riser.concentration"])
        up = np.minimum(up, sizing.bore_for_flow(flow, x["riser.design_velocity"]))
    efficiency = x["riser.pump_efficiency"] * x["riser.drive_efficiency"]
    return Pipes(up, x["riser.down_diameter_ratio"] * up, x["riser.roughness"], x["riser.loss_coefficient"], efficiency)


def _string(x: Inputs, water: Water) -> dict[str, FloatArray]:
    """Tension, stretch and first axial period of the stated uniform string."""
    outer, wall, steel = (x[f"riser.string_{name}"] for name in ("outer_diameter", "wall", "density"))
    area = string.wall_area(outer, wall)
    weight = string.submerged_weight(area, steel, water.density, water.gravity)
    end = string.submerged_mass_weight(x["riser.end_mass"], steel, water.density, water.gravity)
    tension, stiffness = string.top_tension(weight, water.depth, end), x["riser.string_modulus"] * area
    inside = string.inner_area(outer, wall) * water.density
    mass = steel * area + x["riser.water_entrained"] * inside
    period = string.axial_period_first(water.depth, stiffness, mass, x["riser.end_mass"])
    margin = period / x["riser.wave_period"]
    return {
        "string_tension_top": tension,
        "string_stress_top": tension / area,
        "string_stretch": string.static_stretch(weight, water.depth, end, stiffness),
        "string_axial_period": period,
        "axial_resonance_margin": margin,
        "axial_resonance": string.in_resonance_band(margin),
    }


def _flow(made: Lift, water: Water, pipes: Pipes) -> dict[str, FloatArray]:
    """Names for what the loop gives."""
    return {
        "slurry_flow": made.flow,
        "slurry_velocity": made.velocity,
        "slurry_density": made.density,
        "slurry_yield_stress": made.yield_stress,
        "slurry_reynolds": made.wall.reynolds,
        "flow_turbulent": made.wall.turbulent.astype(np.float64),
        "water_flow_down": made.down_flow,
        "pipe_diameter_up": pipes.up_diameter,
        "pipe_diameter_down": pipes.down_diameter,
        "pressure_static": made.static,
        "pressure_friction_up": made.friction_up,
        "pressure_friction_down": made.friction_down,
        "pressure_minor": made.minor,
        "pressure_pump": made.pressure,
        "pressure_restart": restart_pressure(made.yield_stress, water.depth, pipes.up_diameter),
        "lift_power": made.power,
    }


@stage(
    "riser.lift",
    needs=("mud_solids_fraction", "mud_wet_density", "grain_density"),
    coordinates={"concentration": CONCENTRATIONS},
    sources=(
        "IOC2010",
        "McDougall2011",
        "Moritz2000",
        "Sharqawy2010",
        "HerschelBulkley1926",
        "ChhabraRichardson2008",
        "MetznerReed1955",
        "RyanJohnson1959",
        "DodgeMetzner1959",
        "WilsonThomas1985",
        "ThomasWilson1987",
        "Serghides1984",
        "Timoshenko1937",
    ),
)
def lift(x: Inputs) -> dict[str, FloatArray]:
    """Takes the mud's properties, the depth and the rate wanted, and gives the dry rate that one riser lifts, its
    flows, pressures and power, and the sea states in which it can lift, run pipe and stay hung off.
    """
    kind: Law = "power_law" if x.option("riser.rheology") == "power_law" else "herschel_bulkley"
    (water, at_bed), mud, concentration = _water(x), _mud(x), x["riser.concentration"]
    demanded, capacity, solids = _rate(x, mud, water)
    rate = np.minimum(demanded, capacity)
    pipes = _pipes(x, rate, mud)
    made = circulate(kind, rate, concentration, mud, water, pipes)
    calm = x["riser.hs_lift"]
    given = {
        "lift_rate_demanded": demanded,
        "lift_capacity": capacity,
        "lift_rate": rate,
        "lift_rate_limited": (capacity < demanded).astype(np.float64),
        "lift_rate_wet": rate / x["mud_solids_fraction"],
        "slurry_concentration": concentration,
        "slurry_solids_fraction": solids,
        "lift_energy": made.power / rate,
        "lift_energy_minimum": sizing.minimum_lift_work(mud.grain_density, water.density, water.gravity, water.depth),
        "concentration_least_energy": concentration_of_least_energy(kind, rate, mud, water, pipes),
        "sea_state_lift": calm,
        "sea_state_run_pipe": np.minimum(x["riser.hs_run_pipe"], calm),
        "sea_state_hang_off": np.maximum(x["riser.hs_hang_off"], calm),
    }
    if x.central:
        window = lift_window(kind, rate, np.array([CONCENTRATIONS]), mud, water, pipes)
        given["window_energy"] = (window.power / rate[:, None])[0]
        given["window_velocity"] = window.velocity[0]
        given["window_pressure"] = window.pressure[0]
    return given | at_bed | _flow(made, water, pipes) | _string(x, water)
