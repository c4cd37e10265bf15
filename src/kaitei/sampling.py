"""The inputs of a chain: a scenario's data drawn, with their rank correlations, as one labelled dataset."""

from collections.abc import Mapping

import numpy as np
import xarray as xr
from scipy.special import ndtr, ndtri

from kaitei.correlation import correlation_factor
from kaitei.datum import MONTHS, sample, width
from kaitei.physics import elements
from kaitei.physics.arrays import FloatArray
from kaitei.scenario import Correlation, Scenario
from kaitei.stage import attributes
from kaitei.streams import uniforms
from kaitei.variable import vocabulary


def draw_uniforms(scenario: Scenario, first: int, count: int, seed: int) -> dict[str, FloatArray]:
    """Uniforms of every spread datum, shape (draw, width), correlated as the scenario says.

    Correlated data keep their own streams for the independent part, so a new pair changes no other number.
    """
    known = vocabulary()
    made = {
        name: uniforms(seed, name, first, count, width(datum, known[name]))
        for name, datum in scenario.data.items()
        if datum.spread is not None
    }
    return correlate(made, scenario.correlations)


def correlate(independent: Mapping[str, FloatArray], correlations: tuple[Correlation, ...]) -> dict[str, FloatArray]:
    """The uniforms with the wished rank correlations put in (Gaussian copula)."""
    made = dict(independent)
    names = tuple(dict.fromkeys(name for wish in correlations for name in wish.between))
    if not names:
        return made
    factor = correlation_factor(names, correlations)
    normal = [ndtri(made[name][:, 0]) for name in names]
    for i, name in enumerate(names):
        # NOTE: an explicit sum, not a matrix product: its rounding must not depend on the number of draws.
        mixed = sum((factor[i, j] * normal[j] for j in range(1, i + 1)), factor[i, 0] * normal[0])
        made[name] = ndtr(mixed)[:, np.newaxis]
    return made


def operating_share(scenario: Scenario) -> FloatArray:
    """Planned share of full production by year: 0 in construction, the ramp-up, then 1."""
    horizon = scenario.horizon
    production = np.ones(horizon.production_years)
    ramp = np.asarray(horizon.ramp_up[: horizon.production_years])
    production[: len(ramp)] = ramp
    return np.concatenate([np.zeros(horizon.construction_years), production])


def inputs(
    scenario: Scenario,
    first: int,
    count: int,
    seed: int,
    given: Mapping[str, FloatArray] | None = None,
    central: bool = False,
) -> xr.Dataset:
    """The labelled inputs of draws ``first`` to ``first + count - 1``, in the vocabulary's units.

    ``given`` replaces the uniforms of some data (studies do that); ``central`` puts every datum at its value.
    Data without a spread carry no draw dimension.

    Raises InputError when the scenario's weather record cannot be read.
    """
    known = vocabulary()
    drawn = {} if central else draw_uniforms(scenario, first, count, seed) | dict(given or {})
    made: dict[str, tuple[tuple[str, ...], object, dict[str, str]]] = {}
    for name, datum in scenario.data.items():
        variable = known[name]
        if name in drawn:
            made[name] = (variable.dims, sample(datum, variable, drawn[name]), attributes(variable))
        else:
            fixed = datum.model_copy(update={"spread": None})
            values = sample(fixed, variable, np.full((1, 1), 0.5))[0]
            inner = tuple(dim for dim in variable.dims if dim != "draw")
            made[name] = (inner, values, attributes(variable))
    for name, word in scenario.options.items():
        made[name] = ((), word, {"long_name": known[name].description})
    share = operating_share(scenario)
    made["operating_share"] = (("year",), share, attributes(known["operating_share"]))
    made["failure"] = (("draw",), np.full(count, "", dtype=object), {})
    horizon = scenario.horizon
    start = horizon.first_year - horizon.construction_years
    coords = {
        "draw": np.arange(first, first + count),
        "year": np.arange(start, start + len(share)),
        "month": list(MONTHS),
        "element": list(elements.ELEMENTS),
    }
    attrs = {"seed": seed, "central": int(central), "chance": "median" if central else "random"}
    return xr.Dataset(made, coords=coords, attrs=attrs | _weather(scenario))


def _weather(scenario: Scenario) -> dict[str, str]:
    """Declaration and account of the scenario's own weather record, which is read here; nothing without one."""
    if scenario.weather_record is None:
        return {}
    from kaitei.fleet.record.pinned import dataset_attributes

    return dataset_attributes(scenario.weather_record)
