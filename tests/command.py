"""The command ``kaitei`` as tests call it: in their own process, where everything is loaded, or in one of its own."""

import gc
import io
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from multiprocessing.connection import Client, Listener
from pathlib import Path
from unittest.mock import patch

from kaitei.cli import main

RUN = [sys.executable, "-m", "kaitei"]

MESSENGER = f"""#!{sys.executable} -S
import os, sys
from multiprocessing.connection import Client
with Client(os.environ["KAITEI_DOOR"]) as door:
    door.send((os.getcwd(), sys.argv[1:]))
    status, said, errors = door.recv()
sys.stdout.write(said)
sys.stderr.write(errors)
sys.exit(status)
"""
"""A command ``kaitei`` that has another process do what it is told."""


def kaitei_alone(*arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    """What the command does in a process of its own, as users start it."""
    command = [*RUN, *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


def kaitei(*arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    """What the command does in this process: from its entry point to its exit status, without the seconds of a start.

    An error that the command does not turn into a message ends the test.
    """
    said, errors, words = io.StringIO(), io.StringIO(), [*map(str, arguments)]
    called = patch.object(sys, "argv", ["kaitei", *words])
    with _as_before(), chdir(cwd), redirect_stdout(said), redirect_stderr(errors), called:
        try:
            main()
            status: object = 0
        except SystemExit as end:
            status = end.code or 0
    assert isinstance(status, int)
    return subprocess.CompletedProcess(words, status, said.getvalue(), errors.getvalue())


@contextmanager
def _as_before() -> Iterator[None]:
    """Leaves this process as it was: what it does with signals, and how often it looks for cycles."""
    asked = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    often = gc.get_threshold()
    try:
        yield
    finally:
        gc.set_threshold(*often)
        for number, answer in asked.items():
            signal.signal(number, answer)


def shell(text: str, cwd: Path, environment: Mapping[str, str] = os.environ) -> subprocess.CompletedProcess[str]:
    """What bash does with a text, to the first command that fails."""
    call = ["bash", "-euc", text]
    return subprocess.run(call, cwd=cwd, env=environment, capture_output=True, text=True, check=False)


def shell_with_kaitei_here(text: str, cwd: Path, place: Path) -> subprocess.CompletedProcess[str]:
    """The same with every ``kaitei`` in the text done by this process; ``place`` is a folder for the messenger."""
    messenger = place / "kaitei"
    messenger.write_text(MESSENGER, encoding="utf-8")
    messenger.chmod(0o700)
    with Listener() as door, ThreadPoolExecutor(1) as beside:
        path = f"{place}{os.pathsep}{os.environ['PATH']}"
        done = beside.submit(shell, text, cwd, {**os.environ, "PATH": path, "KAITEI_DOOR": str(door.address)})
        done.add_done_callback(lambda _: Client(door.address).close())
        while True:
            with door.accept() as caller:
                try:
                    folder, words = caller.recv()
                except EOFError:
                    return done.result()
                made = kaitei(*words, cwd=folder)
                caller.send((made.returncode, made.stdout, made.stderr))
