"""Least change: identities, the case of RAS, and what cannot close."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from kaitei.errors import InputError
from kaitei.security.network.balance import least_change

SEED = st.integers(0, 10**6)


def margins(shape):
    """Conditions on the sums of rows and columns of a table, the last column left out as it follows."""
    rows, columns = shape
    cells = np.arange(rows * columns).reshape(shape)
    matrix = np.zeros((rows + columns - 1, cells.size))
    for i in range(rows):
        matrix[i, cells[i]] = 1.0
    for j in range(columns - 1):
        matrix[rows + j, cells[:, j]] = 1.0
    return csr_array(matrix)


def ras(table, rows, columns, times=2000):
    for _ in range(times):
        table = table * (rows / table.sum(axis=1))[:, np.newaxis]
        table = table * (columns / table.sum(axis=0))
    return table


@settings(deadline=None, max_examples=40)
@given(SEED)
def test_with_equal_stiffness_it_is_iterative_proportional_fitting(seed):
    rng = np.random.default_rng(seed)
    table = rng.uniform(0.1, 10.0, (4, 3))
    rows, columns = rng.uniform(1.0, 5.0, 4), rng.uniform(1.0, 5.0, 3)
    columns *= rows.sum() / columns.sum()
    right = np.concatenate((rows, columns[:-1]))
    found = least_change(table.ravel(), np.ones(12), margins((4, 3)), right)
    np.testing.assert_allclose(found.flow.reshape(4, 3), ras(table, rows, columns), rtol=1e-7)


@settings(deadline=None, max_examples=40)
@given(SEED, st.floats(0.01, 100.0))
def test_a_common_stiffness_changes_nothing(seed, stiffness):
    rng = np.random.default_rng(seed)
    table, wanted = rng.uniform(0.1, 10.0, 6), rng.uniform(1.0, 9.0, 2)
    matrix = csr_array(np.kron(np.eye(2), np.ones(3)))
    one = least_change(table, np.ones(6), matrix, wanted).flow
    other = least_change(table, np.full(6, stiffness), matrix, wanted).flow
    np.testing.assert_allclose(one, other, rtol=1e-8)


@settings(deadline=None, max_examples=40)
@given(SEED)
def test_a_table_that_closes_does_not_move(seed):
    rng = np.random.default_rng(seed)
    table, matrix = rng.uniform(0.1, 10.0, 12), margins((4, 3))
    found = least_change(table, rng.uniform(1.0, 16.0, 12), matrix, matrix @ table)
    np.testing.assert_allclose(found.flow, table, rtol=1e-9)


@settings(deadline=None, max_examples=40)
@given(SEED, st.floats(1.5, 50.0))
def test_the_stiffer_of_two_numbers_moves_less_and_none_changes_sign(seed, stiffness):
    rng = np.random.default_rng(seed)
    table = rng.uniform(0.1, 10.0, 2)
    wanted = table.sum() * rng.uniform(0.2, 5.0)
    found = least_change(table, np.array([stiffness, 1.0]), csr_array(np.ones((1, 2))), np.array([wanted])).flow
    assert found.sum() == pytest.approx(wanted)
    assert (found > 0.0).all()
    assert abs(np.log(found[0] / table[0])) <= abs(np.log(found[1] / table[1])) + 1e-12


def test_conditions_that_repeat_each_other_do_no_harm():
    found = least_change(np.array([1.0, 3.0]), np.ones(2), csr_array(np.ones((3, 2))), np.full(3, 8.0))
    np.testing.assert_allclose(found.flow, [2.0, 6.0], rtol=1e-9)


def test_what_cannot_close_says_so():
    with pytest.raises(InputError, match="the table cannot be balanced: a condition is still off by"):
        least_change(np.ones(2), np.ones(2), csr_array(np.array([[1.0, 1.0], [1.0, 1.0]])), np.array([1.0, 2.0]))


def test_a_sum_below_zero_cannot_be_had_of_positive_flows():
    with pytest.raises(InputError, match="the table cannot be balanced"):
        least_change(np.ones(2), np.ones(2), csr_array(np.ones((1, 2))), np.array([-1.0]))
