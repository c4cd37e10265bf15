"""Purchase cost of machines, and of a whole separation plant against those built."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.errors import InputError
from kaitei.refinery.equipment.catalogue import catalogue, machine_named
from kaitei.refinery.equipment.purchase import (
    Item,
    buildable,
    purchase,
    purchase_cost_williams_1947,
    purchase_of_section,
)

names = st.sampled_from(sorted(catalogue()))
relative_sizes = st.floats(1e-3, 1e3)


def item(name: str, number: float, size: float) -> Item:
    return Item("leach_plant", name, np.array(number), np.array(size))


def cost(name: str, number: float, size: float) -> float:
    return float(purchase(item(name, number, size)).cost)


def test_a_machine_of_the_reference_size_costs_what_the_table_says() -> None:
    machine = machine_named("decanter")
    assert cost("decanter", 1.0, machine.reference_size) == pytest.approx(215161.0 * 816.0 / 567.3)


def test_a_machine_ten_times_as_large_costs_four_times_as_much_at_six_tenths() -> None:
    made = purchase_cost_williams_1947(np.array(1.0), np.array(10.0), 1.0, 1.0, 0.6)
    assert float(made) == pytest.approx(10.0**0.6)


@given(names, st.floats(1.0, 50.0))
def test_twice_as_many_cost_twice_as_much(name: str, number: float) -> None:
    size = machine_named(name).largest
    assert cost(name, 2.0 * number, size) == pytest.approx(2.0 * cost(name, number, size))


@given(names, relative_sizes, relative_sizes)
def test_a_larger_machine_never_costs_less(name: str, a: float, b: float) -> None:
    low, high = (machine_named(name).largest * r for r in sorted((a, b)))
    assert cost(name, 1.0, low) <= cost(name, 1.0, high) * (1.0 + 1e-12)


@given(names, relative_sizes)
def test_what_is_bought_carries_the_duty_with_machines_that_can_be_built(name: str, relative: float) -> None:
    machine = machine_named(name)
    made = buildable(item(name, 3.0, machine.largest * relative))
    assert float(made.number * made.size) == pytest.approx(3.0 * machine.largest * relative)
    assert float(made.size) <= machine.largest * (1.0 + 1e-9)


def test_a_machine_that_fits_is_not_taken_apart() -> None:
    largest = machine_named("thickener_concrete").largest
    assert float(buildable(item("thickener_concrete", 3.0, largest)).number) == 3.0
    assert float(buildable(item("thickener_concrete", 3.0, largest * 1.01)).number) == 6.0


def test_the_cost_of_machines_too_small_for_the_correlation_is_told() -> None:
    smallest = machine_named("mixer_settler_box").smallest
    inside, outside = (purchase(item("mixer_settler_box", 80.0, smallest * share)) for share in (1.0, 0.5))
    assert float(inside.extrapolated) == 0.0
    assert float(outside.extrapolated) == float(outside.cost) > 0.0


@pytest.mark.parametrize(("number", "size"), [(0.0, 5.0), (4.0, 0.0), (0.0, 0.0)])
def test_no_machine_and_a_machine_of_no_size_cost_nothing(number: float, size: float) -> None:
    assert purchase(item("decanter", number, size)) == (0.0, 0.0)


def test_an_unknown_machine_is_refused() -> None:
    with pytest.raises(InputError, match="machine 'kettle' is not in the equipment list"):
        purchase(item("kettle", 1.0, 1.0))


def test_sections_together_cost_what_all_items_cost() -> None:
    items = [
        Item("concentrator", "hydrocyclone", np.array(61.0), np.full(5, 0.0085)),
        Item("leach_plant", "lined_tank", np.arange(1.0, 6.0), np.array(190.0)),
        Item("leach_plant", "slurry_agitator", np.arange(1.0, 6.0), np.array(2e5)),
    ]
    sections = [purchase_of_section(items, s).cost for s in ("concentrator", "leach_plant", "separation_plant")]
    assert np.allclose(sum(sections), sum(purchase(one).cost for one in items), rtol=1e-12)
    assert sections[0].shape == (5,)
    assert float(sections[2]) == 0.0


def test_draws_in_pieces_give_the_same_digits() -> None:
    size = np.geomspace(1.0, 300.0, 1000)
    items = [Item("separation_plant", name, np.array(7.0), size) for name in ("mixer_settler_box", "plastic_tank")]
    whole = purchase_of_section(items, "separation_plant").cost
    pieces = [
        purchase_of_section([one._replace(size=one.size[part]) for one in items], "separation_plant").cost
        for part in (slice(0, 137), slice(137, 1000))
    ]
    assert np.array_equal(whole, np.concatenate(pieces))


def test_stand_alone_mixer_settlers_would_cost_more_than_any_separation_plant_built() -> None:
    stages, volume, smallest_installation_factor = 600.0, 10.0, 2.5
    single = cost("mixer_settler_single", stages, volume) * smallest_installation_factor
    box = cost("mixer_settler_box", stages, volume) * smallest_installation_factor
    assert single > 2.0 * 300e6
    assert box < 150e6
