"""Figures show the numbers they are given."""

import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.report import at_sea
from kaitei.report.charts import chain, cost, evidence, footprint, riser, sea, supply, theme, value
from kaitei.report.run import Run, range_over
from kaitei.report.sections import business
from kaitei.result import Result

Maker = Callable[..., Result]
SIZES = st.floats(min_value=0.01, max_value=1e6)


def texts(figure: Any) -> list[str]:
    """All annotations of a figure."""
    return [str(note.text) for note in figure.layout.annotations]


def test_every_figure_is_strict_json_without_title_or_legend(full: Result) -> None:
    run = Run(full)
    figures = [
        chain.chain_sankey(chain.flows(run)),
        cost.cost_waterfall(run),
        value.value_curve(run.values_of("npv")),
        value.value_tornado(run, run.study("tornado")),
        value.value_by_scale(run.study("scale"), 3500.0),
        evidence.variance_by_grade(run.study("evidence")),
        supply.china_dumbbells(supply.china_shares(run)),
        sea.hours_bars(at_sea.hours_by_state(run)),
        riser.riser_window(run),
        footprint.deposition_map(run),
        footprint.co2_bars(footprint.co2_sources(run)),
    ]
    for figure in figures:
        made = json.loads(figure.to_json(), parse_constant=lambda word: pytest.fail(f"{word} is not JSON"))
        assert made["layout"]["showlegend"] is False
        assert "title" not in made["layout"]
        assert made["layout"]["dragmode"] is False


@pytest.mark.parametrize("make", ["cost", "value", "co2", "hours"])
def test_axes_name_their_unit(full: Result, make: str) -> None:
    run = Run(full)
    figure = {
        "cost": lambda: cost.cost_waterfall(run),
        "value": lambda: value.value_curve(run.values_of("npv")),
        "co2": lambda: footprint.co2_bars(footprint.co2_sources(run)),
        "hours": lambda: sea.hours_bars(at_sea.hours_by_state(run)),
    }[make]()
    unit = {"cost": "USD per kg REO", "value": "million USD", "co2": "t CO2", "hours": "hours"}[make]
    assert unit in figure.layout.xaxis.title.text


def test_the_waterfall_ends_at_the_cost_and_marks_the_price(full: Result) -> None:
    run = Run(full)
    bars = cost.cost_waterfall(run).data[0]
    assert bars.x[-1] == pytest.approx(sum(bars.x[:-1]))
    assert bars.x[-1] == pytest.approx(run.central_of("cost_per_reo"))
    ends = [start + size for start, size in zip(bars.base, bars.x, strict=True)]
    assert list(bars.base[1:-1]) == pytest.approx(ends[:-2])
    assert any("basket sells for" in text for text in texts(cost.cost_waterfall(run)))


def test_items_stand_from_the_largest_to_the_smallest(full: Result) -> None:
    sizes = list(cost.cost_items(Run(full)).values())
    assert sizes == sorted(sizes, reverse=True)


@given(st.dictionaries(st.text(min_size=1, max_size=8), SIZES, min_size=1, max_size=30))
def test_grouping_keeps_the_sum(items: dict[str, float]) -> None:
    made = cost.grouped(dict(sorted(items.items(), key=lambda item: -item[1])))
    assert sum(made.values()) == pytest.approx(sum(items.values()))
    assert len(made) <= cost.ROWS + 1


def test_item_ranges_hold_for_draws_that_sell(making: Maker) -> None:
    result = making(draws=4)
    result.dataset["oxide_exists"][:] = [1.0, 1.0, 0.0, 0.0]
    result.dataset["cost_stack"][:] = np.array([1.0, 3.0, 0.0, 0.0])[:, np.newaxis]
    assert cost.item_range(Run(result), "reagents") == pytest.approx((1.2, 2.8))
    result.dataset["oxide_exists"][:] = 0.0
    assert cost.item_range(Run(result), "reagents") is None


@given(st.lists(st.floats(min_value=-1e4, max_value=1e4), min_size=2, max_size=50))
def test_the_curve_rises_and_spans_all_draws(npv: list[float]) -> None:
    curve = value.value_curve(np.array(npv)).data[0]
    assert (np.diff(curve.y) > 0.0).all()
    assert (np.diff(curve.x) >= 0.0).all()
    assert (curve.x[0], curve.x[-1]) == (min(npv), max(npv))


def test_the_curve_says_how_many_draws_lie_below_zero() -> None:
    figure = value.value_curve(np.array([-2.0, -1.0, 1.0, 2.0]))
    assert "NPV = 0: 50 % of draws lie below" in texts(figure)
    assert any(text.startswith("P50") and "<b>0</b>" in text for text in texts(figure))


def test_the_tornado_starts_at_the_central_case(full: Result) -> None:
    figure = value.value_tornado(Run(full), full.studies["tornado"])
    low, high = figure.data
    assert low.base == high.base == -100.0
    assert list(low.x) == [-200.0, 40.0]
    assert list(high.x) == [250.0, -40.0]
    assert "central case −100" in texts(figure)


def test_the_tornado_shows_twelve_inputs_at_most(full: Result) -> None:
    swings = [{"name": f"fleet.input_{i}", "at_p10": -1.0 - i, "at_p90": 1.0 + i} for i in range(30)]
    figure = value.value_tornado(Run(full), {"base": 0.0, "unit": "MUSD", "swings": swings})
    assert len(figure.data[0].x) == value.BARS


def test_the_tornado_shows_what_p10_and_p90_of_an_input_are(full: Result) -> None:
    run = Run(full)
    low, high = np.quantile(full.dataset["market.price_level"].to_numpy(), (0.1, 0.9))
    assert value.input_ends(run, "market.price_level") == f"{low:.3f} to {high:.2f}"
    assert value.input_ends(run, "oxide_made") == ""
    assert value.input_ends(run, "market.tax_rate") == ""


def test_zero_is_shown_only_where_it_is_near() -> None:
    near = [{"at_p10": -30.0, "at_p90": -10.0}]
    far = [{"at_p10": -130.0, "at_p90": -110.0}]
    assert value.tornado_ends(-20.0, near) == (-30.0, 0.0)
    assert value.tornado_ends(-120.0, far) == (-130.0, -110.0)
    assert value.tornado_ends(5.0, [{"at_p10": 5.0, "at_p90": 5.0}]) == (4.0, 6.0)


def test_the_scale_figure_marks_this_run_only_in_its_own_unit(full: Result) -> None:
    study = full.studies["scale"]
    assert "this run" in texts(value.value_by_scale(study, 3500.0))
    assert "this run" not in texts(value.value_by_scale(study, None))
    section = business.scale(Run(Result(**{**vars(full), "studies": {"scale": {**study, "unit": "kg/s"}}})))
    assert section is not None
    assert "this run" not in texts(section.blocks[0].plot)


def test_the_scale_figure_counts_the_ships(full: Result) -> None:
    section = business.scale(Run(full))
    assert section is not None
    assert [row[:2] for row in section.blocks[0].numbers.rows] == [("350", "1"), ("3,500", "1"), ("35,000", "10")]


def test_grades_stand_from_best_to_worst(full: Result) -> None:
    labels = texts(evidence.variance_by_grade(full.studies["evidence"]))
    assert [label.partition(":")[0].partition("  ")[0] for label in labels] == ["Grade A2", "Grade C", "Chance at sea"]


def test_flows_add_up_from_bed_to_oxide(full: Result) -> None:
    made = chain.flows(Run(full))
    assert made["mined"] == pytest.approx(made["lifted"] + made["lost at the bed"])
    assert made["lifted"] == pytest.approx(made["landed"] + made["lost at sea"])
    assert set(chain.losses(made)) == {"lost at the bed", "lost at sea", "fine reject", "leach residue", "precipitate"}


def test_a_chain_without_outlets_has_one_residue(making: Maker) -> None:
    made = chain.flows(Run(making(keep=lambda name: name != "outlet_share")))
    assert made["residue"] == pytest.approx(max(made["landed"] - made["oxide"], 0.0))


@given(SIZES, SIZES, SIZES, SIZES)
def test_nodes_stay_inside_the_figure(oxide: float, reject: float, sea_loss: float, bed: float) -> None:
    landed = oxide + reject
    made = {"mined": landed + sea_loss + bed, "lost at the bed": bed, "lifted": landed + sea_loss}
    made |= {"lost at sea": sea_loss, "landed": landed, "oxide": oxide, "fine reject": reject}
    for x, y in chain.positions(made).values():
        assert 0.0 < x < 1.0
        assert 0.0 <= y <= 1.0


def test_losses_leave_the_flow_below_what_goes_on() -> None:
    made = {"mined": 100.0, "lost at the bed": 5.0, "lifted": 95.0, "lost at sea": 5.0, "landed": 90.0, "oxide": 90.0}
    trace = chain.chain_sankey(made).data[0]
    names = [label.partition("<br>")[0] for label in trace.node.label]
    assert names.index("Lost at the bed") > names.index("Oxide")
    assert max(trace.node.y) == trace.node.y[names.index("Lost at sea")]


def test_a_flow_of_nothing_is_not_drawn() -> None:
    made = {"mined": 10.0, "lost at the bed": 0.0, "lifted": 10.0, "lost at sea": 0.0, "landed": 10.0, "oxide": 10.0}
    trace = chain.chain_sankey(made).data[0]
    assert len(trace.node.label) == 4
    assert len(trace.link.value) == 3


def test_states_never_used_are_left_out(making: Maker) -> None:
    result = making()
    result.dataset["vessel_hours"].loc[{"state": "idle"}] = 0.0
    assert "idle" not in at_sea.hours_by_state(Run(result))


def test_hours_of_one_draw_have_no_whiskers(making: Maker) -> None:
    one, many = (sea.hours_bars(at_sea.hours_by_state(Run(making(draws=draws)))) for draws in (1, 9))
    assert len(one.data) == 1
    assert len(many.data) == 1 + len(many.data[0].x)


def test_a_dumbbell_for_each_element_that_japan_needs(full: Result) -> None:
    shares = supply.china_shares(Run(full))
    assert set(shares) == {"Nd", "Tb", "Dy", "Y"}
    figure = supply.china_dumbbells(shares)
    assert list(figure.layout.yaxis.ticktext) == list(shares)


def test_an_element_whose_need_is_not_published_has_no_dumbbell(making: Maker) -> None:
    result = making()
    result.dataset["need_known"].loc[{"element": "Tb"}] = 0.0
    assert set(supply.china_shares(Run(result))) == {"Nd", "Dy", "Y"}
    assert "Tb" in supply.needed(Run(result))


def test_elements_without_a_need_fall_back_on_what_the_project_meets(making: Maker) -> None:
    assert supply.needed(Run(making(keep=lambda name: name != "japan_need"))) == ["Nd", "Tb", "Dy", "Y"]


def test_the_map_keeps_lengths_to_scale_and_says_its_ratio(full: Result) -> None:
    figure = footprint.deposition_map(Run(full))
    (x0, x1), (y0, y1) = figure.layout.xaxis.range, figure.layout.yaxis.range
    assert figure.layout.yaxis.scaleanchor == "x"
    assert figure.layout.meta["ratio"] == pytest.approx((y1 - y0) / (x1 - x0))
    assert list(figure.data[0].colorbar.ticktext) == ["0.1 mm", "1 mm", "10 mm"]


def test_a_map_on_which_nothing_settles_is_shown_whole(making: Maker) -> None:
    result = making()
    result.central["deposition_map"][:] = 0.0
    figure = footprint.deposition_map(Run(result))
    assert tuple(figure.layout.xaxis.range) == (-2.0, 10.0)


def test_the_exemption_line_lies_inside_the_axis() -> None:
    found = {"residue": range_over(np.array([0.01, 0.02]), "Bq/g")}
    figure = footprint.activity_ranges(found)
    low, high = figure.layout.xaxis.range
    assert low < np.log10(0.011)
    assert high > 0.0
    assert "1 Bq/g" in texts(figure)


@given(st.integers(min_value=1, max_value=20))
def test_more_rows_make_a_taller_figure(count: int) -> None:
    assert theme.row_height(count + 1) > theme.row_height(count)


def test_labels_keep_away_from_the_edges() -> None:
    assert theme.side_of(0.0, 0.0, 0.0) == "center"
    assert theme.side_of(0.95, 0.0, 1.0) == "right"
