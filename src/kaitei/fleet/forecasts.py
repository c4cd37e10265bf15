"""Forecasts of a storm's track: an error that grows with lead time, and the alarm that an operator takes from them.

Every six hours a forecast gives the distance at which the storm will pass. The error of that distance is the part of
the track error across the track, at a lead counted from issue to closest approach. Successive forecasts of one passage
are efficient: the revision from one to the next is independent of the forecast before, so their errors correlate as
the ratio of their standard deviations, 0.91 over six hours at 72 h, 0.93 at 120 h, 0.82 at the end. The time of
passage and the wind of the storm are taken as forecast right, an alarm once given stands until the storm has gone, and
no forecast is issued before the storm is born. Wave forecasts inside three days are taken as right and have no place
here.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from kaitei.fleet.storm_fields import GALE
from kaitei.fleet.storm_tracks import FIRST_HOUR, StormCatalogue, gale_distance, strongest_within
from kaitei.physics.arrays import FloatArray, IntArray

ISSUE_INTERVAL = 6.0
"""Hours between forecasts."""

MOST_ISSUES = 40
"""Forecasts of one passage, so the longest horizon is 240 h."""

NO_ALARM, WARNED, SURPRISE, FALSE_ALARM = 0, 1, 2, 3


@njit(cache=True)
def track_error_growth(lead: float) -> float:
    """Mean track error over that at 72 h [1].

    lead [h], 0 to 120 (beyond by the same law); below 0 as at 0.

    0.2 + 0.5 x + 0.3 x^2 with x = lead / 72 h: within 2.5 % of the mean errors of JTWC in the western North Pacific
    2014-2018, 24, 34, 46, 61, 78, 117, 165 and 223 nautical miles at 0, 12, 24, 36, 48, 72, 96 and 120 h.

    >>> [round(117.0 * track_error_growth(lead)) for lead in (0.0, 24.0, 48.0, 72.0, 96.0, 120.0)]
    [23, 47, 78, 117, 164, 218]

    Reference: our fit to the table of Tropical Storm Risk, tracker_errors.html, read in November 2026.
    """
    x = max(lead, 0.0) / 72.0
    return 0.2 + 0.5 * x + 0.3 * x * x


@njit(cache=True)
def cross_track_deviation(lead: float, error_72: float) -> float:
    """Standard deviation of the forecast distance of closest approach [m].

    lead [h], at least 0. error_72: mean great-circle error of the forecast position at 72 h [m], at least 0.

    Mean error / sqrt(pi / 2): the two components of the error are taken as normal, independent and alike (Rayleigh).

    >>> round(cross_track_deviation(72.0, 217e3) / 1e3, 1)
    173.1
    """
    return error_72 * track_error_growth(lead) / 1.2533141373155003


@njit(cache=True)
def _first_hour_inside(distance: NDArray[np.float32], radius: float) -> int:
    for hour in range(distance.size):
        if distance[hour] < radius:
            return hour
    return -1


@njit(cache=True)
def _last_hour_inside(distance: NDArray[np.float32], radius: float) -> int:
    for hour in range(distance.size - 1, -1, -1):
        if distance[hour] < radius:
            return hour
    return -1


@njit(cache=True)
def forecast_alarm(
    offset: float,
    closest: float,
    birth: float,
    intensity: float,
    distance: NDArray[np.float32],
    radius: float,
    horizon: float,
    error_72: float,
    normals: FloatArray,
) -> tuple[float, float, int]:
    """Hour of the alarm, hour of the all-clear and kind of alarm of one passage.

    offset: signed distance of closest approach [m]. closest: hour of closest approach, in hours of the caller's clock
    [h]. birth: first hour of the storm, counted from closest approach, at most 0 [h]. intensity: the storm's largest
    wind inside the radius, or at closest approach if it stays outside [m/s]. distance: its hourly distances from
    FIRST_HOUR on, infinite without a storm [m], shape (hour,); see gale_distance. radius that triggers [m]. horizon:
    longest lead of a forecast that is acted upon, issue to closest approach, at most 240 [h]. error_72: mean track
    error at 72 h [m]. normals: standard normal deviates, shape (MOST_ISSUES,), the last for the longest lead.

    Forecasts are issued at whole multiples of 6 h of the clock. One at lead L gives offset + s(L) g, with s the
    cross-track deviation; from the one before it g = q g_before + sqrt(1 - q^2) normal, q = s(L) / s(L + 6 h).
    The alarm is the first forecast within the horizon and the storm's life that lies inside the radius.
    WARNED: an alarm before the storm is inside. SURPRISE: the storm is inside at once with the alarm or without any;
    the alarm is then the hour of entry. Both end with the last hour inside. FALSE_ALARM: an alarm up to closest
    approach and no entry; ends at closest approach. NO_ALARM: neither, or a storm below 34 knots; both hours are
    then infinite.

    >>> distance = np.abs(np.arange(-168.0, 97.0)).astype(np.float32) * np.float32(18e3)
    >>> forecast_alarm(0.0, 1000.0, -160.0, 30.0, distance, 500e3, 72.0, 0.0, np.zeros(40))
    (930.0, 1027.0, 1)
    """
    if intensity < GALE:
        return np.inf, np.inf, NO_ALARM
    entry = _first_hour_inside(distance, radius)
    enters = closest + FIRST_HOUR + entry if entry >= 0 else np.inf
    until = min(enters, closest)
    last_issue = np.floor(closest / ISSUE_INTERVAL) * ISSUE_INTERVAL
    error = 0.0
    for issue in range(MOST_ISSUES - 1, -1, -1):
        time = last_issue - ISSUE_INTERVAL * issue
        lead = closest - time
        kept = 0.0
        if issue < MOST_ISSUES - 1:
            kept = track_error_growth(lead) / track_error_growth(lead + ISSUE_INTERVAL)
        error = kept * error + np.sqrt(1.0 - kept * kept) * normals[issue]
        if time > until:
            break
        if lead > horizon or -lead < birth:
            continue
        if abs(offset + cross_track_deviation(lead, error_72) * error) < radius:
            if entry < 0:
                return time, closest, FALSE_ALARM
            kind = WARNED if time < enters else SURPRISE
            return time, closest + FIRST_HOUR + _last_hour_inside(distance, radius), kind
    if entry < 0:
        return np.inf, np.inf, NO_ALARM
    return enters, closest + FIRST_HOUR + _last_hour_inside(distance, radius), SURPRISE


@njit(cache=True)
def _alarms(
    offset: FloatArray,
    closest: FloatArray,
    birth: FloatArray,
    intensity: FloatArray,
    distance: NDArray[np.float32],
    radius: float,
    horizon: float,
    error_72: float,
    normals: FloatArray,
) -> tuple[FloatArray, IntArray]:
    """Warning before entry [h], not a number where there is none, and kind of alarm, each (storm,)."""
    warning, kind = np.full(offset.size, np.nan), np.zeros(offset.size, np.int64)
    for storm in range(offset.size):
        alarm, _, kind[storm] = forecast_alarm(
            offset[storm],
            closest[storm],
            birth[storm],
            intensity[storm],
            distance[storm],
            radius,
            horizon,
            error_72,
            normals[storm],
        )
        if kind[storm] == WARNED or kind[storm] == SURPRISE:
            warning[storm] = closest[storm] + FIRST_HOUR + _first_hour_inside(distance[storm], radius) - alarm
    return warning, kind


def alarming_wind(catalogue: StormCatalogue, radius: float) -> FloatArray:
    """Wind by which an operator knows a storm: the largest inside a radius, at closest approach if it stays outside.

    radius that triggers [m], no more than CATALOGUE_RADIUS. Returns the wind of each storm [m/s], shape (storm,).
    """
    inside = strongest_within(catalogue, radius)
    return np.where(inside > 0.0, inside, catalogue.intensity[:, -FIRST_HOUR].astype(np.float64))


class AlarmStatistics(NamedTuple):
    """hit_rate: storms warned of over storms that enter [1]; false_alarm_rate: false alarms over all alarms [1];
    mean_warning: mean time from alarm to entry of the storms that enter, surprises with 0 [h]; not a number
    where nothing is to be counted."""

    hit_rate: float
    false_alarm_rate: float
    mean_warning: float


def alarm_statistics(
    catalogue: StormCatalogue, radius: float, horizon: float, error_72: float, normals: FloatArray
) -> AlarmStatistics:
    """How well forecasts warn of the storms of a catalogue.

    radius that triggers [m], no more than CATALOGUE_RADIUS. horizon [h], at most 240. error_72: mean track error at
    72 h [m]. normals: standard normal deviates, shape (storm, MOST_ISSUES).

    >>> from kaitei.fleet.storm_tracks import storm_catalogue
    >>> perfect = alarm_statistics(storm_catalogue(1, 400), 500e3, 240.0, 0.0, np.zeros((400, 40)))
    >>> perfect.false_alarm_rate
    0.0
    """
    if horizon > ISSUE_INTERVAL * MOST_ISSUES:
        raise ValueError(f"The horizon is {horizon:g} h; forecasts reach {ISSUE_INTERVAL * MOST_ISSUES:g} h at most.")
    warning, kind = _alarms(
        catalogue.offset,
        catalogue.hour_of_year,
        catalogue.birth,
        alarming_wind(catalogue, radius),
        gale_distance(catalogue),
        radius,
        horizon,
        error_72,
        normals,
    )
    warned, surprised, false = ((kind == name).sum() for name in (WARNED, SURPRISE, FALSE_ALARM))
    with np.errstate(invalid="ignore"):
        return AlarmStatistics(
            hit_rate=float(np.divide(warned, warned + surprised)),
            false_alarm_rate=float(np.divide(false, false + warned + surprised)),
            mean_warning=float(np.nansum(warning) / (warned + surprised)) if warned + surprised else np.nan,
        )
