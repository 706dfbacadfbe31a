"""The reserve is for organisation roles alone (R-T03): not by search, not by a person's page, not by exports, not by the log, not by SQL.

Which role may open which page and call which operation stands in tests/matrix and tests/api; here is what could tell on the way round.
"""

from __future__ import annotations

import datetime as dt
import io
import json

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from qianxian.accounts.roles import ROLES
from qianxian.foundation.errors import NotPermitted
from qianxian.foundation.models import AuditLeaf
from qianxian.foundation.reach import bind
from qianxian.organisations import commands as organisations
from qianxian.people import views as people_views
from qianxian.pipeline import commands, permissions
from qianxian.pipeline.views import reserve
from qianxian.portal import home
from qianxian.portal.queries import search_everything
from tests.cast import AUDIT_ADMIN, COUNTY_OFFICER, SERVICE, TOWN_COMMITTEE, TOWN_OFFICER, acting
from tests.engagements.stage import DAY, VILLAGE, Village, village, with_role
from tests.engagements.test_views import page

pytestmark = pytest.mark.django_db
ORGANISATION_ROLES = {"district_org_officer", "town_committee", "town_org_officer", "service"}
OTHERS = sorted(set(ROLES) - ORGANISATION_ROLES)
OPINION, FACT, WHY = "另有安排，先到窗口锻炼", "办起合作社带动二十户", "张冠李戴"


@pytest.fixture
def v() -> Village:
    """One confirmed, one declined with the committee's words, a fact recorded and one taken back."""
    made = village()
    for one in (made.member, made.secretary):
        organisations.admit_member(person=one, organisation=made.organisation, joined_on=dt.date(2001, 7, 1), full_on=dt.date(2002, 7, 1), status="full",
                                   document="斗镇组〔2019〕3号", by=TOWN_OFFICER, on=DAY)  # fmt: skip
    how = {"organisation": made.organisation, "source": "capable_member", "reason": "带头种植", "document": "斗镇组〔2019〕3号", "by": TOWN_OFFICER, "on": DAY}
    commands.settle_candidate(candidate=commands.propose_candidate(person=made.member, **how), confirm=True, opinion="", by=TOWN_COMMITTEE, on=DAY)
    commands.settle_candidate(candidate=commands.propose_candidate(person=made.secretary, **how), confirm=False, opinion=OPINION, by=TOWN_COMMITTEE, on=DAY)
    for kind in ("industry", "law"):
        shown = commands.record_capability(person=made.member, kind=kind, fact=FACT, evidence="年度报表", shown_on=DAY, by=TOWN_OFFICER, on=DAY)
    commands.withdraw_capability(capability=shown, reason=WHY, by=TOWN_OFFICER, on=DAY)
    return made


@pytest.mark.parametrize("role", OTHERS)
def test_no_table_that_others_read_says_who_is_in_the_reserve(v, role):
    """Every row of the log and of its history about the reserve, as the database shows it to the role over the whole county."""
    with_role(SERVICE)
    told = (str(v.member.uuid), str(v.secretary.uuid), v.member.name, v.secretary.name, OPINION, FACT, WHY, "capable_member")
    bind(acting("x", "某人", role, "440403"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), string_agg(l::text, ' ') FROM foundation_auditleaf l WHERE action LIKE 'pipeline.%'")
        leaves, said = cursor.fetchone()
        cursor.execute("SELECT string_agg(h::text, ' ') FROM foundation_changehistory h WHERE object_type LIKE 'pipeline.%'")
        said = f"{said} {cursor.fetchone()[0]}"
        for table in ("reservecandidate", "capability", "capabilitywithdrawal"):
            cursor.execute(f"SELECT count(*) FROM pipeline_{table}")
            assert cursor.fetchone() == (0,), table
    with_role(SERVICE)
    assert leaves == 7 and not [word for word in told if word in said]


def test_the_log_says_that_it_was_done_and_by_whom_alone(v):
    text = page(home.log, AUDIT_ADMIN).content.decode()
    assert "提名后备人选" in text and TOWN_OFFICER.login in text
    assert not [word for word in (v.member.name, v.secretary.name, OPINION, FACT, WHY) if word in text]


@pytest.mark.parametrize("role", OTHERS)
def test_the_search_says_nothing(v, role):
    actor = acting("x", "某人", role, "440403")
    bind(actor)
    hits = [hit for text in (v.member.name, "后备") for found in search_everything(actor, text, DAY).values() for hit in found]
    with_role(SERVICE)
    assert bool(hits) == (role in {code for code in OTHERS if "view_members" in ROLES[code].permissions and code != "branch_secretary"})
    assert not [hit for hit in hits if "/reserve/" in hit.url or "后备" in f"{hit.kind}{hit.title}{hit.detail}"]


@pytest.mark.parametrize(("role", "reach"), [("village_secretary", VILLAGE), ("district_vetting_officer", "440403")])
def test_the_persons_page_says_nothing(v, role, reach):
    text = page(people_views.person, acting("x", "某人", role, reach), uuid=v.member.uuid).content.decode()
    assert v.member.name in text and not [word for word in ("后备", "/reserve/", FACT) if word in text]
    assert "能力事实" not in text


def test_organisation_roles_see_on_the_persons_page_what_he_has_shown(v):
    text = page(people_views.person, COUNTY_OFFICER, query={"tab": "capabilities"}, uuid=v.member.uuid).content.decode()
    assert FACT in text and "年度报表" in text and "撤回" in text


def test_ones_own_page_says_nothing_of_the_reserve(v):
    himself = acting("ziji", "本人", "member", VILLAGE, person_uuid=str(v.member.uuid))
    text = page(people_views.own_record, himself).content.decode()
    assert v.member.name in text and not [word for word in ("后备", "/reserve/") if word in text]
    facts = page(people_views.own_record, himself, query={"tab": "capabilities"}).content.decode()
    assert facts.count(FACT) == 1, "what was taken back does not stand on one's own page"
    assert not [word for word in ("后备", "/reserve/") if word in facts]


@pytest.mark.parametrize("role", OTHERS)
def test_every_door_refuses_with_the_reason(v, role):
    actor = acting("x", "某人", role, "440403")
    for view in (reserve.outlook, reserve.candidates, reserve.export):
        with pytest.raises((NotPermitted, PermissionDenied)):
            page(view, actor)
    verdict = permissions.can_view_reserve(actor)
    assert not verdict.allowed and "保密" in str(verdict.reason)


def test_an_export_is_recorded_and_holds_no_numbers(v):
    book = openpyxl.load_workbook(io.BytesIO(page(reserve.export, COUNTY_OFFICER).content))
    cells = [str(cell.value) for row in book.active.iter_rows() for cell in row if cell.value is not None]
    assert v.member.name in cells and "在库" in cells and not [cell for cell in cells if len(cell) == 18 and cell[:17].isdigit()]
    assert AuditLeaf.objects.filter(action="pipeline.export_candidates", actor=COUNTY_OFFICER.login).count() == 1


def test_the_desk_of_others_holds_no_proposal(v):
    from qianxian.pipeline.queries import tasks_for

    commands.propose_candidate(organisation=v.organisation, person=v.secretary, source="other", reason="再提", document="二号", by=TOWN_OFFICER, on=DAY)
    for role in OTHERS:
        actor = acting("x", "某人", role, "440403")
        bind(actor)
        assert not [task for task in tasks_for(actor, DAY) if task.kind == "后备"], role
    with_role(SERVICE)


def test_every_permission_of_the_reserve_is_with_organisation_roles_alone():
    held = {str(p): {code for code, role in ROLES.items() if p in role.permissions} for p in ("view_reserve", "keep_reserve", "confirm_reserve")}
    assert all(codes <= ORGANISATION_ROLES for codes in held.values()), json.dumps({k: sorted(x) for k, x in held.items()})
    assert held["view_reserve"] >= {"district_org_officer", "town_committee", "town_org_officer"}
