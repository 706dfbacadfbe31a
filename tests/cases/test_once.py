"""A form that was sent again because its answer got lost is written once: by its number, in the command's own transaction, however many send it."""

from __future__ import annotations

from uuid import uuid4

import pytest

from qianxian.cases import commands
from qianxian.cases.forms import SupplyForm, WordsForm
from qianxian.cases.models import Case, CaseStep
from qianxian.foundation.models import Receipt
from qianxian.foundation.reach import acting_as, bind
from qianxian.portal.forms import run_once
from tests.at_once import together
from tests.cases.stage import MEMBER, MONDAY, PAPERS, WINDOW, accepted, asked, item, received
from tests.cast import SERVICE
from tests.engagements.stage import open_county


def sent(form_class, command, *, key, case, by=WINDOW, where="", **given):
    lines = {"lines": PAPERS} if form_class is SupplyForm else {}
    form = form_class({}, **lines)
    form.is_valid()
    done = run_once(form, command, key=key, where=where or f"/cases/{case.uuid}/", case=case, by=by, on=MONDAY, **given)
    return done, form.non_field_errors()


@pytest.mark.django_db
class TestSteps:
    @pytest.fixture(autouse=True)
    def county(self):
        open_county()
        bind(SERVICE)

    def test_sent_twice_is_written_once(self):
        row, key = asked(), uuid4()
        first, again = (sent(SupplyForm, commands.supply, key=key, case=row, brought=PAPERS)[0] for _turn in range(2))
        assert (first.ok, first.again, again.ok, again.again) == (True, False, True, True)
        assert CaseStep.objects.filter(case=row, kind="supply").count() == Receipt.objects.filter(key=str(key)).count() == 1

    def test_two_forms_are_two_steps_and_a_form_without_a_number_is_an_ordinary_one(self):
        row = accepted()
        for key in (uuid4(), uuid4(), None, None):
            assert sent(WordsForm, commands.note_progress, key=key, case=row, words="材料已送镇里")[0].ok
        assert CaseStep.objects.filter(case=row, kind="note").count() == 4

    def test_a_number_belongs_to_one_address_and_one_person(self):
        row, other, key = accepted(), accepted(item("SB-002")), uuid4()
        assert sent(WordsForm, commands.note_progress, key=key, case=row, words="材料已送镇里")[0].ok
        done, said = sent(WordsForm, commands.note_progress, key=key, case=other, words="材料已送镇里")
        assert not done.ok and "已经在别处用过" in said[0]
        assert not sent(WordsForm, commands.note_progress, key=key, case=row, by=MEMBER, words="材料已送镇里")[0].again

    def test_what_was_refused_may_be_mended_and_sent_under_the_same_number(self):
        row, key = accepted(), uuid4()
        assert not sent(WordsForm, commands.note_progress, key=key, case=row, words="打 13800005678 问")[0].ok and not Receipt.objects.exists()
        assert sent(WordsForm, commands.note_progress, key=key, case=row, words="打中心电话问")[0].again is False
        assert CaseStep.objects.filter(case=row, kind="note").count() == 1


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_make_one_case_and_one_step():
    open_county()
    key, other = uuid4(), uuid4()
    with acting_as(SERVICE):
        what = item()
    assert together([lambda: received(what, key=key)] * 8) == {"done": 8}
    with acting_as(SERVICE):
        row = Case.objects.get()
    assert together([lambda: sent(WordsForm, commands.note_progress, key=other, case=row, words="材料已送镇里")] * 8) == {"done": 8}
    with acting_as(SERVICE):
        assert CaseStep.objects.filter(case=row, kind="note").count() == 1
