"""The stream table and the train's pictures of the central case."""

import numpy as np
import pytest
import xarray as xr

from kaitei.physics import elements
from kaitei.refinery.sections.details import SHOWN
from kaitei.refinery.stage import refine
from kaitei.testing import run_stage


@pytest.fixture(scope="module")
def central() -> xr.Dataset:
    """A commercial year of mud of about 2,000 ppm with the packaged numbers."""
    content = np.where(elements.REY, 2000e-6 / 15.0, 5e-6)
    feed = content[np.newaxis] * 1e6
    options = {
        "refinery.concentration": "size_classification",
        "refinery.cyclone_model": "plitt",
        "refinery.cyclone_circuit": "single",
        "refinery.coagulation": "sea_water",
        "refinery.filter": "filter_press",
        "refinery.leach_acid": "hydrochloric",
        "refinery.apatite_law": "oelkers",
        "refinery.reductant": "none",
        "refinery.neutraliser": "limestone",
        "refinery.products": "eight_products",
        "refinery.separation": "own",
    }
    given = {"feed_element": feed, "mud_landed": 1e6, "cake_landed": 1e6 / 0.6, "cake_solids_fraction": 0.6}
    return run_stage(refine, given, years=[2030], options=options, central=True).isel(draw=0)


UNITS = (
    (("landed_mud",), ("fine_reject", "leach_feed")),
    (("leach_feed",), ("leach_residue", "leach_liquor")),
    (("leach_liquor",), ("phosphate_cake", "barren_liquor")),
    (("phosphate_cake",), ("impurity_cake", "clean_liquor")),
    (("clean_liquor", "impurity_cake", "barren_liquor"), ("products", "neutralised_solids")),
    (("landed_mud",), ("fine_reject", "leach_residue", "products", "neutralised_solids")),
)


@pytest.mark.parametrize(("into", "out"), UNITS, ids="+".join)
@pytest.mark.parametrize("substance", ["REO", *SHOWN])
def test_every_element_that_enters_a_unit_leaves_it(
    central: xr.Dataset, into: tuple[str, ...], out: tuple[str, ...], substance: str
) -> None:
    table = central["stream_mass"].sel(substance=substance)
    enters, leaves = (float(table.sel(stream=list(side)).sum()) for side in (into, out))
    assert enters == pytest.approx(leaves, rel=1e-9)


def test_solids_are_mud_and_what_precipitates(central: xr.Dataset) -> None:
    solids = central["stream_mass"].sel(substance="solids")
    mud, reject, feed = (float(solids.sel(stream=name)) for name in ("landed_mud", "fine_reject", "leach_feed"))
    assert mud == pytest.approx(reject + feed)
    assert np.all(central["stream_mass"] >= 0.0)


def test_the_profile_belongs_to_a_circuit_and_its_fractions_sum_to_one(central: xr.Dataset) -> None:
    at = int(central["profile_circuit"])
    stages = central["circuit_extraction_stages"] + central["circuit_scrub_stages"]
    assert int(np.nanargmax(stages.to_numpy())) == at
    shown = central["profile_aqueous"].dropna("cascade_stage")
    assert shown.sizes["cascade_stage"] == int(stages[at])
    assert np.allclose(shown.sum("element"), 1.0)


def test_mccabe_and_thiele_climb_from_raffinate_to_extract(central: xr.Dataset) -> None:
    below, above = (central[name].dropna("cascade_stage").to_numpy() for name in ("mccabe_aqueous", "mccabe_organic"))
    assert np.all(np.diff(below) > 0.0)
    assert np.all(above >= below)
    assert below[0] < 0.01 < 0.99 < above[-1]


def test_every_circuit_says_that_it_meets_its_purity_or_what_binds(central: xr.Dataset) -> None:
    binding = central["circuit_binding"].to_numpy()
    asked = np.isfinite(central["circuit_light"].to_numpy())
    assert np.array_equal(np.isfinite(binding), asked)
    assert np.all(binding[asked] == 0.0)


def test_a_train_that_is_asked_too_much_says_what_binds() -> None:
    from kaitei.refinery.sections.details import BINDING
    from kaitei.refinery.sections.separation import PLACES, built_for
    from kaitei.scenario_file import load

    split = load("minamitorishima").data["refinery.design_split"].value
    assert isinstance(split, dict)
    parts = tuple(float(split[elements.ELEMENTS[place]]) for place in PLACES)
    train = built_for(parts, "fifteen_oxides", (0.99999, 0.9999, 1.002))
    found = {circuit.built.binding for circuit in train.circuits}
    assert "stages at their cap" in found
    assert found <= set(BINDING)
    assert any(verdict != "met" for verdict in train.verdicts)
