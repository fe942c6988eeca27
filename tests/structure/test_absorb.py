"""Absorbing chains against closed forms, against walks, and against themselves."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from foedus.core.errors import FoedusError
from foedus.structure import absorb as kernel
from foedus.structure.absorb import absorb, visits


def ruin(p: float, n: int) -> tuple[np.ndarray, np.ndarray]:
    """Steps of a gambler who wins a coin with probability p, among 1 to n - 1, and into 0 and n."""
    q, r = np.zeros((n - 1, n - 1)), np.zeros((n - 1, 2))
    for k in range(n - 1):
        if k > 0:
            q[k, k - 1] = 1 - p
        else:
            r[k, 0] = 1 - p
        if k < n - 2:
            q[k, k + 1] = p
        else:
            r[k, 1] = p
    return q, r


@pytest.mark.parametrize("p", [0.3, 0.5, 0.62])
def test_the_gamblers_ruin(p: float) -> None:
    n = 9
    k = np.arange(1, n)
    odds = (1 - p) / p
    expected = k / n if p == 0.5 else (1 - odds**k) / (1 - odds**n)
    assert absorb(*ruin(p, n))[:, 1] == pytest.approx(expected, abs=1e-12)


def test_the_length_of_the_gamblers_game() -> None:
    q, _ = ruin(0.5, 7)
    k = np.arange(1, 7)
    assert visits(q).sum(axis=1) == pytest.approx(k * (7 - k))


@given(st.integers(0, 2**32 - 1), st.integers(1, 7), st.integers(1, 4))
def test_rows_sum_to_one_and_draws_do_not_meet(seed: int, n: int, ends: int) -> None:
    rng = np.random.default_rng(seed)
    rows = rng.dirichlet(np.ones(n + ends), size=(3, n))
    q, r = rows[..., :n], rows[..., n:]
    found = absorb(q, r)
    assert found.shape == (3, n, ends)
    assert found.sum(axis=-1) == pytest.approx(1.0)
    assert (found >= -1e-12).all()
    for draw in range(3):
        assert found[draw] == pytest.approx(absorb(q[draw], r[draw]))


def test_sparse_and_dense_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(4)
    q = rng.random((60, 60)) * (rng.random((60, 60)) < 0.04)
    q *= 0.8 / np.maximum(q.sum(axis=1, keepdims=True), 0.8)
    r = np.column_stack([(1 - q.sum(axis=1)) * 0.3, (1 - q.sum(axis=1)) * 0.7])
    dense = absorb(q, r)
    assert absorb(sparse.csr_array(q), r) == pytest.approx(dense)
    monkeypatch.setattr(kernel, "DENSE", 10)
    assert absorb(q, r) == pytest.approx(dense)


@pytest.mark.parametrize("as_sparse", [False, True])
def test_what_is_no_chain_is_refused(as_sparse: bool) -> None:
    def refused(q: list[list[float]], r: list[list[float]], code: str) -> None:
        steps = np.array(q)
        with pytest.raises(FoedusError) as caught:
            absorb(sparse.csr_array(steps) if as_sparse else steps, np.array(r))
        assert caught.value.code == code

    refused([[0.0, 0.5], [0.2, 0.0]], [[0.4], [0.8]], "chain-rows")
    refused([[0.0, -0.1], [0.2, 0.0]], [[1.1], [0.8]], "chain-rows")
    # The first two walk to and fro for ever; the third would end.
    refused([[0, 1, 0], [1, 0, 0], [0, 0.5, 0]], [[0.0], [0.0], [0.5]], "chain-closed")
