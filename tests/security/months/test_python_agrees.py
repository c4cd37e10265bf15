"""The compiled loop against the same functions run by Python in a process of its own: numba once lost writes."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from tests.security.months.stories import ban, drawn, outage, run

from kaitei.security.months.world import Months
from kaitei.security.shocks.event import Event

FUTURES, MONTHS = 3, 8

ROOT = Path(__file__).parents[3]

SCRIPT = """
import sys
import numba
import numpy as np
from kaitei.security.months import packed, run
from tests.security.months.test_python_agrees import made
assert numba.config.DISABLE_JIT
# NOTE: members of a record have names in compiled code; in Python only those of a record array do.
run.records = lambda values: packed.records(values).view(np.recarray)
np.savez(sys.argv[1], **made()._asdict())
"""


def made() -> Months:
    """A short story in which stocks run out, prices move, the state helps and new routes open."""
    story: tuple[Event, ...] = (
        ban(
            1, 4, elements=["Nd", "Dy", "Y", "Ce"], ramp={"value": 1, "unit": "month", "grade": "C", "assumption": "x"}
        ),
        outage("myanmar", 3, 4),
    )
    few = type(drawn())(*(values[:FUTURES] for values in drawn()))
    return run(story, few, MONTHS)


@pytest.mark.heavy
def test_the_compiled_loop_does_what_its_python_says(tmp_path: Path) -> None:
    place = tmp_path / "made.npz"
    environment = {**os.environ, "NUMBA_DISABLE_JIT": "1", "PYTHONPATH": os.pathsep.join((str(ROOT), *sys.path))}
    call = [sys.executable, "-c", SCRIPT, str(place)]
    done = subprocess.run(call, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    by_python, compiled = np.load(place), made()
    for name, values in compiled._asdict().items():
        np.testing.assert_allclose(values, by_python[name], rtol=1e-9, atol=1e-9, err_msg=name)
    assert compiled.unserved.max() > 0.0
    assert compiled.released.max() > 0.0
    assert compiled.price.max() > 1.5
