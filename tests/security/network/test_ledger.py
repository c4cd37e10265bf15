"""The book of flows."""

import numpy as np

from kaitei.security.network.ledger import STIFFNESS, Book
from kaitei.security.network.network import CONTRACT, MINE, ROOT
from kaitei.security.nodes import ELEMENTS


def test_only_flows_enter_and_each_says_where_it_is_from():
    book = Book()
    amounts = np.zeros(len(ELEMENTS))
    amounts[[2, 5]] = 3.0, 7.0
    book.add(MINE, ROOT, 0, amounts, "A", "mine_output", fixed=True)
    book.add(CONTRACT, 0, 5, 2.0 * amounts, "C", "trade", total=4)
    ledger = book.close()
    assert ledger.seed.tolist() == [3.0, 7.0, 6.0, 14.0]
    assert ledger.element.tolist() == [2, 5, 2, 5]
    assert ledger.fixed.tolist() == [True, True, False, False]
    assert ledger.total.tolist() == [-1, -1, 4, 4]
    assert ledger.of("trade").tolist() == [False, False, True, True]
    assert ledger.of("trade", "mine_output").all()


def test_better_grades_are_stiffer():
    weights = [STIFFNESS[grade] for grade in ("A", "A2", "B", "C")]
    assert weights == sorted(weights, reverse=True)
    # Errors of 10, 20 and 40 %.
    assert STIFFNESS["A"] / STIFFNESS["B"] == STIFFNESS["B"] / STIFFNESS["C"] == (0.4 / 0.2) ** 2
