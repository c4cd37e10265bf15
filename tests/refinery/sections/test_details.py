"""The stream table and the train's pictures of the central case."""

import numpy as np
import pytest
import xarray as xr

from kaitei.physics import elements
from kaitei.refinery.sections.details import SHOWN, SIZED
from kaitei.refinery.stage import refine
from kaitei.refinery.streams.matter import MAJORS
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


INTO = (
    "landed_mud", "leach_acid", "purification_reagents", "separation_reagents", "neutraliser",
)  # fmt: skip
OUT = ("fine_reject", "leach_residue", "products", "neutralised_solids", "effluent", "gas")
UNITS = (
    (("landed_mud",), ("fine_reject", "leach_feed")),
    (("leach_feed", "leach_acid"), ("leach_residue", "leach_liquor")),
    (("leach_liquor",), ("phosphate_cake", "barren_liquor")),
    (("phosphate_cake", "purification_reagents"), ("impurity_cake", "clean_liquor", "phosphate_filtrate")),
    (("clean_liquor", "separation_reagents"), ("products", "spent_brine")),
    (INTO, OUT),
)


CASES = [
    (into, out, substance)
    for into, out in UNITS
    for substance in ("REO", *SHOWN, *MAJORS)
    # NOTE: the table shows the gas of all units, and so the carbon, in one line.
    if substance != "C" or "gas" in out
]


@pytest.mark.parametrize(
    ("into", "out", "substance"), CASES, ids=lambda part: part if isinstance(part, str) else "+".join(part)
)
def test_every_element_that_enters_a_unit_leaves_it(
    central: xr.Dataset, into: tuple[str, ...], out: tuple[str, ...], substance: str
) -> None:
    table = central["stream_mass"].sel(substance=substance)
    enters, leaves = (float(table.sel(stream=list(side)).sum()) for side in (into, out))
    assert enters == pytest.approx(leaves, rel=1e-9)


def test_solids_are_mud_and_what_precipitates(central: xr.Dataset) -> None:
    solids = central["stream_mass"].sel(substance="solids")
    mud, reject, feed = (float(solids.sel(stream=name)) for name in ("landed_mud", "fine_reject", "leach_feed"))
    assert mud == pytest.approx(1e6)
    assert mud == pytest.approx(reject + feed)
    assert np.all(central["stream_mass"] >= 0.0)
    assert np.all(central["stream_solids"] >= 0.0)


def test_solids_by_kind_and_by_size_are_the_solids_of_the_table(central: xr.Dataset) -> None:
    solids, kinds = central["stream_mass"].sel(substance="solids"), central["stream_solids"].sum("solid")
    # NOTE: the followed elements, 0.2 % of this mud, are in the table and not in the kinds.
    assert float(kinds.sel(stream="landed_mud")) == pytest.approx(0.998 * 1e6, rel=1e-4)
    sized = central["stream_sizes"].sum(("mineral", "size"))
    for name in SIZED:
        assert float(sized.sel(sized_stream=name)) == pytest.approx(float(solids.sel(stream=name)))


def test_the_cyclones_send_coarse_apatite_on_and_fine_clay_away(central: xr.Dataset) -> None:
    sizes = central["stream_sizes"]
    share = sizes.sel(sized_stream="leach_feed") / sizes.sel(sized_stream="landed_mud")
    assert float(share.sel(mineral="apatite").sel(size=106.0, method="nearest")) > 0.95
    assert float(share.sel(mineral="clay").sel(size=1.0, method="nearest")) < 0.2


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
