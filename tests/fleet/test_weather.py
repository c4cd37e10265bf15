"""The pool of weather years: the buoy record it was fitted to, published lost days, and what any pool must keep."""

from concurrent.futures import ThreadPoolExecutor
from functools import cache

import numpy as np
import pytest
from scipy.special import ndtri

from kaitei.errors import InputError
from kaitei.fleet import spells
from kaitei.fleet.margins import (
    MONTH_HOURS,
    MONTH_OF_HOUR,
    codes_of_limits,
    hours_exceeded,
    non_exceedance_weibull,
    probability_of_codes,
)
from kaitei.fleet.persistence import HOUR, Persistence, autocorrelation
from kaitei.fleet.weather import CODES, HOURS, WEATHER, copula_years
from kaitei.physics.arrays import ByteArray, CodeArray, FloatArray

# Site defaults: waves as at Coffs Harbour, wind and current reasoned.
MEMORY = Persistence(
    slow_time=HOUR * np.array([20.0, 14.0, 14.0, 120.0]),
    fast_share=np.array([0.06, 0.40, 0.15, 0.15]),
    fast_time=HOUR * np.array([5.0, 1.4, 3.0, 6.0]),
    year_share=np.array([0.01, 0.01, 0.01, 0.05]),
)
COUPLING = np.eye(4)
COUPLING[0, 1] = COUPLING[1, 0] = 0.14
COUPLING[0, 2] = COUPLING[2, 0] = 0.5

# Coffs Harbour waverider, hourly Hs 1985-2014 (ManlyHydraulics2016; statistics are ours): share of hours above the
# level, January to December; mean and P90 of durations above and below [h].
ABOVE = {
    1.5: [0.4324, 0.4522, 0.5423, 0.5043, 0.5326, 0.5152, 0.5127, 0.4171, 0.3976, 0.3909, 0.3985, 0.3755],
    2.0: [0.1869, 0.2142, 0.2417, 0.2376, 0.2704, 0.2775, 0.2572, 0.1984, 0.1661, 0.1700, 0.1783, 0.1487],
    2.5: [0.0720, 0.0913, 0.1052, 0.1046, 0.1185, 0.1299, 0.1260, 0.0903, 0.0724, 0.0716, 0.0857, 0.0549],
}
MEANS = {1.5: (18.18, 21.62), 2.0: (11.94, 44.23), 2.5: (9.14, 88.56)}
P90 = {1.5: (56, 69), 2.0: (36, 147), 2.5: (26, 303)}

LIMITS = np.array([2.0, 2.5, 3.0, 3.5, 4.0, 4.5, 5.5])
WAVES = {
    "reanalysis": [2.6, 2.5, 2.4, 2.0, 1.7, 1.5, 1.5, 1.6, 1.8, 2.1, 2.4, 2.6],
    "harsh": [3.5, 3.5, 3.5, 3.0, 2.2, 1.8, 1.8, 2.0, 2.4, 3.5, 3.5, 3.5],
}
LOST = {"reanalysis": [172, 107, 61, 32, 15, 7, 1], "harsh": [249, 195, 147, 107, 75, 51, 19]}


@cache
def pool(years: int = 400, memory: bool = True) -> CodeArray:
    return copula_years(20260131, years, MEMORY if memory else MEMORY.off(), COUPLING)


def scores(codes: CodeArray) -> FloatArray:
    return ndtri(probability_of_codes(codes))


def coffs(level: float) -> ByteArray:
    """Hours above a level with the record's share of every month."""
    return hours_exceeded(pool()[:, 0], codes_of_limits(1.0 - np.array(ABOVE[level])))


@pytest.mark.parametrize("level", [1.5, 2.0, 2.5])
def test_mean_durations_at_coffs_harbour_are_within_15_percent(level: float) -> None:
    assert spells.mean_duration(coffs(level), good=False) == pytest.approx(MEANS[level][0], rel=0.15)
    assert spells.mean_duration(coffs(level), good=True) == pytest.approx(MEANS[level][1], rel=0.15)


@pytest.mark.parametrize("level", [1.5, 2.0, 2.5])
def test_one_spell_in_ten_is_as_long_as_at_coffs_harbour(level: float) -> None:
    found = [np.percentile(spells.spell_durations(coffs(level), good), 90) for good in (False, True)]
    assert found == pytest.approx(P90[level], rel=0.15)


@pytest.mark.parametrize("level", [1.5, 2.0])
def test_a_single_time_scale_has_the_mean_spell_but_too_few_long_ones(level: float) -> None:
    # A first-order autoregression with the same correlation of consecutive hours.
    lag_one = autocorrelation(np.array(1), MEMORY)[0]
    alone = Persistence(*(np.full(4, x) for x in (0.0, 0.9999, -HOUR / np.log(lag_one), 0.0)))
    codes = copula_years(20260131, 200, alone, np.eye(4))[:, 0]
    mask = hours_exceeded(codes, codes_of_limits(1.0 - np.array(ABOVE[level])))
    assert spells.mean_duration(mask, good=True) == pytest.approx(MEANS[level][1], rel=0.15)
    for good, record in zip((False, True), P90[level], strict=True):
        assert np.percentile(spells.spell_durations(mask, good), 90) < 0.9 * record


@pytest.mark.parametrize("level", [1.5, 2.0, 2.5])
def test_the_share_of_every_month_is_that_of_the_record(level: float) -> None:
    # Four standard errors of a mean over 400 independent months, from the months themselves.
    by_year = np.stack([coffs(level)[:, month == MONTH_OF_HOUR].mean(axis=1) for month in range(12)])
    error = by_year.std(axis=1) / np.sqrt(by_year.shape[1])
    assert (np.abs(by_year.mean(axis=1) - ABOVE[level]) < 4.0 * error).all()


@pytest.mark.parametrize("climate", ["reanalysis", "harsh"])
def test_without_persistence_the_days_lost_are_those_of_the_table(climate: str) -> None:
    codes = pool(300, memory=False)[:, 0]
    for limit, lost in zip(LIMITS, LOST[climate], strict=True):
        thresholds = codes_of_limits(non_exceedance_weibull(limit, np.array(WAVES[climate]), np.array(2.5)))
        days = hours_exceeded(codes, thresholds).sum(axis=1) / 24.0
        # Half a day of rounding in the table, 0.05 for its half that rounds down, and four standard errors.
        assert abs(days.mean() - lost) < 0.55 + 4.0 * days.std() / np.sqrt(len(days))


def test_persistence_moves_no_days_but_makes_years_differ() -> None:
    threshold = codes_of_limits(non_exceedance_weibull(np.array(2.5), np.array(WAVES["reanalysis"]), np.array(2.5)))
    days = {on: hours_exceeded(pool(300, on)[:, 0], threshold).sum(axis=1) / 24.0 for on in (True, False)}
    assert abs(days[True].mean() - days[False].mean()) < 4.0 * days[True].std() / np.sqrt(300)
    assert days[True].std() > 5.0 * days[False].std()


@pytest.mark.parametrize("variable", range(4))
def test_codes_are_uniform(variable: int) -> None:
    # With memory the years are the independent units; their means give the error.
    for share in (0.01, 0.1, 0.5, 0.9, 0.99):
        below = (pool()[:, variable] < share * CODES).mean(axis=1)
        assert abs(below.mean() - share) < 4.0 * below.std() / np.sqrt(len(below))


def test_independent_codes_are_uniform_to_the_ends() -> None:
    codes = pool(300, memory=False)[:, 0].ravel()
    count = np.bincount(codes >> 8, minlength=256)
    assert np.abs(count - len(codes) / 256).max() < 5.0 * np.sqrt(len(codes) / 256)
    for end in (codes < 64, codes >= CODES - 64):
        assert abs(int(end.sum()) - len(codes) / 1024) < 4.0 * np.sqrt(len(codes) / 1024)


@pytest.mark.parametrize("lag", [1, 6, 24, 96])
def test_the_correlation_in_time_is_the_one_asked_for(lag: int) -> None:
    z = scores(pool(200))
    found = (z[..., lag:] * z[..., :-lag]).mean(axis=2)
    error = found.std(axis=0) / np.sqrt(len(found))
    assert (np.abs(found.mean(axis=0) - autocorrelation(np.array(lag), MEMORY)) < 4.0 * error).all()


def test_variables_are_coupled_as_asked() -> None:
    z = scores(pool(200))
    found = np.einsum("yuh,yvh->yuv", z, z) / HOURS
    error = found.std(axis=0) / np.sqrt(len(found))
    assert (np.abs(found.mean(axis=0) - COUPLING) < 4.0 * error).all()


def test_independent_hours_keep_the_coupling() -> None:
    z = scores(pool(300, memory=False)[:50])
    assert np.abs(np.einsum("yuh,yvh->uv", z, z) / (50 * HOURS) - COUPLING).max() < 0.01
    assert np.abs((z[..., 1:] * z[..., :-1]).mean(axis=(0, 2))).max() < 0.01


def test_years_begin_in_the_steady_state() -> None:
    z = scores(copula_years(5, 1500, MEMORY, COUPLING)[:, :, :200])
    several = 4.0 / np.sqrt(len(z))
    assert np.abs(z[:, :, 0].mean(axis=0)).max() < several
    assert np.abs(z[:, :, 0].var(axis=0) - 1.0).max() < several * np.sqrt(2.0)
    for lag in (1, 12, 150):
        found = (z[:, :, 0] * z[:, :, lag]).mean(axis=0)
        assert np.abs(found - autocorrelation(np.array(lag), MEMORY)).max() < several * np.sqrt(2.0)
    for hour in (0, 1, 100):
        assert np.abs(z[:, :, hour].T @ z[:, :, hour] / len(z) - COUPLING).max() < several * np.sqrt(2.0)


def test_smooth_weather_begins_with_its_own_slope() -> None:
    smooth = Persistence(*(np.full(4, x) for x in (20.0 * HOUR, 0.0, 0.0, 0.0)))
    z = scores(copula_years(6, 800, smooth, np.eye(4))[:, :, :30])
    found = np.diff(z, axis=2).var(axis=(0, 1))
    meant = 2.0 * (1.0 - autocorrelation(np.array(1), smooth)[0])
    assert np.abs(found / meant - 1.0).max() < 4.0 * np.sqrt(2.0 / (4 * 800))


def test_the_parts_of_a_score_are_independent_at_the_beginning() -> None:
    halves = Persistence(*(np.full(4, x) for x in (20.0 * HOUR, 0.45, 5.0 * HOUR, 0.45)))
    z = scores(copula_years(6, 800, halves, np.eye(4))[:, :, :30])
    assert np.abs(z.var(axis=(0, 1)) - 1.0).max() < 4.0 * np.sqrt(2.0 / (4 * 800))


def test_years_are_independent_of_one_another() -> None:
    z = scores(pool())
    ends = np.corrcoef(z[:-1, 0, -1], z[1:, 0, 0])[0, 1]
    assert abs(ends) < 4.0 / np.sqrt(len(z))


def test_a_longer_pool_has_the_same_first_years() -> None:
    assert (copula_years(20260131, 7, MEMORY, COUPLING) == pool()[:7]).all()
    assert (copula_years(20260131, 3, MEMORY, COUPLING, first=5) == pool()[5:8]).all()


def test_the_same_key_gives_these_codes() -> None:
    # Found once; one code of leeway for the last digit of another machine's exponential.
    found = copula_years(1, 2, MEMORY, COUPLING)[1][:, [0, 1, 5000, 8759]].astype(int)
    known = [
        [63537, 63409, 30464, 29681],
        [32502, 13979, 63955, 26732],
        [64122, 63126, 31277, 43015],
        [3613, 2796, 37624, 30919],
    ]
    assert np.abs(found - known).max() <= 1


def test_another_key_has_other_years() -> None:
    one, other, high = (copula_years(key, 1, MEMORY, COUPLING) for key in (1, 2, 1 + 2**32))
    assert (one == other).mean() < 0.01
    assert (one == high).mean() < 0.01


@pytest.mark.parametrize("threads", [1, 2, 3, 8])
def test_the_number_of_threads_changes_nothing(threads: int) -> None:
    assert (copula_years(20260131, 5, MEMORY, COUPLING, threads=threads) == pool()[:5]).all()


def test_pools_can_be_made_at_the_same_time() -> None:
    with ThreadPoolExecutor(4) as workers:
        for made in workers.map(lambda _: copula_years(20260131, 5, MEMORY, COUPLING), range(8)):
            assert (made == pool()[:5]).all()


def test_a_pool_has_a_place_for_every_hour_of_every_variable() -> None:
    made = copula_years(0, 2, MEMORY, COUPLING)
    assert made.shape == (2, len(WEATHER), HOURS)
    assert made.dtype == np.uint16
    assert MONTH_HOURS.sum() == HOURS
    assert copula_years(0, 0, MEMORY, COUPLING).shape == (0, 4, 8760)


@pytest.mark.parametrize("key", [-1, 2**64])
def test_a_key_that_is_no_key_is_refused(key: int) -> None:
    with pytest.raises(InputError, match="key of the weather years must be from 0 to 2\\^64 - 1"):
        copula_years(key, 1, MEMORY, COUPLING)
