"""The other processes of a command: the same numbers as without them, and none of them left behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kaitei import processes
from kaitei.reference import REFERENCE
from kaitei.run_folder import write
from kaitei.scenario_file import load
from kaitei.study.monte_carlo import monte_carlo

ORPHAN = """
import os, sys, time
from kaitei import processes

if __name__ == "__main__":
    with processes.start(1, beside=True) as (_, beside):
        print(beside.submit(os.getpid).result(), flush=True)
        beside.submit(time.sleep, 60.0).result()
"""
MANY = pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="one core: everything happens in one process")


def _gone(process: int, seconds: float = 10.0) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


@MANY
@pytest.mark.heavy
def test_what_is_done_beside_changes_no_number_and_no_file(tmp_path: Path) -> None:
    # NOTE: of the scenarios of which every study can be asked, the one that takes the least time.
    scenario = load("pilot-2027")
    alone = monte_carlo(REFERENCE, scenario, draws=8)
    with processes.start(1, beside=True) as (sharing, beside):
        assert sharing is None
        together = monte_carlo(REFERENCE, scenario, draws=8, beside=beside)
        write(together, tmp_path / "together", beside=beside)
    write(together, tmp_path / "alone")
    assert together.studies == alone.studies
    pages = [(tmp_path / name / "report.html").read_bytes() for name in ("together", "alone")]
    assert pages[0] == pages[1]
    assert (tmp_path / "together" / "results.xlsx").stat().st_size > 0


def test_with_one_core_or_nothing_to_do_beside_no_process_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    with processes.start(1, beside=False) as found:
        assert found == (None, None)
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    with processes.start(1, beside=True) as found:
        assert found == (None, None)


@MANY
def test_an_error_here_ends_the_work_there_at_once() -> None:
    began, seen = time.monotonic(), []

    def work() -> None:
        with processes.start(1, beside=True) as (_, beside):
            assert beside is not None
            seen.append(beside.submit(os.getpid).result())
            beside.submit(time.sleep, 60.0)
            raise KeyError

    with pytest.raises(KeyError):
        work()
    assert time.monotonic() - began < 30.0
    assert _gone(seen[0])


@MANY
@pytest.mark.skipif(sys.platform == "win32", reason="no such signal")
def test_a_process_ends_with_the_one_that_started_it_even_if_that_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "orphan.py"
    script.write_text(ORPHAN, encoding="utf-8")
    parent = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    process = int(parent.stdout.readline())
    parent.send_signal(signal.SIGKILL)
    parent.communicate()
    assert _gone(process)
