"""The log of the ships: the same draw as in a run, every hour once, and what is refused."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from kaitei.chain import Chain
from kaitei.errors import InputError, StudyError
from kaitei.reference import REFERENCE
from kaitei.report.charts.gantt import KINDS, gantt, page, spells
from kaitei.scenario import Horizon, Scenario
from kaitei.scenario_file import load
from kaitei.study import event_log as module
from kaitei.study.event_log import SHIP_WORDS, WORDS, event_log, logs, shown_year

DRAW, SEED = 3, 5
FLEETS: dict[str, dict[str, Any]] = {
    "as packaged": {},
    "two vessels without an island": {"fleet.mining_vessels": 2, "fleet.dewatering": "on_board"},
    "campaigns": {"fleet.calendar_days": 150, "fleet.start_day": 100, "fleet.own_cargo": "5000 t"},
}


@pytest.fixture(scope="module")
def short() -> Scenario:
    """The reference with three years of production, the first of a ramp-up, the third a leap year."""
    horizon = Horizon(first_year=2030, production_years=3, construction_years=1, ramp_up=(0.5,))
    return load("minamitorishima").model_copy(update={"horizon": horizon})


@pytest.fixture(scope="module")
def log(short: Scenario) -> pd.DataFrame:
    return event_log(REFERENCE, short, DRAW, SEED)


@pytest.mark.parametrize("fleet", FLEETS)
def test_the_log_adds_up_to_the_draw_of_a_run(short: Scenario, fleet: str) -> None:
    scenario = short.with_(FLEETS[fleet])
    run = REFERENCE.upto(["mud_landed"]).sample(scenario, draws=DRAW + 2, seed=SEED).sel(draw=DRAW)
    log = event_log(REFERENCE, scenario, DRAW, SEED)
    mining, carriers = log[log["ship"].str.startswith("mining")], log[log["ship"].str.startswith("carrier")]
    hours = (mining["end_h"] - mining["start_h"]).groupby([mining["year"], mining["state"]]).sum()
    years = [2030, 2031, 2032]
    for year in years:
        for state, told in run["vessel_hours"].sel(year=year).to_series().items():
            assert hours.get((year, state), 0.0) == pytest.approx(told, rel=1e-9, abs=1e-6), (year, state)
        of_year = mining[(mining["year"] == year) & (mining["state"] == "lifting")]
        assert of_year["dry_mud_t"].sum() == pytest.approx(float(run["mud_lifted"].sel(year=year)), rel=1e-9)
        lifting = (of_year["end_h"] - of_year["start_h"]).sum()
        assert lifting / 24.0 == pytest.approx(float(run["lifting_days"].sel(year=year)), rel=1e-9)
    brought = carriers[carriers["state"] == "discharging"]
    voyages = (brought["dry_mud_t"] > 0.0).groupby(brought["year"]).sum().reindex(years, fill_value=0)
    assert voyages.tolist() == run["carrier_voyages"].sel(year=years).to_numpy().tolist()
    if fleet != "campaigns":
        kept = 1.0 - float(run["fleet.handling_loss"]) / 100.0
        landed = kept * brought.groupby("year")["dry_mud_t"].sum().reindex(years)
        np.testing.assert_allclose(landed, run["mud_landed"].sel(year=years), rtol=1e-9)


@pytest.mark.parametrize("fleet", FLEETS)
def test_every_hour_of_every_ship_stands_in_one_row(short: Scenario, fleet: str) -> None:
    for name, rows in event_log(REFERENCE, short.with_(FLEETS[fleet]), DRAW, SEED).groupby("ship"):
        starts, ends = rows["start_h"].to_numpy(), rows["end_h"].to_numpy()
        assert starts[0] == 0.0
        assert (starts[1:] == ends[:-1]).all()
        assert (ends > starts).all()
        assert ends[-1] == 3 * 8760.0 if str(name).startswith("mining") else ends[-1] <= 4 * 8760.0


def test_a_row_lies_in_one_year_and_its_calendar_times_say_so(log: pd.DataFrame) -> None:
    inside = log[log["end_h"] <= 3 * 8760.0]
    assert (inside["start_h"] // 8760 == np.ceil(inside["end_h"] / 8760) - 1).all()
    assert (inside["year"] == 2030 + inside["start_h"] // 8760).all()
    assert (inside["start"].dt.year == inside["year"]).all()
    after_february = inside[(inside["start_h"] % 8760 >= 59 * 24) & (inside["year"] == 2032)]
    since = (after_february["start"] - pd.Timestamp("2032-01-01")) / pd.Timedelta(hours=1)
    np.testing.assert_allclose(since, after_february["start_h"] % 8760 + 24.0, atol=1e-3)
    day = log["start"].dt.strftime("%m-%d")
    assert not (day == "02-29").any()


def test_what_ships_do_after_production_counts_in_its_last_year(log: pd.DataFrame) -> None:
    after = log[log["start_h"] >= 3 * 8760.0]
    assert len(after) > 0
    assert set(after["year"]) == {2032}
    assert set(after["start"].dt.year) == {2033}


def test_a_vessel_outside_its_calendar_is_not_employed(short: Scenario) -> None:
    log = event_log(REFERENCE, short.with_(FLEETS["campaigns"]), DRAW, SEED)
    off = log[log["state"] == "not_employed"]
    assert set(off["ship"]) == {"mining vessel 1"}
    assert off["start_h"].tolist()[0] == 0.0
    assert off["end_h"].tolist()[0] == 100 * 24.0


def test_draws_and_seeds_have_logs_of_their_own(short: Scenario, log: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(log, event_log(REFERENCE, short, DRAW, SEED))
    assert not log.equals(event_log(REFERENCE, short, DRAW + 1, SEED))
    assert not log.equals(event_log(REFERENCE, short, DRAW, SEED + 1))


def test_a_long_log_gets_more_room(short: Scenario, log: pd.DataFrame, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LINES", 50)
    pd.testing.assert_frame_equal(log, event_log(REFERENCE, short, DRAW, SEED))


def test_a_log_that_is_too_long_is_refused(short: Scenario) -> None:
    with pytest.raises(StudyError, match="longer than 100 lines; take fewer years of production or mining vessels"):
        logs(REFERENCE, short, 1, SEED, lines=100)


def test_a_draw_that_fails_has_no_log(short: Scenario) -> None:
    with pytest.raises(StudyError, match=r"draw 7 cannot be computed: deposit\..*; take another draw or scenario"):
        event_log(REFERENCE, short.with_({"deposit.rich_grade": "1 g/t"}), 7, SEED)


def test_a_riser_that_lifts_nothing_has_no_log(short: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    evaluate = Chain.evaluate
    monkeypatch.setattr(
        Chain, "evaluate", lambda self, dataset: evaluate(self, dataset).assign(lift_rate=("draw", [0.0]))
    )
    with pytest.raises(StudyError, match="draw 3 cannot be computed: the riser lifts nothing"):
        event_log(REFERENCE, short, DRAW, SEED)


def test_a_chain_without_ships_has_no_log(short: Scenario) -> None:
    with pytest.raises(StudyError, match=r"the chain has no fleet\.operate"):
        event_log(Chain(REFERENCE.stages[:1]), short, DRAW, SEED)


def test_the_year_shown_is_the_first_full_one(short: Scenario) -> None:
    assert shown_year(short) == 2031
    assert shown_year(short, 2032) == 2032
    for year in (2029, 2033):
        with pytest.raises(InputError, match=f"{year} is no year of production; take one from 2030 to 2032"):
            shown_year(short, year)


def test_the_chart_has_a_colour_for_every_state_but_idleness() -> None:
    shown = {state for _, states in KINDS.values() for state in states}
    assert shown | {"idle", "not_employed"} == {*WORDS, *SHIP_WORDS}


def test_the_chart_shows_all_time_that_is_not_idle(log: pd.DataFrame) -> None:
    for year in (2031, 2032):
        of_year = log[(log["start"].dt.year == year) & ~log["state"].isin(["idle", "not_employed"])]
        ends = of_year["end"].clip(upper=pd.Timestamp(f"{year + 1}-01-01"))
        wanted = (ends - of_year["start"]).sum()
        found = spells(log, year)
        assert (found["end"] - found["start"]).sum() == wanted
        assert found["dry_mud_t"].sum() == pytest.approx(of_year["dry_mud_t"].sum())
        assert 0 < len(found) < len(of_year)
        bars = gantt(log, year).data
        assert sum(np.sum(bar.x) for bar in bars) == pytest.approx(wanted.total_seconds() * 1000.0)
        assert {bar.name for bar in bars} == set(found["kind"])


def test_the_page_of_the_chart_loads_nothing(log: pd.DataFrame) -> None:
    text = page(gantt(log, 2031), "Ships & <b>", "a note")
    assert "<h1>Ships &amp; &lt;b&gt;</h1>" in text
    assert "default-src 'none'" in text
    assert "<script src" not in text
    assert "<link" not in text.partition("<body>")[0]
