"""A table of votes on the page 规则试算: lines "张三 70", or JSON; what cannot be read is told and never guessed."""

from __future__ import annotations

import pytest

from qianxian.foundation.rulebook import InputsRefused, rule_named
from qianxian.foundation.rulebook.inputs import read_facts
from qianxian.rulebook.forms import rule_form, rule_inputs

VERSION = rule_named("R-P17").latest


def filled(votes: str):
    form = rule_form(VERSION, {}, {"in-present": "77", "in-seats": "5", "in-votes": votes})
    assert form.is_valid(), form.errors
    return rule_inputs(VERSION, form.cleaned_data)


@pytest.mark.parametrize("text", ["张三 70\n李四 39", "张三：70\n\n李四: 39\n", '{"张三": 70, "李四": 39}'])
def test_lines_and_json_are_the_same_table(text):
    assert read_facts(VERSION.inputs, filled(text)).votes == {"张三": 70, "李四": 39}


def test_a_name_may_have_a_space():
    assert read_facts(VERSION.inputs, filled("Li Si 39")).votes == {"Li Si": 39}


@pytest.mark.parametrize("text", ["张三", "张三 70\n张三 3", "张三 许多", "[1, 2]"])
def test_what_cannot_be_read_is_told(text):
    with pytest.raises(InputsRefused) as told:
        read_facts(VERSION.inputs, filled(text))
    assert [name for name, _ in told.value.problems] == ["votes"]
