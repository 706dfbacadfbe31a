"""Who told it is known to nobody who handles it, and who is complained of sees nothing: by permission, by query, by row-level security, in every log and list."""

from __future__ import annotations

import ast
import inspect
import io
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import openpyxl
import pytest
from django.db import DatabaseError, connection, transaction

from qianxian.accounts import commands as accounts
from qianxian.foundation.errors import NotPermitted, RuleViolated
from qianxian.foundation.models import AuditLeaf, ChangeHistory
from qianxian.foundation.reach import acting_as, bind
from qianxian.foundation.sealing import unseal
from qianxian.portal.workbench import tasks_for
from qianxian.requests import commands, permissions, queries
from qianxian.requests.commands.receiving import APART
from qianxian.requests.models import Request, Requester, RequestStep
from tests.cast import SERVICE, acting
from tests.engagements.stage import VILLAGE, open_county, person
from tests.requests.stage import COMMITTEE, DAYS, DISCIPLINE, DISTRICT, MEMBER, MONDAY, NAME, PHONE, SECRETARY, TOWN, WINDOW, accepted, received, settle, told

pytestmark = pytest.mark.django_db
TUESDAY = DAYS[1]
HANDLERS = {"window": WINDOW, "member": MEMBER, "secretary": SECRETARY, "town": TOWN, "committee": COMMITTEE, "district": DISTRICT}


@pytest.fixture(autouse=True)
def county():
    open_county()
    bind(SERVICE)


def sees(actor, row: Request) -> tuple[bool, bool, bool]:
    """(by the query, by row-level security alone, its steps by row-level security alone)."""
    with acting_as(actor):
        found = queries.request_by_uuid(row.uuid, actor) is not None, Request.objects.filter(pk=row.pk).exists(), RequestStep.objects.filter(request_id=row.pk).exists()
    bind(SERVICE)
    return found


# who told it


def test_name_and_telephone_stand_sealed_in_one_place_alone():
    row = told("report").request
    with connection.cursor() as cursor:
        for table in ("request", "requeststep", "requestreceipt"):
            cursor.execute(f"SELECT string_agg(t::text, ' ') FROM requests_{table} t")
            said = cursor.fetchone()[0]
            assert NAME not in said and PHONE not in said and "5678" not in said
    with acting_as(DISCIPLINE):
        kept = Requester.objects.get(request=row)
        assert NAME not in kept.name_sealed and unseal(kept.name_sealed, row=f"requests.requester.name:{row.uuid}") == NAME and "5678" not in kept.phone_sealed
    bind(SERVICE)
    log = str(list(ChangeHistory.objects.values_list("before", "after"))) + str(list(AuditLeaf.objects.values()))
    assert row.number in log and NAME not in log and PHONE not in log and "路灯" not in log


@pytest.mark.parametrize("kind", ["complaint", "report"])
@pytest.mark.parametrize("who", [*HANDLERS, "service"])
def test_nobody_who_handles_reads_it_not_even_past_the_filters(kind, who):
    row = told(kind).request
    actor = HANDLERS.get(who, SERVICE)
    with acting_as(actor):
        assert not Requester.objects.exists() and queries.open_teller(row).name == ""
    bind(SERVICE)
    if who != "service":
        with pytest.raises(NotPermitted):
            commands.reveal_requester(request=row, reason="想知道是谁告的", by=actor, on=TUESDAY)


def test_what_is_not_protected_is_open_to_who_must_write_back_and_protection_can_be_asked_for():
    row = accepted("help")
    with acting_as(WINDOW):
        assert queries.open_teller(row) == queries.Teller(NAME, PHONE)
    kept = told("advice", protect=True).request
    with acting_as(WINDOW):
        assert queries.open_teller(kept).name == "" and kept.protected
    bind(SERVICE)


def test_opened_by_its_one_role_with_a_reason_and_the_log_does_not_carry_it():
    row = told("report").request
    with acting_as(DISCIPLINE):
        with pytest.raises(RuleViolated, match="凭哪个案号"):
            commands.reveal_requester(request=row, reason="看看", by=DISCIPLINE, on=TUESDAY)
        with pytest.raises(RuleViolated, match="身份证号码"):
            commands.reveal_requester(request=row, reason=f"核查，电话 {PHONE}", by=DISCIPLINE, on=TUESDAY)
        found = commands.reveal_requester(request=row, reason=f"斗纪核〔2019〕3号，向{NAME}反馈结果", by=DISCIPLINE, on=TUESDAY)
    bind(SERVICE)
    assert found == queries.Teller(NAME, PHONE)
    leaf = AuditLeaf.objects.get(action="requests.reveal_requester")
    assert leaf.reason == "斗纪核〔2019〕3号，向＊反馈结果" and leaf.object_id == str(row.uuid) and leaf.actor == DISCIPLINE.login
    assert NAME not in str(list(AuditLeaf.objects.values())) + str(list(ChangeHistory.objects.values()))


def test_reveals_are_limited_per_day_and_ask_for_a_fresh_code(monkeypatch):
    row = told("report").request
    monkeypatch.setattr("qianxian.requests.commands.identity.reveal_limit", lambda on: 1)
    with acting_as(DISCIPLINE):
        commands.reveal_requester(request=row, reason="斗纪核〔2019〕3号", by=DISCIPLINE, on=TUESDAY)
        with pytest.raises(RuleViolated, match="每日上限"):
            commands.reveal_requester(request=row, reason="斗纪核〔2019〕3号", by=DISCIPLINE, on=TUESDAY)
        with pytest.raises(NotPermitted):
            commands.reveal_requester(request=row, reason="斗纪核〔2019〕3号", by=replace(DISCIPLINE, code_age=3600.0), on=TUESDAY)
    bind(SERVICE)


def test_anonymous_leaves_nothing_to_open():
    row = told("report", name="", phone="").request
    settle()
    with acting_as(DISCIPLINE):
        assert row.anonymous and not Requester.objects.exists()
        with pytest.raises(RuleViolated, match="匿名"):
            commands.reveal_requester(request=row, reason="斗纪核〔2019〕3号", by=DISCIPLINE, on=TUESDAY)
    bind(SERVICE)


def test_an_identity_is_written_with_its_request_and_never_afterwards():
    row = told("report", name="", phone="").request
    with pytest.raises(DatabaseError, match="身份只能和诉求一起登记"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(APART, [uuid4(), row.division_code, row.pk, "v1|gcm|x|y|z", ""])
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE requests_requester SET name_sealed = ''")


def test_nobody_can_be_looked_up_and_nothing_is_counted_by_person():
    """No key of the identity to search by, no index but the request's, and no query of the room that asks for it otherwise than by its request."""
    columns = {field.name for field in Requester._meta.get_fields()}
    assert columns == {"id", "uuid", "version", "division_code", "request", "name_sealed", "phone_sealed"} and not Requester._meta.indexes
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE tablename = 'requests_requester'")
        assert all("sealed" not in line for (line,) in cursor.fetchall())
    room = Path(inspect.getfile(queries)).parent
    asked = []
    for path in room.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("Requester.objects"):
                asked.append(({word.arg for word in node.keywords} if isinstance(node.func, ast.Attribute) and node.func.attr == "filter" else set(), ast.unparse(node)))
    filters = [words for words, text in asked if ".filter(" in text and words]
    assert filters and all(words <= {"request", "request__protected"} for words in filters)
    assert not [field for field in Request._meta.get_fields() if field.is_relation and getattr(field.related_model, "__name__", "") in ("Person", "User")]


def test_no_list_task_export_or_page_says_who(client_for):
    rows = [told(kind).request for kind in ("complaint", "report")]
    for actor in HANDLERS.values():
        with acting_as(actor):
            said = str(tasks_for(actor, TUESDAY)) + str([row.__dict__ for row in queries.requests(actor)])
            assert NAME not in said and PHONE not in said
    bind(SERVICE)
    for role, code in (("town_org_officer", "440403103000"), ("district_petition_officer", "440403000000")):
        client = client_for(role, code)
        search = client.get("/search/?q=欧阳大妹")  # before its list of what was looked at last names a request
        pages = [client.get("/requests/"), client.get("/workbench/"), *(client.get(queries.address_of(row.uuid)) for row in rows)]
        assert {page.status_code for page in (search, *pages)} == {200}
        assert all("受保护，经办人看不到" in page.content.decode() for page in pages[2:])
        assert not [page for page in pages if NAME in page.content.decode() or "5678" in page.content.decode()] and rows[0].number not in search.content.decode()
        file = client.get("/requests/?export=xlsx")
        if role == "district_petition_officer":
            assert file.status_code == 403  # takes no lists out
            continue
        content = b"".join(file.streaming_content) if file.streaming else file.content
        assert file.status_code == 200
        cells = str([[cell.value for cell in line] for line in openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows()])
        assert rows[0].number in cells and NAME not in cells and "5678" not in cells and "路灯" not in cells


# who is complained of


@pytest.mark.parametrize(
    ("kind", "about", "seen"),
    [
        ("complaint", "none", {"window", "member", "secretary", "town", "committee", "district"}), ("complaint", "village", {"town", "committee", "district"}),
        ("report", "none", {"town", "committee", "district"}), ("report", "town", {"district"}), ("complaint", "town", {"district"}), ("advice", "village", {"town", "committee", "district"}),
    ],
)  # fmt: skip
def test_who_is_complained_of_sees_nothing_by_query_and_by_the_database_alone(kind, about, seen):
    row = told(kind, about=about).request
    for who, actor in HANDLERS.items():
        assert sees(actor, row) == (who in seen,) * 3, who
        if who not in seen:
            assert not permissions.can_view_request(actor, row) and not permissions.can_handle_request(actor, row) and not permissions.can_name_complained_of(actor, row)
            with pytest.raises(NotPermitted):
                commands.accept_request(request=row, by=actor, on=TUESDAY)


def test_who_is_complained_of_takes_nothing_in():
    for by, kind, about in ((WINDOW, "complaint", "village"), (WINDOW, "report", "none"), (TOWN, "complaint", "town"), (MEMBER, "advice", "town")):
        with pytest.raises(RuleViolated) as caught:
            received(kind, by=by, about=about)
        assert {v.code for v in caught.value.violations} == {"complained_of"}
    assert received("report", by=TOWN, about="village").request.holder == "town" and received("complaint", by=DISTRICT, about="town").request.holder == "district"


def test_a_named_official_stands_aside_at_every_level():
    who = person("赵炳坤")
    named = replace(TOWN, person_uuid=str(who.uuid))
    row = told("complaint", about="village").request
    assert sees(named, row) == (True,) * 3
    commands.name_complained_of(request=row, person=who, by=DISTRICT, on=TUESDAY)
    assert sees(named, row) == (False,) * 3 and sees(TOWN, row) == (True,) * 3
    for asked in (permissions.can_view_request, permissions.can_handle_request, permissions.can_extend_petition, permissions.can_reveal_requester):
        assert not asked(replace(DISCIPLINE if asked is permissions.can_reveal_requester else named, person_uuid=str(who.uuid)), row)
    with pytest.raises(NotPermitted):
        commands.accept_request(request=row, by=named, on=TUESDAY)
    with acting_as(named), pytest.raises(DatabaseError), transaction.atomic():
        RequestStep.objects.create(division_code=VILLAGE, request_id=row.pk, kind="note", state="received", holder="town", desk="town", due_on=row.due_on, happened_on=TUESDAY, words="x",
                                   recorded_by="x")  # fmt: skip
    bind(SERVICE)


def test_whom_it_is_about_is_only_ever_tightened_and_by_who_is_above():
    row = told("complaint").request
    with pytest.raises(NotPermitted):
        commands.name_complained_of(request=row, about="village", by=MEMBER, on=TUESDAY)
    with pytest.raises(RuleViolated) as caught:
        commands.name_complained_of(request=row, about="village", by=TOWN, on=TUESDAY)
    assert {v.code for v in caught.value.violations} == {"held"}  # first out of its hands
    commands.assign_request(request=row, to="town", words="请镇里办", by=WINDOW, on=TUESDAY)
    with pytest.raises(RuleViolated) as caught:
        commands.name_complained_of(request=row, about="town", by=TOWN, on=TUESDAY)
    assert {v.code for v in caught.value.violations} == {"held", "above"}
    commands.name_complained_of(request=row, about="village", by=TOWN, on=TUESDAY)
    settle()
    assert sees(WINDOW, row) == (False,) * 3
    for about in ("none", "department"):
        with pytest.raises(RuleViolated) as caught:
            commands.name_complained_of(request=row, about=about, about_body="区局" if about == "department" else "", by=TOWN, on=TUESDAY)
        assert "loosened" in {v.code for v in caught.value.violations}


def test_one_residents_login_sees_nothing_of_anybody():
    """Nothing is listed by person: not even one's own, which the receipt opens."""
    row = told("consult").request
    for role in ("resident", "member"):
        resident = acting("cunmin", "村民甲", role, VILLAGE, person_uuid=str(person("村民甲").uuid))
        assert sees(resident, row) == (False,) * 3
        with acting_as(resident):
            assert not Requester.objects.exists()
            for asked in (permissions.can_view_request, permissions.can_handle_request, permissions.can_reveal_requester, permissions.can_extend_petition):
                assert not asked(resident, row)
        bind(SERVICE)


@pytest.fixture
def client_for(db):
    """A browser logged in as somebody in a role at a place."""
    from tests.matrix.people import browser

    def one(role: str, code: str):
        bind(SERVICE)
        user = accounts.open_account(login=f"q-{role}"[:30], name="测试员", first=MONDAY, password="只在测试里用的口令2019", by=SERVICE, on=MONDAY).user
        accounts.grant_role(user=user, role=role, division_code=code, first=MONDAY, by=SERVICE, on=MONDAY)
        return browser(user)

    return one
