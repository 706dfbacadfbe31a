"""A soak in slices: each slice fits what is left of the time, and what passed of the whole is added up over the days."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import soak


@given(left=st.floats(0, 36_000), share=st.floats(0.005, 1), seconds=st.floats(1, 3_600))
def test_the_next_slice_fits_into_what_is_left_or_there_is_none(left, share, seconds):
    following = soak.next_share(left, share, seconds)
    if left < seconds / 2:
        assert following == 0
    else:
        assert following >= soak.LEAST and (following == soak.LEAST or following / share * seconds <= left)


def test_an_hour_after_a_start_of_a_minute():
    assert soak.next_share(600, 0.01, 60) == pytest.approx(0.0667)
    assert soak.next_share(20, 0.01, 60) == 0


def test_slices_are_added_up_and_failed_ones_named(tmp_path, monkeypatch):
    monkeypatch.setattr(soak, "SLICES", tmp_path)
    codes = iter([0, 1, 0])
    monkeypatch.setattr(soak, "run", lambda name, part, share: (next(codes), 30.0, [f"{share:g} run", ""]))
    part = soak.PARTS["ledger"]
    code, _, figures = soak.run_for("ledger", part, 100)
    assert code == 1 and figures[:1] == ["0.005 run"] and "slices that failed" in figures[-1]
    monkeypatch.setattr(soak, "next_share", lambda *_: 0.0)
    assert soak.run_for("ledger", part, 1)[0] == 0
    whole, failed = soak.so_far("ledger")
    assert whole == pytest.approx(0.01) and len(failed) == 1
    assert soak.so_far("kills") == (0, [])
