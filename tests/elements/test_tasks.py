"""A form from draft to its end: what is held is refused in words and by PostgreSQL, the budget takes two, what is given once is held from then on."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction

from qianxian.accounts.models import User
from qianxian.elements import commands, queries
from qianxian.elements.models import Answer, AskedBefore, CollectionTask, DataElement, Question, TaskUnit
from qianxian.elements.queries.holding import standings
from qianxian.foundation.errors import Conflict, NotPermitted, RuleViolated
from qianxian.foundation.models import AuditLeaf
from qianxian.foundation.reach import bind
from qianxian.foundation.rulebook import evaluate
from qianxian.portal.workbench import tasks_for
from qianxian.rulebook.queries import county_settings
from tests.cast import COUNTY_OFFICER, SERVICE, TOWN_COMMITTEE, TOWN_OFFICER, acting
from tests.elements.stage import AGRICULTURE, CLERK, DAY, DUE, OTHER_CLERK, SECOND, SIBLING, drafted, filled, issued, opened, registered, unit

pytestmark = pytest.mark.django_db
EXTINGUISHERS, LAMPS, CENTRE = ("village.fire_extinguishers", "new"), ("village.street_lamps", "new"), ("village.centre_name", "confirm")
TWIN = "village.fire_gear"
TWELVE_MONTHS_LATER = dt.date(2020, 4, 1)


def told(call, *args, **kwargs) -> set[str]:
    """The codes with which a command is refused."""
    with pytest.raises(RuleViolated) as refusal, transaction.atomic():
        call(*args, **kwargs)
    return {v.code for v in refusal.value.violations}


def refused(sql: str, values=(), name: str = "") -> None:
    """Refused by the named guard."""
    with pytest.raises(DatabaseError) as error, transaction.atomic():
        connection.cursor().execute(sql, values)
    found = error.value.__cause__.diag.constraint_name or ""
    assert found == name, (found, str(error.value))


def send(row: CollectionTask, by=COUNTY_OFFICER, on: dt.date = DAY, **more) -> CollectionTask:
    bind(by)
    return commands.issue_task(task=row, by=by, on=on, **more)


@pytest.mark.parametrize(
    ("facts", "codes"),
    [
        ({"lives": False, "mark": "new"}, []), ({"lives": True, "mark": "confirm"}, []), ({"lives": True, "mark": "new"}, ["lives_in_a_register"]),
        ({"lives": False, "mark": "new", "held": 1}, ["held_and_valid"]), ({"lives": False, "mark": "confirm", "held": 1}, []),
        ({"lives": False, "mark": "confirm", "waiting": 1}, ["being_asked"]), ({"lives": False, "mark": "new", "held": 2, "waiting": 1}, ["held_and_valid", "being_asked"]),
        ({"lives": False, "mark": "new", "merged": True}, ["merged"]),
    ],
)  # fmt: skip
def test_what_may_be_asked(facts, codes):
    """R-K20, every branch."""
    answer = evaluate("R-K20", DAY, facts, county_settings())
    assert [v.code for v in answer.errors] == codes and answer.outputs["allowed"] is (not codes)


def test_what_is_held_was_not_yet_forbidden_the_day_before():
    assert evaluate("R-K20", dt.date(2019, 3, 10), {"lives": True, "mark": "new"}).outputs is None


@pytest.mark.parametrize(
    ("minutes", "before", "lead", "over"), [(120, 0, 24, False), (121, 0, 24, True), (1, 120, 24, True), (60, 60, 24, False), (1, 0, 23, True), (1, 0, 24, False)]
)
def test_the_budget_of_minutes_and_lead(minutes, before, lead, over):
    """R-K21 at its bounds: 120 minutes a month, 24 working hours ahead."""
    assert evaluate("R-K21", DAY, {"minutes": minutes, "asked_this_month": before, "lead_hours": lead}, county_settings()).outputs["over"] is over


def test_what_a_register_holds_is_refused_then_mended_then_filled():
    """The issue's road: refused because held → mended → filled by the village."""
    made = opened()
    row = drafted(("village.centre_name", "new"), EXTINGUISHERS)
    assert told(send, row) == {"lives_in_a_register"}
    bind(COUNTY_OFFICER)
    commands.change_question(question=row.questions.get(position=1), mark="confirm", by=COUNTY_OFFICER)
    assert send(row).state == "issued"
    asked = unit(row)
    assert (asked.asked, asked.shown) == (1, 1)
    assert filled(row, fire_extinguishers="86").state == "submitted"
    bind(SERVICE)
    answer = Answer.objects.get()
    assert (answer.value, answer.valid_to, answer.confirmed) == ("86", TWELVE_MONTHS_LATER, False)
    assert queries.outlook(row, SERVICE, DAY).held == 2 and made.centre.name
    assert AuditLeaf.objects.filter(action="elements.submit_unit").count() == 1


def test_a_given_answer_is_not_asked_again_while_it_holds():
    opened()
    filled(issued(EXTINGUISHERS), fire_extinguishers="86")
    again = drafted(EXTINGUISHERS, on=dt.date(2020, 3, 31), due=dt.date(2020, 4, 20))
    assert told(send, again, on=dt.date(2020, 3, 31)) == {"held_and_valid"}
    assert send(again, on=TWELVE_MONTHS_LATER).state == "issued"
    asked = unit(again)
    assert (asked.asked, asked.shown) == (0, 1)  # shown with its old value, to be confirmed
    filled(again, on=TWELVE_MONTHS_LATER)
    bind(SERVICE)
    last = Answer.objects.latest("id")
    assert (last.value, last.confirmed, last.valid_to) == ("86", True, dt.date(2021, 4, 1))


def test_what_is_all_held_goes_out_to_nobody():
    opened()
    row = drafted(CENTRE)
    assert told(send, row) == {"nothing_new"}
    bind(COUNTY_OFFICER)
    assert commands.report_task(task=row, by=COUNTY_OFFICER, on=DAY).state == "report"
    new = drafted(EXTINGUISHERS)
    assert told(commands.report_task, task=new, by=COUNTY_OFFICER, on=DAY) == {"really_new"}


def test_nobody_is_asked_the_same_twice_at_a_time():
    opened()
    issued(EXTINGUISHERS, LAMPS)
    assert told(send, drafted(("village.fire_extinguishers", "confirm"), by=TOWN_OFFICER), by=TOWN_OFFICER) == {"being_asked"}
    assert send(drafted(("village.low_lying_households", "new"), by=TOWN_OFFICER), by=TOWN_OFFICER).state == "issued"
    assert send(drafted(EXTINGUISHERS, by=TOWN_OFFICER, places=(SIBLING,)), by=TOWN_OFFICER).state == "issued"


def test_over_the_budget_it_takes_a_reason_and_a_second_person():
    opened()
    row = drafted(EXTINGUISHERS, minutes=121)
    assert told(send, row) == {"budget"}
    row = send(row, budget_reason="台风应急")
    assert row.state == "waiting" and row.over_budget and row.issued_on is None
    with pytest.raises(NotPermitted):
        commands.approve_task(task=row, by=COUNTY_OFFICER, on=DAY)
    bind(SECOND)
    assert [t.title for t in tasks_for(SECOND, DAY) if "超出" in t.why] == [row.title]
    row = commands.approve_task(task=row, by=SECOND, on=DAY)
    assert (row.state, row.approved_by) == ("issued", SECOND.login)


def test_a_second_login_of_who_drafted_is_no_second_person():
    opened()
    for login, phone in ((COUNTY_OFFICER.login, "13800000001"), (SECOND.login, "13800000001")):
        User.objects.update_or_create(login=login, defaults={"name": "梁雅文", "phone": phone, "usable": (DAY, None)})
    row = send(drafted(EXTINGUISHERS, minutes=121), budget_reason="台风应急")
    bind(SECOND)
    with pytest.raises(NotPermitted):
        commands.approve_task(task=row, by=SECOND, on=DAY)
    User.objects.filter(login=SECOND.login).update(name="陈美珊", phone="13800000002")
    assert commands.approve_task(task=row, by=SECOND, on=DAY).state == "issued"


def test_the_month_is_added_up_over_tasks():
    opened()
    issued(EXTINGUISHERS, minutes=100)
    assert send(drafted(LAMPS, minutes=20)).state == "issued"
    assert told(send, drafted(("village.low_lying_households", "new"), minutes=1)) == {"budget"}
    assert send(drafted(("village.low_lying_households", "new"), minutes=1, on=dt.date(2019, 5, 6), due=dt.date(2019, 5, 20)), on=dt.date(2019, 5, 6)).state == "issued"


def test_the_second_person_of_a_town_is_its_committee():
    opened()
    row = send(drafted(EXTINGUISHERS, minutes=200, by=TOWN_OFFICER), by=TOWN_OFFICER, budget_reason="应急")
    bind(TOWN_COMMITTEE)
    back = commands.decline_task(task=row, reason="减少题目", by=TOWN_COMMITTEE)
    assert back.state == "draft"
    with pytest.raises(NotPermitted):
        commands.issue_task(task=back, by=COUNTY_OFFICER, on=DAY)


@pytest.mark.parametrize(
    ("element", "given", "kept"),
    [
        ("fire_extinguishers", "12", "12"), ("fire_extinguishers", "十二", None), ("fire_extinguishers", "-1", None), ("fire_extinguishers", "1.5", None), ("fire_extinguishers", "", None),
        ("drain_km", "3.25", "3.25"), ("drain_km", "3,25公里", None), ("night_watch", "是", "是"), ("night_watch", "有时", None),
    ],
)  # fmt: skip
def test_values_by_their_kind(element, given, kept):
    opened()
    registered("village.drain_km", "排水渠", "decimal", "公里")
    registered("village.night_watch", "有夜间值守", "yes_no", "")
    row = issued((f"village.{element}", "new"))
    if kept is None:
        assert told(filled, row, **{element: given}) & {"unfit", "missing"}
        bind(SERVICE)
        assert not Answer.objects.exists() and unit(row).state == "open"
    else:
        filled(row, **{element: given})
        bind(SERVICE)
        assert Answer.objects.get().value == kept


def test_what_lives_in_a_register_is_entered_there_and_not_in_the_form():
    opened()
    row = issued(("village.land_mu", "confirm"), EXTINGUISHERS)
    assert (unit(row).asked, unit(row).shown) == (2, 0)
    assert told(filled, row, fire_extinguishers="86", land_mu="612.5") == {"register"}
    bind(SERVICE)
    assert not Answer.objects.exists()


def test_only_the_villages_own_staff_fill_and_only_once():
    opened()
    row = issued(EXTINGUISHERS)
    with pytest.raises(NotPermitted):
        filled(row, by=TOWN_OFFICER, fire_extinguishers="1")
    with pytest.raises(TaskUnit.DoesNotExist):
        filled(row, by=OTHER_CLERK, fire_extinguishers="1")
    filled(row, fire_extinguishers="86")
    with pytest.raises(Conflict):
        filled(row, fire_extinguishers="87")


def test_a_form_sent_back_keeps_both_answers():
    opened()
    row = issued(EXTINGUISHERS)
    filled(row, fire_extinguishers="860")
    bind(COUNTY_OFFICER)
    commands.return_unit(unit=unit(row), words="灭火器多写了一位", by=COUNTY_OFFICER)
    assert [t.title for t in tasks_for(CLERK, DAY) if "退回" in t.why] == [row.title]
    filled(row, fire_extinguishers="86")
    bind(SERVICE)
    assert list(Answer.objects.order_by("id").values_list("value", flat=True)) == ["860", "86"]
    asked = unit(row)
    found = standings([DataElement.objects.get(code=EXTINGUISHERS[0])], [asked], SERVICE, DAY)
    assert [s.held.value for s in found.values()] == ["86"] and asked.returns == 1


def test_asked_before_goes_to_the_owner_and_is_merged():
    """「这道题问过了」: 消防器材 asks what 公共灭火器 asked; the owner merges, and it is never asked again."""
    opened()
    registered(TWIN, "消防器材", "number", "具")
    registered("village.night_watch", "有夜间值守", "yes_no", "")
    filled(issued(EXTINGUISHERS), fire_extinguishers="86")
    second = issued((TWIN, "new"))
    bind(CLERK)
    report = commands.report_question(unit=unit(second), question=second.questions.get(), words="4月1日灭火器报过了", by=CLERK, on=DAY)
    with pytest.raises(Conflict):
        commands.report_question(unit=unit(second), question=second.questions.get(), words="又", by=CLERK, on=DAY)
    bind(AGRICULTURE)
    assert any("消防器材" in t.title for t in tasks_for(AGRICULTURE, DAY))
    with pytest.raises(NotPermitted):
        commands.answer_report(report=report, reply="kept", words="x", by=COUNTY_OFFICER, on=DAY)
    first = queries.element_by_code(EXTINGUISHERS[0])
    assert told(commands.answer_report, report=report, reply="merged", merged_into=queries.element_by_code("village.night_watch"), by=AGRICULTURE, on=DAY) == {"merged_into"}
    assert told(commands.answer_report, report=report, reply="kept", by=AGRICULTURE, on=DAY) == {"words"}
    commands.answer_report(report=report, reply="merged", merged_into=first, by=AGRICULTURE, on=DAY)
    assert queries.element_by_code(TWIN).same_as == first
    filled(second)  # the question points to the other: what is held counts
    again = drafted((TWIN, "new"), on=DAY)
    assert told(send, again) == {"held_and_valid"}
    assert [row.duplicates for row in queries.burden(SERVICE, year=2019)] == [1]


def test_a_draft_merged_meanwhile_is_told():
    opened()
    registered(TWIN, "消防器材", "number", "具")
    row = drafted((TWIN, "new"))
    bind(SERVICE)
    second, first = queries.element_by_code(TWIN), queries.element_by_code(EXTINGUISHERS[0])
    DataElement.objects.filter(pk=second.pk).update(same_as=first)
    assert told(send, row) == {"merged"}


def test_a_form_of_organisations_asks_the_top_organisation_of_each_village():
    made = opened()
    row = drafted(("organisation.members", "confirm"), asks="organisation")
    bind(SERVICE)
    assert [u.organisation for u in row.units.all()] == [made.organisation]
    assert told(commands.add_question, task=row, element=queries.element_by_code(EXTINGUISHERS[0]), mark="new", by=COUNTY_OFFICER) == {"subject"}


def test_a_town_asks_its_own_villages_alone():
    opened()
    other = acting("kuangzm", "邝志明", "town_org_officer", "440403107")
    assert told(drafted, EXTINGUISHERS, by=other) == {"places"}


def test_the_database_says_no_as_well():
    """Straight SQL past every command."""
    opened()
    filled(issued(EXTINGUISHERS), fire_extinguishers="86")
    held, lives, sent = drafted(EXTINGUISHERS), drafted(("village.centre_name", "new")), issued(LAMPS)
    twice = drafted(LAMPS)
    costly = drafted(("village.low_lying_households", "new"), minutes=200)
    empty = drafted()
    bind(SERVICE)
    out = "UPDATE elements_collectiontask SET state = 'issued', issued_on = '2019-04-01' WHERE id = %s"
    refused(out, [held.pk], "held_is_not_asked")
    refused(out, [lives.pk], "held_is_not_asked")
    refused(out, [twice.pk], "nobody_asked_twice_at_a_time")
    refused(out, [costly.pk], "over_budget_by_two")
    refused(out, [empty.pk], "collection_asks_somebody")
    refused("UPDATE elements_collectiontask SET state = 'issued', issued_on = '2019-04-01', over_budget = true, budget_reason = 'x', approved_by = drafted_by WHERE id = %s", [costly.pk],
            "over_budget_by_two")  # fmt: skip
    refused("UPDATE elements_collectiontask SET title = '别的' WHERE id = %s", [sent.pk], "collection_stays_as_sent")
    refused("UPDATE elements_collectiontask SET state = 'draft' WHERE id = %s", [sent.pk], "collection_takes_its_road")
    refused("DELETE FROM elements_question WHERE task_id = %s", [sent.pk], "collection_stays_as_sent")
    refused("DELETE FROM elements_taskunit WHERE task_id = %s", [sent.pk], "collection_stays_as_sent")
    refused("UPDATE elements_taskunit SET asked = 0 WHERE task_id = %s", [sent.pk], "collection_stays_as_sent")
    refused("INSERT INTO elements_answer (uuid, version, division_code, unit_id, element_id, value, confirmed, answered_on, valid_to, answered_by)"
            " SELECT gen_random_uuid(), 1, division_code, id, %s, '1', false, '2019-04-01', '2020-04-01', 'x' FROM elements_taskunit WHERE task_id = %s",
            [DataElement.objects.get(code="village.low_lying_households").pk, sent.pk], "answer_to_a_question")  # fmt: skip
    refused("UPDATE elements_answer SET value = '1'", name="")


def test_no_two_forms_own_the_same_element():
    """Test (a) of the brief over everything the other tests could bring about: no unit is asked an element by two forms while it is held or waited for."""
    opened()
    issued(EXTINGUISHERS, LAMPS)
    with transaction.atomic():
        told(send, drafted(EXTINGUISHERS))
    bind(SERVICE)
    owners: dict[tuple[int, str], set[int]] = {}
    for question in Question.objects.filter(task__state="issued", element__lives=False):
        for asked in TaskUnit.objects.filter(task=question.task).exclude(state="submitted"):
            owners.setdefault((question.element_id, asked.key), set()).add(question.task_id)
    assert owners and all(len(forms) == 1 for forms in owners.values())


def test_work_waits_for_who_fills():
    opened()
    row = issued(EXTINGUISHERS, CENTRE)
    bind(CLERK)
    (waiting,) = [t for t in tasks_for(CLERK, DAY) if t.title == row.title]
    assert waiting.due_on == DUE and "要填 1 项，已替您填好 1 项" in waiting.why
    assert not AskedBefore.objects.exists()
