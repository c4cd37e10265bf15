"""A plain upstream: what ships, plant and refinery report for a commercial mine, by hand."""

from collections.abc import Callable, Iterable, Mapping

import numpy as np
import pytest
import xarray as xr

from kaitei.economics.items import REAGENT_PRICES
from kaitei.economics.stage import appraise
from kaitei.fleet.accounts import FUEL_GRADES
from kaitei.physics import elements
from kaitei.testing import run_stage

SPLIT = {
    **{"La": 15.6, "Ce": 11.5, "Pr": 4.3, "Nd": 19.2, "Sm": 4.4, "Eu": 1.07, "Gd": 5.0, "Tb": 0.76, "Dy": 4.5},
    **{"Ho": 0.93, "Er": 2.6, "Tm": 0.36, "Yb": 2.2, "Lu": 0.34, "Y": 27.4},
}
SHARE = np.array([SPLIT.get(symbol, 0.0) for symbol in elements.ELEMENTS]) / sum(SPLIT.values())
YEARS = range(2027, 2050)
SECTIONS = np.array([6e6, 8e6, 10e6])
"""Equipment of concentrator, leach plant and separation plant as bought [USD of 2022]."""
PLAN = np.array([0.0, 0.0, 0.0, 0.4, 0.7, *[1.0] * 18])
OPTIONS = {
    "refinery.separation": "own",
    "fleet.dewatering": "island",
}

FIXED = {
    "market.jpy_per_usd": 130.0,
    "market.toll_share": 0.29,
    "market.royalty_rate": 0.01,
    "market.payability": 0.78,
    "market.scandium_volume": 10.0,
    "market.hydrochloric_acid_price": 137.0,
    "market.limestone_price": 35.0,
    "market.landfill_price": 17_000.0,
    "market.landfill_solids": 0.6,
    "market.reuse_cost": 40.0,
    "economics.charter_rate": 270e3,
    "economics.own_vessel_rate": 130e3,
    "economics.conversion_cost": 80.0,
    "economics.vessel_price": 600.0,
    "economics.press_flux": 10.0,
    "economics.installation_factor": 2.97,
    "economics.island_factor": 2.0,
    "economics.operating_contingency": 0.10,
    "economics.discount_rate": 0.08,
    "economics.stated_capital": 190.0,
    "economics.stated_sustaining_capital": 72.2,
    "economics.stated_operating_cost": 50.2,
}
"""Data that the tests name; the rest comes from the packaged scenario."""

Project = Callable[..., xr.Dataset]


def upstream(share: np.ndarray, mud: float = 1e6, grade: float = 2e-3, recovery: float = 0.71) -> dict[str, object]:
    """Amounts in each year [t, d, MWh, GJ, m^3] for a full year's mud [t] times the share of full production."""
    working, concentrate = (share > 0.0).astype(float), 0.31 * mud
    oxide = mud * grade * recovery * SHARE * elements.OXIDE_FACTOR
    used = dict.fromkeys(REAGENT_PRICES, 0.0) | {"hydrochloric_acid": 0.055 * mud, "limestone": 0.06 * mud}
    return {
        "operating_share": share,
        "mining_vessels": 1.0,
        "mining_vessel_days": 365.0 * working,
        "carrier_days": 1000.0 * share,
        "carrier_voyages": 60.0 * share,
        "fuel_by_grade": np.stack([20_000.0 * working + 0.0055 * mud * share, 12_000.0 * share], axis=-1),
        "flocculant_used": 1e-3 * mud * share,
        "lift_rate": 3500.0 / 24.0,
        "lift_power": 4.0,
        "mud_lifted": mud * share,
        "mud_landed": mud * share,
        "mud_solids_fraction": 0.4,
        "concentrate_made": concentrate * share,
        "oxide_made": np.outer(share, oxide),
        "reagent_used": np.outer(share, list(used.values())),
        "refinery_electricity": 45_000.0 * share,
        "refinery_heat": 40_000.0 * share,
        "fresh_water": 1e6 * share,
        "residue": 0.97 * mud * share,
        "section_purchase": SECTIONS * (mud / 1e6) ** 0.6,
        "first_fill": np.array([100.0, 90.0]),
        "sold_in_group": np.zeros(len(elements.ELEMENTS)),
    }


@pytest.fixture
def project() -> Project:
    """Runs the stage on the plain upstream; anything given replaces it."""

    def run(
        changes: Mapping[str, object] | None = None,
        share: Iterable[float] = PLAN,
        years: Iterable[int] = YEARS,
        draws: int = 1,
        options: Mapping[str, str] | None = None,
        reagents: Iterable[str] = tuple(REAGENT_PRICES),
        **mine: float,
    ) -> xr.Dataset:
        given = {**FIXED, **upstream(np.array(share), **mine), **(changes or {})}
        return run_stage(
            appraise,
            given,  # type: ignore[arg-type]
            years=years,
            draws=draws,
            options={**OPTIONS, **(options or {})},
            coordinates={
                "reagent": reagents,
                "fuel_grade": FUEL_GRADES,
                "plant_section": ("concentrator", "leach_plant", "separation_plant"),
                "organic_part": ("extractant", "diluent"),
            },
        )

    return run
