"""Studies ask for many cases, and tell the stages so."""

import xarray as xr

from kaitei.scenario import Scenario


def in_brief(dataset: xr.Dataset, scenario: Scenario) -> xr.Dataset:
    """Inputs marked as those of a study of a scenario, with the number of its mining vessels.

    The fleet then simulates a few years, and more vessels than the scenario has as fleets like its own.
    """
    vessels = scenario.data["fleet.mining_vessels"].value if "fleet.mining_vessels" in scenario.data else 1
    return dataset.assign_attrs(central=0, brief=max(1, int(vessels)))  # type: ignore[arg-type]
