"""A project from idea to asset; what each step refuses in words, and what PostgreSQL refuses by straight SQL."""

import datetime as dt
import io
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from PIL import Image

from qianxian.collective.models import Asset as CollectiveAsset
from qianxian.collective.queries.property import facilities_on
from qianxian.foundation.errors import Conflict, FileRefused, NotPermitted, RuleViolated
from qianxian.foundation.reach import bind
from qianxian.funds.models import Payment
from qianxian.funds.queries.gates import gate
from qianxian.projects import commands, queries
from qianxian.projects.commands import Source
from qianxian.projects.models import BudgetSource, ChangeOrder, Measure, Project
from qianxian.threads import registry
from tests.cast import SERVICE, acting
from tests.contracts import stage as signing
from tests.funds import stage as funds
from tests.projects import stage
from tests.projects.stage import AUDITOR, COMMITTEE, INSPECTOR, KEEPER, ON, SECOND, STARTED, SUPERVISOR, yuan
from tests.registry_pages import browser_of

pytestmark = pytest.mark.django_db
DAY = signing.DRAFTED


def told(call, *args, **kwargs) -> set[str]:
    """The codes with which a command is refused."""
    with pytest.raises(RuleViolated) as refusal, transaction.atomic():
        call(*args, **kwargs)
    return {v.code for v in refusal.value.violations}


def refused(sql: str, values=(), name: str = "") -> None:
    """Refused by the named guard."""
    with pytest.raises(DatabaseError) as error, transaction.atomic():
        connection.cursor().execute(sql, values)
        connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")
    found = error.value.__cause__.diag.constraint_name or ""
    assert found == name, (found, str(error.value))


def put(row: Project, change: str, name: str) -> None:
    refused(f"UPDATE projects_project SET {change} WHERE id = %s", [row.pk], name)


def test_from_idea_to_asset():
    """Every step, each by who may; what is the centre's stays out of the collective's register."""
    row = stage.building()
    one = commands.add_milestone(project=row, title="路基", due_on=dt.date(2019, 9, 1), by=KEEPER, on=STARTED)
    assert told(commands.accept_project, project=row, by=KEEPER, on=ON) == {"milestones", "acceptors"}
    commands.finish_milestone(milestone=one, done_on=dt.date(2019, 9, 1), by=KEEPER, on=dt.date(2019, 9, 1))
    row = stage.audited(stage.accepted(row))
    asset = commands.enter_asset(project=row, name="祠堂路", category="public", place="祠堂路", by=KEEPER, on=ON)
    assert (asset.cost, asset.number) == (yuan(75000), f"ZC-{stage.VILLAGE}-2019-0001") and not CollectiveAsset.objects.exists()
    assert Project.objects.get(pk=row.pk).state == "asset"
    titles = [e.title.split("：")[0] for e in registry.kinds()["project"].events([row.uuid], KEEPER)]
    assert set(titles) == {"批复立项", "招标", "开工", "验收合格", "结算审计", "预算"}


def test_what_is_the_collectives_is_in_its_register_at_once():
    """Entered once: the audited cost and the paper it came by stand in the collective's register, idle."""
    row = stage.audited(stage.accepted(stage.building(unit="collective")))
    asset = commands.enter_asset(project=row, name="厂房", category="business", place="牌坊东", by=KEEPER, on=ON)
    held = CollectiveAsset.objects.get()
    assert (held.title, held.category, held.original_value, held.state, held.place) == ("厂房", "operating", yuan(75000), "idle", "牌坊东")
    assert row.number in held.document and asset.number in held.document and (held.facility, held.quantity) == ("", None)


def test_lights_that_a_project_put_up_are_counted_at_once():
    """The asset register knows kind and number from the day the works are entered: no form about lights goes out for them, and nobody counts them twice."""
    row = stage.audited(stage.accepted(stage.building(unit="collective")))
    asked = {"project": row, "name": "祠堂路路灯", "category": "public", "place": "祠堂路", "by": KEEPER, "on": ON}
    assert told(commands.enter_asset, **asked, facility="street_light") == {"facility"}
    assert told(commands.enter_asset, **asked, facility="street_light", quantity=Decimal("2.5")) == {"quantity"}
    assert not facilities_on(KEEPER, [row.division_code], "street_light", ON)
    commands.enter_asset(**asked, facility="street_light", quantity=Decimal(24))
    assert facilities_on(KEEPER, [row.division_code], "street_light", ON) == {row.division_code: (Decimal(24), ON)}


def test_what_is_not_the_collectives_is_no_facility_of_its_register():
    row = stage.audited(stage.accepted(stage.building()))
    assert told(commands.enter_asset, project=row, name="祠堂路路灯", category="public", place="祠堂路", by=KEEPER, on=ON, facility="street_light", quantity=Decimal(24)) == {"facility"}


@pytest.mark.parametrize(("unit", "asks"), [("collective", True), ("village", False)])
def test_the_page_asks_kind_and_number_of_the_collectives_projects_alone(monkeypatch, unit, asks):
    row = stage.audited(stage.accepted(stage.building(unit=unit)))
    page = browser_of(KEEPER, monkeypatch).get(f"/projects/{row.uuid}/do/asset/").content.decode()
    assert ('name="facility"' in page, 'name="quantity"' in page) == (asks, asks)


@pytest.mark.parametrize("off", ["-0.01", "0.01"])
def test_sources_add_up_to_the_budget(off):
    row = stage.idea()
    parts = [Source("district", "区级补助", yuan(50000)), Source("collective", "自筹", yuan(40000) + yuan(off))]
    call = {"project": row, "amount": yuan(90000), "sources": parts, "made_on": DAY, "document": "预算书", "by": KEEPER, "on": DAY}
    assert told(commands.set_budget, **call) == {"sources"}
    made = stage.budgeted(row)
    copied = BudgetSource.objects.filter(budget=made).first()
    refused("INSERT INTO projects_budgetsource (uuid, version, division_code, budget_id, level, title, amount) VALUES (gen_random_uuid(), 1, %s, %s, 'town', 'x', 0.01)",
            [copied.division_code, made.pk], "sources_add_up")  # fmt: skip


def test_the_town_approves_what_another_recorded_on_a_budget():
    row = stage.idea()
    call = {"project": row, "document": "斗镇委〔2019〕12号", "on": DAY}
    assert told(commands.approve_project, by=COMMITTEE, **call) == {"budget"}
    put(row, "state = 'approved', approved_by = 'x', approved_on = '2019-07-20', approval_document = 'x'", "project_approved_on_a_budget")
    stage.budgeted(row)
    with pytest.raises(NotPermitted):
        commands.approve_project(by=KEEPER, **call)
    put(row, f"state = 'approved', approved_by = '{KEEPER.login}', approved_on = '2019-07-20', approval_document = 'x'", "project_approved_on_a_budget")
    assert commands.approve_project(by=COMMITTEE, **call).state == "approved"


@pytest.mark.parametrize(("limit", "why"), [("89999.99", {"budget"}), ("90000", set()), ("90000.01", set())])
def test_below_at_and_above_what_was_decided(limit, why):
    row, held = stage.approved(), signing.certificate(limit)
    call = {"project": row, "certificate": held, "by": KEEPER, "on": DAY}
    if why:
        assert told(commands.record_vote, **call) == why
        put(row, f"state = 'voted', voted_on = '2019-07-20', certificate_id = {held.pk}", "project_within_the_certificate")
    else:
        assert commands.record_vote(**call).state == "voted"


@pytest.mark.parametrize(("amount", "mode", "ok"), [
    ("99999.99", "exempt", True), ("100000", "exempt", False), ("100000", "small_local", True), ("999999.99", "small_local", True), ("1000000", "small_local", False),
    ("1000000", "invited", True), ("3999999.99", "invited", True), ("4000000", "invited", False), ("4000000", "open", True),
])  # fmt: skip
def test_tender_modes_below_at_and_above_each_bar(amount, mode, ok):
    row = stage.voted(amount)
    change = f"state = 'tendering', mode = '{mode}', tendered_on = '2019-07-20', tender_document = 'x'"
    if ok:
        assert stage.tender(row, mode).mode == mode
    else:
        assert told(stage.tender, row, mode) == {"mode"}
        put(row, change, "project_not_split")


def test_lots_of_one_kind_are_named_and_refused():
    first, second = stage.tendered("60000", name="祠堂路硬化"), stage.voted("60000", name="村口路硬化", site="村口")
    with pytest.raises(RuleViolated) as error, transaction.atomic():
        stage.tender(second, "exempt")
    (one,) = error.value.violations
    assert one.code == "split_local" and first.number in one.message and "祠堂路硬化" in one.message
    put(second, "state = 'tendering', mode = 'exempt', tendered_on = '2019-07-20', tender_document = 'x'", "project_not_split")
    put(second, "state = 'tendering', mode = 'exempt', tendered_on = '2019-07-20', tender_document = 'x', split_reason = '就是要分开'", "project_not_split")
    apart = signing.certificate("60000", title="两条路分开实施")
    row = stage.tender(second, "exempt", split_reason="两处相距三公里，施工期错开", split_certificate=apart)
    assert row.state == "tendering"
    other = stage.voted("60000", name="活动中心修缮", kind="venue")
    assert stage.tender(other, "exempt").state == "tendering"  # another kind stands alone


def test_no_body_excuses_what_the_law_puts_to_tender():
    stage.tendered("2200000", mode="invited", name="水管一期", kind="water")
    second = stage.voted("2100000", name="水管二期", kind="water")
    apart = signing.certificate("100", title="分期实施")
    reason = {"split_reason": "分期实施", "split_certificate": apart}
    assert told(stage.tender, second, "invited", **reason) == {"split"}
    put(second, f"state = 'tendering', mode = 'invited', tendered_on = '2019-07-20', tender_document = 'x', split_reason = 'x', split_certificate_id = {apart.pk}", "project_not_split")
    assert stage.tender(second, "open").state == "tendering"


def test_the_contract_is_the_projects_own():
    row = stage.tendered("90000")
    foreign = signing.signed(signing.certificate("50000", title="另一项"), amount=yuan(40000))
    call = {"project": row, "started_on": STARTED, "bidders": 1, "result_document": "成交通知书", "by": KEEPER, "on": STARTED}
    assert told(commands.award, contract=foreign, **call) == {"contract"}
    put(row, f"state = 'building', contract_id = {foreign.pk}, bidders = 3, result_document = 'x', started_on = '2019-08-01'", "project_on_a_contract")
    own = signing.signed(row.certificate, amount=yuan(80000))
    assert told(commands.award, contract=own, **call | {"bidders": None, "result_document": ""}) == {"bidders", "result_document"}
    put(row, f"state = 'building', contract_id = {own.pk}, started_on = '2019-08-01'", "project_tender_result")
    assert commands.award(contract=own, **call).state == "building"


@pytest.mark.parametrize(("bidders", "why"), [(2, {"bidders"}), (3, set())])
def test_three_bidders(bidders, why):
    call = {"amount": "1000000", "contract": "900000", "mode": "invited", "bidders": bidders}
    if why:
        assert told(stage.building, **call) == why
    else:
        assert stage.building(**call).bidders == 3


def test_a_dearer_budget_goes_back_to_who_decided():
    """Works under way become dearer than decided: back, nothing is paid, decided again, and on with the same contract and an amendment."""
    row = stage.building("90000", "80000")
    assert told(stage.budgeted, row, "95000", ON) == {"reason"}
    refused("INSERT INTO projects_budget (uuid, version, division_code, project_id, position, made_on, amount, document, reason, recorded_on, recorded_by)"
            " VALUES (gen_random_uuid(), 1, %s, %s, 2, '2019-12-16', 95000, 'x', 'x', '2019-12-16', 'x')", [row.division_code, row.pk], "dearer_goes_back")  # fmt: skip
    stage.budgeted(row, "95000", ON, reason="材料涨价")
    row = Project.objects.get(pk=row.pk)
    assert (row.state, row.certificate, queries.budget_of(row)) == ("approved", None, yuan(95000))
    again = signing.certificate("95000", title="增加投资")
    row = commands.record_vote(project=row, certificate=again, by=KEEPER, on=ON)
    call = {"project": row, "contract": row.contract, "started_on": STARTED, "by": KEEPER, "on": ON}
    assert told(commands.award, **call) == {"contract"}
    signing.amended(row.contract, 10000, again, day=ON)
    assert commands.award(**call).state == "building"


def money(row: Project):
    """A book with money and an approver, for the project's payments."""
    v = funds.village()
    v.receive(v.venue, 200000)
    funds.ceiling(funds.SECRETARY.login, 1000000)

    def pay(amount, upto: str = "pay_out") -> Payment:
        given = {"authority": "certificate", "standing": None, "certificate": row.certificate, "contract": row.contract, "payee": row.contract.counterparty, "amount": yuan(amount)}
        return funds.carried(funds.requested(v, None, **given), upto)

    return pay


def unmet(payment: Payment) -> set[str]:
    return {c.code for c in gate(payment, ON) if not c.met and not c.step}


@pytest.mark.parametrize(("amount", "still"), [("7999.99", False), ("8000", False), ("8000.01", True)])
def test_changes_below_at_and_above_a_tenth(amount, still):
    """Beyond it nothing is accepted or paid until a new certificate is named."""
    row = stage.building("90000", "80000")
    pay = money(row)
    change = commands.order_change(project=row, ordered_on=STARTED, amount=yuan(amount), reason="加厚路基", document="签证1号", by=KEEPER, on=STARTED)
    stage.looked(row)
    payment = pay(1000, "look_at_payment")
    assert unmet(payment) == ({"project_goes_on"} if still else set())
    if not still:
        assert commands.accept_project(project=row, by=KEEPER, on=ON).state == "accepted"
        return
    assert told(commands.accept_project, project=row, by=KEEPER, on=ON) == {"changes"}
    put(row, "state = 'accepted', accepted_on = '2019-12-16'", "changes_decided_again")
    refused("UPDATE funds_payment SET state = 'approved', approved_by = %s, approved_on = '2019-12-16' WHERE id = %s", [funds.SECRETARY.login, payment.pk], "changes_decided_again")
    assert told(commands.decide_change, change=change, certificate=row.certificate, by=KEEPER, on=ON) == {"certificate"}
    refused("UPDATE projects_changeorder SET certificate_id = %s WHERE id = %s", [row.certificate_id, change.pk], "change_order_stays")
    commands.decide_change(change=change, certificate=signing.certificate("9000", title="加厚路基"), by=KEEPER, on=ON)
    assert not unmet(payment)
    assert commands.accept_project(project=row, by=KEEPER, on=ON).state == "accepted"
    refused("UPDATE projects_changeorder SET amount = 1 WHERE id = %s", [change.pk], "works_under_way")


def test_neither_builder_nor_payer_nor_keeper_accepts():
    row = stage.building()
    pay = money(row)
    pay(1000)
    payer = acting(funds.HANDLER.login, "某某", "supervision_member", stage.VILLAGE)
    builder = acting("shigong", row.contract.counterparty, "supervision_member", stage.VILLAGE)
    for by in (payer, builder):
        assert told(stage.looked, row, by) == {"hands"}
    with pytest.raises(NotPermitted):
        stage.looked(row, KEEPER)
    for login, name in ((funds.HANDLER.login, "甲"), (funds.CASHIER.login, "甲"), ("a", row.contract.counterparty), (KEEPER.login, "甲")):
        refused("INSERT INTO projects_acceptance (uuid, version, division_code, project_id, login, name, looked_on, good, opinion)"
                " VALUES (gen_random_uuid(), 1, %s, %s, %s, %s, '2019-12-16', true, 'x')", [row.division_code, row.pk, login, name], "accepted_by_others")  # fmt: skip
    put(row, "state = 'accepted', accepted_on = '2019-12-16'", "accepted_by_others")
    stage.looked(row, SUPERVISOR, INSPECTOR)
    funds.ceiling(INSPECTOR.login, 1000000)
    refused("UPDATE funds_payment SET state = 'approved', approved_by = %s, approved_on = '2019-12-16' WHERE id = %s",
            [INSPECTOR.login, pay(1000, "look_at_payment").pk], "accepted_by_others")  # fmt: skip
    assert told(commands.look_at_works, project=row, good=True, opinion="", by=SECOND, on=ON) == {"opinion"}


def test_one_person_twice_is_one_and_the_last_word_counts():
    row = stage.building()
    stage.looked(row, SUPERVISOR, SUPERVISOR)
    assert told(commands.accept_project, project=row, by=KEEPER, on=ON) == {"acceptors"}
    put(row, "state = 'accepted', accepted_on = '2019-12-16'", "accepted_by_others")
    stage.looked(row, INSPECTOR)
    stage.looked(row, INSPECTOR, good=False)
    assert told(commands.accept_project, project=row, by=KEEPER, on=ON) == {"acceptors"}
    stage.looked(row, SECOND)
    assert commands.accept_project(project=row, by=KEEPER, on=ON).state == "accepted"


def test_nothing_is_paid_beyond_the_audit():
    row = stage.building()
    pay = money(row)
    pay(60000)
    row = stage.audited(stage.accepted(row), "75000")
    waiting = pay("15000.01", "look_at_payment")
    assert unmet(waiting) == {"within_audit"}
    refused("UPDATE funds_payment SET state = 'approved', approved_by = %s, approved_on = '2019-12-16' WHERE id = %s", [funds.SECRETARY.login, waiting.pk], "payment_within_the_audit")
    assert pay(15000).state == "paid"
    put(row, "audited_amount = 80000", "project_stays")


@pytest.mark.parametrize(("amount", "why"), [("80000", set()), ("80000.01", {"amount"})])
def test_the_audit_stays_within_the_contract(amount, why):
    row = stage.accepted()
    if why:
        assert told(stage.audited, row, amount) == why
        put(row, f"state = 'audited', audited_amount = {amount}, audited_by = 'x', audit_body = 'x', audit_document = 'x', audited_on = '2019-12-16'", "project_audited")
    else:
        assert stage.audited(row, amount).audited_by == AUDITOR.login


def test_a_stalled_project_says_why_and_since_when():
    row = stage.idea()
    call = {"project": row, "since": DAY, "by": KEEPER, "on": ON}
    assert told(commands.stall_project, cause="", words="", **call) == {"cause", "words"}
    put(row, "state = 'stalled'", "project_road")
    put(row, "state = 'stalled', stalled_from = 'idea'", "project_stalled_with_its_cause")
    row = commands.stall_project(cause="vote_not_passed", words="表决没有通过，等再次表决", **call)
    assert (row.state, row.stalled_from) == ("stalled", "idea")
    put(row, "state = 'building', stalled_from = '', stalled_cause = '', stalled_since = NULL, stalled_words = ''", "project_road")
    assert commands.resume_project(project=row, reason="重新提出", by=KEEPER, on=ON).state == "idea"
    with pytest.raises(Conflict):
        commands.resume_project(project=row, reason="又恢复", by=KEEPER, on=ON)


def test_a_stalled_project_is_not_paid():
    row = stage.building()
    pay = money(row)
    waiting = pay(1000, "look_at_payment")
    commands.stall_project(project=row, cause="builder", since=ON, words="停工", by=KEEPER, on=ON)
    assert unmet(waiting) == {"project_goes_on"}


@pytest.mark.parametrize("state", ["voted", "tendering", "building", "accepted", "audited", "asset"])
def test_no_step_is_jumped(state):
    put(stage.idea(), f"state = '{state}'", "project_road")


def picture(width: int = 2400, height: int = 1800, **more) -> bytes:
    """A photo with a place in its EXIF."""
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x010F] = "CameraMaker"
    exif.get_ifd(0x8825)[1] = "N"
    Image.effect_noise((width, height), 60).convert("RGB").save(out, "JPEG", exif=exif, **more)
    return out.getvalue()


def test_photos_are_few_small_and_plain():
    row = stage.building()
    one = commands.add_milestone(project=row, title="路基", due_on=dt.date(2019, 9, 1), by=KEEPER, on=STARTED)
    kept = commands.keep_photo(milestone=one, content=picture(), by=KEEPER, on=ON)
    stored = bytes(kept.content)
    assert b"CameraMaker" not in stored and b"Exif" not in stored and len(stored) <= 1_500_000
    assert max(Image.open(io.BytesIO(stored)).size) == 1600
    for width in (300, 301):
        commands.keep_photo(milestone=one, content=picture(width, 200), by=KEEPER, on=ON)
    assert told(commands.keep_photo, milestone=one, content=picture(302, 200), by=KEEPER, on=ON) == {"photos"}
    refused("INSERT INTO projects_milestonephoto (uuid, version, division_code, milestone_id, content, digest, size, uploaded_by)"
            " SELECT gen_random_uuid(), 1, division_code, milestone_id, content, 'x', size, 'x' FROM projects_milestonephoto LIMIT 1", (), "few_photos")  # fmt: skip
    with pytest.raises(FileRefused):
        commands.keep_photo(milestone=commands.add_milestone(project=row, title="面层", due_on=ON, by=KEEPER, on=ON), content=b"%PDF-1.4", by=KEEPER, on=ON)


def test_nothing_of_a_project_is_deleted_or_rewritten():
    row = stage.building()
    commands.order_change(project=row, ordered_on=STARTED, amount=yuan(10), reason="加宽", document="签证2号", by=KEEPER, on=STARTED)
    bind(SERVICE)
    for statement in ("DELETE FROM projects_project", "UPDATE projects_budget SET amount = 1", "DELETE FROM projects_budgetsource", "UPDATE projects_acceptance SET good = true"):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            connection.cursor().execute(statement)
    for change in ("kind = 'water'", "division_code = '440403103209'"):
        put(row, change, "project_stays")
    put(row, "contract_id = NULL", "project_stays")
    put(row, "mode = 'open'", "project_stays")
    assert ChangeOrder.objects.count() == 1


def test_what_is_measured_stands_and_a_later_row_counts():
    """Kilometres, households and a year, each with its paper; nothing is rewritten, cancelled projects take none."""
    row = stage.idea(kind="market")
    measure = {"project": row, "measured_on": DAY, "document": "测量记录", "by": KEEPER, "on": DAY}
    commands.record_measure(what="length_km", amount=yuan("0.85"), **measure)
    commands.record_measure(what="length_km", amount=yuan("1"), **measure)
    assert queries.measured(SERVICE, stage.VILLAGE, "market", "length_km", DAY) == 1
    assert queries.measured(SERVICE, stage.VILLAGE, "market", "length_km", DAY.replace(year=DAY.year - 1)) is None
    assert [(m.what, m.amount) for m in queries.measures_of(row)] == [("length_km", yuan("0.85")), ("length_km", yuan(1))]
    for given, field in (
        ({"what": "households", "amount": yuan("52.5")}, "amount"), ({"what": "households", "amount": yuan(0)}, "amount"), ({"what": "weight", "amount": yuan(1)}, "what"),
        ({"what": "stands_since", "amount": yuan(DAY.year + 1)}, "amount"), ({"what": "stands_since", "amount": yuan(1899)}, "amount"),
        ({"what": "area_m2", "amount": yuan(9), "document": " "}, "document"), ({"what": "area_m2", "amount": yuan(9), "measured_on": DAY.replace(day=DAY.day + 1)}, "measured_on"),
    ):  # fmt: skip
        with pytest.raises(RuleViolated) as told:
            commands.record_measure(**(measure | given))
        assert {fault.field for fault in told.value.violations} == {field}
    with pytest.raises(NotPermitted):
        commands.record_measure(what="households", amount=yuan(52), **(measure | {"by": SUPERVISOR}))
    for by_hand in ("UPDATE projects_measure SET amount = 9", "DELETE FROM projects_measure"):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(by_hand)
    with pytest.raises(IntegrityError, match="years_and_households_are_whole"), transaction.atomic():
        Measure.objects.create(division_code=row.division_code, project=row, what="households", amount=yuan("1.5"), measured_on=DAY, document="x", recorded_by="x")
    commands.cancel_project(project=row, reason="不建了", by=KEEPER, on=DAY)
    with pytest.raises(Conflict):
        commands.record_measure(what="households", amount=yuan(52), **measure)
