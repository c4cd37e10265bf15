"""kaitei (海底, sea floor): rare-earth mud from the sea bed to Japan's supply, one chain with its uncertainty.

>>> import kaitei
>>> "minamitorishima" in kaitei.scenarios()
True
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from kaitei._version import VERSION as __version__

if TYPE_CHECKING:
    from kaitei.api import load, run, scenarios
    from kaitei.chain import Chain
    from kaitei.errors import KaiteiError
    from kaitei.result import Result, open_result
    from kaitei.scenario import Scenario

_HOMES = {
    "run": "kaitei.api",
    "load": "kaitei.api",
    "scenarios": "kaitei.api",
    "Chain": "kaitei.chain",
    "KaiteiError": "kaitei.errors",
    "Result": "kaitei.result",
    "open_result": "kaitei.result",
    "Scenario": "kaitei.scenario",
}

__all__ = [
    "Chain",
    "KaiteiError",
    "Result",
    "Scenario",
    "__version__",
    "load",
    "open_result",
    "run",
    "scenarios",
]


def __getattr__(name: str) -> Any:
    # NOTE: names are imported on first use, or `kaitei --help` would wait a second for numpy, xarray and numba.
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'kaitei' has no attribute {name!r}")
