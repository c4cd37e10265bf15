"""The fleet once more, written for SimPy from the rules alone: a second reading to hold the compiled one to.

Plain on purpose: a process for each mining vessel, each cargo ship and the island's plant. Times are whole seconds.
"""

import contextlib
import math
from collections.abc import Generator
from typing import Any, NamedTuple

import numpy as np
import simpy

from kaitei.fleet.simulation import words as w
from kaitei.fleet.simulation.plan import FAR, HOUR, MONTH_STARTS, YEAR
from kaitei.fleet.simulation.words import (
    ACTIVITIES,
    CAMPAIGN,
    CARRIER,
    COMPONENT,
    COMPONENTS,
    DISCONNECT,
    DRY_DOCK,
    HANG_OFF,
    LIFT,
    LIFTING,
    LOAD,
    MAINTENANCE,
    NO_ROOM,
    NOT_EMPLOYED,
    PLACE,
    PLACEMENT,
    PLANNED,
    PORT,
    PORT_CALL,
    PRODUCTION,
    PULLING,
    REPAIR,
    RETRIEVE,
    RUN_PIPE,
    RUNNING,
    SHUTTLE,
    STORM,
    SUPPLY,
    SUPPLY_VISIT,
    TRANSFER,
    TRANSIT,
    TYPHOON,
    UNLOAD,
    WAVES,
    WEATHER,
)
from kaitei.physics.counter_random import uniform

Steps = Generator[simpy.Event, Any, Any]
LIFE, MENDING, BREAKING, DELAY = 1, 2, 3, 4
LEAST = 0.1
"""Share of a full cargo that contents a ship which has waited long."""
CRUMB = 1.0
"""Dry mud too little to count [kg]."""


class Row(NamedTuple):
    """A line of the log."""

    ship: int
    start: int
    end: int
    state: int
    cause: int
    mass: float


class Plan:
    """A plan record with its numbers as plain attributes."""

    def __init__(self, record: np.void) -> None:
        for name in record.dtype.names:
            setattr(self, name, record[name].tolist())

    def chance(self, purpose: int, place: int, count: int) -> float:
        return uniform(self.key[0], self.key[1], purpose, place, count, 0)

    def life_time(self, place: int, component: int, count: int) -> float:
        if math.isinf(self.life[component]):
            return math.inf
        spread = (-math.log(self.chance(LIFE, place, count))) ** (1.0 / self.life_shape[component])
        return max(1.0, self.life[component] * spread)

    def repair_time(self, place: int, component: int, count: int) -> int:
        return max(1, round(-self.repair[component] * math.log(self.chance(MENDING, place, count))))


class Weather:
    """Rough hours of each activity and why; storms as (alarm, all-clear)."""

    def __init__(self, rough: np.ndarray, causes: np.ndarray, storms: list[tuple[int, int]]) -> None:
        self.storms = storms
        self.spells: list[list[tuple[int, int, int]]] = []
        for a in range(len(ACTIVITIES)):
            bits = (rough >> a) & 1
            edges = np.flatnonzero(np.diff(np.concatenate([[0], bits, [0]])))
            ends = [int(e) * HOUR if e < rough.size else FAR for e in edges[1::2]]
            self.spells.append([(int(b) * HOUR, e, int(causes[a][b])) for b, e in zip(edges[::2], ends, strict=True)])
        self.place = [0] * len(ACTIVITIES)

    def spells_from(self, activity: int, time: int) -> int:
        """Place of the rough spell that is on or comes next."""
        spells, i = self.spells[activity], self.place[activity]
        while i < len(spells) and spells[i][1] <= time:
            i += 1
        while i > 0 and spells[i - 1][1] > time:
            i -= 1
        self.place[activity] = i
        return i

    def calm_until(self, activity: int, time: int) -> int:
        spells, i = self.spells[activity], self.spells_from(activity, time)
        return max(time, spells[i][0]) if i < len(spells) else FAR

    def is_calm(self, activity: int, time: int) -> bool:
        return self.calm_until(activity, time) > time

    def start(self, activity: int, time: int, need: int, settled: int) -> int:
        spells, i = self.spells[activity], self.spells_from(activity, time)
        begin = time
        if i < len(spells) and spells[i][0] <= time:
            begin, i = spells[i][1] + settled, i + 1
        while i < len(spells) and spells[i][0] < begin + need:
            begin, i = spells[i][1] + settled, i + 1
        return min(begin, FAR)

    def cause(self, activity: int, time: int) -> int:
        spells, i = self.spells[activity], self.spells_from(activity, time)
        return spells[i][2] if i < len(spells) else int(WAVES)

    def storm_at(self, time: int) -> tuple[int, int] | None:
        return next((s for s in self.storms if s[0] <= time < s[1]), None)

    def next_alarm(self, time: int) -> int:
        return next((s[0] for s in self.storms if s[0] > time), FAR)


class WorkEnds(Exception):
    """The last year is over."""


class Actor:
    """What has a place in the order of events at the same second."""

    def __init__(self, fleet: "Fleet", rank: int) -> None:
        self.fleet, self.env, self.plan, self.sea, self.rank = fleet, fleet.env, fleet.plan, fleet.sea, rank
        self.asleep = self.stirred = self.new_step = False
        self.process: simpy.Process | None = None

    def sleep(self, until: int) -> Steps:
        """Waits till a time or till it is stirred; the waiting ships are asked once in each step."""
        if self.new_step:
            self.ask_once()
            if self.stirred:
                return
        if until <= self.env.now:
            return
        wake = simpy.Event(self.env)
        wake._ok, wake._value = True, None
        self.env.schedule(wake, priority=2 + self.rank, delay=until - self.env.now)
        self.asleep = True
        with contextlib.suppress(simpy.Interrupt):
            yield wake
        self.asleep = False

    def ask_once(self) -> None:
        if self.new_step:
            self.new_step = self.stirred = False
            self.fleet.ask()

    def stir(self) -> None:
        """Something has changed that this one may wait for."""
        self.stirred = True
        if self.asleep:
            self.asleep = False
            self.process.interrupt()


class Vessel(Actor):
    """A mining vessel."""

    def __init__(self, fleet: "Fleet", number: int) -> None:
        super().__init__(fleet, number)
        p = self.plan
        self.mud, self.flow, self.since = 0.0, 0.0, 0
        self.away, self.finished, self.alongside = True, False, None
        self.pipe, self.joining, self.waited, self.stop_left = 0, 0, 0, 0
        self.broken, self.repair_left, self.errand_ashore = -1, 0, -1
        self.errand = int(CAMPAIGN)
        self.failures = [0] * len(COMPONENTS)
        self.clock = [self.new_clock(c) for c in range(len(COMPONENTS))]
        self.spares = list(p.spares)
        self.dock_due = p.start + p.dock_interval
        self.going, self.open_ended = False, False
        self.waiting, self.why, self.visit_by = None, int(WAVES), FAR

    # the log and the mud

    def new_clock(self, component: int) -> float:
        if component == w.DEWATERING and self.plan.route == w.ISLAND:
            return math.inf
        return self.plan.life_time(self.rank * 5 + component, component, self.failures[component])

    def level(self) -> float:
        return self.mud + self.flow * (self.env.now - self.since)

    def settle(self) -> None:
        self.mud, self.since = self.level(), self.env.now

    def take(self, mass: float) -> None:
        self.settle()
        self.mud = max(0.0, self.mud - mass)
        self.stir_if_waiting()

    def stir_if_waiting(self) -> None:
        if self.open_ended:
            self.stir()

    def spend(self, until: int, state: int, cause: int, open_ended: bool = False) -> Steps:
        """Books what it does; whether it can be stirred meanwhile is said."""
        start, self.open_ended = self.env.now, open_ended
        yield from self.sleep(until)
        self.open_ended = False
        self.fleet.write(self.rank, start, self.env.now, state, cause)
        if self.env.now >= self.fleet.stop:
            raise WorkEnds

    # its life

    def sleep(self, until: int) -> Steps:
        yield from super().sleep(min(until, self.fleet.stop))

    def run(self) -> Steps:
        try:
            yield from self.years()
        except WorkEnds:
            self.end_work()

    def end_work(self) -> None:
        self.finished, self.away = True, False
        self.fleet.stir_all()
        self.fleet.ask()

    def years(self) -> Steps:
        p = self.plan
        if p.length >= YEAR:
            yield from self.rest(p.start)
            self.turn, self.last = FAR, self.fleet.end
            yield from self.employed()
        else:
            for year in range(self.fleet.years):
                begin = year * YEAR + p.start
                yield from self.rest(begin)
                self.last = begin + p.length
                self.turn = self.last - p.transit - p.pull - p.reserve
                yield from self.employed()
                if year == self.fleet.years - 1:
                    self.end_work()
                yield from self.spend(self.last, w.IDLE, NOT_EMPLOYED)

    def rest(self, until: int) -> Steps:
        """Outside its calendar, which is not booked."""
        while self.env.now < until:
            yield from self.sleep(until)

    def employed(self) -> Steps:
        self.leave_port()
        self.home = False
        self.away = True
        yield from self.spend(self.env.now + self.plan.transit, TRANSIT, CAMPAIGN)
        while not self.home:
            self.away, self.new_step = False, True
            yield from self.next_thing()

    def leave_port(self) -> None:
        self.left_port = self.stopped = self.env.now
        self.next_supply = self.env.now + self.plan.supply_interval
        self.spares = list(self.plan.spares)
        self.pipe = self.waited = 0
        self.errand_ashore, self.going = -1, False
        self.waiting, self.visit_by = None, FAR
        self.fresh_position()

    def fresh_position(self) -> None:
        self.phase = LIFT
        self.phase_left = self.batch_time = max(1, round(self.plan.batch / self.rate()))

    def rate_at(self, time: int) -> float:
        return self.plan.rate * self.fleet.shares[min(time // YEAR, self.fleet.years - 1)]

    def rate(self) -> float:
        return self.rate_at(self.env.now)

    def next_thing(self) -> Steps:
        now, p = self.env.now, self.plan
        storm = self.sea.storm_at(now)
        since, self.waiting = self.waiting, None
        if storm:
            yield from self.weather_storm(*storm)
        elif self.joining:
            yield from self.join()
        elif self.way_home(since) >= 0:
            yield from self.go_home()
        elif self.broken >= 0:
            yield from self.mend()
        elif self.pipe < p.run:
            yield from self.deploy()
        elif self.stop_left > 0 or now >= self.stopped + p.stop_interval:
            yield from self.maintain()
        elif self.supply_starts():
            yield from self.spend(self.broken_off(now + p.supply_time), MAINTENANCE, SUPPLY)
            self.next_supply, self.visit_by = self.env.now + p.supply_interval, FAR
            self.going = False
        else:
            yield from self.work(since)

    def broken_off(self, until: int) -> int:
        """When a thing ends that would end then."""
        return min(
            until, self.sea.next_alarm(self.env.now), self.turn if self.turn > self.env.now else FAR, self.fleet.stop
        )

    # pipe

    def pipe_work(self, left: int, until: int, state: int, cause: int, patience: int = FAR) -> Steps:
        """Goes on in calm hours till done or a time; returns what is left. Waits no longer than its patience."""
        p, waited = self.plan, 0
        self.going = False
        while left > 0 and self.env.now < until and waited < patience:
            now = self.env.now
            start = self.sea.start(RUN_PIPE, now, min(p.window[RUN_PIPE], left), p.settled[RUN_PIPE])
            if start > now:
                stop = min(start, until, now + patience - waited)
                yield from self.spend(stop, WEATHER, self.sea.cause(RUN_PIPE, now))
                waited += self.env.now - now
                continue
            yield from self.spend(min(now + left, until, self.sea.calm_until(RUN_PIPE, now)), state, cause)
            left -= self.env.now - now
        self.waited_now = waited
        return left

    def pull(self, cause: int, until: int) -> Steps:
        p = self.plan
        self.errand = int(cause)
        self.fresh_position()
        left = -(-self.pipe * p.pull // p.run)
        left = yield from self.pipe_work(left, until, PULLING, cause)
        self.pipe = min(self.pipe, -(-left * p.run // p.pull)) if p.pull else 0

    def join(self) -> Steps:
        alarm = self.sea.next_alarm(self.env.now)
        self.joining = yield from self.pipe_work(self.joining, alarm, RUNNING, self.torn_by)

    def deploy(self) -> Steps:
        p = self.plan
        left = yield from self.pipe_work(
            p.run - self.pipe, self.broken_off(FAR), RUNNING, self.errand, p.longest_wait[RUN_PIPE] - self.waited
        )
        self.pipe = p.run - left
        self.waited += self.waited_now
        if left and self.waited >= p.longest_wait[RUN_PIPE]:
            self.errand_ashore = self.errand = int(WAVES)
        if not left:
            self.waited = 0

    def tear_off(self, cause: int) -> None:
        self.joining, self.torn_by = self.plan.reconnect, int(cause)
        self.going = False

    # storms

    def weather_storm(self, alarm: int, clear: int) -> Steps:
        now, p = self.env.now, self.plan
        hangs = self.pipe > 0 and not self.joining
        self.going, self.away = False, True
        if hangs and (p.policy == RETRIEVE or (p.policy == DISCONNECT and self.pipe < p.run)):
            yield from self.pull(STORM, min(clear, self.sea.calm_until(HANG_OFF, now)))
            if self.env.now >= clear:
                return
        now, prepare = self.env.now, 0
        if hangs and self.pipe > 0:
            prepare = p.prepare
            if (p.policy == DISCONNECT and self.pipe == p.run) or self.sea.calm_until(HANG_OFF, now) < clear:
                self.tear_off(STORM)
        yield from self.spend(max(clear, now + prepare) + p.resume, TYPHOON, STORM)

    # port

    def way_home(self, since: int | None) -> int:
        """Why it goes ashore, or -1."""
        now, p = self.env.now, self.plan
        if now >= self.turn:
            self.errand_ashore = int(CAMPAIGN)
        elif self.errand_ashore < 0 and now >= self.left_port + p.call_interval:
            self.errand_ashore = int(DRY_DOCK if now >= self.dock_due else PORT_CALL)
        elif self.errand_ashore < 0 and since is not None and now >= since + p.longest_wait[self.phase]:
            self.errand_ashore = self.why
        elif self.errand_ashore < 0 and now >= self.visit_by:
            self.errand_ashore = int(SUPPLY)
        return self.errand_ashore

    def go_home(self) -> Steps:
        p, cause = self.plan, self.errand_ashore
        if self.pipe > 0:
            yield from self.pull(cause, self.broken_off(FAR))
            return
        self.away = True
        docks = self.env.now >= self.dock_due
        self.errand = cause
        self.mud -= min(self.mud, p.own_cargo)
        yield from self.spend(self.env.now + p.transit, TRANSIT, cause)
        if cause == CAMPAIGN:
            self.home = True
            return
        stay = p.port_stay
        if docks:
            stay = p.dock_stay
            self.dock_due += p.dock_interval
        yield from self.spend(self.env.now + stay, PORT, DRY_DOCK if docks else cause)
        if self.broken >= 0:
            self.repair_left -= stay
            if self.repair_left <= 0:
                self.broken = -1
        self.leave_port()
        yield from self.spend(self.env.now + p.transit, TRANSIT, cause)

    # stops

    def mend(self) -> Steps:
        cause = int(COMPONENT) + self.broken
        self.going = False
        if self.plan.pipe_up[self.broken] and self.pipe > 0:
            yield from self.pull(cause, self.broken_off(FAR))
            return
        start = self.env.now
        yield from self.spend(self.broken_off(start + self.repair_left), REPAIR, cause)
        self.repair_left -= self.env.now - start
        if self.repair_left <= 0:
            self.broken = -1

    def maintain(self) -> Steps:
        self.going = False
        end = self.env.now + (self.stop_left or self.plan.stop_time)
        yield from self.spend(self.broken_off(end), MAINTENANCE, PLANNED)
        self.stop_left = end - self.env.now
        if not self.stop_left:
            self.stopped = self.env.now

    def supply_starts(self) -> bool:
        """Whether a visit is due and can start now; otherwise it is tried again when it can."""
        p, now = self.plan, self.env.now
        if now < self.next_supply:
            return False
        start = self.sea.start(SUPPLY_VISIT, now, p.supply_time, p.settled[SUPPLY_VISIT])
        if start > now:
            self.visit_by = min(self.visit_by, now + p.longest_wait[SUPPLY_VISIT])
            self.next_supply = min(start, self.visit_by)
        return start <= now

    # work at the sea bed

    def next_call(self) -> int:
        """When the vessel must ask again whatever it does."""
        now, p = self.env.now, self.plan
        year, second = divmod(now, YEAR)
        month = next(year * YEAR + h * HOUR for h in MONTH_STARTS if h * HOUR > second)
        call, stop = self.left_port + p.call_interval, self.stopped + p.stop_interval
        return min(self.broken_off(FAR), month, call, stop, self.next_supply)

    def has_room(self) -> bool:
        return self.plan.tank - self.level() >= self.rate() * self.plan.keep

    def work(self, since: int | None) -> Steps:
        now, p = self.env.now, self.plan
        if self.batch_time != max(1, round(p.batch / self.rate())):
            self.fresh_position()
        if self.phase == LIFT and not self.has_room():
            yield from self.hang_about(self.next_call(), w.FULL, NO_ROOM)
            return
        need = 1 if self.going else p.window[self.phase]
        start = self.sea.start(self.phase, now, need, p.settled[self.phase])
        if start > now:
            self.waiting, self.why = now if since is None else since, self.sea.cause(self.phase, now)
            enough = self.waiting + p.longest_wait[self.phase]
            yield from self.hang_about(min(start, self.next_call(), enough), WEATHER, self.why)
            return
        self.going = True
        calm = self.sea.calm_until(PLACE if self.phase == LIFT else LIFT, now)
        end = min(self.sea.calm_until(self.phase, now), calm if calm > now else now + self.phase_left)
        end = min(end, self.next_call(), self.full_at())
        if math.isfinite(min(self.clock)):
            end = min(end, now + math.ceil(min(self.clock)))
        yield from self.spell(max(end, now + 1))

    def hang_about(self, end: int, state: int, cause: int) -> Steps:
        """Waits with the riser down; a sea in which it cannot hang tears it off."""
        now, self.going = self.env.now, False
        end = min(end, max(self.sea.calm_until(HANG_OFF, now), now + 1))
        while self.env.now < end and not (state == w.FULL and self.has_room()):
            yield from self.spend(end, state, cause, open_ended=True)
        if not self.sea.is_calm(HANG_OFF, self.env.now):
            self.tear_off(self.sea.cause(HANG_OFF, self.env.now))

    def full_at(self) -> int:
        """When the tank is full if no ship comes."""
        seconds = int((self.plan.tank - self.level()) / (self.rate() * self.plan.keep))
        time, lifts = self.env.now, self.phase == LIFT
        seconds = max(1, seconds)
        for _ in range(2):
            if lifts and seconds <= self.phase_left:
                return time + seconds
            time += self.phase_left
            if lifts:
                seconds -= self.phase_left
                time += self.plan.move
            break
        cycles = (seconds - 1) // self.batch_time
        return time + seconds + cycles * self.plan.move

    def spell(self, end: int) -> Steps:
        """Lifts and moves in turn."""
        self.ask_once()
        while self.env.now < end:
            now = self.env.now
            until, state, asked = min(end, now + self.phase_left), PLACEMENT, FAR
            if self.phase == LIFT:
                asked = self.cargo_at()
                until, state = min(until, asked), LIFTING
                self.settle()
                self.flow = self.rate() * self.plan.keep
            self.open_ended = True
            yield from self.sleep(until)
            self.open_ended = False
            self.settle()
            self.flow = 0.0
            spent = self.env.now - now
            self.fleet.write(
                self.rank, now, self.env.now, state, PRODUCTION, self.rate_at(now) * spent if state == LIFTING else 0.0
            )
            self.wear(spent)
            if self.env.now == asked:
                break
        if self.env.now >= self.fleet.stop:
            raise WorkEnds
        if min(self.clock) <= 0:
            self.fail(next(c for c, left in enumerate(self.clock) if left <= 0))

    def cargo_at(self) -> int:
        """When a ship that waits has its cargo."""
        missing = self.fleet.wanted() - self.level()
        if self.alongside is not None or missing <= 0:
            return FAR
        return self.env.now + max(1, math.ceil(missing / (self.rate() * self.plan.keep)))

    def wear(self, spent: int) -> None:
        self.phase_left -= spent
        if self.phase_left <= 0:
            if self.phase == LIFT and self.plan.move > 0:
                self.phase, self.phase_left = PLACE, self.plan.move
            else:
                self.fresh_position()
        self.clock = [c - spent for c in self.clock]

    def fail(self, component: int) -> None:
        p, place = self.plan, self.rank * 5 + component
        self.broken = component
        self.repair_left = p.repair_time(place, component, self.failures[component])
        if self.spares[component] > 0:
            self.spares[component] -= 1
        else:
            self.repair_left += p.spare_delay
        self.failures[component] += 1
        self.clock[component] = self.new_clock(component)
        self.going = False


class Ship(Actor):
    """A shuttle or a carrier."""

    def __init__(self, fleet: "Fleet", number: int) -> None:
        p = fleet.plan
        super().__init__(fleet, p.vessels + number)
        self.number, self.legs = self.rank, 0
        self.group = int(SHUTTLE if number < p.shuttles else CARRIER)
        shuttle = self.group == SHUTTLE
        self.hold = p.shuttle_cargo if shuttle else p.carrier_cargo
        self.loading = p.shuttle_loading if shuttle else p.carrier_loading
        self.discharging = p.shuttle_discharge if shuttle else p.carrier_discharge
        self.leg = p.route_to_island if shuttle else p.route_to_port
        self.at_vessel = shuttle or p.route != w.ISLAND
        self.cargo, self.vessel, self.moored = 0.0, None, False

    def spend(self, until: int, state: int, mass: float = 0.0) -> Steps:
        start = self.env.now
        yield from self.sleep(until)
        self.fleet.write(self.rank, start, self.env.now, state, -1 - self.group, mass)

    def run(self) -> Steps:
        while not self.fleet.all_landed():
            yield from self.load()
            if not self.cargo:
                return
            yield from self.sail()
            yield from self.discharge()
            yield from self.sail()

    def sail(self) -> Steps:
        p = self.plan
        yield from self.spend(self.env.now + self.leg, w.SAILING)
        broken = p.chance(BREAKING, self.number, self.legs) < -math.expm1(-self.leg / p.ship_life)
        if broken:
            delay = round(-p.ship_repair * math.log(p.chance(DELAY, self.number, self.legs)))
            yield from self.spend(self.env.now + delay, w.BREAKDOWN)
        self.legs += 1

    def wait_in_line(self, kind: str, until: int = FAR) -> Steps:
        """Waits till its turn has come."""
        self.kind, self.served = kind, False
        start, state = self.env.now, self.reason()
        until = until if until > start else FAR
        self.fleet.line.append(self)
        self.fleet.line.sort(key=lambda ship: (ship.came, ship.rank))
        self.fleet.stir_all()
        while not self.served and not self.fleet.all_landed():
            self.new_step = True
            yield from self.sleep(min(until, self.fleet.end + YEAR))
            if not self.served and self.env.now == until:
                # NOTE: once, or two ships whose patience ends at the same second would wake each other for ever.
                until = FAR
                self.fleet.stir_all()
        if not self.served:
            self.fleet.line.remove(self)
            state = w.SHIP_IDLE if kind == "load" else state
        self.fleet.write(self.rank, start, self.env.now, state, -1 - self.group)
        return self.served

    def reason(self) -> int:
        if self.kind == "load":
            return int(w.NO_CARGO)
        return int(w.NO_BERTH if self.room_ashore() else w.NO_SPACE)

    def room_ashore(self) -> bool:
        island = self.fleet.island
        full = island.level_of_pond() + island.reserved + self.cargo > self.plan.pond
        return self.group == CARRIER or not full

    def load(self) -> Steps:
        p = self.plan
        self.came = self.env.now
        activity = int(TRANSFER if self.at_vessel else LOAD)
        while not self.cargo:
            served = yield from self.wait_in_line("load", self.came + p.cargo_wait)
            if not served:
                return
            source = self.vessel if self.at_vessel else self.fleet.island
            need = min(p.window[activity], self.time_for(self.loading, min(self.hold, source.level())))
            start, enough = self.patience(activity, need)
            yield from self.wait_alongside(min(start, enough))
            if self.env.now < min(start, enough):
                return
            self.new_step = True
            if enough < start:
                self.came = self.env.now
                self.leave()
                continue
            full = source.level() >= self.hold
            if source.away or not (full or self.content_with(source.level())):
                self.leave()
                continue
            self.cargo = min(self.hold, source.level())
            source.take(self.cargo)
            yield from self.handle(self.time_for(self.loading, self.cargo), activity, w.LOADING)
            self.leave()
            self.new_step = True

    def patience(self, activity: int, need: int) -> tuple[int, int]:
        """When the weather lets it begin, and when it has waited long enough for that."""
        now, p = self.env.now, self.plan
        return self.sea.start(activity, now, need, p.settled[activity]), now + p.longest_wait[activity]

    def wait_alongside(self, start: int) -> Steps:
        """Waits for weather, or till nothing is left to wait for; its next event is in its place among the ships'."""
        came, self.moored = self.env.now, True
        while self.env.now < start and not self.fleet.all_landed():
            yield from self.sleep(min(start, self.fleet.end + YEAR))
        if self.env.now == start:
            turn = simpy.Event(self.env)
            turn._ok, turn._value = True, None
            self.env.schedule(turn, priority=2 + self.rank)
            yield turn
        self.moored = False
        self.fleet.write(self.rank, came, self.env.now, w.SHIP_WEATHER, -1 - self.group)

    def content_with(self, mass: float) -> bool:
        return mass > CRUMB and (mass >= self.least() or self.fleet.nothing_comes(self))

    def least(self) -> float:
        """Cargo that it sails for."""
        return self.hold * (LEAST if self.env.now >= self.came + self.plan.cargo_wait else 1.0)

    def leave(self) -> None:
        if self.vessel is not None:
            self.vessel.alongside = None
            self.vessel.stir_if_waiting()
            self.vessel = None
        elif not self.at_vessel:
            self.fleet.island.berths -= 1

    def time_for(self, whole: int, mass: float) -> int:
        return max(1, round(whole * mass / self.hold))

    def handle(self, left: int, activity: int | None, state: int) -> Steps:
        p, mass = self.plan, self.cargo
        while left > 0:
            now = self.env.now
            start = stop = now
            if activity is not None:
                start = self.sea.start(activity, now, min(p.window[activity], left), p.settled[activity])
                stop = self.sea.calm_until(activity, now)
            if start > now:
                yield from self.spend(start, w.SHIP_WEATHER)
                continue
            stop = now + left if activity is None else min(now + left, stop)
            yield from self.spend(stop, state, mass)
            mass = 0.0
            left -= self.env.now - now

    def discharge(self) -> Steps:
        island = self.fleet.island if self.group == SHUTTLE else None
        self.came = self.env.now
        time = self.time_for(self.discharging, self.cargo)
        yield from self.wait_in_line("discharge")
        while island:
            start, enough = self.patience(int(UNLOAD), min(self.plan.window[UNLOAD], time))
            if start <= enough:
                break
            yield from self.spend(enough, w.SHIP_WEATHER)
            island.berths -= 1
            island.reserved -= self.cargo
            self.came, self.new_step = self.env.now, True
            self.fleet.stir_all()
            yield from self.wait_in_line("discharge")
        yield from self.handle(time, int(UNLOAD) if island else None, w.DISCHARGING)
        if island:
            island.berths -= 1
            island.reserved -= self.cargo
            island.receive(self.cargo)
        else:
            self.fleet.port_berths -= 1
        self.cargo, self.new_step = 0.0, True
        self.fleet.stir_all()

    def try_to_serve(self) -> bool:
        """Takes what it waits for if it is there."""
        p, island = self.plan, self.fleet.island
        if self.kind == "discharge":
            if self.group == CARRIER:
                if self.fleet.port_berths >= p.port_berths:
                    return False
                self.fleet.port_berths += 1
                return True
            if island.berths >= p.island_berths or not self.room_ashore():
                return False
            island.berths += 1
            island.reserved += self.cargo
            return True
        if not self.at_vessel:
            enough = island.level() >= self.hold or self.content_with(island.level())
            if not enough or island.berths >= p.island_berths:
                return False
            island.berths += 1
            return True
        free = [v for v in self.fleet.vessels if v.alongside is None and not v.away]
        if not free:
            return False
        most = free[0]
        for vessel in free[1:]:
            most = vessel if vessel.level() > most.level() + CRUMB else most
        if most.level() < self.hold and not self.content_with(most.level()):
            return False
        most.alongside, self.vessel = self, most
        return True


class Island(Actor):
    """Pond, plant and stock."""

    def __init__(self, fleet: "Fleet") -> None:
        super().__init__(fleet, 10**6)
        self.pond, self.stock, self.reserved, self.berths, self.away = 0.0, 0.0, 0.0, 0, False
        self.flow, self.since, self.failures = 0.0, 0, 0
        self.clock = self.new_clock()

    def place(self) -> int:
        return self.plan.vessels * 5 + int(w.DEWATERING)

    def new_clock(self) -> float:
        return self.plan.life_time(self.place(), int(w.DEWATERING), self.failures)

    def settle(self) -> None:
        moved = min(self.flow * (self.env.now - self.since), self.pond)
        moved = min(moved, max(self.plan.stock - self.stock, 0.0))
        self.pond -= moved
        self.stock += moved
        self.clock -= moved / self.plan.plant if self.plan.plant else 0.0
        self.since = self.env.now

    def level(self) -> float:
        self.settle()
        return self.stock

    def level_of_pond(self) -> float:
        self.settle()
        return self.pond

    def take(self, mass: float) -> None:
        self.settle()
        self.stock = max(0.0, self.stock - mass)
        self.stir()

    def receive(self, mass: float) -> None:
        self.settle()
        self.pond += mass
        self.stir()

    def run(self) -> Steps:
        p = self.plan
        while p.plant > 0:
            self.ask_once()
            self.settle()
            room = p.stock - self.stock
            mass = min(self.pond, room)
            if mass <= 0.0:
                yield from self.sleep(FAR)
                continue
            now, self.flow = self.env.now, p.plant
            wishes = [mass, *(wish for wish in self.fleet.island_wishes(self) if wish > 0)]
            due = now + math.ceil(max(1.0, min(min(wishes) / p.plant, self.clock)))
            due = min(due, (now // YEAR + 1) * YEAR)
            yield from self.sleep(due)
            self.settle()
            self.flow = 0.0
            self.new_step = self.env.now == due
            if self.clock <= 0 and self.new_step:
                up = self.env.now + p.repair_time(self.place(), int(w.DEWATERING), self.failures)
                self.failures += 1
                while self.env.now < up:
                    yield from self.sleep(up)
                self.clock = self.new_clock()
                self.new_step = True


class Fleet:
    """All of it."""

    def __init__(self, record: np.void, shares: np.ndarray, sea: Weather) -> None:
        self.env, self.plan, self.sea = simpy.Environment(), Plan(record), sea
        self.shares, self.years = [float(s) for s in shares], len(shares)
        self.end = self.years * YEAR
        self.crumbs = CRUMB * (self.plan.vessels + 2)
        self.stop = self.end if self.plan.length >= YEAR else FAR
        self.log: list[Row] = []
        self.line: list[Ship] = []
        self.port_berths = 0
        self.island = Island(self)
        self.vessels = [Vessel(self, v) for v in range(self.plan.vessels)]
        self.ships = [Ship(self, s) for s in range(self.plan.shuttles + self.plan.carriers)]

    def run(self) -> list[Row]:
        actors: list[Any] = [*self.vessels, *self.ships]
        if self.plan.route == w.ISLAND:
            actors.append(self.island)
        for actor in actors:
            actor.process = self.env.process(actor.run())
        self.env.run(until=self.end + YEAR)
        return self.log

    def write(self, ship: int, start: int, end: int, state: int, cause: int, mass: float = 0.0) -> None:
        if ship < self.plan.vessels:
            end = min(end, self.stop)
        if end > start:
            self.log.append(Row(ship, start, end, int(state), int(cause), mass))

    def ask(self) -> None:
        """Asks the waiting ships in the order of their arrival."""
        for ship in list(self.line):
            if not ship.served and ship.try_to_serve():
                ship.served = True
                self.line.remove(ship)
                ship.stir()
                if self.island.flow:
                    self.island.stir()

    def stir_all(self) -> None:
        """Lets those whose end depends on who waits look again."""
        for vessel in self.vessels:
            if vessel.flow:
                vessel.stir_if_waiting()
        if self.island.flow:
            self.island.stir()
        if all(v.finished for v in self.vessels):
            for ship in self.ships:
                if ship in self.line or ship.moored:
                    ship.stir()

    def wanted(self) -> float:
        """Cargo that a ship waits for at a mining vessel."""
        return min((s.least() for s in self.line if s.kind == "load" and s.at_vessel), default=0.0)

    def island_wishes(self, island: Island) -> list[float]:
        """Cake still missing to a cargo, and room in the pond to a shuttle's."""
        wishes = []
        for ship in self.line:
            if ship.kind == "load" and not ship.at_vessel:
                wishes.append(ship.least() - island.stock)
            elif ship.kind == "discharge" and ship.group == SHUTTLE:
                wishes.append(island.pond + island.reserved + ship.cargo - self.plan.pond)
        return wishes

    def nothing_comes(self, ship: Ship) -> bool:
        if not all(v.finished for v in self.vessels):
            return False
        if ship.at_vessel:
            return True
        island = self.island
        shuttles = sum(s.cargo for s in self.ships if s.group == SHUTTLE)
        return island.pond + sum(v.level() for v in self.vessels) + shuttles <= self.crumbs

    def all_landed(self) -> bool:
        if not all(v.finished for v in self.vessels):
            return False
        island = self.island
        mud = sum(v.level() for v in self.vessels) + sum(s.cargo for s in self.ships) + island.pond + island.level()
        return mud <= self.crumbs


def simulate(record: np.void, shares: np.ndarray, rough: np.ndarray, causes: np.ndarray, storms: list) -> list[Row]:
    """Log of one draw. rough: bits (hour,). causes: (activity, hour). storms: (alarm, all-clear, ...) [s]."""
    sea = Weather(rough, causes, [(int(s[0]), int(s[1])) for s in storms])
    return Fleet(record, shares, sea).run()


def merge(rows: Any) -> list[Row]:
    """Rows by ship and start, adjacent ones of the same ship, state and cause as one."""
    merged: list[Row] = []
    for r in sorted(rows, key=lambda r: (r[0], r[1], r[2])):
        row = Row(*r)
        if merged and merged[-1][:1] + merged[-1][2:5] == (row.ship, row.start, row.state, row.cause):
            last = merged.pop()
            row = row._replace(start=last.start, mass=last.mass + row.mass)
        merged.append(row)
    return merged
