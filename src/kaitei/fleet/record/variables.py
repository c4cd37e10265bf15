"""The four weather variables a record may hold: order, unit, what is believable, resolution of the codes."""

from typing import NamedTuple


class WeatherVariable(NamedTuple):
    """One variable of a record, in SI."""

    name: str
    unit: str
    highest: float
    """Value above which a record is not believed [SI]."""
    highest_mean: float
    """Mean above which a record is not believed [SI]."""
    codes_per_unit: float
    """Codes in one SI unit: the inverse of the resolution, whole so that a code divides back exactly."""
    mistaken_for: str
    """Units that such a value is likely in."""


# NOTE: the bounds are ours and generous: the highest Hs measured by a buoy is 19 m (WMO 2016), the strongest surface
# currents of the ocean are about 2.5 m/s, tropical cyclones blow up to 96 m/s for a minute. Beyond them a wrong unit
# or a marker of a missing value is far more likely than weather.
VARIABLES = (
    WeatherVariable("wave_height", "m", 30.0, 10.0, 1000.0, "feet or centimetres"),
    WeatherVariable("wave_period", "s", 40.0, 25.0, 1000.0, "tenths of a second or minutes"),
    WeatherVariable("wind_speed", "m/s", 100.0, 30.0, 1000.0, "knots or km/h"),
    WeatherVariable("current_speed", "m/s", 6.5, 3.0, 10000.0, "cm/s or knots"),
)

NAMES = tuple(variable.name for variable in VARIABLES)
