"""Time and peak memory of the main run and of what later work is compared with: ``make bench``.

Every run is a process of its own, so that its peak memory is its own. Results go to ``build/bench.json`` as a list of
``{name, value, unit, peer, peer_value, ratio}``; a ratio above 1 says how many times better than the peer.
"""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

BUILD = Path("build")
DRAWS = (1, 1_000, 10_000)
LONG = 10.0
"""A command that takes longer is not repeated [s]."""

Row = dict[str, Any]


def row(name: str, value: float, unit: str, peer: str = "", peer_value: float | None = None, more: bool = False) -> Row:
    """One result; for times and memory less is better, so the ratio is the peer's over ours; for rates ``more`` is."""
    ratio = None
    if peer_value is not None and value:
        ratio = value / peer_value if more else peer_value / value
    return {
        "name": name,
        "value": round(value, 4),
        "unit": unit,
        "peer": peer,
        "peer_value": peer_value,
        "ratio": ratio,
    }


def best(work: Callable[[], Any], times: int) -> float:
    """Shortest time of a few [s]."""
    found = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        found.append(time.perf_counter() - began)
    return min(found)


def one_run(draws: int) -> Iterator[Row]:
    """The chain over ``draws`` draws in this process, after a small run has loaded the compiled kernels."""
    from kaitei.reference import REFERENCE
    from kaitei.scenario_file import load

    scenario = load("minamitorishima")
    REFERENCE.run(scenario, draws=2, seed=1)
    began = time.perf_counter()
    result = REFERENCE.run(scenario, draws=draws, seed=1)
    yield row(f"chain, {draws} draws", time.perf_counter() - began, "s")
    for stage, seconds in result.timings.items():
        yield row(f"chain, {draws} draws: {stage}", seconds, "s")
    # NOTE: Linux gives kilobytes, macOS bytes.
    scale = 1e6 if sys.platform == "darwin" else 1e3
    yield row(f"chain, {draws} draws: peak memory", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / scale, "MB")


def command(name: str, *arguments: str) -> Row:
    """Wall time of a whole command, the best of three (a long one runs once): starting, importing, writing included."""
    best = float("inf")
    for _ in range(3):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-m", "kaitei", *arguments], check=True, capture_output=True)
        best = min(best, time.perf_counter() - began)
        if best > LONG:
            break
    return row(name, best, "s")


def apart(script: str, *arguments: object) -> list[Row]:
    """The rows that a script beside this one prints, in a process of its own."""
    call = [sys.executable, str(Path(__file__).with_name(script)), *map(str, arguments)]
    done = subprocess.run(call, check=True, stdout=subprocess.PIPE, text=True)
    found: list[Row] = json.loads(done.stdout)
    return found


def main() -> None:
    BUILD.mkdir(exist_ok=True)
    rows = [command("kaitei --help", "--help")]
    out = str(BUILD / "bench-run")
    rows.append(command("kaitei run, 1000 draws, with studies and report", "run", "--quiet", "--out", out))
    for draws in DRAWS:
        rows += apart("bench.py", draws)
    rows += apart("fleet.py")
    rows += apart("extraction.py")
    rows += apart("security.py")
    rows += apart("months.py")
    rows += apart("flowsheet.py")
    for item in rows:
        peer = f"   {item['ratio']:.3g} x {item['peer']}" if item["ratio"] else ""
        print(f"{item['name']:72} {item['value']:14,.3f} {item['unit']}{peer}")
    target = BUILD / "bench.json"
    part = target.with_suffix(f".{os.getpid()}")
    part.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    part.replace(target)
    print(f"wrote {target}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(list(one_run(int(sys.argv[1])))))
    else:
        main()
