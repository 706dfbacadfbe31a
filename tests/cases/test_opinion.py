"""What is said of a closed case: by its receipt's code alone, once, in one of three words; never before its end, never with a number; no clerk, no few."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from qianxian.cases import commands, queries
from qianxian.cases.models import CaseOpinion
from qianxian.cases.permissions import guest_of
from qianxian.divisions.models import County
from qianxian.foundation.errors import Conflict, RuleViolated
from qianxian.foundation.models import AuditLeaf
from qianxian.foundation.reach import bind
from tests.cases.stage import MONDAY, PHONE, WINDOW, item, received
from tests.cast import OTHER_TOWN_OFFICER, SERVICE, TOWN_OFFICER
from tests.engagements.stage import VILLAGE, open_county

pytestmark = pytest.mark.django_db
GUEST = guest_of(VILLAGE)


@pytest.fixture(autouse=True)
def county():
    open_county()
    bind(SERVICE)


def closed(what=None):
    made = received(what or item())
    commands.finish_case(case=made.case, words="到窗口领", by=WINDOW, on=MONDAY)
    return made


def say(made, **more):
    return commands.say_opinion(by=GUEST, on=MONDAY, **({"case": made.case, "code": made.code, "word": "fairly"} | more))


def test_it_is_said_once_and_by_nobody():
    made = closed()
    assert say(made, words="快").word == "fairly"
    with pytest.raises(Conflict, match="已经评价过"):
        say(made)
    leaf = AuditLeaf.objects.get(action="cases.say_opinion")
    assert leaf.actor == "(guest)" and {f.name for f in CaseOpinion._meta.fields} == {"id", "uuid", "version", "division_code", "case", "word", "words", "said_on"}


@pytest.mark.parametrize(
    ("more", "what"),
    [({"code": "0000-0000-0000"}, "查询码"), ({"code": PHONE[-4:]}, "查询码"), ({"word": "excellent"}, "满意"), ({"words": "打 13800005678"}, ""), ({"words": "欧阳大妹说好"}, "姓名")]
)  # fmt: skip
def test_what_is_not_said(more, what):
    with pytest.raises(RuleViolated) as told:
        say(closed(), **more)
    assert what in told.value.violations[0].message and not CaseOpinion.objects.exists()


def test_the_database_takes_none_of_an_open_case_no_second_and_deletes_none():
    open_one, made = received(item()), closed(item("SB-002"))
    with pytest.raises(Conflict, match="办结以后"):
        say(open_one)
    said = say(made)
    row = "INSERT INTO cases_caseopinion (uuid, version, division_code, case_id, word, words, said_on) VALUES (gen_random_uuid(), 1, %s, %s, %s, %s, %s)"
    for args in ((VILLAGE, open_one.case.pk, "not", "", MONDAY), (VILLAGE, made.case.pk, "not", "", MONDAY), (VILLAGE, made.case.pk, "good", "", MONDAY)):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(row, args)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM cases_caseopinion WHERE id = %s", [said.pk])


def test_few_are_not_counted_and_five_are_within_reach_alone():
    what = item()
    for n in range(queries.FEW_OPINIONS):
        assert queries.opinions(TOWN_OFFICER, MONDAY).few
        say(closed(what), word="satisfied" if n else "not", words="" if n else "跑了两趟")
    told = queries.opinions(TOWN_OFFICER, MONDAY)
    assert told.counts == {"satisfied": 4, "fairly": 0, "not": 1} and told.sentences == [(what.name, "跑了两趟")]
    assert queries.opinions(OTHER_TOWN_OFFICER, MONDAY).few


def test_the_page_offers_it_to_who_holds_the_paper():
    made, other = closed(), received(item("SB-002"))
    County.objects.update(is_example=True, example_day=MONDAY)

    def page(path: str, **given: str):
        bind(None)
        answer = Client().post(path, given)
        bind(SERVICE)
        return answer

    assert "这件事办得怎么样" in page("/progress/", number=made.case.number, proof=made.code).content.decode()
    for case, proof in ((made.case, PHONE[-4:]), (other.case, other.code)):
        assert "这件事办得怎么样" not in page("/progress/", number=case.number, proof=proof).content.decode()
    wrong = page("/progress/opinion/", number=made.case.number, code="0000-0000-0000", word="not")
    assert wrong.status_code == 302 and not CaseOpinion.objects.exists()
    assert page("/progress/opinion/", number=made.case.number, code=made.code, word="", words="").status_code == 422
    assert "谢谢" in page("/progress/opinion/", number=made.case.number, code=made.code, word="not", words="跑了两趟").content.decode()
    assert "这件事办得怎么样" not in page("/progress/", number=made.case.number, proof=made.code).content.decode()
