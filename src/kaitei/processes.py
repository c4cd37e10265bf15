"""The other processes of a command: started, attended to, and none of them left behind, however it ends."""

import gc
import importlib
import os
import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from concurrent.futures import Executor
    from multiprocessing.process import BaseProcess

TRIM_THRESHOLD, MMAP_THRESHOLD = -1, -3
"""Parameters of mallopt, by their numbers in malloc.h."""
LARGEST_KEPT, MOST_KEPT = 2**25, 2**30
"""Largest array that is kept when freed, which is the most that mallopt takes, and most memory kept so [byte]."""


@contextmanager
def start(
    workers: int, beside: bool, modules: Sequence[str] = ()
) -> "Iterator[tuple[Executor | None, Executor | None]]":
    """Processes that share the draws, if ``workers`` are more than one, and one that works beside this one.

    ``modules`` are what they will need: they import them while this process goes on.
    """
    count = workers if workers > 1 else int(beside and (os.cpu_count() or 1) > 1)
    if count == 0:
        yield None, None
        return
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    executor = ProcessPoolExecutor(count, multiprocessing.get_context("spawn"), _attend)
    try:
        for _ in range(count if modules else 0):
            executor.submit(_import, modules)
        yield (executor if workers > 1 else None), executor
    finally:
        # NOTE: at once, for they hold nothing that is still wanted; to end them kindly takes half a second.
        for process in multiprocessing.active_children():
            process.terminate()
        executor.shutdown(cancel_futures=True)


def _import(modules: Sequence[str]) -> None:
    for name in modules:
        importlib.import_module(name)


def _attend() -> None:
    """Makes this process leave Ctrl-C, which reaches every process of a terminal, to its parent, and end with it."""
    import multiprocessing

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    tune()
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: "BaseProcess") -> None:
    parent.join()
    os._exit(1)


def tune() -> None:
    """Settings of this process for a run, which makes millions of small objects and thousands of large arrays.

    Call it before numpy is imported: the number of its threads is read then.
    """
    # NOTE: a run makes objects without cycles; looking for those at every 700th, as usual, took 5 % of it.
    gc.set_threshold(100_000)
    # NOTE: no product of matrices here is large, and threads that wait for one keep a core busy.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    _keep_memory()


def _keep_memory() -> None:
    """Makes the C library hand freed arrays out again, where it is GNU's.

    NOTE: it gives each freed array of more than 128 kB back to the system, which zeroes it for the next: a tenth of
    the time of a run.
    """
    import ctypes

    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError, TypeError):
        return
    mallopt(MMAP_THRESHOLD, LARGEST_KEPT)
    mallopt(TRIM_THRESHOLD, MOST_KEPT)
