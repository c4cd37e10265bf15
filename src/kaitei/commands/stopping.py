"""How a command is stopped: by Ctrl-C or by being told to end, at once and without a trace."""

import signal
import threading


class Stopped(BaseException):
    """The user pressed Ctrl-C, or the process was told to end. No ``except Exception`` may swallow it."""


_ASKED_TO_STOP = threading.Event()


def listen() -> None:
    """Makes both signals raise ``Stopped``.

    NOTE: an error of our own, because typer would turn KeyboardInterrupt into status 1 and another message.
    """
    signal.signal(signal.SIGINT, _stop)
    signal.signal(signal.SIGTERM, _stop)


def _stop(signum: int, frame: object) -> None:
    _ASKED_TO_STOP.set()
    raise Stopped


def go_on() -> None:
    """Raises ``Stopped`` where the signal came and its exception did not get through."""
    # NOTE: an exception that strikes inside a destructor is dropped by Python; the flag is not.
    if _ASKED_TO_STOP.is_set():
        raise Stopped
