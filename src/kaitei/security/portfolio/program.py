"""The linear program of a portfolio, written by index arithmetic: columns, rows, and where each stands.

Columns in order: size of each option; the quantile of the loss and what the tail is over its limit; for each future
what its loss is over the quantile; for each episode and pair the shortage left to the use [month]; for each episode and
use the loss [month]; for each episode and stock what it gives and what it holds at the start [t]; for each episode and
element of which more oxide may come than plants at home can refine, what is too much [t].
"""

from typing import NamedTuple

import numpy as np
from scipy.sparse import coo_array, csr_array

from kaitei.physics.arrays import FloatArray, IntArray
from kaitei.security.portfolio.problem import Portfolio, pieces

DEFINITE = 1e-6
"""Weight of the mean loss beside the cost [1]: so small that it buys nothing by itself, it makes firms of futures
outside the tail use what there is."""


class Program(NamedTuple):
    """Rows and columns; the first columns are the options."""

    cost: FloatArray
    upper: FloatArray
    matrix: csr_array
    low: FloatArray
    high: FloatArray
    quantile: int
    """Column of the quantile of the loss."""
    excess: int
    """Column of what the tail is over its limit."""
    limit: int
    """Row of the tail."""
    mean: FloatArray
    """What each column adds to the mean loss [GJPY/yr], (column,)."""


class _Rows:
    """Entries of a matrix, block by block."""

    def __init__(self) -> None:
        self.rows: list[IntArray] = []
        self.columns: list[IntArray] = []
        self.values: list[FloatArray] = []
        self.low: list[FloatArray] = []
        self.high: list[FloatArray] = []
        self.count = 0

    def begin(self, low: FloatArray, high: FloatArray) -> int:
        """Opens as many rows as there are bounds; the number of the first."""
        first, self.count = self.count, self.count + len(low)
        self.low.append(low)
        self.high.append(high)
        return first

    def add(self, row: IntArray, column: IntArray | int, value: FloatArray | float) -> None:
        """Entries, broadcast against the rows."""
        self.rows.append(row)
        self.columns.append(np.broadcast_to(column, row.shape))
        self.values.append(np.broadcast_to(value, row.shape))

    def matrix(self, columns: int) -> csr_array:
        """All entries; those in one place add up."""
        if not self.rows:
            return csr_array((self.count, columns))
        entries = (np.concatenate(self.values), (np.concatenate(self.rows), np.concatenate(self.columns)))
        return csr_array(coo_array(entries, shape=(self.count, columns)))


class _Places(NamedTuple):
    """Episodes and pairs, uses and stocks that have columns, and the number of the first of each kind."""

    over: int
    short: int
    lost: int
    given: int
    held: int
    spilt: int
    columns: int
    pair: tuple[IntArray, IntArray]
    """Episode and pair of each shortage."""
    use: IntArray
    """Column of the loss of each episode and use, (J, U); -1 without."""
    stock: tuple[IntArray, IntArray]
    """Episode and option of each stock that an episode lacks."""
    full: tuple[IntArray, IntArray]
    """Episode and element of which there may be too much oxide."""


def _places(p: Portfolio) -> _Places:
    episode, pair = np.nonzero(p.gap[:, p.element] > 0.0)
    wanted = np.zeros(p.loss.shape, dtype=bool)
    wanted[episode, p.use[pair]] = True
    stocks = np.flatnonzero(p.stock >= 0)
    lacks = np.zeros(p.gap.shape, dtype=bool)
    lacks[episode, p.element[pair]] = True
    in_episode, which = np.nonzero(lacks[:, p.stock[stocks]])
    over = len(p.cost) + 2
    short = over + len(p.weight)
    lost = short + len(pair)
    given = lost + int(wanted.sum())
    held = given + len(which)
    spilt = held + len(which)
    too_much = np.tensordot(p.refined * p.most, p.flow, 1) > p.room
    full_episode, full_element = np.nonzero(lacks & too_much)
    use = np.where(wanted, lost + np.cumsum(wanted).reshape(wanted.shape) - 1, -1)
    stock = (in_episode, stocks[which])
    columns = spilt + len(full_episode)
    return _Places(
        over, short, lost, given, held, spilt, columns, (episode, pair), use, stock, (full_episode, full_element)
    )


def build(p: Portfolio) -> Program:
    """The program of a portfolio; its limit is 0 until it is set."""
    places, rows = _places(p), _Rows()
    quantile, excess = len(p.cost), len(p.cost) + 1
    _meet_gaps(p, places, rows)
    _lose(p, places, rows)
    _draw_on_stocks(p, places, rows)
    _share_groups(p, rows)
    mean = np.zeros(places.columns)
    episode, use = np.nonzero(places.use >= 0)
    column = places.use[episode, use]
    mean[column] = p.weight[p.future[episode]] * p.loss[episode, use]
    futures = np.arange(len(p.weight))
    first = rows.begin(np.zeros(len(futures)), np.full(len(futures), np.inf))
    rows.add(first + futures, places.over + futures, 1.0)
    rows.add(first + futures, quantile, 1.0)
    rows.add(first + p.future[episode], column, -p.loss[episode, use])
    limit = rows.begin(np.array([-np.inf]), np.zeros(1))
    rows.add(np.full(len(futures), limit), places.over + futures, p.weight / p.tail)
    rows.add(np.array([limit, limit]), np.array([quantile, excess]), np.array([1.0, -1.0]))
    cost, upper = DEFINITE * mean, np.full(places.columns, np.inf)
    cost[: len(p.cost)] = p.cost
    # NOTE: members of a group are bounded by its row alone, so that what one displaces is in its worth.
    upper[: len(p.cost)] = np.where(p.group >= 0, np.inf, p.most)
    episode, _ = places.pair
    upper[places.short : places.lost] = p.months[episode]
    low, high = np.concatenate(rows.low), np.concatenate(rows.high)
    return Program(cost, upper, rows.matrix(places.columns), low, high, quantile, excess, limit, mean)


def _meet_gaps(p: Portfolio, places: _Places, rows: _Rows) -> None:
    """What uses go short of, stocks give and options bring is at least the gap."""
    episode, pair = places.pair
    wanted = np.zeros(p.gap.shape, dtype=bool)
    wanted[episode, p.element[pair]] = True
    row = np.where(wanted, np.cumsum(wanted).reshape(wanted.shape) - 1, -1)
    # NOTE: no use can go short of more than it needs, so a gap beyond that (base-year needs, rounding) is cut.
    most = np.zeros_like(p.gap)
    np.add.at(most, (episode, p.element[pair]), p.need[pair] * p.months[episode])
    gap = np.minimum(p.gap, most)[wanted]
    first = rows.begin(gap, np.full(len(gap), np.inf))
    rows.add(first + row[episode, p.element[pair]], places.short + np.arange(len(pair)), p.need[pair])
    in_episode, option = places.stock
    rows.add(first + row[in_episode, p.stock[option]], places.given + np.arange(len(option)), 1.0)
    option, in_episode, element = np.nonzero(p.flow * wanted)
    rows.add(first + row[in_episode, element], option, p.flow[option, in_episode, element])
    _refine(p, places, rows, first + row)


def _refine(p: Portfolio, places: _Places, rows: _Rows, gap_row: IntArray) -> None:
    """Oxide beyond the room of plants at home is taken off what options bring."""
    episode, element = places.full
    number = np.arange(len(episode))
    rows.add(gap_row[episode, element], places.spilt + number, -1.0)
    first = rows.begin(np.full(len(number), -np.inf), p.room[episode, element])
    rows.add(first + number, places.spilt + number, -1.0)
    for option in np.flatnonzero(p.refined).tolist():
        rows.add(first + number, option, p.flow[option, episode, element])


def _lose(p: Portfolio, places: _Places, rows: _Rows) -> None:
    """A use loses at least what each of its elements costs it, line by line; lines beyond the shortage are left out."""
    episode, pair = places.pair
    slope, off = pieces(p.cover[p.future[episode], p.element[pair]], p.share)
    first_short = p.cover[p.future[episode], p.element[pair]]
    most = np.minimum(p.months[episode], p.gap[episode, p.element[pair]] / p.need[pair])
    which, line = np.nonzero(first_short < most[:, np.newaxis])
    first = rows.begin(-off[which, line], np.full(len(which), np.inf))
    row = first + np.arange(len(which))
    rows.add(row, places.use[episode[which], p.use[pair[which]]], 1.0)
    rows.add(row, places.short + which, -slope[which, line])


def _draw_on_stocks(p: Portfolio, places: _Places, rows: _Rows) -> None:
    """A stock gives what it holds at most, and no faster than it can; it holds what was left and bought back."""
    episode, option = places.stock
    number = np.arange(len(option))
    given, held = places.given + number, places.held + number
    fast = rows.begin(np.full(len(number), -np.inf), np.zeros(len(number)))
    rows.add(fast + number, given, 1.0)
    rows.add(fast + number, option, -p.release[episode])
    for column, value in ((given, 1.0), (held, -1.0)):
        rows.add(fast + len(number) + number, column, value)
    rows.begin(np.full(len(number), -np.inf), np.zeros(len(number)))
    before = _before(p, episode, option)
    whole = rows.begin(np.full(len(number), -np.inf), np.zeros(len(number)))
    rows.add(whole + number, held, 1.0)
    rows.add(whole + number, option, -1.0)
    # NOTE: episodes between two that lack an element give time to buy too.
    bought = np.cumsum(p.refill)
    again = np.flatnonzero(before >= 0)
    refill = bought[episode[again]] - bought[episode[before[again]]]
    again, refill = again[refill < 1.0], refill[refill < 1.0]
    left = rows.begin(np.full(len(again), -np.inf), np.zeros(len(again)))
    row = left + np.arange(len(again))
    rows.add(row, held[again], 1.0)
    rows.add(row, held[before[again]], -1.0)
    rows.add(row, given[before[again]], 1.0)
    rows.add(row, option[again], -refill)


def _before(p: Portfolio, episode: IntArray, option: IntArray) -> IntArray:
    """The draw on the same stock in the episode before that lacks it, in the same future; -1 without."""
    order = np.lexsort((episode, option))
    before = np.full(len(order), -1)
    same = (option[order[1:]] == option[order[:-1]]) & (p.future[episode[order[1:]]] == p.future[episode[order[:-1]]])
    before[order[1:][same]] = order[:-1][same]
    return before


def _share_groups(p: Portfolio, rows: _Rows) -> None:
    """Options of a group have a size of 1 in all."""
    groups = np.unique(p.group[p.group >= 0])
    first = rows.begin(np.full(len(groups), -np.inf), np.ones(len(groups)))
    for i, group in enumerate(groups.tolist()):
        members = np.flatnonzero(p.group == group)
        rows.add(np.full(len(members), first + i), members, 1.0)
