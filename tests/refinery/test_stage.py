"""The stage as the chain sees it."""

from collections.abc import Mapping

import numpy as np
import pytest
import xarray as xr
from hypothesis import given, settings
from hypothesis import strategies as st

from kaitei.physics import elements
from kaitei.refinery.flowsheet import Routes
from kaitei.refinery.stage import REAGENTS, refine
from kaitei.stage import attributes
from kaitei.testing import run_stage
from kaitei.variable import variables_of

OPTIONS = {
    "refinery.concentration": "size_classification",
    "refinery.cyclone_model": "plitt",
    "refinery.cyclone_circuit": "single",
    "refinery.coagulation": "none",
    "refinery.filter": "filter_press",
    "refinery.leach_acid": "hydrochloric",
    "refinery.apatite_law": "oelkers",
    "refinery.reductant": "none",
    "refinery.neutraliser": "limestone",
    "refinery.products": "eight_products",
    "refinery.separation": "own",
}
NUMBERS = {
    "apatite_grade": 17500.0,
    "zeolite_content": 0.27,
    "oxide_content": 0.03,
    "cyclone_diameter": 15.0,
    "cyclone_apex": 0.165,
    "cyclone_angle": 20.0,
    "cyclone_pressure": 200.0,
    "cyclone_solids": 0.03,
    "cyclone_cut_factor": 1.0,
    "cyclone_sharpness_factor": 1.0,
    "cyclone_split_factor": 1.0,
    "cyclone_density_exponent": 0.5,
    "cyclone_lift": 10.0,
    "cyclone_standby": 0.1,
    "cyclone_pump_efficiency": 0.65,
    "cyclone_water_density": 1025.0,
    "cyclone_water_viscosity": 1.08,
    "floc_bound": 0.8,
    "floc_dispersed": 0.9,
    "floc_largest_grain": 10.0,
    "floc_median": 15.0,
    "floc_spread": 1.8,
    "floc_grain": 2.0,
    "floc_dimension": 2.2,
    "operating_days": 330.0,
    "calcite_content": 1.0,
    "matrix_alumina": 15.0,
    "matrix_iron_oxide": 7.0,
    "oxide_manganese": 50.0,
    "matrix_reactivity": 1.0,
    "apatite_surface": 28.0,
    "feed_salt": 0.1,
    "leach_temperature": 25.0,
    "gypsum_uptake": 0.044,
    "double_sulfate_shift": 0.0,
    "phosphate_time": 5.6,
    "phosphate_energy": 60.0,
    "acid_strength": 0.5,
    "acid_excess": 0.10,
    "leach_acidity": 1.5,
    "liquid_ratio_least": 4.0,
    "reductant_dose": 1.5,
    "neutraliser_dose": 1.15,
    "capture_acidity": 2.0,
    "phosphate_ageing": 0.0,
    "liquor_ionic_strength": 0.9,
    "conversion_yield": 0.97,
    "conversion_excess": 2.0,
    "purification_acidity": 5.0,
    "separation_factor_scatter": 1.0,
    "product_purity": 0.999,
    "train_recovery": 0.98,
    "extraction_excess": 1.2,
    "extractant_strength": 1.5,
    "extractant_saponified": 0.36,
    "strip_strength": 3.0,
    "mixer_time": 5.0,
    "settler_flux": 3.0,
    "settler_depth": 0.8,
    "mixer_power": 0.4,
    "finishing_recovery": 0.99,
    "oxalic_dose": 1.25,
    "extractant_loss": 5.0,
    "flocculant_dose": 0.5,
    "thickener_speed": 2.0,
    "thickener_hindrance": 50.0,
    "thickener_underflow": 0.25,
    "cake_resistance": 2.0e12,
    "cake_compressibility": 0.85,
    "cake_solidity": 0.29,
    "cake_solidity_exponent": 0.10,
    "cloth_resistance": 1.0e11,
    "press_pressure": 15.0,
    "press_chamber": 30.0,
    "press_other_time": 25.0,
    "decanter_cake": 0.38,
    "wash_ratio": 2.0,
    "wash_stages": 3.0,
    "dispersing_time": 0.5,
    "leach_time": 10.0,
    "retention_time": 3.0,
    "stirring_intensity": 150.0,
    "acid_stock": 7.0,
    "equipment_cost_factor": 1.0,
    "electricity_press": 25.0,
    "electricity_decanter": 25.0,
    "electricity_washing": 4.0,
    "electricity_leach": 10.0,
    "electricity_separation": 6.0,
    "heat_calcination": 10.0,
    "water_wash": 2.0,
    "water_leach": 0.4,
    "water_separation": 40.0,
}
SPLIT = {
    "La": 15.6, "Ce": 11.5, "Pr": 4.3, "Nd": 19.2, "Sm": 4.4, "Eu": 1.07, "Gd": 5.0, "Tb": 0.76,
    "Dy": 4.5, "Ho": 0.93, "Er": 2.6, "Tm": 0.36, "Yb": 2.2, "Lu": 0.34, "Y": 27.4,
}  # fmt: skip
SPLIT_BUILT = {
    "La": 16.5, "Ce": 2.5, "Pr": 4.5, "Nd": 20.3, "Sm": 4.6, "Eu": 1.13, "Gd": 5.3, "Tb": 0.80,
    "Dy": 4.7, "Ho": 0.98, "Er": 2.7, "Tm": 0.38, "Yb": 2.3, "Lu": 0.36, "Y": 33.0,
}  # fmt: skip
REY = [symbol for symbol in elements.ELEMENTS if symbol in SPLIT]


def table(rey: float, **others: float) -> np.ndarray:
    """A value for all rare earths, with exceptions by symbol."""
    return np.array([others.get(s, rey if s in SPLIT else 0.0) for s in elements.ELEMENTS])


TABLES = {
    "grain_median": np.array([36.0, 2.5, 25.0, 20.0, 20.0]),
    "grain_spread": np.array([2.0, 2.5, 2.0, 2.5, 2.5]),
    "grain_density": np.array([3150.0, 2650.0, 2200.0, 3600.0, 2710.0]),
    "grain_porosity": np.array([0.14, 0.0, 0.0, 0.35, 0.1]),
    "cyclone_constant": np.array([490.0, 6.0e-5, 6.6, 3.9]),
    "oxide_share": table(0.30, Ce=0.886, Sc=0.20, Th=0.60, U=0.30),
    "zeolite_share": table(0.20, Ce=0.10, Sc=0.10, Th=0.10, U=0.10),
    "apatite_share": table(0.95, Ce=0.30, Sc=0.10, Th=0.08, U=0.50),
    "labile_share": table(0.40, Ce=0.02, Sc=0.50, Th=0.30, U=0.40),
    "manganese_held": table(0.0, Ce=0.89),
    "carried_share": table(0.02, Sc=0.8, Th=0.9, U=0.3),
    "design_split": table(0.0, **SPLIT_BUILT),
}


def feed(grade: float, mud: float) -> np.ndarray:
    """Landed elements [t]: rare earths of a grade [g/t], 45 ppm Sc, 10 ppm Th, 3 ppm U."""
    total = sum(SPLIT.values())
    others = {"Sc": 45.0, "Th": 10.0, "U": 3.0}
    ppm = [SPLIT[s] / total * grade if s in SPLIT else others[s] for s in elements.ELEMENTS]
    return np.array(ppm) * 1e-6 * mud


def plant(
    grade: float = 2000.0,
    mud: float = 1.05e6,
    options: Mapping[str, str] | None = None,
    draws: int = 1,
    **changed: float | np.ndarray,
) -> xr.Dataset:
    """The stage on three years: none landed, half, full."""
    ramp = np.array([0.0, 0.5, 1.0])
    values: dict[str, float | np.ndarray] = {
        "feed_element": ramp[:, np.newaxis] * feed(grade, mud),
        "mud_landed": ramp * mud,
        "cake_landed": ramp * mud / 0.6,
        "cake_solids_fraction": 0.6,
    }
    values |= {
        f"refinery.{name}": value for name, value in (NUMBERS | TABLES | changed).items() if name != "feed_element"
    }
    values |= {name: value for name, value in changed.items() if name == "feed_element"}
    chosen = OPTIONS | {f"refinery.{name}": word for name, word in (options or {}).items()}
    return run_stage(refine, values, draws=draws, options=chosen)


def full(made: xr.Dataset, name: str, **labels: str) -> float:
    """A number of the full year of the first draw."""
    return float(made[name].isel(draw=0, year=-1).sel(labels))


def oxide(made: xr.Dataset) -> float:
    """Rare-earth oxide of the full year [t]."""
    return float(made["oxide_made"].isel(draw=0, year=-1).sel(element=REY).sum())


CYCLONES = [
    {"cyclone_model": m, "cyclone_circuit": c, "coagulation": f}
    for m in ("plitt", "nageswararao")
    for c in ("single", "rougher_cleaner", "rougher_scavenger")
    for f in ("none", "sea_water")
]
ALL_OPTIONS = CYCLONES + [{"filter": word} for word in ("filter_press", "decanter")]
ALL_OPTIONS += [{"apatite_law": word} for word in ("oelkers", "harouiya")]
ALL_OPTIONS += [{"products": word} for word in ("eight_products", "fifteen_oxides")]
ALL_OPTIONS += [
    {"concentration": c, "leach_acid": a, "reductant": r, "neutraliser": n, "separation": s}
    for c in ("size_classification", "none")
    for a in ("hydrochloric", "sulfuric")
    for r in ("none", "hydrogen_peroxide")
    for n in ("limestone", "lime", "caustic_soda")
    for s in ("own", "toll")
]


@pytest.mark.parametrize("options", ALL_OPTIONS, ids=lambda o: "-".join(o.values()))
def test_all_balances_close_under_all_options(options: Mapping[str, str]) -> None:
    made = plant(options=options)
    assert made["failure"].values.tolist() == [""]
    for name in ("element_balance", "thorium_balance", "unit_balance", "charge_balance"):
        assert abs(float(made[name][0])) < 1e-12


def test_the_tests_try_every_word_of_every_option() -> None:
    for name, variable in variables_of("refinery").items():
        if variable.role == "option":
            tried = {options.get(name.removeprefix("refinery.")) for options in ALL_OPTIONS} - {None}
            assert tried == set(variable.choices)


def test_landed_element_is_oxide_or_residue() -> None:
    made = plant()
    as_element = made["oxide_made"] / elements.OXIDE_FACTOR + made["element_to_residue"]
    assert np.allclose(as_element.isel(draw=0, year=-1), feed(2000.0, 1.05e6), rtol=1e-12)


def test_a_commercial_mine_makes_about_1640_tonnes_of_oxide_less_what_washing_and_purification_lose() -> None:
    assert oxide(plant()) == pytest.approx(1640.0, rel=0.10)


def test_oxide_follows_from_recovery_and_oxide_factor() -> None:
    made = plant()
    expected = feed(2000.0, 1.05e6) * made["recovery"].values[0] * elements.OXIDE_FACTOR
    assert np.allclose(made["oxide_made"].isel(draw=0, year=-1), expected, rtol=1e-12)


def test_a_year_without_mud_uses_and_makes_nothing() -> None:
    made = plant()
    for name in ("oxide_made", "reagent_used", "residue", "refinery_electricity", "fresh_water", "leach_liquor"):
        assert not np.any(made[name].isel(year=0))


def test_half_the_mud_makes_half_of_everything() -> None:
    made = plant()
    for name in ("oxide_made", "reagent_used", "residue", "refinery_heat", "fresh_water", "element_to_residue"):
        assert np.allclose(made[name].isel(year=1) * 2.0, made[name].isel(year=2))


def test_no_mud_at_all_makes_nothing_and_is_no_failure() -> None:
    made = plant(mud=0.0)
    assert str(made["failure"].values[0]) == ""
    for name in ("oxide_made", "residue", "reagent_used", "activity_residue"):
        assert np.abs(made[name]).max() == 0.0


def test_mud_richer_than_its_apatite_fails_the_draw_with_a_reason() -> None:
    made = plant(grade=30000.0)
    assert "apatite and calcite would weigh more than the mud" in str(made["failure"].values[0])


def test_a_matrix_that_would_give_more_than_it_weighs_fails_the_draw_with_a_reason() -> None:
    made = plant(draws=2, matrix_reactivity=np.array([1.0, 29.0]))
    assert made["failure"].values[0] == ""
    assert "refinery.matrix_reactivity asks for more" in str(made["failure"].values[1])


def test_leaching_the_whole_mud_recovers_more_and_asks_for_more_acid() -> None:
    whole, coarse = plant(options={"concentration": "none"}), plant()
    assert oxide(whole) > 1.15 * oxide(coarse)
    assert full(whole, "reagent_used", reagent="hydrochloric_acid") > 1.3 * full(
        coarse, "reagent_used", reagent="hydrochloric_acid"
    )
    assert float(whole["concentrate_yield"][0]) == pytest.approx(1.0)
    assert float(whole["concentrate_upgrade"][0]) == pytest.approx(1.0)
    assert np.allclose(whole["outlet_share"].sel(outlet="fines_reject"), 0.0)


def test_classification_upgrades_but_not_past_the_best_published() -> None:
    made = plant()
    assert 2.0 < float(made["concentrate_upgrade"][0]) < 2.6
    assert 0.29 < float(made["concentrate_yield"][0]) < 0.33


def test_leach_acid_per_tonne_of_mud_lies_where_stoichiometry_puts_it() -> None:
    made = plant(options={"separation": "toll"}, acid_excess=0.0, matrix_reactivity=0.01)
    acid = full(made, "reagent_used", reagent="hydrochloric_acid") * 1000.0 / 1.05e6
    assert 45.0 < acid < 67.0


def test_a_poor_whole_mud_is_fed_by_the_least_liquor_that_can_be_stirred() -> None:
    made = plant(grade=300.0, options={"concentration": "none"})
    assert full(made, "leach_liquor") == pytest.approx(4.0 * 1.05e6)


def test_peroxide_raises_cerium_and_nothing_else() -> None:
    plain, reduced = plant(), plant(options={"reductant": "hydrogen_peroxide"})
    change = (reduced["recovery"] - plain["recovery"]).isel(draw=0)
    assert float(change.sel(element="Ce")) > 0.1
    assert np.allclose(change.drop_sel(element="Ce"), 0.0, atol=0.02)
    assert full(reduced, "reagent_used", reagent="hydrogen_peroxide") > 0.0
    assert full(plain, "reagent_used", reagent="hydrogen_peroxide") == 0.0


def test_whole_mud_with_peroxide_gives_back_the_measured_cerium() -> None:
    hot = {"acid_strength": 2.0, "liquid_ratio_least": 4.0, "leach_temperature": 60.0, "leach_time": 30.0}
    made = plant(options={"concentration": "none", "reductant": "hydrogen_peroxide"}, **hot)
    assert float(made["leach_recovery"].isel(draw=0).sel(element="Ce")) == pytest.approx(0.866, abs=0.03)


def test_sulfuric_acid_recovers_less_and_leaves_gypsum() -> None:
    plain, sulfuric = plant(), plant(options={"leach_acid": "sulfuric"})
    ratio = (sulfuric["recovery"] / plain["recovery"].where(plain["recovery"] > 0)).isel(draw=0).sel(element=REY)
    assert np.all((ratio > 0.3) & (ratio < 0.9))
    assert np.all(sulfuric["leach_fallen"].isel(draw=0).sel(element=REY) > 0.1)
    assert full(sulfuric, "residue") > 1.1 * full(plain, "residue")
    assert full(sulfuric, "reagent_used", reagent="sulfuric_acid") > full(
        sulfuric, "reagent_used", reagent="hydrochloric_acid"
    )


@pytest.mark.parametrize("base", ["limestone", "lime", "caustic_soda"])
def test_the_chosen_base_and_no_other_neutralises(base: str) -> None:
    made = plant(options={"neutraliser": base, "separation": "toll"})
    bases = ("limestone", "lime", "caustic_soda")
    used = {name: full(made, "reagent_used", reagent=name) for name in bases}
    purifying = min(full(plant(options={"neutraliser": b}), "reagent_used", reagent="caustic_soda") for b in bases)
    assert [name for name in bases if used[name] > (1.1 * purifying if name == "caustic_soda" else 0.0)] == [base]


def test_lime_frees_less_carbon_dioxide_than_limestone() -> None:
    lime, limestone = plant(options={"neutraliser": "lime"}), plant()
    assert full(lime, "carbonate_carbon_dioxide") < 0.2 * full(limestone, "carbonate_carbon_dioxide")


def test_a_toll_separator_brings_its_own_reagents_energy_and_water() -> None:
    own, toll = plant(), plant(options={"separation": "toll"})
    for reagent in ("oxalic_acid", "extractant"):
        assert full(own, "reagent_used", reagent=reagent) > 0.0
        assert full(toll, "reagent_used", reagent=reagent) == 0.0
    assert full(own, "reagent_used", reagent="caustic_soda") > full(toll, "reagent_used", reagent="caustic_soda")
    assert float(toll["organic_inventory"][0]) == 0.0
    assert float(toll["section_purchase"].sel(plant_section="separation_plant")[0]) == 0.0
    assert full(toll, "refinery_heat") == 0.0
    saved = full(own, "refinery_electricity") - full(toll, "refinery_electricity")
    assert oxide(own) * 6.0 < saved < oxide(own) * 6.5
    assert full(own, "fresh_water") - full(toll, "fresh_water") == pytest.approx(oxide(own) * 40.0)
    assert oxide(own) == pytest.approx(oxide(toll))


def test_solvent_extraction_uses_the_reagents_of_industry() -> None:
    own, toll = plant(), plant(options={"separation": "toll"})
    caustic = full(own, "reagent_used", reagent="caustic_soda") - full(toll, "reagent_used", reagent="caustic_soda")
    acid = full(own, "reagent_used", reagent="hydrochloric_acid") - full(
        toll, "reagent_used", reagent="hydrochloric_acid"
    )
    assert 4.0 < caustic / 0.30 / oxide(own) < 8.0
    assert 4.0 < acid / 0.31 / oxide(own) < 10.0  # without the acid that dissolves the feed


def test_electricity_is_mud_and_concentrate_and_oxide_at_their_rates() -> None:
    made = plant()
    cakes = full(made, "residue")
    rest = 4.0 * 1.05e6 + 10.0 * full(made, "concentrate_made") + 25.0 * cakes + 6100.0 * oxide(made)
    pumps = full(made, "refinery_electricity") * 1000.0 - rest
    assert 1.5 < pumps / 1.05e6 < 2.0
    whole = plant(options={"concentration": "none", "separation": "toll"})
    expected = 10.0 * 1.05e6 + 25.0 * full(whole, "residue")
    assert full(whole, "refinery_electricity") * 1000.0 == pytest.approx(expected)


def test_heat_dries_and_calcines_the_oxide() -> None:
    made = plant()
    assert full(made, "refinery_heat") == pytest.approx(10.0 * oxide(made))


def test_washing_water_follows_the_sea_water_in_the_cake() -> None:
    wet, dry = plant(water_wash=2.0), plant(water_wash=0.0)
    pore_water = 1.05e6 / 0.6 * 0.4
    assert full(wet, "fresh_water") - full(dry, "fresh_water") == pytest.approx(2.0 * pore_water)


def test_residue_weighs_about_as_much_as_the_mud() -> None:
    made = plant()
    assert full(made, "residue") == pytest.approx(1.05e6, rel=0.02)


def test_thorium_and_uranium_never_become_product() -> None:
    made = plant()
    assert not np.any(made["oxide_made"].sel(element=["Th", "U", "Sc"]))
    assert np.allclose(made["outlet_share"].sum("outlet"), 1.0, rtol=1e-12)


def test_uranium_follows_the_apatite_more_than_thorium_does() -> None:
    share = plant()["outlet_share"].isel(draw=0)
    assert float(share.sel(element="U", outlet="fines_reject")) < float(share.sel(element="Th", outlet="fines_reject"))


def test_solids_stay_below_one_becquerel_per_gram_but_the_precipitate_comes_nearest() -> None:
    made = plant()
    kept = [float(made[f"activity_{name}"][0]) for name in ("residue", "concentrate", "precipitate")]
    assert kept == sorted(kept)
    assert kept[-1] < 1.0


def test_activity_of_whole_mud_is_that_of_the_deposit() -> None:
    made = plant(options={"concentration": "none"})
    assert float(made["activity_concentrate"][0]) == pytest.approx(0.0776, abs=0.001)


def test_acid_outside_the_range_of_the_data_cannot_be_asked_for() -> None:
    strength = variables_of("refinery")["refinery.acid_strength"]
    assert (strength.low, strength.high) == (0.05, 2.0)


def test_draws_do_not_depend_on_their_neighbours() -> None:
    cut = np.linspace(0.7, 1.3, 7)
    together = plant(draws=7, cyclone_cut_factor=cut, options={"coagulation": "sea_water"})
    for i in (0, 3, 6):
        alone = plant(cyclone_cut_factor=cut[i : i + 1], options={"coagulation": "sea_water"})
        for name in together.data_vars:
            if name != "failure":
                assert np.array_equal(together[name].isel(draw=i), alone[name].isel(draw=0)), name


def test_more_apatite_recovered_makes_more_oxide() -> None:
    made = plant(draws=5, cyclone_cut_factor=np.linspace(1.4, 0.6, 5))
    total = made["oxide_made"].isel(year=-1).sum("element")
    assert np.all(np.diff(made["mineral_recovery"].sel(mineral="apatite")) > 0.0)
    assert np.all(np.diff(total) > 0.0)


def test_a_cleaner_makes_a_richer_and_smaller_leach_feed_and_a_scavenger_a_larger() -> None:
    yields, upgrades = (
        [
            float(plant(options={"cyclone_circuit": c})[name][0])
            for c in ("rougher_cleaner", "single", "rougher_scavenger")
        ]
        for name in ("concentrate_yield", "concentrate_upgrade")
    )
    assert yields == sorted(yields)
    assert upgrades == sorted(upgrades, reverse=True)


def test_a_commercial_mine_asks_for_about_sixty_cyclones_of_15_cm() -> None:
    made = plant(mud=3500.0 * 330.0, cyclone_standby=0.0)
    assert made["cyclones"].values[0, 0] == pytest.approx(61.0, rel=0.1)
    assert made["cyclones"].values[0, 1] == 0.0


def test_washing_in_more_stages_loses_less_and_without_it_the_press_cake_takes_an_underflow_along() -> None:
    lost = [float(plant(wash_stages=n)["wash_loss"][0]) for n in (1.0, 2.0, 3.0, 5.0)]
    assert lost == sorted(lost, reverse=True)
    assert float(plant(wash_ratio=0.0, wash_stages=1.0)["wash_loss"][0]) > 0.15
    assert lost[2] < 0.03


def test_the_equipment_list_grows_with_the_mine_and_sums_to_its_sections() -> None:
    half, whole = plant(mud=0.5e6), plant()
    assert np.all(half["equipment_purchase"] <= whole["equipment_purchase"])
    assert np.allclose(whole["equipment_purchase"].sum("equipment"), whole["section_purchase"].sum("plant_section"))
    presses = whole.sel(equipment="reject_presses")
    assert 0.5 < float(presses["equipment_number"][0]) * float(presses["equipment_size"][0]) / 10_000.0 < 1.5


def test_decanters_take_the_place_of_presses_and_leave_a_wetter_cake() -> None:
    press, spun = plant(), plant(options={"filter": "decanter"})
    for name in ("reject", "residue", "precipitate"):
        assert float(spun["equipment_number"].sel(equipment=f"{name}_presses")[0]) == 0.0
        assert float(press["equipment_number"].sel(equipment=f"{name}_decanters")[0]) == 0.0
        assert float(spun["equipment_number"].sel(equipment=f"{name}_decanters")[0]) > 0.0
    assert float(spun["residue_cake_solids"][0]) < float(press["residue_cake_solids"][0])


def test_without_classification_there_is_no_concentrator_to_buy() -> None:
    bought = plant(options={"concentration": "none"})["section_purchase"].isel(draw=0)
    assert float(bought.sel(plant_section="concentrator")) == 0.0
    assert float(bought.sel(plant_section="leach_plant")) > 0.0


def test_the_train_is_as_pure_and_recovers_as_much_as_it_is_built_for() -> None:
    made = plant()
    rare = made.isel(draw=0).sel(element=REY)
    assert np.all(rare["train_recovery"] > 0.97)
    assert np.all(rare["product_purity"] > 0.998)
    assert 200.0 < float(made["mixer_settlers"][0]) < 320.0
    assert 2.0 < float(made["extracted_per_fed"][0]) < 2.6


def test_fifteen_oxides_ask_for_more_stages_extraction_and_money_and_no_group_is_left() -> None:
    eight, fifteen = plant(), plant(options={"products": "fifteen_oxides"})
    for name in ("mixer_settlers", "extracted_per_fed", "organic_inventory"):
        assert float(fifteen[name][0]) > 1.2 * float(eight[name][0])
    assert float(eight["sold_in_group"].isel(draw=0).sum()) == 8.0
    assert float(fifteen["sold_in_group"].sum()) == 0.0


def test_nearer_separation_factors_ask_for_more_extraction_and_give_less_purity() -> None:
    made = plant(draws=3, separation_factor_scatter=np.array([0.7, 1.0, 1.3]))
    assert np.all(np.diff(made["extracted_per_fed"]) < 0.0)
    assert np.all(np.diff(made["product_purity"].sel(element="Tb")) > 0.0)


def test_rare_earths_stay_in_the_liquor_where_the_phosphate_does_not_fall_out() -> None:
    made = plant(draws=3, capture_acidity=np.array([1.0, 1.5, 2.0]))
    assert np.all(np.diff(made["purification_recovery"].sel(element="Nd")) > 0.005)
    assert not np.any(made["purification_recovery"].sel(element=["Th"]) > 0.01)


def test_more_acid_and_more_time_dissolve_more_apatite_and_end_at_a_lower_ph() -> None:
    strong = plant(draws=3, acid_strength=np.array([0.25, 0.5, 1.0]), acid_excess=0.3)
    assert np.all(np.diff(strong["apatite_dissolved"]) > 0.0)
    assert np.all(np.diff(strong["leach_end_acidity"]) < 0.0)
    slow = plant(draws=3, leach_time=np.array([3.0, 10.0, 30.0]))
    assert np.all(np.diff(slow["apatite_dissolved"]) > 0.0)


def test_a_leach_of_hours_loses_rare_earths_to_their_phosphate() -> None:
    made = plant(draws=2, leach_time=np.array([10.0, 500.0]), phosphate_ageing=0.5)
    assert np.all(np.diff(made["leach_fallen"].sel(element="Nd")) > 0.1)


def test_flocs_cost_apatite() -> None:
    loose, bound = plant(), plant(options={"coagulation": "sea_water"}, floc_dispersed=0.0)
    name = {"mineral": "apatite"}
    assert float(bound["mineral_recovery"].sel(name)[0]) < float(loose["mineral_recovery"].sel(name)[0]) - 0.05


def test_the_stage_gives_every_declared_name_with_its_unit() -> None:
    made = plant()
    for name in refine.gives:
        assert made[name].attrs == attributes(variables_of("refinery")[name])
    assert tuple(made["reagent"].values) == REAGENTS
    assert tuple(made["outlet"].values) == Routes._fields


def test_every_datum_of_the_table_is_used_by_the_tests() -> None:
    owned = {n.removeprefix("refinery.") for n, v in variables_of("refinery").items() if v.role == "datum"}
    assert owned == set(NUMBERS) | set(TABLES)


FACTORS = st.lists(st.one_of(st.just(0.0), st.floats(0.01, 3.0)), min_size=18, max_size=18)


@pytest.mark.heavy
@given(
    FACTORS,
    st.sampled_from([1e-3, 1e3, 1e6]),
    st.sampled_from(ALL_OPTIONS),
    st.floats(0.05, 1.0),
    st.floats(0.0, 2.0),
    st.floats(0.5, 50.0),
    st.floats(0.3, 3.0),
)
@settings(max_examples=40)
def test_any_feed_through_any_plant_balances_and_gives_numbers(
    factors: list[float],
    mud: float,
    options: Mapping[str, str],
    strength: float,
    excess: float,
    ratio: float,
    scatter: float,
) -> None:
    given_feed = feed(2000.0, mud) * np.array(factors)
    changed = {"acid_strength": strength, "acid_excess": excess, "liquid_ratio_least": ratio}
    made = plant(
        mud=mud,
        options=options,
        feed_element=np.array([0.0, 0.5, 1.0])[:, np.newaxis] * given_feed,
        separation_factor_scatter=scatter,
        **changed,
    )
    reason = str(made["failure"].values[0])
    if reason:
        assert "weigh more than the mud" in reason or "no steady state" in reason
        return
    for name in ("element_balance", "thorium_balance", "unit_balance", "charge_balance"):
        assert abs(float(made[name][0])) < 1e-9
    for name in made.data_vars:
        if name != "failure":
            assert np.all(np.isfinite(made[name])), name
