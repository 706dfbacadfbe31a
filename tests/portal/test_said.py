"""What PostgreSQL refuses with is said in the reader's language, numbers in their place."""

import pytest
from django.utils import translation

from qianxian.config import messages
from qianxian.foundation.errors import Violation
from qianxian.foundation.rulebook import violation
from qianxian.portal.forms import said_by_the_database, sentence_of


@pytest.mark.parametrize("sentence", sorted(set(messages._said_by_triggers())))
def test_every_trigger_speaks_english(sentence):
    told = sentence.replace("%s", "365")
    assert said_by_the_database(told) == told
    with translation.override("en"):
        english = said_by_the_database(told)
    assert not messages.CHINESE.search(english) and ("365" in english) is ("%s" in sentence)


def test_a_sentence_nobody_translated_stays_as_it_is():
    with translation.override("en"):
        assert said_by_the_database("没有这样的 3 句话。") == "没有这样的 3 句话。"


def test_a_rules_english_is_taken_where_the_reader_reads_english():
    broken = violation("x", "人数不够。", "Too few.", source="第十一条")
    assert sentence_of(broken) == "人数不够。（第十一条）"
    with translation.override("en"):
        assert sentence_of(broken) == "Too few. (第十一条)"
        assert sentence_of(Violation("y", "Said already.")) == "Said already."
