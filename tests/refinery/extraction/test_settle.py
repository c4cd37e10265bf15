"""How the steady state is found."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from kaitei.refinery.extraction import closure, settle, sweep
from kaitei.refinery.extraction import room as ro

STAGES = 6


def cascade(kind: int, acid: float, load: float) -> ro.Room:
    """Two elements and sodium fed to the last of six stages, clean extractant to the first."""
    room = ro.empty_room(STAGES, 3, kind, 0.0)
    room.line[: ro.ORGANIC_PASSED + 1] = 1.0
    room.line[ro.AQUEOUS_PASSED, 0] = room.line[ro.ORGANIC_PASSED, -1] = 0.0
    ro.part(room, ro.FED)[-1] = [load, load, 0.1 * load]
    law = [[3.0, 3.0, 1.0], [0.0] * 3, [1e-3, 3e-3, 3e-7], [0.0] * 3, [3.0, 3.0, 1.0]]
    room.law[:] = ro.side_by_side(np.array(law))
    room.line[ro.CHARGE] = 6.1 * load + acid
    room.line[ro.EXTRACTANT] = room.line[ro.LAGGED] = 600.0
    return room


@given(st.floats(1.0, 500.0), st.floats(1.0, 300.0), st.booleans())
@settings(max_examples=25, deadline=None)
def test_a_sweep_leaves_its_last_stage_in_equilibrium(acid: float, load: float, upward: bool) -> None:
    room = cascade(ro.MASS_ACTION, acid, load)
    closure.set_ratios(room)
    sweep.sweep(room, upward)
    closure.measure(room)
    # The stages before have since sent on what arrives; each is in equilibrium with what it then held.
    assert np.all(np.abs(room.line[ro.MISFIT]) < 1e-6)
    assert np.all(ro.part(room, ro.X) >= 0.0)
    assert np.all(ro.part(room, ro.Y) >= 0.0)


@given(st.floats(1.0, 500.0), st.floats(1.0, 300.0))
@settings(max_examples=25, deadline=None)
def test_sweeps_alone_come_to_the_steady_state(acid: float, load: float) -> None:
    room, other = cascade(ro.MASS_ACTION, acid, load), cascade(ro.MASS_ACTION, acid, load)
    closure.set_ratios(room)
    for n in range(400):
        sweep.sweep(room, n % 2 == 0)
    done, _ = settle.settle(other, False, False, settle.STEPS)
    assert done
    assert np.allclose(ro.part(room, ro.Y), ro.part(other, ro.Y), rtol=1e-6, atol=1e-9)


def test_a_rough_solution_is_near_the_exact_one_and_soon_found() -> None:
    room, other = cascade(ro.MASS_ACTION, 100.0, 100.0), cascade(ro.MASS_ACTION, 100.0, 100.0)
    done, systems = settle.settle(room, False, True, settle.STEPS)
    exact, more = settle.settle(other, False, False, settle.STEPS)
    assert done
    assert exact
    assert systems < more
    assert np.allclose(room.line[ro.DRIVE], other.line[ro.DRIVE], atol=settle.ROUGH)


def test_amounts_balance_where_the_linear_systems_run_out() -> None:
    room = cascade(ro.MASS_ACTION, 100.0, 200.0)
    done, systems = settle.settle(room, False, False, 1)
    assert not done
    assert systems == 1
    assert np.allclose(ro.part(room, ro.X)[0] + ro.part(room, ro.Y)[-1], ro.part(room, ro.FED)[-1], rtol=1e-12)
