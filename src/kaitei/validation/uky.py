"""The peer's plant for coal refuse as its tests assert it: every stream by name and quantity."""

from collections.abc import Callable
from functools import cache, partial

from kaitei.refinery.extraction.closure import HYDROGEN_SULFATE_CONSTANT
from kaitei.refinery.leach.coal_refuse import ATOMS, METAL_MASS, OXIDE_MASS, OXIDES
from kaitei.refinery.peers.uky.plant import CHLORIDE_MASS, INERTS, PROTON_MASS, pilot
from kaitei.refinery.peers.uky.streams import COLUMNS, UNITS, Flows, solve

HOUR, LITRE = 3600.0, 1e-3
GAS = {"O2": 0.1118, "H2O": 0.1005, "CO2": 0.0431, "N2": 0.7446}
GAS_FLOW = 0.00781
"""Gas that enters the roaster [mol/mol, mol/s], as in the peer."""
HYDRATE = {"Al": 1.0, "Fe": 2.0, "Ca": 1.0}
"""Water in the oxalates [mol/mol]; 10 in those of rare earths."""
WATER_MASS = 18e-3


@cache
def _flows() -> Flows:
    return solve(pilot())


def _oxalates() -> dict[str, float]:
    """Formula units that fall [mol/s]."""
    return dict(zip(OXIDES, (_flows().streams["oxalate"][0, : len(OXIDES)] / ATOMS).tolist(), strict=True))


def _dry(quantity: str) -> float:
    """Residue: its mass [kg/h], or an oxide or the inerts in it [kg/kg]."""
    mass = float(_flows().residue[0])
    if quantity == "mass":
        return mass * HOUR
    if quantity == "inerts":
        return INERTS * 22.68 / HOUR / mass
    k = OXIDES.index(quantity)
    return float(_flows().streams["residue"][0, k] / ATOMS[k] * OXIDE_MASS[k]) / mass


def _gas(quantity: str) -> float:
    """Gas that leaves the roaster: its flow [mol/s], or the share of a gas [1]."""
    fallen, moisture = _oxalates(), _flows().streams["moisture"][0, COLUMNS.index("volume")]
    oxalate = {name: 1.0 if name == "Ca" else 3.0 for name in OXIDES}
    out = {name: GAS_FLOW * share for name, share in GAS.items()}
    out["H2O"] += moisture * 1e3 / WATER_MASS + sum(HYDRATE.get(name, 10.0) * n for name, n in fallen.items())
    out["O2"] -= sum(0.5 * oxalate[name] * n for name, n in fallen.items())
    out["CO2"] += sum(2.0 * oxalate[name] * n for name, n in fallen.items())
    flow = float(sum(out.values()))
    return flow if quantity == "flow" else float(out[quantity]) / flow


def _acid(stream: str, quantity: str) -> float:
    """Hydrogen, HSO4- or SO4-- [mg/L] with the peer's masses: hydrogen weighs 1 in sulfuric, 1.008 in hydrochloric."""
    flow, acidity = _flows().streams[stream][0], float(_flows().acidity[stream][0])
    if quantity == "H":
        return acidity * (1.0 if stream == "leach_liquor" else PROTON_MASS * 1e3)
    sulfate = float(flow[COLUMNS.index("SO4")] / flow[COLUMNS.index("volume")])
    bound = acidity / (acidity + HYDROGEN_SULFATE_CONSTANT)
    return sulfate * (97.0 * bound if quantity == "HSO4" else 96.0 * (1.0 - bound))


def level(stream: str, quantity: str) -> float:
    """Of a stream: a metal, Cl, H, HSO4 or SO4 [mg/L], its volume [L/h], or what ``_dry`` and ``_gas`` say.

    Oxalates come in formula units [mol/h].

    >>> round(level("leach_liquor", "Nd"), 3)
    5.053
    """
    if stream == "residue":
        return _dry(quantity)
    if stream == "gas":
        return _gas(quantity)
    if stream == "oxalate":
        return _oxalates()[quantity] * HOUR
    if quantity in {"H", "HSO4", "SO4"}:
        # The peer's oxalate sets no acid free: its liquor is as acid as before.
        return _acid("cleaner_liquor" if stream == "oxalate_liquor" else stream, quantity)
    flow = _flows().streams[stream][0]
    volume = float(flow[COLUMNS.index("volume")])
    if quantity == "volume":
        return volume / LITRE * HOUR
    k = COLUMNS.index(quantity)
    mass = CHLORIDE_MASS if quantity == "Cl" else float(METAL_MASS[k])
    return float(flow[k]) * mass * 1e3 / volume


def __getattr__(case: str) -> Callable[[], float]:
    """A case by its stream and quantity, such as ``uky_leach_liquor_Nd``."""
    stream, _, quantity = case.removeprefix("uky_").rpartition("_")
    if stream not in {"gas", *(name for streams in UNITS.values() for side in streams for name in side)}:
        raise AttributeError(f"no case {case} of the peer's plant")
    return partial(level, stream, quantity)
