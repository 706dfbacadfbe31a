"""Values of settings stand on pages in words: no code of the house, no name of a field."""

from __future__ import annotations

import re

import pytest
from django.utils import translation

from qianxian.rulebook.shipped import shipped_settings
from qianxian.rulebook.wording import in_words

CODE = re.compile(r"[a-z]{3,}|[a-z]+_[a-z]+")
VALUES = [(row.key, row.value) for row in shipped_settings()]


@pytest.mark.parametrize(("key", "value"), VALUES, ids=[key for key, _value in VALUES])
def test_no_code_is_shown(key, value):
    with translation.override("zh-hans"):
        assert not CODE.search(in_words(value)), key


def test_a_list_of_entries_reads_as_their_names():
    assert in_words([{"code": "crime", "title": "受到刑事处罚"}, {"code": "x", "title": "负有责任的重大安全事故"}]) == "受到刑事处罚；负有责任的重大安全事故"


def test_a_bracket_reads_as_a_sentence():
    with translation.override("zh-hans"):
        assert in_words({"upto": "36000", "rate": "0.03", "quick": "0"}) == "36000 元以内 0.03，速算扣除 0"
        assert in_words({"upto": None, "rate": "0.45", "quick": "181920"}) == "以上 0.45，速算扣除 181920"
