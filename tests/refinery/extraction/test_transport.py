"""Elements along a cascade of given ratios, and how they answer to a change of the ratios."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.physics.arrays import FloatArray
from kaitei.refinery.extraction import room as ro
from kaitei.refinery.extraction import transport

STAGES = 5
FEW, MANY = 3, 7
"""Elements: fewer and more than stages."""
CHARGE = np.array([3.0, 3.0, 2.0, 1.0, 3.0, 2.0, 3.0])


def cascade(seed: int, efficiency: float, elements: int = FEW) -> ro.Room:
    """A cascade of random flows, feeds and ratios with a tenth or more drawn off everywhere."""
    draw = np.random.default_rng(seed)
    room = ro.empty_room(STAGES, elements, ro.MASS_ACTION, 0.0)
    room.line[[ro.AQUEOUS_OUT, ro.ORGANIC_OUT]] = draw.uniform(1.0, 2.0, (2, STAGES))
    room.line[ro.AQUEOUS_PASSED] = 0.8 * room.line[ro.AQUEOUS_OUT]
    room.line[ro.ORGANIC_PASSED] = 0.9 * room.line[ro.ORGANIC_OUT]
    room.line[ro.EFFICIENCY] = efficiency
    for name in (ro.FED, ro.FED_ORGANIC):
        ro.part(room, name)[:] = draw.uniform(0.0, 1.0, (STAGES, elements))
    ro.part(room, ro.RATIO)[:] = np.exp(draw.normal(0.0, 2.0, (STAGES, elements)))
    return room


def solved(room: ro.Room) -> tuple[FloatArray, FloatArray]:
    transport.eliminate(room)
    return ro.part(room, ro.X).copy(), ro.part(room, ro.Y).copy()


@given(st.integers(0, 1000), st.floats(0.3, 1.0))
def test_every_stage_balances_and_has_its_ratio(seed: int, efficiency: float) -> None:
    room = cascade(seed, efficiency)
    x, y = solved(room)
    line = room.line[:, :, None]
    aqueous, organic, ratio = (ro.part(room, name) for name in (ro.FED, ro.FED_ORGANIC, ro.RATIO))
    above, below = np.zeros_like(x), np.zeros_like(y)
    above[:-1] = (line[ro.AQUEOUS_PASSED] * x)[1:]
    below[1:] = (line[ro.ORGANIC_PASSED] * y)[:-1]
    out = line[ro.AQUEOUS_OUT] * x + line[ro.ORGANIC_OUT] * y
    assert np.allclose(out, above + below + aqueous + organic, rtol=1e-12)
    came = (below + organic) / line[ro.ORGANIC_OUT]
    assert np.allclose(y, efficiency * ratio * x + (1.0 - efficiency) * came, rtol=1e-12)


def answer(room: ro.Room, efficiency: float) -> FloatArray:
    """Change of the misfit of stage j with the drive of stage k by small changes of the ratios, shape (S, S)."""
    charge = CHARGE[: room.elements]
    ratio, made = ro.part(room, ro.RATIO).copy(), np.diag(room.line[ro.BY_DRIVE])
    for k in range(STAGES):
        sums = []
        for step in (-1e-5, 1e-5):
            ro.part(room, ro.RATIO)[:] = ratio
            ro.part(room, ro.RATIO)[k] *= np.exp(step)
            x, y = solved(room)
            sums.append(room.line[ro.BY_ORGANIC] * (y @ charge) - room.line[ro.BY_AQUEOUS] * (x @ charge))
        made[:, k] += (sums[1] - sums[0]) / 2e-5
    ro.part(room, ro.RATIO)[:] = ratio
    x, _ = solved(room)
    ro.part(room, ro.PUSH)[:] = efficiency * ratio * x * charge
    return made


@given(st.integers(0, 1000), st.floats(0.3, 1.0), st.sampled_from([FEW, MANY]))
def test_the_steps_answer_the_misfits_as_small_changes_do(seed: int, efficiency: float, elements: int) -> None:
    room, draw = cascade(seed, efficiency, elements), np.random.default_rng(seed)
    room.line[[ro.BY_AQUEOUS, ro.BY_ORGANIC]] = draw.uniform(0.0, 1.0, (2, STAGES))
    room.line[ro.BY_DRIVE], wanted = draw.uniform(5.0, 6.0, STAGES), draw.normal(size=STAGES)
    response = answer(room, efficiency)
    room.line[ro.STEP] = wanted
    assert transport.respond(room)
    assert np.allclose(response @ room.line[ro.STEP], wanted, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("elements", [FEW, MANY])
def test_a_cascade_that_answers_to_nothing_is_said_to_be_singular(elements: int) -> None:
    room = cascade(1, 1.0, elements)
    transport.eliminate(room)
    room.line[ro.STEP] = 1.0
    assert not transport.respond(room)


@given(st.integers(0, 1000))
def test_a_shift_of_the_organic_moves_the_amounts_as_a_push_does(seed: int) -> None:
    room = cascade(seed, 1.0)
    x, y = solved(room)
    ro.part(room, ro.SHIFT)[2] = 1e-3
    moved_x, moved_y = solved(room)
    assert np.allclose(moved_y - ro.part(room, ro.RATIO) * moved_x, ro.part(room, ro.SHIFT), atol=1e-12)
    drawn = room.line[ro.AQUEOUS_OUT] - room.line[ro.AQUEOUS_PASSED]
    drawn[0] = room.line[ro.AQUEOUS_OUT, 0]
    lifted = room.line[ro.ORGANIC_OUT] - room.line[ro.ORGANIC_PASSED]
    lifted[-1] = room.line[ro.ORGANIC_OUT, -1]
    assert np.allclose(drawn @ (moved_x - x) + lifted @ (moved_y - y), 0.0, atol=1e-12)


def test_numbers_left_over_from_another_cascade_change_nothing() -> None:
    room, used = cascade(1, 0.8), cascade(1, 0.8)
    used.plane[:, ro.X : ro.X_BEFORE] = used.plane[:, ro.SHARE :] = used.vector[:] = np.nan
    assert np.array_equal(solved(room), solved(used))
