"""A contract from draft to its end, what each step refuses in words, and what PostgreSQL refuses by straight SQL."""

import datetime as dt
import json

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import RequestFactory

from qianxian.contracts import commands, queries
from qianxian.contracts.models import Amendment, Contract
from qianxian.decisions import commands as decisions
from qianxian.foundation.errors import Conflict, NotPermitted, RuleViolated
from qianxian.foundation.reach import bind
from qianxian.organisations.models import Mandate
from qianxian.portal.contract import problems
from qianxian.threads import registry
from tests.cast import SERVICE, TOWN_COMMITTEE
from tests.contracts import stage
from tests.contracts.stage import CLERK, DRAFTED, LAST, OFFICER, SECRETARY, SIGNED, amended, certificate, drafted, signed, yuan

pytestmark = pytest.mark.django_db


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


def sign(row: Contract, day: dt.date = SIGNED, by=SECRETARY, on: dt.date = SIGNED) -> Contract:
    return commands.sign_contract(contract=row, signed_on=day, signatory="黄志明", by=by, on=on)


def test_from_draft_to_its_end():
    held = certificate()
    row = drafted(held)
    assert row.number == f"HT-{stage.VILLAGE}-2019-0001" and row.state == "draft"
    row = sign(row)
    amended(row, 8000)
    assert queries.total_of(row) == yuan(108000)
    assert queries.promised_under(held) == yuan(108000)
    row = commands.end_contract(contract=row, reason="竣工移交，款已结清", by=CLERK, on=dt.date(2019, 9, 2))
    assert row.state == "ended"
    with pytest.raises(Conflict):
        commands.terminate_contract(contract=row, reason="再解除", by=CLERK, on=dt.date(2019, 9, 2))


def test_who_comes_too_late_is_told_the_rows_version():
    """A row is what a conflict carries, never words: programs read its version."""
    row = signed(certificate())
    with pytest.raises(Conflict) as told:
        sign(row)
    now = Contract.objects.get(pk=row.pk).version
    answer = problems._conflict(RequestFactory().post("/"), told.value)
    assert told.value.version == now and json.loads(answer.content)["current_version"] == now
    with pytest.raises(AttributeError):
        Conflict("", current="已签订")


def test_numbers_have_no_gaps_and_a_failed_draft_gives_its_number_back():
    held = certificate()
    assert drafted(held).number.endswith("0001")
    assert told(drafted, held, amount=yuan(-1)) == {"amount"}
    assert drafted(held).number.endswith("0002")


def test_who_drafts_does_not_sign():
    row = drafted(certificate(), by=SECRETARY)
    with pytest.raises(NotPermitted):
        sign(row)


@pytest.mark.parametrize(("day", "why"), [(0, set()), (-1, {"certificate"})])
def test_the_first_day_of_the_certificate(day, why):
    """The day it comes into force, and the day before."""
    held = certificate()
    first = held.valid_from + dt.timedelta(days=day)
    row = drafted(held, asked_on=first)
    if why:
        assert told(sign, row, first) == why
    else:
        assert sign(row, first).state == "signed"


@pytest.mark.parametrize(("day", "why"), [(-1, set()), (0, set()), (1, {"certificate"})])
def test_the_last_day_of_the_certificate(day, why):
    held = certificate()
    last = held.lapses_on + dt.timedelta(days=day)
    row = drafted(held, first_day=last, last_day=last)
    with pytest.raises(DatabaseError) if not why else pytest.raises(RuleViolated) as error, transaction.atomic():
        sign(row, last, on=last)
    # The database's own day is the county's: what is signed later than today it refuses by that name, and never by the certificate's.
    assert ({v.code for v in error.value.violations} == why) if why else (error.value.__cause__.diag.constraint_name == "contract_signed_by_today")


def test_a_revoked_certificate_unlocks_nothing():
    held = certificate()
    row = drafted(held)
    decisions.revoke_certificate(certificate=held, reason="程序有误", document="斗镇委〔2019〕9号", by=TOWN_COMMITTEE, on=DRAFTED)
    row.refresh_from_db()
    assert told(sign, row) == {"certificate"}
    refused(SIGN, [SECRETARY.login, row.pk], "contract_on_a_certificate")


@pytest.mark.parametrize(("amount", "why"), [("199999.99", set()), ("200000", set()), ("200000.01", {"amount"})])
def test_below_at_and_above_the_certificate(amount, why):
    row = drafted(certificate("200000"), amount=yuan(amount))
    assert (told(sign, row) if why else set()) == why
    if not why:
        assert sign(row).state == "signed"


def test_two_contracts_share_one_certificate():
    held = certificate("200000")
    signed(held, amount=yuan(150000))
    second = drafted(held, amount=yuan("50000.01"))
    assert told(sign, second) == {"amount"}
    refused(SIGN, [SECRETARY.login, second.pk], "contract_within_the_certificate")


def test_of_another_unit():
    row = drafted(certificate(unit="collective"), unit="centre")
    assert told(sign, row) == {"unit"}
    refused(SIGN, [SECRETARY.login, row.pk], "contract_on_a_certificate")


@pytest.mark.parametrize(("amount", "why"), [("4999.99", set()), ("5000", set()), ("5000.01", {"small_contract"})])
def test_small_contracts_need_no_certificate_up_to_the_bar(amount, why):
    certificate()
    row = drafted(None, basis="small", basis_document="村委会会议记录〔2019〕6号", amount=yuan(amount))
    assert (told(sign, row) if why else set()) == why


def test_small_contracts_with_one_party_are_added_up():
    certificate()
    small = {"basis": "small", "basis_document": "村委会会议记录〔2019〕6号", "counterparty": "斗门五金店", "amount": yuan(3000)}
    signed(None, **small)
    second = drafted(None, **small)
    assert told(sign, second) == {"small_contract"}
    refused(SIGN, [SECRETARY.login, second.pk], "small_contract")


@pytest.mark.parametrize(("day", "why"), [(dt.date(2018, 12, 31), set()), (dt.date(2019, 1, 1), {"signed_on"})])
def test_only_what_is_older_than_the_register_is_taken_over(day, why):
    certificate()
    row = drafted(None, basis="existing", basis_document="合同原件", first_day=day)
    call = {"contract": row, "signed_on": day, "signatory": "前任主任", "by": OFFICER, "on": SIGNED}
    if why:
        assert told(commands.take_over_contract, **call) == why
        refused(SIGN.replace("'2019-07-25'", "'2019-01-01'"), [OFFICER.login, row.pk], "existing_contract_is_old")
    else:
        assert told(sign, row) == {"basis", "signed_on"}
        assert commands.take_over_contract(**call).state == "signed"


@pytest.mark.parametrize(("amount", "why"), [("9999.99", set()), ("10000", set()), ("10000.01", {"decided_again"})])
def test_below_at_and_above_a_tenth(amount, why):
    row = signed(certificate(), amount=yuan(100000))
    if why:
        assert told(amended, row, amount) == why
    else:
        assert amended(row, amount).position == 1


def test_two_small_changes_go_back_to_who_decided():
    row = signed(certificate(), amount=yuan(100000))
    amended(row, 6000)
    assert told(amended, row, 6000) == {"decided_again"}
    refused(AMEND, [row.pk, 2, "6000"], "amendment_decided_again")
    again = certificate("50000", title="增加工程量")
    assert amended(row, 6000, again).position == 2
    assert queries.promised_under(again) == yuan(6000)


def test_an_addition_stays_within_its_certificate():
    row = signed(certificate(), amount=yuan(100000))
    again = certificate("50000", title="增加工程量")
    assert told(amended, row, "50000.01", again) == {"amount"}
    assert amended(row, 50000, again).amount_change == yuan(50000)


def test_a_lease_is_not_made_longer_or_cheaper_without_a_decision():
    held = certificate(unit="collective", kind="collective_property", amount="100")
    row = signed(held, kind="land", unit="collective", amount=yuan(60000), rent=yuan(5000), rent_every="month", counterparty="斗门钢材公司")
    assert told(amended, row, 0, last_day=LAST + dt.timedelta(days=1)) == {"decided_again"}
    assert told(amended, row, "-6000.01") == {"decided_again"}
    assert amended(row, 60000).position == 1  # what the village is paid may grow
    assert queries.promised_under(held) == 0
    refused(AMEND, [row.pk, 2, "-6000.01"], "amendment_decided_again")


SIGN = "UPDATE contracts_contract SET state = 'signed', signed_on = '2019-07-25', signatory = '某人', recorded_by = %s WHERE id = %s"
AMEND = (
    "INSERT INTO contracts_amendment (uuid, version, division_code, contract_id, position, signed_on, amount_change, subject, document, recorded_on, recorded_by)"
    " SELECT gen_random_uuid(), 1, division_code, id, x.p, '2019-09-01', x.a, '加', '', '2019-09-01', 'x'"
    " FROM contracts_contract, (SELECT %s::bigint AS k, %s::int AS p, %s::numeric AS a) x WHERE id = x.k"
)


def officer_named(name: str) -> None:
    """Somebody of that name sits in both committees."""
    bind(SERVICE)
    seat = Mandate.objects.filter(division_code=stage.VILLAGE, organisation__isnull=False, role="other_member").first()
    seat.person.name = name
    seat.person.save()


def test_a_related_party_is_answered_before_it_is_signed():
    """The company of a member's relative: found by name, refused, decided again with the member recused, signed."""
    stage.road.village()
    officer_named("邝某某")
    held = certificate()
    row = drafted(held, counterparty="斗门某公司", representative="邝某某")
    party = row.parties.get()
    assert (party.source, party.relation, party.answer) == ("representative", "business", "")
    assert told(sign, row) == {"related_not_recused"}
    refused(SIGN, [SECRETARY.login, row.pk], "related_party_answered")
    assert told(commands.answer_party, party=party, answer="recused", by=OFFICER, on=DRAFTED) == {"not_recused"}
    with pytest.raises(NotPermitted):
        commands.answer_party(party=party, answer="recused", by=CLERK, on=DRAFTED)
    again = certificate("180000", title="重新决定", recused=("邝某某",))
    commands.change_contract(contract=row, by=CLERK, on=DRAFTED, **stage.terms(again))
    commands.answer_party(party=party, answer="recused", by=OFFICER, on=DRAFTED)
    assert sign(Contract.objects.get(pk=row.pk)).state == "signed"


def test_an_answer_does_not_travel_to_another_certificate():
    stage.road.village()
    officer_named("邝某某")
    first = certificate(recused=("邝某某",))
    row = drafted(first, counterparty="邝某某", party_kind="person")
    commands.answer_party(party=row.parties.get(), answer="recused", by=OFFICER, on=DRAFTED)
    commands.change_contract(contract=row, by=CLERK, on=DRAFTED, **stage.terms(certificate("150000", title="没有回避")))
    assert told(sign, Contract.objects.get(pk=row.pk)) == {"related_not_recused"}
    refused(SIGN, [SECRETARY.login, row.pk], "related_party_recused")


def test_somebody_else_of_the_same_name_is_cleared_by_the_town():
    stage.road.village()
    officer_named("邝某某")
    row = drafted(certificate(), counterparty="邝某某", party_kind="person")
    party = row.parties.get()
    assert told(commands.answer_party, party=party, answer="not_same", by=OFFICER, on=DRAFTED) == {"document"}
    refused("UPDATE contracts_relatedparty SET answer = 'not_same', document = 'x', answered_on = '2019-07-20', answered_by = %s WHERE id = %s", [CLERK.login, party.pk],
            "related_party_cleared_by_another")  # fmt: skip
    commands.answer_party(party=party, answer="not_same", document="核对身份证，出生年份不同", by=OFFICER, on=DRAFTED)
    assert sign(row).state == "signed"
    refused("UPDATE contracts_relatedparty SET answer = '', document = '', answered_on = NULL, answered_by = '' WHERE id = %s", [party.pk], "related_party_stays")


def test_what_was_declared_is_known_at_the_next_contract_and_cannot_be_cleared():
    held = certificate()
    first = drafted(held, counterparty="斗门某公司")
    commands.declare_party(contract=first, name="黄某", office="委员", relation="spouse", by=CLERK, on=DRAFTED)
    second = drafted(held, counterparty="斗门某公司")
    party = second.parties.get()
    assert (party.source, party.relation) == ("earlier", "spouse")
    assert told(commands.answer_party, party=party, answer="not_same", document="x", by=OFFICER, on=DRAFTED) == {"answer"}
    assert told(sign, second) == {"related_not_recused"}


def test_nobody_is_passed_over_by_straight_sql():
    """Somebody takes office between draft and signing: the database looks itself."""
    held = certificate()
    row = drafted(held, counterparty="邝后来", party_kind="person")
    assert not row.parties.exists()
    officer_named("邝后来")
    refused(SIGN, [SECRETARY.login, row.pk], "related_party_answered")
    assert told(sign, row) == {"related_not_recused"}
    with connection.cursor() as cursor:  # whom the command found stays found only when it succeeds
        cursor.execute("SELECT count(*) FROM contracts_relatedparty")
        assert cursor.fetchone() == (0,)


def test_they_must_have_been_asked():
    row = drafted(certificate(), asked_on=None)
    assert told(sign, row) == {"asked_on"}
    refused(SIGN, [SECRETARY.login, row.pk], "related_party_asked")


@pytest.mark.parametrize(("change", "guard"), [
    ("amount = 1", "contract_stays"), ("counterparty = '别人'", "contract_stays"), ("state = 'draft'", "contract_road"), ("certificate_id = NULL, basis = 'small'", "contract_stays"),
    ("period = '[2019-07-25,2030-01-01)'", "contract_stays"), ("state = 'ended'", "contract_ended_with_reason"),
])  # fmt: skip
def test_a_signed_contract_stays(change, guard):
    row = signed(certificate())
    refused(f"UPDATE contracts_contract SET {change} WHERE id = %s", [row.pk], guard)


def test_by_straight_sql_nothing_is_born_signed_or_signed_by_one_pair_of_hands():
    row = drafted(certificate())
    refused(SIGN, [CLERK.login, row.pk], "contract_signed_whole")
    refused("UPDATE contracts_contract SET counterparty = '别人' WHERE id = %s", [row.pk], "contract_stays")
    columns = [f.column for f in Contract._meta.fields if f.column not in ("id", "uuid", "number", "state", "signed_on", "signatory", "recorded_by")]
    listed = ", ".join(columns)
    refused(f"INSERT INTO contracts_contract (uuid, number, state, signed_on, signatory, recorded_by, {listed}) SELECT gen_random_uuid(), 'x', 'signed', '2019-07-25', 'a', 'b', {listed}"
            " FROM contracts_contract WHERE id = %s", [row.pk], "contract_begins_as_a_draft")  # fmt: skip
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        connection.cursor().execute("DELETE FROM contracts_contract")


def test_amendments_only_grow_by_rows():
    row = signed(certificate())
    amended(row, 500)
    for statement in ("UPDATE contracts_amendment SET amount_change = 0", "DELETE FROM contracts_amendment"):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            connection.cursor().execute(statement)
    refused(AMEND, [row.pk, 1, "500"], "amendment_of_a_signed_contract")
    refused(AMEND, [row.pk, 2, "-200000"], "contract_amount_not_below_nothing")
    assert Amendment.objects.count() == 1


def test_alarms_ninety_and_thirty_days_before_the_end():
    row = signed(certificate(), last_day=LAST)

    def said(days: int) -> list[str]:
        return [t.why for t in queries.tasks_for(SECRETARY, LAST - dt.timedelta(days=days)) if t.title == row.subject]

    assert (said(91), said(90), said(31), said(30), said(0), said(-1)) == (
        [], ["合同将要到期"], ["合同将要到期"], ["合同快到期了，要准备续签或收回"], ["合同快到期了，要准备续签或收回"], ["合同已经到期，要办结或续签"])  # fmt: skip


def test_on_a_thread():
    row = signed(certificate())
    amended(row, 500)
    events = list(registry.kinds()["contract"].events([row.uuid], SECRETARY))
    assert [(e.on, e.amount) for e in events] == [(SIGNED, yuan(100000)), (dt.date(2019, 9, 1), yuan(500))]


def test_a_persons_number_is_sealed():
    row = drafted(certificate(), counterparty="邝某", party_kind="person", identity_number="440403197908020012")
    assert row.identity_masked.endswith("0012") and "440403197908020012" not in row.identity_sealed
    assert told(drafted, None, certificate=certificate("9", title="又一项"), credit_code="914404030000000000") == {"credit_code"}
