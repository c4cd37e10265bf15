"""One test for each rule, on weather in square waves; the logs are worked out by hand in hours.

The vessel of most tests leaves port at 0, is on station at 10 and has its pipe down at 30; it lifts 3.6 t/h and pulls
its pipe in 10 h.
"""

from collections.abc import Callable
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from kaitei.fleet.simulation.plan import FAR, HOUR, YEAR, plans
from kaitei.fleet.simulation.words import (
    CAUSES,
    DISCONNECT,
    HANG,
    HANG_OFF,
    LIFT,
    PLACE,
    RETRIEVE,
    RUN_PIPE,
    SHIP_STATES,
    STATES,
    SUPPLY_VISIT,
    TRANSFER,
    UNLOAD,
)

Line = tuple[float, float, str, str]
Story = Callable[..., list[Line]]


def plan(**changes: Any) -> Any:
    numbers: dict[str, Any] = {
        "vessels": 1, "carriers": 0, "route": 2, "policy": RETRIEVE, "route_to_port": 20 * HOUR,
        "route_to_island": 5 * HOUR, "transit": 10 * HOUR, "length": YEAR, "rate": 1.0, "keep": 1.0, "batch": 1e12,
        "tank": 1e12, "run": 20 * HOUR, "pull": 10 * HOUR, "reconnect": 5 * HOUR, "longest_wait": FAR,
        "prepare": 4 * HOUR, "resume": 3 * HOUR, "call_interval": FAR, "port_stay": 50 * HOUR, "dock_interval": FAR,
        "dock_stay": 90 * HOUR, "stop_interval": FAR, "stop_time": 8 * HOUR, "supply_interval": FAR,
        "supply_time": 2 * HOUR, "life": np.inf, "life_shape": 1.0, "shuttle_cargo": 36e3, "carrier_cargo": 72e3,
        "shuttle_loading": 4 * HOUR, "shuttle_discharge": 4 * HOUR, "carrier_loading": 6 * HOUR,
        "carrier_discharge": 12 * HOUR, "cargo_wait": FAR, "ship_life": np.inf, "island_berths": 1, "port_berths": 1,
        "pond": 1e9, "plant": 1.0, "stock": 1e9,
    }  # fmt: skip
    return plans(1, **{**numbers, **changes})


def patience(made: Any, **hours: int) -> Any:
    """Sets the longest wait of activities [h]."""
    places = {"lift": LIFT, "run_pipe": RUN_PIPE, "transfer": TRANSFER, "unload": UNLOAD, "supply": SUPPLY_VISIT}
    for name, longest in hours.items():
        made["longest_wait"][:, places[name]] = longest * HOUR
    return made


def windows(made: Any, **hours: tuple[int, int]) -> Any:
    """Sets window and settled of activities [h]."""
    for name, (window, settled) in hours.items():
        a = {"lift": LIFT, "run_pipe": RUN_PIPE, "transfer": TRANSFER}[name]
        made["window"][:, a], made["settled"][:, a] = window * HOUR, settled * HOUR
    return made


@pytest.fixture
def story(simulation: ModuleType, reference: ModuleType) -> Story:
    """Log of one ship from an hour on, to another, as (start, end, state, cause) [h]; the reference must agree."""

    def tell(
        made: Any, rough: Any = None, storms: Any = (), ship: int = 0, years: int = 1, to: float = 1e9
    ) -> list[Line]:
        weather = simulation.hand_weather(years, rough, [(a * HOUR, c * HOUR, t) for a, c, t in storms])
        log, _ = simulation.play(made, [1.0] * years, weather)
        merged = reference.merge(log.tolist())
        second = reference.simulate(
            made[0], [1.0] * years, weather.rough, simulation.causes_of(weather), weather.episodes
        )
        last = (years + 0.9) * YEAR
        assert [row[:5] for row in merged if row.end < last] == [
            row[:5] for row in reference.merge(second) if row.end < last
        ]
        return [
            (
                row.start / HOUR,
                row.end / HOUR,
                (STATES if row.cause >= 0 else SHIP_STATES)[row.state],
                CAUSES[row.cause] if row.cause >= 0 else "",
            )
            for row in merged
            if row.ship == ship and row.start / HOUR < to
        ]

    return tell


OUT = [(0, 10, "transit", "campaign")]
DOWN = [*OUT, (10, 30, "running_pipe", "campaign")]


def test_a_window_longer_than_the_job_asks_for_the_job_alone(story: Story) -> None:
    # 24 h asked, but the pipe takes 20: calm from 10 to 30 is enough.
    made = windows(plan(), run_pipe=(24, 0))
    assert story(made, {RUN_PIPE: [(30, 40)]}, to=30) == DOWN


def test_a_job_longer_than_the_window_is_interrupted_and_goes_on(story: Story) -> None:
    # Calm 10-16 and 20-34: 6 h of 20, then 14; a window of 5 h lets both begin. The gale 16-20 is over at 20, and
    # 1 h must settle: 21-34 is 13 h, rough 34-36, 1 h to settle, the last hour at 37.
    made = windows(plan(), run_pipe=(5, 1))
    assert story(made, {RUN_PIPE: [(16, 20), (34, 36)]}, to=38) == [
        *OUT,
        (10, 16, "running_pipe", "campaign"),
        (16, 21, "weather", "waves"),
        (21, 34, "running_pipe", "campaign"),
        (34, 37, "weather", "waves"),
        (37, 38, "running_pipe", "campaign"),
    ]


def test_a_calm_shorter_than_the_window_is_let_go(story: Story) -> None:
    # Calm 10-14 is shorter than 5 h, 18-60 is not.
    made = windows(plan(), run_pipe=(5, 0))
    assert story(made, {RUN_PIPE: [(14, 18)]}, to=20)[1:] == [
        (10, 18, "weather", "waves"),
        (18, 38, "running_pipe", "campaign"),
    ]


def test_a_deployment_that_waits_too_long_is_given_up_for_the_port(story: Story) -> None:
    # 6 h of pipe run by 16; 30 h of patience end at 46, in the gale; 6/20 of the pull of 10 h are 3 h, in the calm
    # from 60 on; 10 h of transit, 50 h in port, 10 h back.
    made = patience(plan(), run_pipe=30)
    assert story(made, {RUN_PIPE: [(16, 60)]}, to=134)[1:] == [
        (10, 16, "running_pipe", "campaign"),
        (16, 60, "weather", "waves"),
        (60, 63, "pulling_pipe", "waves"),
        (63, 73, "transit", "waves"),
        (73, 123, "port", "waves"),
        (123, 133, "transit", "waves"),
        (133, 153, "running_pipe", "waves"),
    ]


def test_a_wait_at_the_bed_that_is_too_long_ends_in_a_call_at_the_port(story: Story) -> None:
    # Rough from 40 to 100; 12 h of patience end at 52. 10 h of pull, 10 h of transit, 50 h in port, 10 h back.
    assert story(patience(plan(), lift=12), {LIFT: [(40, 100)]}, to=133)[2:] == [
        (30, 40, "lifting", "production"),
        (40, 52, "weather", "waves"),
        (52, 62, "pulling_pipe", "waves"),
        (62, 72, "transit", "waves"),
        (72, 122, "port", "waves"),
        (122, 132, "transit", "waves"),
        (132, 152, "running_pipe", "waves"),
    ]


def test_each_wait_at_the_bed_is_counted_from_its_own_beginning(story: Story) -> None:
    # Two waits of 8 and 11 h, neither of 12 h; the third is.
    made = patience(plan(), lift=12)
    assert story(made, {LIFT: [(40, 48), (50, 61), (70, 90)]}, to=84)[2:] == [
        (30, 40, "lifting", "production"),
        (40, 48, "weather", "waves"),
        (48, 50, "lifting", "production"),
        (50, 61, "weather", "waves"),
        (61, 70, "lifting", "production"),
        (70, 82, "weather", "waves"),
        (82, 92, "pulling_pipe", "waves"),
    ]


def test_ships_that_wait_for_weather_too_long_take_turns_alongside(story: Story) -> None:
    # 72 t are there at 50; rough for transfer until 68. After 6 h each gives way to the other; from 62 on the first
    # would have to wait until 68, which is 6 h and not longer: it loads then, for 6 h. By 74 the tank is full again.
    made = patience(plan(carriers=2), transfer=6)
    rough = {TRANSFER: [(45, 68)]}
    assert story(made, rough, ship=1, to=70) == [
        (0, 50, "cargo", ""),
        (50, 56, "weather", ""),
        (56, 62, "cargo", ""),
        (62, 68, "weather", ""),
        (68, 74, "loading", ""),
    ]
    assert story(made, rough, ship=2, to=70) == [
        (0, 56, "cargo", ""),
        (56, 62, "weather", ""),
        (62, 74, "cargo", ""),
    ]


def test_a_shuttle_that_waits_too_long_to_unload_joins_the_line_again(story: Story) -> None:
    # Alone, it has the berth again at once; at 59 calm is an hour away and it stays.
    assert story(patience(island(), unload=5), {UNLOAD: [(45, 60)]}, ship=1, to=62)[3:] == [
        (49, 60, "weather", ""),
        (60, 64, "discharging", ""),
    ]


def test_a_supply_visit_that_waits_too_long_becomes_a_call_at_the_port(story: Story) -> None:
    # Due at 40, rough for it for weeks; lifting goes on for the 20 h of patience, until 60.
    made = patience(plan(supply_interval=40 * HOUR), supply=20)
    assert story(made, {SUPPLY_VISIT: [(35, 400)]}, to=81)[2:] == [
        (30, 60, "lifting", "production"),
        (60, 70, "pulling_pipe", "crew_and_supply"),
        (70, 80, "transit", "crew_and_supply"),
        (80, 130, "port", "crew_and_supply"),
    ]


def test_a_ship_that_has_waited_long_enough_leaves_with_part_cargo(story: Story) -> None:
    # 72 t would take until 50; after 40 h there are 36 t: half the loading time, 3 h.
    made = plan(carriers=1, cargo_wait=40 * HOUR)
    assert story(made, ship=1, to=60) == [
        (0, 40, "cargo", ""),
        (40, 43, "loading", ""),
        (43, 63, "sailing", ""),
    ]


def test_a_ship_that_has_waited_long_enough_takes_a_tenth_as_soon_as_it_is_there(story: Story) -> None:
    # It would sail with less than 72 t from 20 on; 7.2 t are there at 32, loaded in a tenth of 6 h.
    made = plan(carriers=1, cargo_wait=20 * HOUR)
    assert story(made, ship=1, to=33) == [
        (0, 32, "cargo", ""),
        (32, 32.6, "loading", ""),
        (32.6, 52.6, "sailing", ""),
    ]


def a_failure(simulation: Any, made: Any, hour: int) -> Any:
    """The plan with the pump's first life moved to end after so many hours of work; its repair is then known."""
    from kaitei.physics.counter_random import uniform

    made["key"] = [[3, 7]]
    life = -np.log(uniform(3, 7, 1, 0, 0, 0))
    mend = -np.log(uniform(3, 7, 2, 0, 0, 0))
    made["life"][:, 0] = hour * HOUR / life * (1 - 1e-12)
    made["repair"][:, 0] = 6 * HOUR / mend
    return made


def test_a_failure_waits_for_work_and_pulls_the_pipe_when_its_class_asks(story: Story, simulation: Any) -> None:
    # The pump's clock runs with the work from 30 on, not while pipe is run: 15 h later it fails. 10 h of pulling,
    # 6 h of repair with a spare, 20 h of running.
    made = a_failure(simulation, plan(pipe_up=[1, 0, 0, 0, 0], spares=1), 15)
    assert story(made, to=62)[2:] == [
        (30, 45, "lifting", "production"),
        (45, 55, "pulling_pipe", "pump"),
        (55, 61, "repair", "pump"),
        (61, 81, "running_pipe", "pump"),
    ]


def test_a_missing_spare_adds_its_delay(story: Story, simulation: Any) -> None:
    made = a_failure(simulation, plan(spare_delay=9 * HOUR), 15)
    assert story(made, to=46)[2:] == [(30, 45, "lifting", "production"), (45, 60, "repair", "pump")]


def test_a_repair_is_broken_off_by_a_storm_and_goes_on_after_it(story: Story, simulation: Any) -> None:
    # 4 of 6 h done at the alarm; 10 h of pulling to 59, all-clear at 70 and 3 h; the last 2 h, then the pipe.
    made = a_failure(simulation, plan(spares=1), 15)
    assert story(made, storms=[(49, 70, 0)], to=76)[3:] == [
        (45, 49, "repair", "pump"),
        (49, 59, "pulling_pipe", "storm"),
        (59, 73, "typhoon", "storm"),
        (73, 75, "repair", "pump"),
        (75, 95, "running_pipe", "storm"),
    ]


def test_a_tank_full_when_the_carrier_arrives_lifts_again_at_once(story: Story) -> None:
    # Tank and cargo of 72 t: full at 50, when the ship that waits loads. It is back at 50 + 6 + 20 + 12 + 20 = 108;
    # the tank is full again at 70 and empty at 108.
    made = plan(carriers=1, tank=72e3)
    assert story(made, to=109)[2:] == [
        (30, 70, "lifting", "production"),
        (70, 108, "tank_full", "no_room"),
        (108, 128, "lifting", "production"),
    ]
    assert story(made, ship=1, to=109) == [
        (0, 50, "cargo", ""),
        (50, 56, "loading", ""),
        (56, 76, "sailing", ""),
        (76, 88, "discharging", ""),
        (88, 108, "sailing", ""),
        (108, 114, "loading", ""),
    ]


def island(**changes: Any) -> Any:
    return plan(**{**{"route": 0, "shuttles": 1, "carriers": 1, "carrier_cargo": 1e9}, **changes})


def test_a_full_pond_stops_a_shuttle(story: Story) -> None:
    # 36 t at 40, loaded 44, there 49, landed 53, back 58 and, with 64.8 t in the tank, away again: loaded 62, there
    # 67. The pond takes 40 t: 36 + 36 - 40 = 32 t must be dewatered; at 2 t/h from 53 on that is at 69.
    made = island(pond=40e3, plant=2000 / 3600)
    assert story(made, ship=1, to=70) == [
        (0, 40, "cargo", ""),
        (40, 44, "loading", ""),
        (44, 49, "sailing", ""),
        (49, 53, "discharging", ""),
        (53, 58, "sailing", ""),
        (58, 62, "loading", ""),
        (62, 67, "sailing", ""),
        (67, 69, "room", ""),
        (69, 73, "discharging", ""),
    ]


def test_a_taken_berth_makes_a_ship_wait(story: Story) -> None:
    # The carrier wants 7.2 t of cake: at 3.6 t/h from 53 on it is there at 55; calm for `load` it takes the only
    # berth for 6 h of loading, until 61... the shuttle is back at 67 and finds it free; with 20 h of loading it waits.
    made = island(carrier_cargo=7.2e3, carrier_loading=20 * HOUR)
    assert story(made, ship=1, to=76)[6:] == [
        (62, 67, "sailing", ""),
        (67, 75, "berth", ""),
        (75, 79, "discharging", ""),
    ]


def test_a_typhoon_while_pipe_is_run_is_answered_by_the_policy(story: Story) -> None:
    # Alarm at 20 with half the pipe down: 5 h of pulling. All-clear at 40, on station again at 43.
    pulled = [(20, 25, "pulling_pipe", "storm"), (25, 43, "typhoon", "storm"), (43, 63, "running_pipe", "storm")]
    hung = [(20, 43, "typhoon", "storm"), (43, 53, "running_pipe", "campaign")]
    for policy, then in ((RETRIEVE, pulled), (DISCONNECT, pulled), (HANG, hung)):
        told = story(plan(policy=policy), storms=[(20, 40, 0)], to=44)
        assert told == [*OUT, (10, 20, "running_pipe", "campaign"), *then]


def test_hanging_off_takes_its_time_even_when_the_storm_is_short(story: Story) -> None:
    # 4 h of preparation outlast an all-clear after 2 h; 3 h to resume.
    told = story(plan(policy=HANG), storms=[(40, 42, 0)], to=48)
    assert told[2:] == [
        (30, 40, "lifting", "production"),
        (40, 47, "typhoon", "storm"),
        (47, 8760, "lifting", "production"),
    ]


def test_a_storm_that_turns_away_costs_the_same_and_is_counted(story: Story, simulation: ModuleType) -> None:
    told = story(plan(), storms=[(40, 60, 1)], to=64)
    assert told[3:] == [
        (40, 50, "pulling_pipe", "storm"),
        (50, 63, "typhoon", "storm"),
        (63, 83, "running_pipe", "storm"),
    ]
    _, pages = simulation.play(plan(), [1.0], simulation.hand_weather(1, storms=[(40 * HOUR, 60 * HOUR, 1)]))
    assert pages["counts"][0, 3:5].tolist() == [1, 1]


def test_an_all_clear_before_the_pipe_is_up_sends_the_vessel_back_to_work(story: Story) -> None:
    # Half up at 45: 10 h of running are missing.
    assert story(plan(), storms=[(40, 45, 0)], to=56)[3:5] == [
        (40, 45, "pulling_pipe", "storm"),
        (45, 55, "running_pipe", "storm"),
    ]


def test_no_ship_loads_while_pipe_is_pulled_for_a_storm(story: Story) -> None:
    # 36 t at 40, too rough for the transfer until 44; the vessel pulls its pipe from the alarm at 42 to the all-clear
    # at 47, and the ship goes back to waiting until then.
    made = plan(carriers=1, carrier_cargo=36e3)
    assert story(made, {TRANSFER: [(38, 44)]}, storms=[(42, 47, 0)], ship=1, to=50) == [
        (0, 40, "cargo", ""),
        (40, 44, "weather", ""),
        (44, 47, "cargo", ""),
        (47, 53, "loading", ""),
    ]


def test_a_released_riser_is_joined_after_the_storm(story: Story) -> None:
    assert story(plan(policy=DISCONNECT), storms=[(40, 60, 0)], to=64)[3:5] == [
        (40, 63, "typhoon", "storm"),
        (63, 68, "running_pipe", "storm"),
    ]


def test_a_riser_in_too_rough_a_sea_is_torn_off(story: Story) -> None:
    # In a storm with the riser hung off; and while waiting for the waves, at 44, to be joined from 50 on: what tore
    # it off is the cause of the work.
    rough = {HANG_OFF: [(44, 50)], LIFT: [(40, 55)]}
    assert story(plan(policy=HANG), rough, storms=[(40, 60, 0)], to=64)[3:5] == [
        (40, 63, "typhoon", "storm"),
        (63, 68, "running_pipe", "storm"),
    ]
    assert story(plan(), rough | {RUN_PIPE: [(44, 50)]}, to=56)[3:] == [
        (40, 50, "weather", "waves"),
        (50, 55, "running_pipe", "waves"),
        (55, 8760, "lifting", "production"),
    ]


def test_a_port_call_due_in_a_storm_waits_for_its_end(story: Story) -> None:
    # Due at 50, alarm at 45, pipe up at 55, all-clear and resume at 73: then straight to port.
    assert story(plan(call_interval=50 * HOUR), storms=[(45, 70, 0)], to=144)[3:] == [
        (45, 55, "pulling_pipe", "storm"),
        (55, 73, "typhoon", "storm"),
        (73, 83, "transit", "port_call"),
        (83, 133, "port", "port_call"),
        (133, 143, "transit", "port_call"),
        (143, 163, "running_pipe", "port_call"),
    ]


def test_a_dry_dock_that_is_due_is_done_at_the_next_call(story: Story) -> None:
    made = plan(call_interval=50 * HOUR, dock_interval=40 * HOUR)
    assert story(made, to=70)[3:] == [
        (50, 60, "pulling_pipe", "dry_dock"),
        (60, 70, "transit", "dry_dock"),
    ]
    assert story(made, to=71)[5] == (70, 160, "port", "dry_dock")


def test_a_campaign_is_home_in_time(story: Story) -> None:
    # 100 h of calendar from hour 200: turns at 300 - 10 - 10 - 5 = 275, home at 295, idle to 300.
    made = plan(start=200 * HOUR, length=100 * HOUR, reserve=5 * HOUR)
    assert story(made) == [
        (200, 210, "transit", "campaign"),
        (210, 230, "running_pipe", "campaign"),
        (230, 275, "lifting", "production"),
        (275, 285, "pulling_pipe", "campaign"),
        (285, 295, "transit", "campaign"),
        (295, 300, "idle", "not_employed"),
    ]


def test_a_campaign_kept_by_the_weather_is_late_and_says_by_how_much(story: Story, simulation: Any) -> None:
    made, rough = plan(start=200 * HOUR, length=100 * HOUR, reserve=5 * HOUR), {RUN_PIPE: [(280, 300)]}
    assert story(made, rough)[3:] == [
        (275, 280, "pulling_pipe", "campaign"),
        (280, 300, "weather", "waves"),
        (300, 305, "pulling_pipe", "campaign"),
        (305, 315, "transit", "campaign"),
    ]
    _, pages = simulation.play(made, [1.0], simulation.hand_weather(1, rough))
    assert pages["counts"][0, 8] == 15 * HOUR


def test_months_and_years_are_booked_where_they_lie(simulation: Any) -> None:
    # January has 744 h: 10 of transit, 20 of running, 714 of lifting; the second year 8760 of lifting.
    _, pages = simulation.play(plan(), [1.0, 1.0], simulation.hand_weather(2))
    assert (pages["hours"][2, :3].sum(axis=1) / HOUR).tolist() == [744 + 714, 0, 20]
    assert (pages["hours"][1, :3].sum(axis=1) / HOUR).tolist() == [8760, 0, 0]
    assert pages["masses"][:2, 0].tolist() == [8730 * 3600.0, 8760 * 3600.0]


def test_two_ships_that_arrive_at_the_same_second_are_served_by_number(story: Story) -> None:
    # Both wait from 0: the first takes 72 t at 50, the second the next 72 t at 70.
    made = plan(carriers=2)
    assert story(made, ship=1, to=51)[:2] == [(0, 50, "cargo", ""), (50, 56, "loading", "")]
    assert story(made, ship=2, to=71)[:2] == [(0, 70, "cargo", ""), (70, 76, "loading", "")]


def test_a_supply_visit_waits_for_calm_while_lifting_goes_on(story: Story) -> None:
    # Due at 40, rough for it until 47: 2 h from 47 on.
    assert story(plan(supply_interval=40 * HOUR), {SUPPLY_VISIT: [(35, 47)]}, to=50)[2:5] == [
        (30, 47, "lifting", "production"),
        (47, 49, "maintenance", "crew_and_supply"),
        (49, 89, "lifting", "production"),
    ]


def test_a_lift_goes_on_where_the_collector_cannot_be_moved(story: Story) -> None:
    # Positions of 10 h and moves of 2 h; rough for moving 35-50: the lift ends at 40, the move waits for 50.
    made = plan(batch=36e3, move=2 * HOUR)
    assert story(made, {PLACE: [(35, 50)]}, to=53)[2:] == [
        (30, 40, "lifting", "production"),
        (40, 50, "weather", "waves"),
        (50, 52, "placement", "production"),
        (52, 62, "lifting", "production"),
    ]


def test_the_last_mud_is_brought_home_after_the_end(story: Story, simulation: Any) -> None:
    # Rough for transfer all the year: at 8760 a full tank of 90 t; two cargoes, 72 and 18 t.
    made, rough = plan(carriers=1, tank=90e3), {TRANSFER: [(0, 8760)]}
    assert story(made, rough, ship=1)[1:] == [
        (50, 8760, "weather", ""),
        (8760, 8766, "loading", ""),
        (8766, 8786, "sailing", ""),
        (8786, 8798, "discharging", ""),
        (8798, 8818, "sailing", ""),
        (8818, 8819.5, "loading", ""),
        (8819.5, 8839.5, "sailing", ""),
        (8839.5, 8842.5, "discharging", ""),
        (8842.5, 8862.5, "sailing", ""),
    ]
    _, pages = simulation.play(made, [1.0], simulation.hand_weather(1, rough))
    assert pages["masses"][0].tolist() == [90e3, 0.0, 0.0, 0.0, 90e3, 0.0]


def test_a_vessel_that_waits_for_the_next_year_at_the_end_lets_its_mud_go(story: Story) -> None:
    # Lifting stops at 8700 with 8670 h x 3.6 t less 433 cargoes of 72 t in the tank; rough to the end of the year
    # and beyond, the ship need not wait for the vessel's calm: it takes the last 36 t at 8760.
    told = story(plan(carriers=0), {LIFT: [(8700, 9000)]})
    assert told[-1] == (8700, 8760, "weather", "waves")
    ship = story(plan(carriers=1, carrier_cargo=31.3e6), {LIFT: [(8700, 9000)]}, ship=1)
    assert ship[:2] == [
        (0, 8760, "cargo", ""),
        (8760, pytest.approx(8760 + 6 * 31.212 / 31.3, abs=1e-3), "loading", ""),
    ]


def test_a_ship_alongside_keeps_its_vessel_while_another_has_more(story: Story) -> None:
    # Both vessels have 72 t at 50; the ship lies at the first. Its tank is full at 50 and the second's goes on to
    # 90 t; when the transfer can start at 60 the first is emptied and lifts again.
    made = plan(vessels=2, carriers=1, tank=90e3)
    assert story(made, {TRANSFER: [(45, 60)]}, ship=0, to=61)[-1][:3] == (60, 80, "lifting")
    assert story(made, {TRANSFER: [(45, 60)]}, ship=1, to=61)[-1][2] == "tank_full"


def test_a_shuttle_unloads_in_calm_hours_only(story: Story) -> None:
    assert story(island(), {UNLOAD: [(50, 53)]}, ship=1, to=57)[3:6] == [
        (49, 50, "discharging", ""),
        (50, 53, "weather", ""),
        (53, 56, "discharging", ""),
    ]
