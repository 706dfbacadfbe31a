"""Members, land, leases, rent and distribution through their commands: done, refused, violated, recorded."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal as D

import pytest
from django.db.models import Sum

from qianxian.collective import commands
from qianxian.collective.models import Asset, Lease, Parcel, Roll
from qianxian.collective.queries import leases as lease_queries
from qianxian.collective.queries import members as member_queries
from qianxian.collective.queries import property as property_queries
from qianxian.collective.rules.leases import schedule
from qianxian.contracts import commands as contracts
from qianxian.decisions import commands as deciding
from qianxian.divisions.models import County
from qianxian.foundation.errors import Conflict, NotPermitted, RuleViolated
from qianxian.foundation.models import AuditLeaf
from qianxian.foundation.reach import bind
from qianxian.funds import commands as money
from qianxian.funds.disclosing import sections
from qianxian.funds.queries.balances import trial_balance
from tests.cast import SERVICE, acting
from tests.collective import stage
from tests.collective.stage import BOOKKEEPER, CENTRE, ON, SECOND_BOOKKEEPER, SECRETARY, VILLAGE
from tests.decisions import stage as decisions

pytestmark = pytest.mark.django_db(databases=["default", "owner"])


@pytest.fixture(autouse=True)
def county():
    decisions.village()
    bind(SERVICE)


def said(error) -> set[str]:
    return {v.code for v in error.value.violations}


# members
def test_a_married_woman_stays_a_member():
    woman = stage.admitted("邝月娥")
    with pytest.raises(RuleViolated) as told:
        commands.end_member(member=woman, event="marriage_out", ended_on=ON, document="村委会决定", by=CENTRE, on=ON)
    assert said(told) == {"not_a_ground"}
    with pytest.raises(RuleViolated) as told:
        commands.end_member(member=woman, event="member_elsewhere", ended_on=ON, document="", by=CENTRE, on=ON)
    assert said(told) == {"not_member_elsewhere", "document"}
    ended = commands.end_member(member=woman, event="member_elsewhere", elsewhere="南澳村经济合作社", ended_on=ON, document="成员证", by=CENTRE, on=ON)
    assert ended.end_basis == "member_elsewhere" and ended.elsewhere == "南澳村经济合作社"
    with pytest.raises(Conflict):
        commands.end_member(member=woman, event="death", ended_on=ON, document="证明", by=CENTRE, on=ON)


@pytest.mark.parametrize(
    ("on", "member"), [(dt.date(2005, 12, 31), False), (dt.date(2006, 1, 1), True), (dt.date(2019, 12, 15), True), (dt.date(2019, 12, 16), True), (dt.date(2019, 12, 17), False)]
)
def test_the_last_day_counts(on, member):
    row = stage.admitted("陈伟文")
    commands.end_member(member=row, event="death", ended_on=ON, document="证明", by=CENTRE, on=ON)
    assert member_queries.members_on(SERVICE, on).exists() is member


def test_a_roll_is_everybody_of_the_day():
    rows = stage.members()
    commands.end_member(member=rows[0], event="death", ended_on=dt.date(2019, 12, 1), document="证明", by=CENTRE, on=ON)
    roll = stage.roll()
    stage.settle()
    assert (roll.members, roll.voters, roll.households, roll.shares) == (9, 8, 5, 18)
    assert roll.entries.count() == 9
    commands.correct_member(member=rows[1], household="9号", shares=7, incapable=False, reason="核对", by=CENTRE)
    assert roll.entries.get(member=rows[1]).shares == 2, "what was frozen stays"


def test_a_roll_for_an_assembly_is_the_number_called():
    stage.members()
    with pytest.raises(RuleViolated):
        commands.freeze_roll(division_code=VILLAGE, purpose="assembly", day=dt.date(2019, 12, 17), by=CENTRE, on=ON)


def test_the_board():
    first, second, third, *_ = stage.members()
    chair = stage.seated(first, "chair")
    for member, kind, more, code in (
        (first, "supervisor", {}, "twice"), (second, "chair", {}, "chair"), (second, "director", {"no_relatives": False}, "relatives"),
        (third, "director", {"last": dt.date(2024, 1, 10)}, "term"), (stage.Member.objects.get(name="赵丽容"), "director", {}, "member"),
    ):  # fmt: skip
        with pytest.raises(RuleViolated) as told:
            stage.seated(member, kind, **more)
        assert said(told) == {code}
    stage.seated(second, "supervisor", no_relatives=False)
    stage.seated(first, "delegate")
    commands.end_member(member=first, event="death", ended_on=ON, document="证明", by=CENTRE, on=ON)
    chair.refresh_from_db()
    assert chair.last_day == ON and not member_queries.seats_on(SERVICE, dt.date(2019, 12, 17)).filter(kind="chair").exists()
    assert member_queries.make_up(SERVICE, ON, VILLAGE).directors == 1


# land
def test_lishan_land_and_its_history():
    land = stage.Land()
    stage.settle()
    figures = property_queries.land_figures(SERVICE, VILLAGE)
    assert (figures.entitled, figures.certified, figures.used, figures.uncertified) == (600, 439, 0, 161)
    assert land.certified.square_metres == D("292666.67")
    for mu, whole in (("161.000001", land.whole), ("300.000001", land.certified)):
        with pytest.raises(RuleViolated) as told:
            stage.parcel("再划一块", mu, whole=whole)
        assert said(told) == {"part_within_whole"}
    stage.parcel("余下", "161", whole=land.whole)
    assert [e.kind for e in property_queries.events_of(land.east)] == ["registered"]


def test_a_parcel_goes_its_road():
    row = stage.parcel("荒地", "20.5")
    with pytest.raises(Conflict):
        commands.move_parcel(parcel=row, state="developed", happened_on=ON, document="文", by=CENTRE, on=ON)
    with pytest.raises(Conflict):
        commands.move_parcel(parcel=row, state="leased", happened_on=ON, document="文", by=CENTRE, on=ON)
    with pytest.raises(RuleViolated):
        commands.move_parcel(parcel=row, state="certified", happened_on=ON, document="文", by=CENTRE, on=ON)
    row = commands.remeasure_parcel(parcel=row, mu=D("21"), happened_on=ON, document="测绘报告", by=CENTRE, on=ON)
    row = commands.move_parcel(parcel=row, state="certified", happened_on=ON, document="发证", certificate_no="证1", certified_by="区自然资源局", by=CENTRE, on=ON)
    stage.settle()
    with pytest.raises(Conflict):
        commands.remeasure_parcel(parcel=row, mu=D("22"), happened_on=ON, document="测绘报告", by=CENTRE, on=ON)
    assert [(e.kind, e.to_state, e.mu) for e in row.events.order_by("id")] == [("registered", "unresolved", D("20.5")), ("measured", "unresolved", 21), ("moved", "certified", 21)]


# leases
def test_139_mu_needs_the_assembly():
    east = stage.Land().east
    with pytest.raises(RuleViolated) as told:
        stage.signed(east, stage.small_certificate(), total="49000")
    assert said(told) == {"assembly_needed"}
    lease = stage.signed(east, stage.certificate())
    stage.settle()
    east.refresh_from_db()
    assert east.state == "leased" and lease.instalments.aggregate(s=Sum("amount"))["s"] == D("500000") and lease.instalments.count() == 5
    with pytest.raises(RuleViolated) as told:
        stage.signed(east, lease.contract.certificate)
    assert said(told) == {"leased"}


def test_authorised_representatives_will_do_and_others_will_not():
    paper = stage.certificate(authorisation="2019年村民会议授权")
    assert paper.matter.resolutions.filter(body="reps_meeting").exists() and lease_queries.decided_by_assembly(paper)
    assert not lease_queries.decided_by_assembly(stage.small_certificate())


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"total": "499999.99"}, "low_price"), ({"platform_no": ""}, "platform_needed"), ({"counterparty": " "}, "counterparty"), ({"last_day": dt.date(2040, 1, 1)}, "term"),
        ({"day": dt.date(2019, 12, 17)}, "signed_on"), ({"day": dt.date(2019, 6, 1)}, "certificate"), ({"asked_on": None}, "asked_on"),
    ],
)  # fmt: skip
def test_a_lease_is_refused(change, code):
    with pytest.raises(RuleViolated) as told:
        stage.signed(stage.Land().east, stage.certificate(), **change)
    assert code in said(told)


def test_land_without_a_certificate_is_not_leased():
    with pytest.raises(RuleViolated) as told:
        stage.signed(stage.Land().whole, stage.certificate())
    assert said(told) == {"parcel"}


def test_a_certificate_of_another_kind_does_not_lease():
    with pytest.raises(RuleViolated) as told:
        stage.signed(stage.Land().east, stage.certificate(kind="collective_income"))
    assert said(told) == {"certificate"}


def test_a_directors_wife_leases_only_with_his_recusal():
    director = stage.seated(stage.members()[2])
    commands.declare_related(seat=director, name="斗门某钢材市场有限公司", relation="spouse", by=CENTRE, on=ON)
    east = stage.Land().east
    with pytest.raises(RuleViolated) as told:
        stage.signed(east, stage.certificate())
    assert said(told) == {"related_not_recused"}
    row = decisions.matter(amount="500000", **stage.ASKED)
    step = decisions.called(row, decisions.D1, 0)
    deciding.recuse(meeting=step, name=director.member.name, relation="spouse", by=SECRETARY, on=decisions.D1)
    decisions.voted(step, present=5, votes_for=4)
    stage.signed(east, decisions.certified(row))


def test_a_directors_kin_declared_in_an_election_are_known_here():
    """Nobody typed it again with the seat: the lessee's representative is the director's son, and only a decision without the director lets it be signed."""
    director, son = stage.father_and_son()
    east = stage.Land().east
    with pytest.raises(RuleViolated) as told:
        stage.planned(east, stage.certificate(), representative=son.name)
    assert said(told) == {"related_not_recused"}
    row = decisions.matter(amount="500000", **stage.ASKED)
    step = decisions.called(row, decisions.D1, 0)
    deciding.recuse(meeting=step, name=director.member.name, relation="lineal", by=SECRETARY, on=decisions.D1)
    decisions.voted(step, present=5, votes_for=4)
    assert stage.signed(east, decisions.certified(row), representative=son.name).state == "running"


def let(paper, **more):
    """A lease-out typed on the contracts page, for a shop at 1,200 yuan a year."""
    given = {"subject": "铺位出租", "counterparty": "某商行", "party_kind": "organisation", "amount": D(1200), "first_day": stage.FIRST, "last_day": dt.date(2020, 12, 31)} | more
    return contracts.draft_contract(division_code=VILLAGE, kind="lease_out", unit="collective", basis="certificate", certificate=paper, asked_on=ON, by=CENTRE, on=ON, **given)


def test_a_lease_out_is_signed_only_with_the_thing_it_lets():
    """On the contracts page: refused in words while nothing is let under it, signed once the shop is put under it, and then the lease is not dropped."""
    row = let(stage.small_certificate())
    with pytest.raises(RuleViolated) as told:
        contracts.sign_contract(contract=row, signed_on=ON, signatory="黄志明", by=SECRETARY, on=ON)
    assert said(told) == {"thing"} and "出租的土地或资产" in str(told.value)
    lease = commands.take_over_lease(thing=stage.asset(), contract=row, dues=schedule(D(1200), stage.FIRST, dt.date(2020, 12, 31), "year"), by=CENTRE, on=ON)
    contracts.sign_contract(contract=row, signed_on=ON, signatory="黄志明", by=SECRETARY, on=ON)
    with pytest.raises(RuleViolated) as told:
        commands.drop_lease(lease=lease, reason="不租了", by=CENTRE, on=ON)
    assert said(told) == {"signed"}
    assert commands.sign_lease(lease=lease, signed_on=ON, signatory="黄志明", by=SECRETARY, on=ON).state == "running"


def test_a_lease_ends_and_the_land_is_free_again():
    land = stage.Land()
    lease = stage.signed(land.east, stage.certificate(), first_day=dt.date(2019, 12, 16), last_day=dt.date(2024, 12, 15))
    with pytest.raises(NotPermitted):
        commands.sign_lease(lease=stage.planned(stage.asset(), stage.small_certificate(), total="1200"), signed_on=ON, signatory="黄志明", by=CENTRE, on=ON)
    ended = commands.end_lease(lease=lease, ended_on=ON, reason="双方协商解除", document="解除协议", by=SECRETARY, on=ON)
    stage.settle()
    land.east.refresh_from_db()
    lease.contract.refresh_from_db()
    assert lease.contract.state == "terminated" and ended.state == "ended" and land.east.state == "certified" and land.east.events.order_by("-id").first().kind == "lease_ended"
    with pytest.raises(Conflict):
        commands.end_lease(lease=lease, ended_on=ON, reason="再", document="再", by=SECRETARY, on=ON)
    stage.signed(land.east, stage.certificate(), first_day=dt.date(2020, 1, 1))


# rent
@pytest.fixture
def rented():
    """A shop leased from October by the quarter, 3,000.00 in all, the first 750 due on the day the book opened."""
    v = stage.book()
    lease = stage.signed(stage.asset(), stage.small_certificate(), total="3000", first_day=dt.date(2019, 12, 16), last_day=dt.date(2020, 12, 15), every="quarter")
    return v, lease


def test_rent_comes_from_a_posted_receipt(rented):
    v, lease = rented
    first, second, *_ = lease.instalments.order_by("turn")
    line = v.earn("1000").lines.get(account="102")
    commands.match_rent(instalment=first, line=line, amount=D(750), by=BOOKKEEPER, on=ON)
    for instalment, amount, code in ((first, "0.01", {"amount", "twice"}), (second, "250.01", {"receipt"})):
        with pytest.raises(RuleViolated) as told:
            commands.match_rent(instalment=instalment, line=line, amount=D(amount), by=BOOKKEEPER, on=ON)
        assert said(told) == code
    commands.match_rent(instalment=second, line=line, amount=D(250), by=BOOKKEEPER, on=ON)
    paid = [row.paid for row in lease_queries.instalments_of(lease)]
    assert paid == [750, 250, 0, 0]
    with pytest.raises(NotPermitted):
        commands.match_rent(instalment=second, line=line, amount=D(1), by=SECRETARY, on=ON)


def test_a_reversed_receipt_pays_nothing(rented):
    v, lease = rented
    voucher = v.earn("750")
    first = lease.instalments.get(turn=1)
    commands.match_rent(instalment=first, line=voucher.lines.get(account="102"), amount=D(750), by=BOOKKEEPER, on=ON)
    assert not lease_queries.arrears(SERVICE, dt.date(2019, 12, 20))
    v.reverse(voucher)
    assert [(a.left, a.days) for a in lease_queries.arrears(SERVICE, dt.date(2019, 12, 20))] == [(750, 4)]


@pytest.mark.parametrize(("on", "days"), [(dt.date(2019, 12, 15), []), (dt.date(2019, 12, 16), []), (dt.date(2019, 12, 17), [1]), (dt.date(2020, 3, 17), [92, 1])])
def test_arrears_begin_the_day_after(rented, on, days):
    assert [a.days for a in lease_queries.arrears(SERVICE, on)] == days


def test_public_money_is_no_rent(rented):
    v, lease = rented
    line = v.receive(v.venue, "750").lines.get(account="102")
    with pytest.raises(RuleViolated) as told:
        commands.match_rent(instalment=lease.instalments.get(turn=1), line=line, amount=D(750), by=BOOKKEEPER, on=ON)
    assert said(told) == {"line"}


@pytest.mark.parametrize(("on", "found"), [(dt.date(2020, 9, 15), 0), (dt.date(2020, 9, 16), 1), (dt.date(2020, 12, 20), 1)])
def test_the_alarm_before_a_lease_ends(rented, on, found):
    assert len(lease_queries.expiring(SERVICE, on, 90)) == found


# assets
def test_an_asset_goes_only_by_a_certificate_and_at_its_price():
    row, paper = stage.asset(), stage.certificate("8000")
    for price, of, code in ((D("7999.99"), paper, {"low_price"}), (D(8000), stage.certificate("8000", kind="collective_income"), {"certificate"})):
        with pytest.raises(RuleViolated) as told:
            commands.dispose_asset(asset=row, certificate=of, way="sold", price=price, to="某人", document="合同", by=CENTRE, on=ON)
        assert said(told) == code
    gone = commands.dispose_asset(asset=row, certificate=paper, way="sold", price=D(8000), to="某人", document="合同", by=CENTRE, on=ON)
    stage.settle()
    assert gone.state == "disposed"
    with pytest.raises(Conflict):
        commands.move_asset(asset=row, state="idle", document="文", by=CENTRE, on=ON)


@pytest.mark.parametrize(
    ("facility", "quantity", "code"),
    [("street_light", "86", None), ("road", "3.25", None), ("street_light", "0", None), ("street_light", "1.5", "quantity"), ("road", "3.255", "quantity"), ("road", "-1", "quantity"),
     ("swing", "1", "quantity"), ("", "1", "facility"), ("road", None, "facility")],
)  # fmt: skip
def test_a_public_facility_says_its_kind_and_how_much(facility, quantity, code):
    given = {"facility": facility, "quantity": None if quantity is None else D(quantity)}
    if code is None:
        assert stage.asset(**given).amount == D(quantity)
        stage.settle()
    else:
        with pytest.raises(RuleViolated) as told:
            stage.asset(**given)
        assert said(told) == {code}


def test_a_facility_is_counted_again_with_its_history_and_not_once_it_is_gone():
    row = stage.asset()
    count = {"facility": "street_light", "counted_on": ON, "document": "清点表", "by": CENTRE, "on": ON}
    row = commands.count_facility(asset=row, quantity=D(86), **count)
    row = commands.count_facility(asset=row, quantity=D(80), **count)
    stage.settle()
    assert [(e.kind, e.quantity) for e in row.events.order_by("id")] == [("registered", None), ("counted", D(86)), ("counted", D(80))]
    for wrong in ({"document": " "}, {"counted_on": ON + dt.timedelta(1)}):
        with pytest.raises(RuleViolated) as told:
            commands.count_facility(asset=row, quantity=D(80), **(count | wrong))
        assert said(told) == {"document"}
    gone = commands.dispose_asset(asset=row, certificate=stage.certificate("8000"), way="sold", price=D(8000), to="某人", document="合同", by=CENTRE, on=ON)
    with pytest.raises(Conflict):
        commands.count_facility(asset=gone, quantity=D(1), **count)


def test_the_inventory_is_taken_once_a_year():
    stage.asset()
    row = commands.record_inventory(division_code=VILLAGE, year=2019, counted_on=ON, document="清查报告", by=CENTRE, on=ON)
    assert row.assets == 1
    with pytest.raises(RuleViolated):
        commands.record_inventory(division_code=VILLAGE, year=2019, counted_on=ON, document="清查报告", by=CENTRE, on=ON)


# distribution
NEXT = dt.date(2020, 1, 10)


def distributed(v, limit="100000", **more):
    paper = decisions.certified(decisions.matter(kind="collective_income", amount=limit, unit="collective", title="收益分配", purpose="分配2019年收益"))
    given = {"fund": v.rent, "year": 2019, "roll": stage.roll(), "certificate": paper, "by": BOOKKEEPER, "on": NEXT} | more
    bind(SERVICE)
    with stage.on_the_day(given["on"]):
        return commands.distribute(**given)


def test_a_year_is_distributed_to_the_cent_and_posted():
    v = stage.book()
    stage.members()
    v.earn("1000.07")
    row = distributed(v)
    stage.settle()
    assert (row.reserve, row.welfare, row.per_share, row.paid, row.remainder) == (D("300.02"), 0, D("35.00"), D("700.00"), D("0.05"))
    assert row.lines.count() == 10 and row.lines.aggregate(s=Sum("amount"))["s"] == row.paid
    bind(SERVICE)
    draft = commands.post_distribution(distribution=row, by=BOOKKEEPER, on=ON)
    with pytest.raises(Conflict):
        commands.drop_distribution(distribution=row, reason="重来", by=BOOKKEEPER)
    money.check_voucher(draft=draft, by=SECOND_BOOKKEEPER, on=ON)
    stage.settle()
    balances = {r.account.code: r.balance for r in trial_balance(v.book, ON)}
    assert (balances["311"], balances["211"], balances["322"]) == (D("-300.02"), D("-700.00"), D("1000.02"))


@pytest.mark.parametrize(("earn", "limit", "code"), [("100", "69.99", {"limit"}), ("", "100", {"nothing_to_distribute"})])
def test_a_distribution_is_refused(earn, limit, code):
    v = stage.book()
    stage.members()
    if earn:
        v.earn(earn)
    with pytest.raises(RuleViolated) as told:
        distributed(v, limit)
    assert said(told) == code


def test_public_money_and_the_running_year_are_not_distributed():
    v = stage.book()
    stage.members()
    v.receive(v.venue, "1000")
    with pytest.raises(RuleViolated) as told:
        distributed(v, fund=v.venue, year=2020)
    assert {"fund", "year"} <= said(told)


def test_the_sheet_shows_totals_and_nobodys_name():
    v = stage.book()
    stage.members()
    stage.Land()
    stage.signed(stage.asset(), stage.small_certificate(), total="3000", first_day=ON, last_day=dt.date(2020, 12, 15), every="quarter")
    after = dt.date(2020, 1, 2)
    County.objects.update(example_day=after)
    bind(SERVICE)
    sheet = money.prepare_disclosure(book=v.book, first_month=dt.date(2019, 10, 1), last_month=dt.date(2019, 12, 1), by=BOOKKEEPER, on=after)
    kept = sheet.content["collective"]
    assert kept["land"] == {"entitled": "600.000000", "certified": "439.000000", "used": "0"} and kept["leases"]["arrears"] == "750.00"
    title, lines = sections(sheet.content)[0]
    assert title == "集体经济" and ("履行中的出租合同", "1") in lines
    assert not [name for name in stage.PEOPLE if name in str(kept)]


def test_every_act_is_recorded_and_elsewhere_is_refused():
    row = stage.asset()
    assert AuditLeaf.objects.filter(action="collective.register_asset").exists()
    far = acting("far", "远", "centre_member", stage.SIBLING)
    bind(SERVICE)
    for call in (
        lambda: commands.move_asset(asset=row, state="idle", document="文", by=far, on=ON),
        lambda: commands.count_facility(asset=row, facility="road", quantity=D(1), counted_on=ON, document="文", by=far, on=ON),
        lambda: stage.commands.admit_member(division_code=VILLAGE, name="甲", household="1", born_on=ON, since=ON, basis="birth", document="文", by=far, on=ON),
        lambda: commands.record_inventory(division_code=VILLAGE, year=2019, counted_on=ON, document="报告", by=acting("b", "书", "town_bookkeeper", VILLAGE[:9]), on=ON),
    ):
        with pytest.raises(NotPermitted):
            call()
    assert not Lease.objects.exists() and Parcel.objects.count() == 0 and Asset.objects.count() == 1 and not Roll.objects.exists()
