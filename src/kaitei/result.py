"""A result: the dataset of all draws, the central case, and everything needed to trust or repeat the run."""

import hashlib
import json
import os
import platform
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import xarray as xr

from kaitei import netcdf, packing
from kaitei._version import VERSION
from kaitei.errors import InputError, KaiteiError
from kaitei.sampling import inputs
from kaitei.scenario import Scenario
from kaitei.variable import vocabulary

RUN_ATTRIBUTES = ("seed", "central", "chance")
WEATHER_ATTRIBUTES = ("weather_record", "weather_account")
"""What ``sampling.inputs`` says of a dataset, and of the user's own weather if there is any."""

PACKAGES = ("numpy", "scipy", "numba", "xarray", "pydantic", "gsw", "fluids")


def versions() -> dict[str, str]:
    """Versions of kaitei, Python and the packages that the numbers rest on."""
    return {
        "kaitei": VERSION,
        "python": platform.python_version(),
        **{name: version(name) for name in PACKAGES},
    }


@dataclass(frozen=True)
class Check:
    """One balance that was checked: its largest residual over all draws against its tolerance."""

    name: str
    passed: bool
    value: float
    tolerance: float
    description: str


@dataclass(frozen=True)
class Result:
    """All draws of a run (``dataset``), its central case, scenario, seed, versions and sources."""

    dataset: xr.Dataset
    central: xr.Dataset
    scenario: Scenario
    seed: int
    versions: Mapping[str, str]
    timings: Mapping[str, float] = field(compare=False)
    stage_sources: tuple[str, ...] = ()
    studies: Mapping[str, Any] = field(default_factory=dict)
    """What studies found about this run, as plain JSON: drivers, tornado, evidence, scale, insurance."""

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Result):
            return NotImplemented
        return (
            self._about() == other._about()
            and self.dataset.identical(other.dataset)
            and self.central.identical(other.central)
        )

    def _about(self) -> tuple[object, ...]:
        return (self.scenario, self.seed, self.versions, self.stage_sources, self.studies)

    __hash__ = None  # type: ignore[assignment]

    @property
    def draws(self) -> int:
        """Number of draws, failed ones included."""
        return int(self.dataset.sizes["draw"])

    @property
    def sources(self) -> tuple[str, ...]:
        """Citation keys of the data and of the relations this very run and its studies used."""
        insured = self.studies.get("insurance", {}).get("sources", ())
        return tuple(sorted({*self.scenario.sources(), *self.stage_sources, *insured}))

    @property
    def failures(self) -> dict[str, int]:
        """Reasons why draws could not be computed, with their number."""
        reasons = [str(reason) for reason in self.dataset["failure"].to_numpy() if reason]
        return {reason: reasons.count(reason) for reason in sorted(set(reasons))}

    @property
    def weather_account(self) -> list[dict[str, str]]:
        """Where every hour of the user's own weather comes from, as rows of item and text; empty without a record."""
        rows: list[dict[str, str]] = json.loads(self.dataset.attrs.get("weather_account", "[]"))
        return rows

    @property
    def valid(self) -> xr.Dataset:
        """The draws that could be computed."""
        ok = np.array([reason == "" for reason in self.dataset["failure"].to_numpy()])
        return self.dataset if ok.all() else self.dataset.isel(draw=ok)

    @property
    def checks(self) -> tuple[Check, ...]:
        """Every conservation law of the stages, and that no draw failed."""
        made = [
            _check(name, self.valid) for name, v in vocabulary().items() if v.role == "check" and name in self.dataset
        ]
        failed = sum(self.failures.values())
        made.append(Check("failed_draws", failed == 0, failed, 0.0, "Draws that could not be computed."))
        return tuple(made)

    def summary(self) -> dict[str, Any]:
        """The run in brief, as written to ``summary.json``."""
        from kaitei.measure import headline

        weather = {"weather_record": self.weather_account} if self.weather_account else {}
        return {
            "scenario": self.scenario.name,
            "seed": self.seed,
            "draws": self.draws,
            "kaitei_version": self.versions["kaitei"],
            "headline": headline(self),
            "checks": [
                {"name": c.name, "passed": c.passed, "value": c.value, "tolerance": c.tolerance} for c in self.checks
            ],
            "failures": [{"reason": reason, "draws": n} for reason, n in self.failures.items()],
            "sources": list(self.sources),
            "timings": {name: round(seconds, 4) for name, seconds in self.timings.items()},
            **weather,
        }

    def digest(self) -> str:
        """SHA-256 over every number of the dataset, by name; equal digests mean equal results to the last bit."""
        total = hashlib.sha256()
        for name in sorted(str(n) for n in self.dataset.variables):
            array = self.dataset[name]
            total.update(f"{name}{array.dims}".encode())
            raw = array.to_numpy()
            total.update("\0".join(map(str, raw.ravel())).encode() if raw.dtype.kind in "OUST" else raw.tobytes())
        return total.hexdigest()

    def save(self, path: str | Path) -> Path:
        """Writes one NetCDF file (group ``central`` holds the central case); ``open_result`` reads it equal.

        The file appears whole or not at all. Raises InputError when it cannot be written.
        """
        path = Path(path)
        part = path.with_name(f".{path.name}.{os.getpid()}.part")
        about = {
            "Conventions": "CF-1.11",
            "title": self.scenario.title,
            "kaitei": json.dumps(
                {
                    "scenario": self.scenario.model_dump(mode="json"),
                    "seed": self.seed,
                    "versions": dict(self.versions),
                    "timings": dict(self.timings),
                    "stage_sources": list(self.stage_sources),
                    "studies": dict(self.studies),
                    "inputs_said": packing.inputs_said(self.dataset),
                }
            ),
        }
        try:
            computed = self.central.drop_vars([name for name in self.central.data_vars if "." in str(name)])
            drawn = packing.inputs_packed(self.dataset).assign_attrs(**about)
            netcdf.write({"": drawn, "central": packing.packed_by_shape(computed)}, part)
            part.replace(path)
        except OSError as error:
            raise InputError(f"{path} cannot be written: {error.strerror or error}") from None
        finally:
            part.unlink(missing_ok=True)
        return path


def _check(name: str, dataset: xr.Dataset) -> Check:
    variable = vocabulary()[name]
    values = np.abs(dataset[name].to_numpy())
    tolerance = max(abs(variable.low), abs(variable.high))
    # NOTE: a residual that is not a number has not been checked, and so has not passed.
    worst = float(values.max()) if values.size and np.isfinite(values).all() else float("inf")
    return Check(name, worst <= tolerance, worst, tolerance, variable.description)


def open_result(path: str | Path) -> Result:
    """The result in a NetCDF file, or in a run folder that holds ``result.nc``.

    Raises InputError when there is none, KaiteiError when the file is not one of kaitei's.
    """
    path = Path(path)
    file = path / "result.nc" if path.is_dir() else path
    if not file.is_file():
        raise InputError(f"{path} holds no result.nc; name the folder of a finished run")
    try:
        dataset = netcdf.read(file)
        central = packing.unpacked_by_shape(netcdf.read(file, "central"))
        return _restored(dataset, central, json.loads(dataset.attrs["kaitei"]))
    except (OSError, KeyError, ValueError, TypeError, AttributeError) as error:
        raise KaiteiError(f"{file} is not a result of kaitei that this version can read ({error})") from None


def _still_known(scenario: Scenario) -> Scenario:
    """The scenario without data and options of former versions that nothing describes any more."""
    known = vocabulary()
    options = {name: word for name, word in scenario.options.items() if name in known}
    data = {name: datum for name, datum in scenario.data.items() if name in known}
    return scenario.model_copy(update={"options": options, "data": data})


def _restored(dataset: xr.Dataset, central: xr.Dataset, about: Mapping[str, Any]) -> Result:
    kept = {name: dataset.attrs[name] for name in RUN_ATTRIBUTES}
    kept |= {name: dataset.attrs[name] for name in WEATHER_ATTRIBUTES if name in dataset.attrs}
    dataset = dataset.drop_attrs(deep=False).assign_attrs(kept)
    scenario = _still_known(Scenario.model_validate(about["scenario"]))
    # NOTE: the file of a weather record may be gone by now; what was read from it stands in the attributes.
    without = scenario.model_copy(update={"weather_record": None})
    given = inputs(without, 0, 1, 0, central=True).isel(draw=0, drop=True)
    dataset = packing.inputs_unpacked(dataset)
    dataset = dataset.drop_vars([n for n in dataset.data_vars if "." in str(n) and n not in vocabulary()])
    said = {name: array for name, array in given.data_vars.items() if "." in str(name)}
    dataset = dataset.assign({name: said[name] for name in about["inputs_said"] if name in said})
    central = central.assign(said)
    return Result(
        dataset,
        central,
        scenario,
        about["seed"],
        about["versions"],
        about["timings"],
        tuple(about["stage_sources"]),
        about["studies"],
    )
