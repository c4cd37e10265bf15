"""The other processes of a command: started, attended to, and none of them left behind, however it ends."""

import gc
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from concurrent.futures import Executor
    from multiprocessing.process import BaseProcess


@contextmanager
def start(workers: int, beside: bool) -> "Iterator[tuple[Executor | None, Executor | None]]":
    """Processes that share the draws, if ``workers`` are more than one, and one that works beside this one."""
    count = workers if workers > 1 else int(beside and (os.cpu_count() or 1) > 1)
    if count == 0:
        yield None, None
        return
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    executor = ProcessPoolExecutor(count, multiprocessing.get_context("spawn"), _attend)
    try:
        yield (executor if workers > 1 else None), executor
    finally:
        # NOTE: at once, for they hold nothing that is still wanted; to end them kindly takes half a second.
        for process in multiprocessing.active_children():
            process.terminate()
        executor.shutdown(cancel_futures=True)


def _attend() -> None:
    """Makes this process leave Ctrl-C, which reaches every process of a terminal, to its parent, and end with it."""
    import multiprocessing

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    look_rarely_for_cycles()
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: "BaseProcess") -> None:
    parent.join()
    os._exit(1)


def look_rarely_for_cycles() -> None:
    """Makes Python look for cycles of objects at every 100,000th new one.

    A run makes millions of small objects without cycles; looking for those at every 700th took 5 % of it.
    """
    gc.set_threshold(100_000)
