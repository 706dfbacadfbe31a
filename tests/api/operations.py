"""One line per operation: which role may, which may not, and what is asked. A new operation without a line here fails its test.

``at`` fills the address, ``body`` the content; both are asked with the stage, after ``before`` has prepared it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from qianxian.accounts import commands as accounts
from qianxian.accounts.models import SecondFactor, User
from qianxian.centres import commands as centres
from qianxian.centres.holders import serves_on
from qianxian.divisions import commands as divisions
from qianxian.elections import commands as elections
from qianxian.elections.commands.calling import Seats
from qianxian.engagements import commands as engagements
from qianxian.engagements.models import Engagement, VettingReply
from qianxian.foundation.reach import bind
from qianxian.foundation.sealing import keyed_hash
from qianxian.funds import commands as funding
from qianxian.funds.commands.posting import Line
from qianxian.funds.models import Account, StandingResolution
from qianxian.funds.queries.accruals import overpaid, pay_due
from qianxian.funds.queries.payments import due_of_run
from qianxian.imports import commands as imports
from qianxian.organisations import commands as organisations
from qianxian.organisations.queries import next_term_number
from qianxian.papers import commands as papers
from qianxian.papers.kinds import kind_of
from qianxian.pay import commands as pay
from qianxian.pay.models import PayRun
from qianxian.pipeline import commands as pipeline
from qianxian.rulebook.commands import propose_setting
from qianxian.services import commands as services
from tests.api import assessment_operations as assessed
from tests.api import case_operations as cases
from tests.api import contract_operations as contracted
from tests.api import decision_operations as decided
from tests.api import element_operations as elements
from tests.api import hall_operations as hall
from tests.api import letter_operations as outgoing
from tests.api import notice_operations as messages
from tests.api import project_operations as projected
from tests.api import request_operations as asked
from tests.api import thread_operations as threads
from tests.api.stage import DAY, SIBLING, VILLAGE, Stage
from tests.cast import COUNTY_OFFICER, FINANCE, SECOND_COUNTY_OFFICER, SERVICE, TOWN_COMMITTEE, TOWN_OFFICER, acting
from tests.collective import stage as collective
from tests.elections import stage as polls
from tests.engagements import stage as village
from tests.funds import stage as funds
from tests.organisations.conftest import identity, workbook
from tests.papers.samples import edited, photo
from tests.pay.stage import APPROVER as PAY_APPROVER

COUNTY, TOWN = "district_org_officer", "town_org_officer"
SEC, VET, DEPARTMENT, COMMITTEE = "sec_admin", "district_vetting_officer", "department_replier", "town_committee"
DOC = "斗组〔2019〕12号"
EARLY = dt.date(2019, 3, 1)
SAID_OF_ITEM = {"name": "村务公开查询", "category": "village_affairs", "law": "《村民委员会组织法》第三十条", "who": "本村村民", "handled_by": "village", "limit_days": 0}


@dataclass(frozen=True)
class Op:
    """What the two requests of an operation are."""

    may: str
    may_not: str
    at: Callable[[Stage, Any], dict[str, Any]] = lambda s, b: {}
    body: Callable[[Stage, Any], Any] = lambda s, b: None
    before: Callable[[Stage], Any] = lambda s: None
    query: tuple[tuple[str, str], ...] = ()
    form: Callable[[Stage], dict[str, Any]] | None = None


def of(thing: Callable[[Stage], Any]) -> Callable[[Stage, Any], dict[str, Any]]:
    """The address of a standing thing."""
    return lambda s, b: {"uuid": thing(s).uuid}


PREPARED: Callable[[Stage, Any], dict[str, Any]] = lambda s, b: {"uuid": b.uuid}  # noqa: E731
PLACE = lambda s, b: {"code": VILLAGE}  # noqa: E731


def just(**body: Any) -> Callable[[Stage, Any], Any]:
    """A body that names no thing."""
    return lambda s, b: body


def account(key: str) -> Callable[[Stage, Any], dict[str, Any]]:
    """The address of a cast member's account."""
    return lambda s, b: {"uuid": s.users[key].uuid}


def _as_service(work: Callable[[Stage], Any]) -> Callable[[Stage], Any]:
    def run(s: Stage) -> Any:
        bind(SERVICE)
        return work(s)

    return run


def review(state: str) -> Callable[[Stage], Any]:
    """A review of the village's member brought to a state; the business day follows."""

    def work(s: Stage) -> Any:
        v = s.village
        if state == "nominated":
            return v.nominated(v.member)
        v.vetted(v.member)
        if state == "proposed":
            return v.proposed(v.member)
        if state in ("deferred", "noticed", "served", "asked"):
            row = v.decided(v.member, outcome="deferred")
            decision = row.decisions.get()
            if state != "deferred":
                notice = engagements.issue_notice(decision=decision, contact="组织办", by=TOWN_OFFICER, on=EARLY)
            if state in ("served", "asked"):
                engagements.serve_notice(notice=notice, served_on=DAY, by=TOWN_OFFICER, on=DAY)
            if state == "asked":
                engagements.request_review(decision=decision, grounds="事实有出入", by=TOWN_OFFICER, on=DAY)
            return row
        row = v.decided(v.member)
        if state != "decided":
            row = engagements.publicise(review=row, by=TOWN_OFFICER, on=EARLY)
        if state == "settled":
            engagements.settle_publicity(review=row, feedback="没有收到反映", by=TOWN_OFFICER, on=DAY)
        return row

    return _as_service(work)


def program(s: Stage) -> Any:
    """A registered program of the district's finance."""
    by = s.acting(SEC)
    return accounts.register_client(title="区财政系统", responsible="区财政局", role="finance_bureau", division_code="440403000000", scopes=["pay:440403"],
                                    calls_a_minute=60, last=dt.date(2019, 12, 31), by=by, on=DAY)[0]  # fmt: skip


@_as_service
def engaged(s: Stage) -> Any:
    """The member engaged from 1 April."""
    made = s.village.engaged(s.village.member)
    bind(SERVICE)
    return made


ELECTION_DAY, PARTY_DAY = dt.date(2020, 1, 20), dt.date(2019, 4, 19)


@_as_service
def called_election(s: Stage) -> Any:
    """A villagers' election called, with its chair, one voter and one nomination."""
    made = elections.call_election(
        kind="villagers_committee", division_code=VILLAGE, election_on=ELECTION_DAY, document=DOC, by=TOWN_OFFICER, on=DAY,
        contests=[Seats("head", 1), Seats("committee_member", 2), Seats("committee_member", 1, women_only=True)],
    )  # fmt: skip
    elections.appoint_staff(election=made, person=s.village.secretary, duty="chair", by=TOWN_OFFICER, on=DAY)
    elections.enter_voter(election=made, name="邝村民", birth_date=dt.date(1980, 1, 1), basis="hukou_resident", by=TOWN_OFFICER, on=DAY)
    elections.nominate(contest=made.contests.order_by("id").first(), person=s.village.member, nominations=9, by=TOWN_OFFICER, on=DAY)
    return made


@_as_service
def election_under_way(s: Stage) -> Any:
    """The same with its roll published and an objection received."""
    made = elections.publish_roll(election=called_election(s), by=TOWN_OFFICER, on=DAY)
    elections.receive_objection(election=made, wish="add", about="漏登的人", made_by="邝某", reason="未列入", received_on=DAY, by=TOWN_OFFICER, on=DAY)
    return made


def party_election(s: Stage) -> Any:
    """A branch's by-election of one seat, its list taken and two nominated."""
    s.village.organisation.refresh_from_db()
    made = elections.call_election(kind="party", division_code=VILLAGE, organisation=s.village.organisation, election_on=PARTY_DAY, document=DOC, by=TOWN_OFFICER,
                                   on=DAY, contests=[Seats("other_member", 1)], occasion="by_election")  # fmt: skip
    elections.take_party_roll(election=made, by=TOWN_OFFICER, on=DAY)
    for one in (s.village.member, s.village.secretary):
        elections.nominate(contest=made.contests.get(), person=one, nominations=2, by=TOWN_OFFICER, on=DAY)
    return made


@_as_service
def nominated_party_election(s: Stage) -> Any:
    """As above, for the committee to approve."""
    return party_election(s)


def cleared_party_election(s: Stage) -> Any:
    """The same, its two nominated cleared by joint vetting."""
    made = nominated_party_election(s)
    s.village.vetted(s.village.member, s.village.secretary, on=DAY)
    bind(SERVICE)
    return made


@_as_service
def party_election_with_exclusion(s: Stage) -> Any:
    """And a member proposed not to be counted."""
    made = party_election(s)
    elections.exclude_member(entry=made.roll.first(), excluded_for="illness", by=TOWN_OFFICER, on=DAY)
    return made


SECOND_TELLER = acting("jipiao2", "另一名录入人", TOWN, "440403103")


def voting(s: Stage, upto: str = "candidates_published") -> Any:
    """A villagers' by-election of one seat whose vote is on the stage's day, brought as far as asked."""
    bind(SERVICE)
    called, published, listed = dt.date(2019, 2, 1), dt.date(2019, 2, 20), dt.date(2019, 3, 4)
    made = elections.call_election(kind="villagers_committee", division_code=VILLAGE, committee=s.village.committee, election_on=DAY, document=DOC, by=TOWN_OFFICER,
                                   on=called, contests=[Seats("committee_member", 1)], occasion="by_election", held_by="representatives")  # fmt: skip
    people = [village.person(name) for name in ("候选甲", "候选乙", "主持人")]
    elections.appoint_staff(election=made, person=people[2], duty="chair", by=TOWN_OFFICER, on=called)
    for n in range(10):
        elections.enter_voter(election=made, name=f"选民{n}", birth_date=dt.date(1970, 1, 1), basis="hukou_resident", by=TOWN_OFFICER, on=called)
    elections.publish_roll(election=made, by=TOWN_OFFICER, on=published)
    contest = made.contests.get()
    for one in people[:2]:
        elections.nominate(contest=contest, person=one, nominations=5, by=TOWN_OFFICER, on=published)
    if upto == "roll_published":
        return made
    elections.publish_candidates(election=made, by=TOWN_OFFICER, on=listed)
    if upto == "candidates_published":
        return made
    first, second = contest.candidates.order_by("id")
    votes = {first: 4, second: 4} if upto == "tied" else {first: 6, second: 2}
    for copy, by in ((1, TOWN_OFFICER), (2, SECOND_TELLER)):
        elections.enter_sheet(contest=contest, station="一", copy=copy, issued=10, returned=8, valid_ballots=8, invalid_ballots=0, votes=votes, by=by, on=DAY)
    if upto == "entered":
        return made
    elections.compute_result(contest=contest, by=TOWN_OFFICER, on=DAY)
    if upto == "counted":
        return made
    elections.publish_result(contest=contest, by=TOWN_COMMITTEE, on=DAY)
    if upto == "in_office":
        elections.open_offices(election=made, by=TOWN_OFFICER, on=DAY)
    return made


def voted(upto: str) -> Callable[[Stage], Any]:
    """The villagers' by-election brought as far as asked."""
    return lambda s: voting(s, upto)


@_as_service
def recall_called(s: Stage) -> Any:
    """A recall of the committee's member."""
    return elections.call_election(kind="villagers_committee", division_code=VILLAGE, committee=s.village.committee, target=s.village.seat, occasion="recall",
                                   election_on=ELECTION_DAY, contests=[Seats(s.village.seat.role, 1)], document=DOC, registered=30, petition=6, reasons="长期不履职",
                                   by=TOWN_OFFICER, on=DAY)  # fmt: skip


CONTEST: Callable[[Stage, Any], dict[str, Any]] = lambda s, b: {"uuid": b.contests.first().uuid}  # noqa: E731


def _sheet_body(s: Stage, b: Any) -> dict[str, Any]:
    rows = [{"candidate": one.uuid, "votes": n} for one, n in zip(b.contests.get().candidates.order_by("id"), (6, 2), strict=True)]
    return {"station": "一", "copy_number": "1", "issued": 10, "returned": 8, "valid_ballots": 8, "invalid_ballots": 0, "votes": rows}


def with_a_proxy(s: Stage) -> Any:
    """The by-election's list published, one proxy given."""
    made = voting(s, "candidates_published")
    one, other = made.roll.order_by("id")[:2]
    elections.grant_proxy(election=made, principal=one, proxy=other, relation="sibling", document="委01", by=TOWN_OFFICER, on=DAY)
    return made


def _pair(s: Stage, b: Any) -> dict[str, Any]:
    first, second = b.roll.order_by("id")[:2]
    return {"principal": first.uuid, "proxy": second.uuid, "relation": "sibling", "document": "委01"}


@_as_service
def paid_year(s: Stage) -> Any:
    """A computed run of 2019 with one slip."""
    engaged(s)
    run = pay.lock_inputs(year=2019, by=COUNTY_OFFICER, on=DAY, override_reason="市里文件另有规定")
    return pay.compute_run(run=run, by=COUNTY_OFFICER)


@_as_service
def checked_run(s: Stage) -> Any:
    """And checked."""
    return pay.check_run(run=paid_year(s), by=FINANCE, on=DAY)


@_as_service
def book_with_pay_due(s: Stage) -> Any:
    """A book with money for pay, and an approved run of its village's people."""
    pay.approve_run(run=checked_run(s), by=PAY_APPROVER, on=DAY)
    bind(SERVICE)
    book = funds.things(VILLAGE, DAY, EARLY)["book"]
    source = funding.enter_source(division_code="440403000000", title="干部报酬", level="district", kind="general", purpose="pay", doc_no="2号", approver="区财政局",
                                  amount=funds.yuan(90000), decided_on=EARLY, by=FINANCE, on=DAY)  # fmt: skip
    funding.allocate(source=source, book=book, amount=funds.yuan(50000), by=FINANCE, on=DAY)
    return book


@_as_service
def book_with_pay_overpaid(s: Stage) -> Any:
    """The same book, the pay received and paid out as the expense, and then a month of it taken back by a correction."""
    book = book_with_pay_due(s)
    bind(SERVICE)
    run, fund, bank = PayRun.objects.get(state="approved"), book.funds.get(purpose="pay"), book.bank_accounts.get(holder="centre")
    lines = [Line("102", fund.pk, debit=funds.yuan(50000), bank_account=bank.pk), Line("241", fund.pk, credit=funds.yuan(50000))]
    draft = funding.prepare_voucher(book=book, kind="ordinary", date=DAY, summary="收款", document="回单", lines=lines, by=funds.BOOKKEEPER, on=DAY)
    funding.check_voucher(draft=draft, by=funds.SECOND_BOOKKEEPER, on=DAY)
    facts = {"fund": fund, "bank_account": bank, "amount": due_of_run(run.pk, VILLAGE), "account": Account.objects.get(code="51301"), "purpose": "pay", "summary": "报酬", "document": "表",
             "payee": "干部（代发）", "authority": "pay_run", "pay_run": run}  # fmt: skip
    payment = funding.request_payment(book=book, facts=facts, by=funds.HANDLER, on=DAY)
    funds.ceiling(funds.SECRETARY.login, 90000, VILLAGE, DAY)
    for name, actor in funds.STEPS:
        payment = getattr(funding, name)(payment=payment, by=actor, on=DAY)
    pay_fact(s)
    made = pay.check_correction(correction=pay.prepare_correction(run=run, cause="unpaid_leave", document=DOC, person=s.village.member, by=COUNTY_OFFICER, on=DAY), by=FINANCE, on=DAY)
    pay.approve_correction(correction=made, by=PAY_APPROVER, on=DAY)
    bind(SERVICE)
    return book


def pay_back(book: Any) -> dict[str, Any]:
    """Ten yuan of it that came back."""
    bind(SERVICE)
    one, fund, bank = overpaid(book)[0], book.funds.get(purpose="pay"), book.bank_accounts.get(holder="centre")
    return {"run": one.run.number, "account": one.account, "amount": "10.00", "fund": str(fund.uuid), "bank_account": str(bank.uuid), "document": "退款回单", "date": str(DAY)}


def pay_taken(book: Any) -> dict[str, Any]:
    """The first voucher that is due, on the book's money for pay."""
    bind(SERVICE)
    return {"key": pay_due(SERVICE, book)[0].key, "fund": str(book.funds.get(purpose="pay").uuid), "date": str(DAY)}


@_as_service
def proposed_candidate(s: Stage) -> Any:
    """The member proposed for the village's reserve."""
    top = s.village.organisation
    return pipeline.propose_candidate(organisation=top, person=s.village.member, source="capable_member", reason="带头种植", document=DOC, by=TOWN_OFFICER, on=EARLY)


@_as_service
def confirmed_candidate(s: Stage) -> Any:
    """And confirmed."""
    return pipeline.settle_candidate(candidate=proposed_candidate(s), confirm=True, opinion="", by=TOWN_COMMITTEE, on=EARLY)


@_as_service
def shown_capability(s: Stage) -> Any:
    """What the member has shown."""
    return pipeline.record_capability(person=s.village.member, kind="industry", fact="办起合作社", evidence=DOC, shown_on=EARLY, by=TOWN_OFFICER, on=EARLY)


@_as_service
def approved_year(s: Stage) -> Any:
    """And approved."""
    return pay.approve_run(run=checked_run(s), by=acting("pizhun", "审批人", "pay_approver", "440403"), on=DAY)


@_as_service
def correction(s: Stage) -> Any:
    """A correction of it that waits for finance: June without pay."""
    run = approved_year(s)
    pay_fact(s)
    bind(SERVICE)
    return pay.prepare_correction(run=run, cause="unpaid_leave", document=DOC, person=s.village.member, by=COUNTY_OFFICER, on=DAY)


@_as_service
def checked_correction(s: Stage) -> Any:
    """And checked."""
    return pay.check_correction(correction=correction(s), by=FINANCE, on=DAY)


@_as_service
def returned_correction(s: Stage) -> Any:
    """And sent back."""
    return pay.return_correction(correction=correction(s), by=FINANCE, reason="少一天")


@_as_service
def uncorrected(s: Stage) -> Any:
    """The approved run, with June without pay recorded."""
    run = approved_year(s)
    pay_fact(s)
    return run


def asked_for(book: Any, **more: Any) -> dict[str, Any]:
    """A payment as a program asks for it, out of the first fund under the standing resolution."""
    fund, bank = book.funds.order_by("id").first(), book.bank_accounts.get(holder="centre")
    return {"fund": str(fund.uuid), "bank_account": str(bank.uuid), "amount": "80.00", "account": "513", "purpose": "venue", "summary": "桌椅", "document": "发票", "payee": "第三家",
            "authority": "small", "standing": str(StandingResolution.objects.exclude(confirmed_by="").get(division_code=book.division_code).uuid)} | more  # fmt: skip


OF_MEMBER = identity(dt.date(1975, 5, 4), 123)


@_as_service
def unlinked_member(s: Stage) -> Any:
    """A member of the collective, and the person of the registry who bears his number."""
    known = polls.person("邝国强", birth=dt.date(1975, 5, 4))
    type(known).objects.filter(pk=known.pk).update(identity_index=keyed_hash(OF_MEMBER, kind="identity"))
    return collective.admitted("邝国强")


@_as_service
def approvable(s: Stage) -> Any:
    """Looked at, and the secretary's ceiling reaches."""
    row = funds.things(VILLAGE, DAY, EARLY)["looked"]
    funds.ceiling(s.users["village_secretary"].login, 3000, VILLAGE, DAY)
    return row


def money(name: str) -> Callable[[Stage], Any]:
    """One of the things of the funds room."""
    return lambda s: funds.things(VILLAGE, DAY, EARLY)[name]


@_as_service
def pay_fact(s: Stage) -> Any:
    """June without pay, recorded for the engaged member."""
    person = s.village.member
    return pay.record_fact(person=person, kind="unpaid_leave", first_day=dt.date(2019, 6, 1), last_day=dt.date(2019, 6, 30), document="请假审批表", by=COUNTY_OFFICER, on=DAY)


def admitted_on_paper(s: Stage) -> Any:
    """A probationary member of the register who has no admission here."""
    return organisations.admit_member(
        person=village.person("预备党员"), organisation=s.village.organisation, joined_on=dt.date(2019, 1, 10), status="probationary", document=DOC, by=TOWN_OFFICER, on=DAY
    )


def admission(stage: str) -> Callable[[Stage], Any]:
    """Somebody on the way into the village's branch, brought to a stage."""

    def work(s: Stage) -> Any:
        bind(SERVICE)
        days = iter(dt.date(year, 1, 10) for year in (2015, 2016, 2017))
        row = pipeline.open_admission(person=village.person("申请人"), organisation=s.village.organisation, applied_on=next(days), document=DOC, by=TOWN_OFFICER, on=DAY)
        how = {"document": DOC, "by": TOWN_OFFICER, "on": DAY}
        if stage in ("activist", "target", "admitted", "probationary"):
            row = pipeline.name_activist(admission=row, date=next(days), **how)
        if stage in ("target", "admitted", "probationary"):
            row = pipeline.name_target(admission=row, date=next(days), **how)
        if stage in ("admitted", "probationary"):
            first, second = introducers(s)
            row = pipeline.admit_at_meeting(admission=row, date=dt.date(2018, 1, 10), first_introducer=first, second_introducer=second, voters=20, present=18, votes_for=17, **how)
        if stage == "probationary":
            row = pipeline.approve_admission(admission=row, date=dt.date(2018, 2, 10), document=DOC, by=COUNTY_OFFICER, on=DAY)
        return row

    return work


def introducers(s: Stage) -> list[Any]:
    """The village's two full members."""
    return [s.made[f"member:{one.pk}"] for one in (s.village.secretary, s.village.member)]


def slip(s: Stage) -> Any:
    """Its slip."""
    return paid_year(s).slips.get()


def round_(state: str) -> Callable[[Stage], Any]:
    """A vetting list of the village's member, new or sent."""

    def work(s: Stage) -> Any:
        made = engagements.create_round(
            persons=[s.village.member], purpose="centre_post", due_on=dt.date(2019, 4, 20), by=village.SENDER, on=EARLY
        )
        if state != "new":
            engagements.send_round(round=made, by=village.SENDER, on=EARLY)
        if state == "answered":
            s.village.answer(made, EARLY)
        return made

    return _as_service(work)


def _lines(s: Stage, b: Any) -> Any:
    bind(SERVICE)
    line = VettingReply.objects.get(case__round=b, department="court")
    return {"signed_by": "答复人", "answers": [{"reply": line.uuid, "conclusion": "no_objection"}]}


@_as_service
def transfer(s: Stage) -> Any:
    """A letter from the village to the far one."""
    member = s.made[f"member:{s.village.member.pk}"]
    return organisations.issue_transfer(member=member, to_organisation=s.made["far"].organisation, issued_on=EARLY, by=TOWN_OFFICER, on=DAY)


@_as_service
def term(s: Stage) -> Any:
    """The village branch's term."""
    branch = s.village.organisation
    return organisations.open_term(
        organisation=branch, elected_on=dt.date(2017, 3, 9), number=next_term_number(branch), by=TOWN_OFFICER, on=DAY
    )


@_as_service
def empty_branch(s: Stage) -> Any:
    """A branch without members or offices."""
    return organisations.found_organisation(code="DM103999", name="试验党支部", kind="party_branch", sector="rural", division_code=VILLAGE,
                                            parent=s.made["county_committee"], by=COUNTY_OFFICER, on=EARLY)  # fmt: skip


@_as_service
def snapshot(s: Stage) -> Any:
    """Numbers that wait for approval."""
    return divisions.record_population(division_code=VILLAGE, year=2017, source="年报", resident=3000, by=TOWN_OFFICER)


@_as_service
def window(s: Stage) -> Any:
    """A person at a window."""
    return centres.assign_window_staff(
        centre=s.village.centre, person=s.village.member, title="社保窗口", first_day=EARLY, by=TOWN_OFFICER, on=DAY
    )


@_as_service
def hall_function(s: Stage) -> Any:
    """A line of work at a desk of the centre."""
    return centres.settle_function(centre=s.village.centre, function="culture", way="desk", desk="综合受理窗口", first_day=EARLY, by=TOWN_OFFICER, on=DAY)


@_as_service
def service_item(s: Stage) -> Any:
    """An item of the catalogue."""
    return services.publish_item(code="CW-001", first_day=EARLY, by=COUNTY_OFFICER, on=DAY, **SAID_OF_ITEM)


@_as_service
def duty_turn(s: Stage) -> Any:
    """A person of the centre on duty."""
    if not serves_on(s.village.centre, s.village.member, DAY):
        window(s)
    return centres.put_on_duty(centre=s.village.centre, person=s.village.member, weekday=1, part="morning", first_day=DAY, by=TOWN_OFFICER, on=DAY)


@_as_service
def grade(s: Stage) -> Any:
    """A grade of the year."""
    engaged(s)
    return engagements.record_grade(
        person=s.village.member, year=2019, grade="competent", decided_on=DAY, document=DOC, by=COUNTY_OFFICER, on=DAY
    )


@_as_service
def doubled(s: Stage) -> Any:
    """Two records of one person."""
    return village.person("邝惠兰"), village.person("邝惠兰")


def _file() -> bytes:
    row = {
        "name": "单雄信",
        "identity_number": identity(dt.date(1968, 2, 28), 101),
        "organisation": "大赤坎村党支部",
        "status": "full",
        "joined_on": dt.date(1998, 7, 1),
        "full_on": dt.date(1999, 7, 1),
        "mobility": "local",
    }
    return workbook("members", [row])


def upload(s: Stage) -> dict[str, Any]:
    """The multipart form of an upload."""
    return {"register": "members", "file": SimpleUploadedFile("members.xlsx", _file())}


def paper_template(s: Stage) -> dict[str, Any]:
    """The multipart form of an edited template."""
    return {"name": "engagement_letter", "file": SimpleUploadedFile("聘任书.docx", edited())}


@_as_service
def uploaded_template(s: Stage) -> Any:
    """A version that waits for a second officer."""
    by = acting("moban", "模板员", "district_org_officer", "440403")
    return papers.upload_template(name="engagement_letter", content=edited(), filename="聘任书.docx", by=by)


@_as_service
def adopted_template(s: Stage) -> Any:
    """A version in use without an end."""
    other = acting("moban2", "启用员", "district_org_officer", "440403")
    return papers.adopt_template(template=uploaded_template(s), valid_from=DAY, by=other, on=DAY)


@_as_service
def paper_of_the_letter(s: Stage) -> Any:
    """The letter of the engaged member, and a scan of its signed original."""
    engaged(s)
    bind(SERVICE)
    letter = Engagement.objects.get(person=s.village.member)
    return letter, papers.keep_scan(kind=kind_of("letter"), thing=letter, content=photo(), by=TOWN_OFFICER)


def signed_paper(s: Stage) -> dict[str, Any]:
    """The multipart form of another photo."""
    return {"file": SimpleUploadedFile("原件.jpg", photo(colour="grey"))}


KEPT = lambda s, b: {"kind": "letter", "uuid": b[0].uuid, "scan": b[1].uuid}  # noqa: E731


@_as_service
def batch(s: Stage) -> Any:
    """An upload that waits."""
    by = acting("api04", "测试员", "town_org_officer", "440403103")
    return imports.preview_file(register="members", filename="members.xlsx", content=_file(), by=by, on=DAY)


@_as_service
def committed(s: Stage) -> Any:
    """And is written."""
    return imports.commit_batch(batch=batch(s), by=acting("api04", "测试员", "town_org_officer", "440403103"))


@_as_service
def waiting(s: Stage) -> Any:
    """An account that came by Excel: without a password."""
    made = accounts.open_account(login="daifa", name="待发", first=DAY, password_hash="!", by=SERVICE, on=DAY).user
    accounts.grant_role(user=made, role="village_secretary", division_code=VILLAGE, first=DAY, by=SERVICE, on=DAY)
    User.objects.filter(pk=made.pk).update(must_change_password=True)
    return made


@_as_service
def proposed_setting(s: Stage) -> Any:
    """A value that another officer proposed."""
    return propose_setting(key="engagement.appeal_days", value=20, valid_from=dt.date(2019, 3, 20), source_document=DOC, by=SECOND_COUNTY_OFFICER)


@_as_service
def phone(s: Stage) -> Any:
    """A bound phone."""
    return SecondFactor.objects.create(user=s.users[TOWN], secret_sealed="x")


@_as_service
def reset(s: Stage) -> Any:
    """A lost phone."""
    phone(s)
    return accounts.request_second_factor_reset(user=s.users[TOWN], reason="手机丢失", by=s.acting("second_sec_admin"), on=DAY)


def own_grant(key: str) -> Callable[[Stage], Any]:
    """A cast member's grant."""
    return lambda s: s.users[key].grants.get()


RULING = {"outcome": "engaged", "body": "斗门镇党委", "meeting": "第9次会议", "term_from": "2019-04-01", "term_to": "2020-03-31"}
REASON = {"reason": "按支委会会议记录核对"}
SECRETARY = {"last_day": "2019-03-10", "reason": "resign", "document": DOC}

OPERATIONS: dict[str, Op] = {
    **{name: Op("supervision_member", "finance_bureau") for name in ("list_matters", "list_certificates", "list_power_cases")},
    **{name: Op("village_secretary", "other_town", PREPARED, before=decided.certified) for name in (
        "get_matter", "list_matter_steps", "list_matter_meetings", "list_matter_resolutions", "list_matter_publications", "list_matter_objections")},
    "get_certificate": Op("audit_bureau", "finance_bureau", PREPARED, before=decided.certificate),
    "list_power_flags": Op("supervision_member", "finance_bureau", PREPARED, before=decided.power_case),
    "open_matter": Op("village_secretary", TOWN, body=just(division_code=VILLAGE, **decided.ASKED)),
    "amend_matter": Op("village_secretary", TOWN, PREPARED, just(**decided.ASKED), before=decided.opened),
    "withdraw_matter": Op("village_secretary", TOWN, PREPARED, just(**REASON), before=decided.opened),
    "take_up_matter_again": Op("village_secretary", TOWN, PREPARED, just(**REASON), before=decided.revoked),
    "close_matter": Op(TOWN, "village_secretary", PREPARED, before=decided.result),
    "call_meeting": Op("village_secretary", TOWN, PREPARED, just(**decided.CALL), before=decided.opened),
    "postpone_meeting": Op("village_secretary", TOWN, PREPARED, just(held_on="2019-03-22", place="村委会"), before=decided.meeting()),
    "cancel_meeting": Op("village_secretary", TOWN, PREPARED, just(**REASON), before=decided.meeting()),
    "recuse_from_meeting": Op("village_secretary", TOWN, PREPARED, just(name="陈某", relation="spouse"), before=decided.meeting()),
    "enter_meeting_count": Op("supervision_member", TOWN, PREPARED, just(copy_number="2", **decided.COUNT), before=decided.meeting(1)),
    "confirm_meeting_count": Op(TOWN, "village_secretary", PREPARED, before=decided.meeting(1, 2)),
    "publish_decision": Op("village_secretary", TOWN, PREPARED, just(**decided.POSTED), before=decided.decided),
    "publish_decision_result": Op("village_secretary", TOWN, PREPARED, just(**decided.POSTED), before=decided.certified),
    "receive_decision_objection": Op("supervision_member", "audit_bureau", PREPARED, just(received_on="2019-03-20", reason="造价偏高"),
                                     before=decided.published(decided.IN_WINDOW)),
    "answer_decision_objection": Op(TOWN, "village_secretary", PREPARED, just(upheld=False, answer="已核价"), before=decided.objected),
    "issue_certificate": Op(TOWN, "village_secretary", PREPARED, just(amount_limit="150000.00"), before=decided.published(decided.OVER)),
    "revoke_certificate": Op(COMMITTEE, TOWN, PREPARED, just(document=DOC, **REASON), before=decided.certificate),
    "open_power_case": Op("village_secretary", TOWN, body=just(division_code=VILLAGE, flow="seal", title="盖章")),
    "move_power_case": Op("village_secretary", TOWN, PREPARED, just(step="apply", done_on="2019-03-20", document="用印申请"), before=decided.power_case),
    "stop_power_case": Op("village_secretary", TOWN, PREPARED, just(**REASON), before=decided.power_case),
    "look_at_power_flag": Op("supervision_member", "village_secretary", PREPARED, just(opinion="须补申请"), before=decided.flag),
    **{name: Op("audit_bureau", "cashier") for name in ("list_collective_members", "list_parcels", "list_assets", "list_leases", "list_distributions")},
    "get_lease": Op("audit_bureau", "cashier", PREPARED, before=lambda s: collective.things(VILLAGE, DAY, EARLY)["lease"]),
    "link_collective_member": Op("centre_member", "audit_bureau", PREPARED, just(identity_number=OF_MEMBER), before=unlinked_member),
    "state_namesake": Op("supervision_member", "centre_member", body=lambda s, b: {"certificate": str(b.uuid), "name": "邝小强", "document": "比对身份证"}, before=decided.certificate),
    **{name: Op("supervision_member", "cashier") for name in ("list_projects", "list_project_assets")},
    **{name: Op("audit_bureau", "cashier", PREPARED, before=projected.building) for name in ("get_project", "list_project_budgets", "list_project_changes")},
    **{name: Op("audit_bureau", "cashier", PREPARED, before=projected.looked) for name in ("list_project_milestones", "list_project_findings")},
    "open_project": Op("centre_member", TOWN, body=just(division_code=VILLAGE, name="村道硬化", kind="roads", tender_class="works", unit="centre", site="祠堂路", thought_on="2019-03-13")),
    "set_project_budget": Op("centre_member", TOWN, PREPARED, just(amount="90000.00", made_on="2019-03-13", document="预算书", sources=[
        {"level": "district", "title": "区级补助", "amount": "90000.00"}]), before=projected.opened),
    "approve_project": Op(COMMITTEE, "village_secretary", PREPARED, just(document="斗镇委〔2019〕12号"), before=projected.budgeted),
    "record_project_vote": Op("centre_member", TOWN, PREPARED, projected.certificate, before=projected.approved),
    "open_project_tender": Op("centre_member", TOWN, PREPARED, just(mode="exempt", tendered_on="2019-03-20", document="发包文件"), before=projected.voted),
    "award_project": Op("centre_member", TOWN, PREPARED, projected.awarded, before=projected.tendered),
    "record_project_measure": Op("centre_member", TOWN, PREPARED, just(what="length_km", amount="1.20", measured_on="2019-03-01", document="测量记录"), before=projected.building),
    "list_project_measures": Op("audit_bureau", "cashier", PREPARED, before=projected.building),
    "add_project_milestone": Op("centre_member", TOWN, PREPARED, just(title="路基", due_on="2019-09-01"), before=projected.building),
    "finish_project_milestone": Op("centre_member", TOWN, PREPARED, just(done_on="2019-03-20"), before=projected.milestone),
    "keep_project_photo": Op("centre_member", TOWN, PREPARED, before=projected.milestone, form=projected.picture),
    "order_project_change": Op("centre_member", TOWN, PREPARED, just(ordered_on="2019-03-20", amount="9000.00", reason="加护坡", document="变更单1号"), before=projected.building),
    "decide_project_change": Op("centre_member", TOWN, lambda s, b: {"uuid": b.project.uuid, "change": b.uuid}, projected.certificate, before=projected.changed),
    "look_at_project_works": Op("supervision_member", "centre_member", PREPARED, just(good=True, opinion="按图施工"), before=projected.building),
    "accept_project": Op("centre_member", TOWN, PREPARED, before=projected.looked),
    "audit_project": Op("audit_bureau", TOWN, PREPARED, just(amount="75000.00", body="区审计局", document="斗审〔2019〕3号"), before=projected.accepted),
    "enter_project_asset": Op("centre_member", TOWN, PREPARED, just(name="祠堂路", category="public", place="祠堂路"), before=projected.audited),
    "stall_project": Op("centre_member", TOWN, PREPARED, just(cause="no_money", since="2019-03-13", words="资金没有落实"), before=projected.opened),
    "resume_project": Op("centre_member", TOWN, PREPARED, just(**REASON), before=projected.stalled),
    "cancel_project": Op("centre_member", TOWN, PREPARED, just(**REASON), before=projected.opened),
    "list_contracts": Op("supervision_member", "cashier"),
    "get_contract": Op("audit_bureau", "cashier", PREPARED, before=contracted.drafted),
    **{name: Op("finance_bureau", "cashier", PREPARED, before=contracted.drafted) for name in ("list_contract_amendments", "list_contract_parties")},
    "draft_contract": Op("centre_member", TOWN, body=lambda s, b: contracted.given(s), before=contracted.certificate),
    "change_contract": Op("centre_member", TOWN, PREPARED, lambda s, b: contracted.terms(b), before=contracted.drafted),
    "withdraw_contract": Op("centre_member", TOWN, PREPARED, just(**REASON), before=contracted.drafted),
    "sign_contract": Op("village_secretary", TOWN, PREPARED, just(signed_on="2019-03-20", signatory="黄志明"), before=contracted.drafted),
    "take_over_contract": Op(TOWN, "village_secretary", PREPARED, just(signed_on="2018-03-20", signatory="黄志明"), before=contracted.existing),
    "amend_contract": Op("centre_member", TOWN, PREPARED, just(signed_on="2019-03-20", subject="增加工程量", amount_change="500.00"), before=contracted.signed),
    "end_contract": Op("centre_member", TOWN, PREPARED, just(**REASON), before=contracted.signed),
    "terminate_contract": Op("village_secretary", TOWN, PREPARED, just(**REASON), before=contracted.signed),
    "declare_contract_party": Op("centre_member", TOWN, PREPARED, just(name="邝某", relation="spouse"), before=contracted.drafted),
    "answer_contract_party": Op(TOWN, "village_secretary", PREPARED, just(answer="not_same", document="核对身份证"), before=contracted.named),
    **{name: Op("town_bookkeeper", TOWN) for name in ("list_books", "list_funds", "list_vouchers", "list_payments")},
    "list_pay_due": Op("town_bookkeeper", TOWN, PREPARED, before=money("book")),
    "list_overpaid": Op("town_bookkeeper", TOWN, PREPARED, before=money("book")),
    "recover_pay": Op("town_bookkeeper", "cashier", PREPARED, lambda s, b: pay_back(b), before=book_with_pay_overpaid),
    "accrue_pay": Op("town_bookkeeper", "cashier", PREPARED, lambda s, b: pay_taken(b), before=book_with_pay_due),
    "get_voucher": Op("audit_bureau", TOWN, PREPARED, before=money("voucher")), "get_payment": Op("cashier", TOWN, PREPARED, before=money("payment")),
    "look_at_payment": Op("supervision_member", "cashier", PREPARED, before=money("payment")),
    "return_payment": Op("supervision_member", "cashier", PREPARED, just(**REASON), before=money("payment")),
    "request_payment": Op("centre_member", "cashier", PREPARED, lambda s, b: asked_for(b), before=money("book")),
    "change_payment": Op("centre_member", "cashier", PREPARED, lambda s, b: asked_for(b.book, amount="90.00"), before=money("payment")),
    "withdraw_payment": Op("centre_member", "cashier", PREPARED, just(**REASON), before=money("payment")),
    "approve_payment": Op("village_secretary", "cashier", PREPARED, before=approvable),
    "book_payment": Op("town_bookkeeper", "cashier", PREPARED, before=money("approved")), "pay_out": Op("cashier", "town_bookkeeper", PREPARED, before=money("booked")),
    "list_elections": Op(TOWN, "village_secretary"),
    **{name: Op(TOWN, "other_town", PREPARED, before=voted("published")) for name in (
        "get_election", "list_election_calendar", "list_election_contests", "list_election_roll", "list_roll_objections", "list_election_candidates",
        "list_count_sheets", "list_election_results", "list_election_proxies", "list_election_staff")},
    "call_election": Op(TOWN, COMMITTEE, body=just(kind="villagers_committee", division_code=VILLAGE, election_on="2020-01-20", document=DOC, contests=[
        {"role": "head", "seats": 1}, {"role": "committee_member", "seats": 1}, {"role": "committee_member", "seats": 1, "women_only": True}])),
    "call_recall": Op(TOWN, COMMITTEE, body=lambda s, b: {"target": s.village.seat.uuid, "election_on": "2020-01-20", "document": DOC, "registered": 30,
                                                         "petition": 6, "reasons": "长期不履职"}),
    "appoint_election_staff": Op(TOWN, COMMITTEE, PREPARED, lambda s, b: {"person": s.village.secretary.uuid, "duty": "teller"},
                                 before=called_election),
    "take_party_roll": Op(TOWN, COMMITTEE, PREPARED, before=nominated_party_election),
    "enter_voter": Op(TOWN, COMMITTEE, PREPARED, just(name="新选民", birth_date="1980-01-01"), before=called_election),
    "exclude_member": Op(TOWN, COMMITTEE, lambda s, b: {"uuid": b.roll.first().uuid}, just(excluded_for="illness"), before=nominated_party_election),
    "publish_roll": Op(TOWN, COMMITTEE, PREPARED, before=called_election),
    "receive_objection": Op(TOWN, COMMITTEE, PREPARED, just(wish="add", about="某人", made_by="邝某", reason="未列入", received_on="2019-03-20"), before=election_under_way),
    "decide_objection": Op(TOWN, COMMITTEE, lambda s, b: {"uuid": b.objections.get().uuid}, just(upheld=False, reason="不属实"), before=election_under_way),
    "nominate_candidate": Op(TOWN, COMMITTEE, CONTEST, lambda s, b: {"person": s.village.member.uuid, "nominations": 3}, before=voted("roll_published")),
    "withdraw_candidate": Op(TOWN, COMMITTEE, lambda s, b: {"uuid": b.contests.first().candidates.first().uuid}, just(document="本人声明"), before=called_election),
    "declare_kinship": Op(TOWN, COMMITTEE, PREPARED, lambda s, b: {"first": s.village.member.uuid, "second": s.village.secretary.uuid, "relation": "sibling"},
                          before=called_election),
    "record_candidate_statement": Op(TOWN, COMMITTEE, lambda s, b: {"uuid": b.contests.first().candidates.first().uuid}, just(
        stated_on="2019-03-20", knows_accounting=True, knowledge_document="会计从业资格证书"), before=called_election),
    "publish_candidates": Op(TOWN, COMMITTEE, PREPARED, before=voted("roll_published")),
    "grant_proxy": Op(TOWN, COMMITTEE, PREPARED, _pair, before=voted("candidates_published")),
    "revoke_proxy": Op(TOWN, COMMITTEE, PREPARED, lambda s, b: {"principal": b.proxies.get().principal.uuid, "document": "本人声明"}, before=with_a_proxy),
    "record_leaving_audit": Op(TOWN, COMMITTEE, PREPARED, just(day="2019-03-15"), before=called_election),
    "record_defence": Op(TOWN, COMMITTEE, PREPARED, just(day="2019-03-20", document="申辩记录"), before=recall_called),
    "approve_election": Op(COMMITTEE, TOWN, PREPARED, just(document=DOC), before=cleared_party_election),
    "approve_exclusions": Op(COMMITTEE, TOWN, PREPARED, just(day="2019-03-20", document=DOC), before=party_election_with_exclusion),
    "postpone_election": Op(TOWN, COMMITTEE, PREPARED, just(day="2020-02-20", document=DOC), before=called_election),
    "cancel_election": Op(TOWN, COMMITTEE, PREPARED, just(reason="改期"), before=called_election),
    "list_count_differences": Op(TOWN, "other_town", CONTEST, before=voted("entered")),
    "enter_count_sheet": Op(TOWN, COMMITTEE, CONTEST, _sheet_body, before=voted("candidates_published")),
    "compute_result": Op(TOWN, COMMITTEE, CONTEST, before=voted("entered")),
    "publish_result": Op(COMMITTEE, TOWN, CONTEST, before=voted("counted")),
    "open_following_vote": Op(TOWN, COMMITTEE, CONTEST, just(day="2019-03-22"), before=voted("tied")),
    "open_offices": Op(TOWN, COMMITTEE, PREPARED, just(accept_vacancies=False), before=voted("published")),
    "record_handover": Op(TOWN, COMMITTEE, PREPARED, just(day="2019-03-20"), before=voted("in_office")),
    "list_rules": Op(TOWN, "cashier"),
    "get_rule": Op(TOWN, "cashier", lambda s, b: {"rule_id": "R-P12"}),
    "evaluate_rule": Op(TOWN, "cashier", lambda s, b: {"rule_id": "R-P01"}, just(inputs={"full_members": 3})),
    "list_settings": Op(TOWN, "cashier"),
    "get_setting": Op(TOWN, "cashier", lambda s, b: {"key": "engagement.appeal_days"}),
    "propose_setting": Op(
        COUNTY, TOWN, lambda s, b: {"key": "engagement.appeal_days"}, just(value=20, valid_from="2019-03-20", source_document=DOC)
    ),
    "enact_setting": Op(COUNTY, TOWN, PREPARED, before=proposed_setting),
    "drop_setting_proposal": Op(COUNTY, TOWN, PREPARED, just(reason="文号写错"), before=proposed_setting),
    "get_me": Op(TOWN, ""),
    "list_own_tokens": Op(TOWN, ""),
    "revoke_token": Op(TOWN, COUNTY, lambda s, b: {"uuid": s.users[TOWN].api_tokens.get().uuid}),
    "list_clients": Op(SEC, COUNTY),
    "register_client": Op(SEC, COUNTY, body=just(title="区财政系统", responsible="区财政局", role="finance_bureau", division_code="440403000000",
                                                 scopes=["pay:440403"], calls_a_minute=60, last="2019-12-31")),
    "renew_client_secret": Op(SEC, COUNTY, PREPARED, before=program),
    "revoke_client": Op(SEC, COUNTY, PREPARED, just(reason="系统下线"), before=program),
    "list_accounts": Op(SEC, COUNTY),
    "get_account": Op(SEC, COUNTY, account(TOWN)),
    "open_account": Op(SEC, COUNTY, body=just(login="xinren", name="新人", first="2019-03-20")),
    "change_account": Op(SEC, COUNTY, account(TOWN), just(unit="斗门镇组织办")),
    "end_access": Op(SEC, COUNTY, account(TOWN), just(reason="调离")),
    "reopen_access": Op(SEC, COUNTY, account(TOWN), just(first="2019-03-20", reason="调回")),
    "reset_password": Op(SEC, COUNTY, account(TOWN), just(reason="本人到场核对身份证")),
    "issue_first_passwords": Op(SEC, COUNTY, body=just(role="village_secretary", reason="装信封当面交给本人"), before=waiting),
    "request_second_factor_reset": Op(SEC, COUNTY, account(TOWN), just(reason="手机丢失"), before=phone),
    "confirm_second_factor_reset": Op(SEC, "second_sec_admin", PREPARED, before=reset),
    "list_roles": Op(TOWN, ""),
    "list_grants": Op(SEC, COUNTY, account(TOWN)),
    "grant_role": Op(SEC, COUNTY, account(TOWN), just(role="first_secretary", division_code=VILLAGE, first="2019-03-20")),
    "end_grant": Op(SEC, COUNTY, of(own_grant(TOWN)), just(reason="调离")),
    "list_deputies": Op(SEC, COUNTY),
    "appoint_deputy": Op(
        SEC, COUNTY, of(own_grant(TOWN)), lambda s, b: {"deputy": s.users["other_town"].uuid, "first": "2019-03-20", "last": "2019-03-30"}
    ),
    "list_divisions": Op(TOWN, ""),
    "get_division": Op(TOWN, "", PLACE),
    "rename_division": Op(COUNTY, TOWN, PLACE, just(official_name="新赤坎村民委员会", document=DOC, on="2019-03-20")),
    "merge_divisions": Op(COUNTY, TOWN, PLACE, just(codes=[SIBLING], document=DOC, on="2019-03-20")),
    "list_populations": Op(TOWN, "", PLACE),
    "get_population": Op(TOWN, "", lambda s, b: {"code": VILLAGE, "uuid": b.uuid}, before=snapshot),
    "record_population": Op(TOWN, "village_secretary", PLACE, just(year=2016, source="年报", resident=3000)),
    "approve_population": Op(COUNTY, "village_secretary", lambda s, b: {"code": VILLAGE, "uuid": b.uuid}, before=snapshot),
    "list_designations": Op(TOWN, "", PLACE),
    "record_designation": Op(TOWN, "village_secretary", PLACE, just(kind="weak_village", level="city", starts_on="2019-01-01")),
    "list_people": Op(TOWN, "sys_admin"),
    "get_person": Op(TOWN, "other_town", of(lambda s: s.village.member)),
    "get_own_record": Op("member", "sys_admin"),
    "register_person": Op(
        TOWN, "village_secretary", body=just(division_code=VILLAGE, name="梁淑贞", sex="female", birth_date="1980-01-01")
    ),
    "correct_person": Op(TOWN, "village_secretary", of(lambda s: s.village.member), just(ethnicity="汉族", **REASON)),
    "merge_persons": Op(
        TOWN,
        "village_secretary",
        lambda s, b: {"uuid": b[0].uuid},
        lambda s, b: {"doubled": b[1].uuid, **REASON},
        before=lambda s: _different(s),
    ),
    "reveal_field": Op(TOWN, "village_secretary", of(lambda s: s.village.member), just(field="mobile", reason="核对工资账号联系")),
    "list_organisations": Op(TOWN, "sys_admin"),
    "get_organisation": Op(TOWN, "other_town", of(lambda s: s.village.organisation)),
    "found_organisation": Op(
        COUNTY,
        "village_secretary",
        body=lambda s, b: {
            "code": "DM103998",
            "name": "新党支部",
            "kind": "party_branch",
            "sector": "rural",
            "division_code": VILLAGE,
            "parent": s.made["county_committee"].uuid,
            "full_members": 3,
        },
    ),
    "change_organisation": Op(TOWN, "other_town", of(lambda s: s.village.organisation), just(telephone="0756-5510000", **REASON)),
    "dissolve_organisation": Op(TOWN, "village_secretary", PREPARED, just(last_day="2019-03-15", document=DOC), before=empty_branch),
    "list_terms": Op(TOWN, "sys_admin"),
    "open_term": Op(TOWN, "village_secretary", PREPARED, just(elected_on="2019-03-10"), before=empty_branch),
    "extend_term": Op(TOWN, "village_secretary", PREPARED, just(months=6, document=DOC), before=term),
    "list_members": Op(TOWN, "first_secretary"),
    "get_member": Op(TOWN, "other_town", of(lambda s: s.made[f"member:{s.village.member.pk}"])),
    "admit_member": Op(
        TOWN,
        "village_secretary",
        body=lambda s, b: {"person": b.uuid, "organisation": s.village.organisation.uuid, "joined_on": "2019-03-10"},
        before=_as_service(lambda s: village.person("容小妹")),
    ),
    "change_member_status": Op(
        TOWN,
        "village_secretary",
        of(lambda s: s.made[f"member:{s.village.member.pk}"]),
        just(status="suspended_rights", date="2019-03-10", document=DOC),
    ),
    "record_death": Op(TOWN, "village_secretary", of(lambda s: s.village.member), just(died_on="2019-03-10")),
    "list_transfers": Op(TOWN, "sys_admin"),
    "list_incoming_transfers": Op("other_town", "sys_admin", before=transfer),
    "issue_transfer": Op(
        TOWN,
        "other_town",
        of(lambda s: s.made[f"member:{s.village.member.pk}"]),
        lambda s, b: {"to_organisation": s.made["far"].organisation.code, "issued_on": "2019-03-20"},
    ),
    "receive_transfer": Op("other_town", TOWN, PREPARED, just(received_on="2019-03-20"), before=transfer),
    "cancel_transfer": Op(TOWN, "other_town", PREPARED, just(**REASON), before=transfer),
    "list_committees": Op(TOWN, "sys_admin"),
    "open_committee": Op(
        TOWN, "village_secretary", body=just(division_code=VILLAGE, kind="villagers_committee", number=8, seats=5, elected_on="2019-03-10")
    ),
    "list_mandates": Op(TOWN, "sys_admin"),
    "get_mandate": Op(TOWN, "other_town", of(lambda s: s.village.seat)),
    "open_mandate": Op(
        TOWN,
        "village_secretary",
        body=lambda s, b: {
            "person": s.village.member.uuid,
            "organisation": s.village.organisation.uuid,
            "role": "deputy_secretary",
            "first_day": "2019-03-10",
        },
    ),
    "end_mandate": Op(TOWN, "village_secretary", of(lambda s: s.village.seat), just(**SECRETARY)),
    "list_centres": Op(TOWN, "sys_admin"),
    "get_centre": Op(TOWN, "other_town", of(lambda s: s.village.centre)),
    "list_centre_gaps": Op(TOWN, "sys_admin"),
    "open_centre": Op(TOWN, "village_secretary", body=just(division_code="440403103210", name="八甲村党群服务中心")),
    "change_centre": Op(TOWN, "village_secretary", of(lambda s: s.village.centre), just(windows=3)),
    "close_centre": Op(TOWN, "village_secretary", of(lambda s: s.village.centre), just(last_day="2019-03-19", document=DOC)),
    "list_staffing_plans": Op(TOWN, "sys_admin"),
    "plan_staffing": Op(COUNTY, TOWN, of(lambda s: s.village.centre), just(year=2019, exception_posts=1, exception_document=DOC)),
    "list_window_staff": Op(TOWN, "sys_admin"),
    "assign_window_staff": Op(
        TOWN,
        "village_secretary",
        of(lambda s: s.village.centre),
        lambda s, b: {"person": s.village.member.uuid, "title": "社保窗口", "first_day": "2019-03-10"},
    ),
    "end_window_staff": Op(TOWN, "village_secretary", PREPARED, just(last_day="2019-03-20"), before=window),
    "list_centre_functions": Op(TOWN, "sys_admin"),
    "list_duty": Op(TOWN, "sys_admin"),
    "settle_centre_function": Op(
        TOWN, "village_secretary", of(lambda s: s.village.centre), just(function="culture", way="desk", desk="综合受理窗口", first_day="2019-03-10")
    ),
    "end_centre_function": Op(TOWN, "village_secretary", PREPARED, just(last_day="2019-03-20"), before=hall_function),
    "put_on_duty": Op(
        "village_secretary", "window_staff", of(lambda s: s.village.centre),
        lambda s, b: {"person": s.village.member.uuid, "weekday": 2, "part": "morning", "first_day": DAY.isoformat()}, before=window,
    ),
    "end_duty": Op("village_secretary", "window_staff", PREPARED, just(last_day="2019-03-20"), before=duty_turn),
    "list_services": Op(TOWN, ""),
    "get_service": Op(TOWN, "", lambda s, b: {"code": "CW-001"}, before=service_item),
    "get_service_due": Op(TOWN, "", lambda s, b: {"code": "CW-001"}, before=service_item),
    "publish_service": Op(COUNTY, TOWN, body=just(code="CW-002", first_day="2019-03-10", **SAID_OF_ITEM)),
    **asked.lines(Op, PREPARED, just),
    "list_hall_cases": Op(TOWN, COUNTY, before=hall.accepted), "get_case_balance": Op(TOWN, COUNTY, before=hall.accepted),
    "get_case_opinions": Op(TOWN, COUNTY, before=hall.finished), "say_case_opinion": Op(TOWN, COUNTY, PREPARED, hall.opinion_with_its_code, before=hall.finished),
    "get_hall_case": Op(TOWN, COUNTY, PREPARED, before=hall.accepted), "list_case_steps": Op(TOWN, COUNTY, PREPARED, before=hall.asked),
    "receive_case": Op("window_staff", TOWN, body=just(division_code=VILLAGE, item="SB-009", name="容小妹", phone="13800005678", missing=["身份证"]), before=hall.item),
    "accept_case": Op("window_staff", TOWN, PREPARED, before=hall.handed_in), "ask_case_supplement": Op("window_staff", TOWN, PREPARED, just(missing=["身份证"]), before=hall.handed_in),
    "supply_case": Op("window_staff", TOWN, PREPARED, just(brought=["身份证"]), before=hall.asked),
    "transfer_case": Op(TOWN, "window_staff", PREPARED, just(to="village", words="请补拍照片"), before=hall.passed_up),
    **{f"{verb}_case": Op("window_staff", TOWN, PREPARED, just(words="已办好"), before=hall.accepted) for verb in ("finish", "withdraw")},
    "note_case_progress": Op("window_staff", TOWN, PREPARED, just(words="已报镇里"), before=hall.accepted),
    "reopen_case": Op("window_staff", TOWN, PREPARED, just(words="补到了证明"), before=hall.finished),
    "refuse_case": Op("window_staff", TOWN, PREPARED, just(words="不符合条件", remedy="可以申请复议"), before=hall.accepted),
    "withdraw_service": Op(COUNTY, TOWN, lambda s, b: {"code": "CW-001"}, just(last_day="2019-12-31", reason=DOC), before=service_item),
    "list_letters": Op(TOWN, "sys_admin"), "get_letter": Op(TOWN, "sys_admin", PREPARED, before=outgoing.draft), "get_letter_digests": Op(TOWN, "sys_admin", PREPARED, before=outgoing.issued),
    "draft_letter": Op(TOWN, "sys_admin", body=just(**outgoing.GENERAL)), "issue_out_letter": Op(COMMITTEE, TOWN, PREPARED, before=outgoing.draft),
    "withdraw_letter": Op(TOWN, "sys_admin", PREPARED, just(reason="写错单位"), before=outgoing.draft),
    "revoke_letter": Op(COMMITTEE, TOWN, PREPARED, just(reason="写错单位"), before=outgoing.issued),
    "get_notice_preference": Op(TOWN, ""), "choose_notices": Op(TOWN, "", body=just(**messages.WEBHOOK)), "try_notices": Op(TOWN, "", before=messages.robot),
    "list_notices": Op("sys_admin", TOWN, before=messages.given_up), "count_notices": Op("sys_admin", TOWN), "get_notice": Op("sys_admin", TOWN, PREPARED, before=messages.given_up),
    **{f"{verb}_notice": Op("sys_admin", TOWN, PREPARED, before=messages.given_up) for verb in ("retry", "drop")},
    "stop_notice_robot": Op("sys_admin", TOWN, PREPARED, just(reason="地址泄露"), before=messages.robot),
    "list_elements": Op(TOWN, "sys_admin"),
    "get_element": Op(TOWN, "sys_admin", lambda s, b: {"code": b.code}, before=elements.element),
    "register_element": Op(COUNTY, TOWN, body=just(code="village.fire_extinguishers", **elements.EXTINGUISHERS)),
    "change_element": Op(COUNTY, TOWN, lambda s, b: {"code": b.code}, just(**{k: v for k, v in elements.EXTINGUISHERS.items() if k != "kind"}), before=elements.element),
    "list_collections": Op(TOWN, "sys_admin"),
    "get_collection": Op(TOWN, "sys_admin", PREPARED, before=elements.draft),
    "list_collection_questions": Op(TOWN, "sys_admin", PREPARED, before=elements.draft),
    "get_collection_outlook": Op(TOWN, "sys_admin", PREPARED, before=elements.draft),
    "get_burden": Op(TOWN, "sys_admin", query=(("year", "2019"),)),
    "draft_collection": Op(TOWN, "village_secretary", body=just(**elements.ABOUT, asks="village", due_on="2019-03-29", places=[VILLAGE])),
    "change_collection": Op(TOWN, "other_town", PREPARED, just(**elements.ABOUT, due_on="2019-03-28"), before=elements.draft),
    "add_collection_question": Op(TOWN, "other_town", PREPARED, just(element="village.centre_name", mark="confirm"), before=lambda s: (elements.centre_name(s), elements.draft(s))[1]),
    "drop_collection_question": Op(TOWN, "other_town", lambda s, b: {"uuid": b.task.uuid, "question": b.uuid}, before=elements.question),
    "change_collection_question": Op(TOWN, "other_town", lambda s, b: {"uuid": b.task.uuid, "question": b.uuid}, query=(("mark", "confirm"),), before=elements.question),
    "issue_collection": Op(TOWN, "other_town", PREPARED, just(), before=elements.draft),
    "approve_collection": Op(COMMITTEE, TOWN, PREPARED, before=elements.waiting),
    "decline_collection": Op(COMMITTEE, TOWN, PREPARED, just(reason="减少题目"), before=elements.waiting),
    "report_collection": Op(TOWN, "other_town", PREPARED, before=elements.all_held),
    "close_collection": Op(TOWN, "other_town", PREPARED, just(reason="已报齐"), before=elements.sent),
    "withdraw_collection": Op(TOWN, "other_town", PREPARED, just(reason="不用了"), before=elements.draft),
    "list_collection_units": Op(TOWN, "sys_admin", PREPARED, before=elements.sent),
    "get_collection_unit": Op("village_secretary", "other_town", PREPARED, before=elements.unit),
    "submit_collection_unit": Op("village_secretary", TOWN, PREPARED, just(values=[{"element": "village.fire_extinguishers", "value": "86"}]), before=elements.unit),
    "return_collection_unit": Op(TOWN, "village_secretary", PREPARED, just(words="核对灭火器数"), before=elements.filled),
    "report_collection_question": Op("village_secretary", TOWN, lambda s, b: {"uuid": b.uuid, "question": b.task.questions.get().uuid}, just(words="上月报过"), before=elements.unit),
    "list_asked_before": Op(TOWN, "sys_admin"),
    "answer_asked_before": Op("audit_bureau", TOWN, PREPARED, just(reply="kept", words="只数村道"), before=elements.report),
    "list_reviews": Op(TOWN, "sys_admin"),
    "count_outcomes": Op(TOWN, "sys_admin"),
    "get_review": Op(TOWN, "other_town", PREPARED, before=review("nominated")),
    "nominate": Op(TOWN, COMMITTEE, body=lambda s, b: {"person": s.village.member.uuid, "centre": s.village.centre.uuid, "post": "member"}),
    "propose": Op(
        "village_secretary", COMMITTEE, PREPARED, just(proposal="engaged", document="2019年第5次支委会"), before=review("nominated")
    ),
    "return_review": Op(COMMITTEE, TOWN, PREPARED, just(**REASON), before=review("proposed")),
    "withdraw_review": Op(TOWN, COMMITTEE, PREPARED, just(**REASON), before=review("nominated")),
    "attach_vetting": Op(TOWN, COMMITTEE, PREPARED, lambda s, b: {"vetting_case": b.vetting_case.uuid}, before=review("proposed")),
    "decide_review": Op(COMMITTEE, TOWN, PREPARED, just(**RULING), before=review("proposed")),
    "publicise": Op(TOWN, COMMITTEE, PREPARED, before=review("decided")),
    "settle_publicity": Op(TOWN, COMMITTEE, PREPARED, just(feedback="没有收到反映"), before=review("publicised")),
    "issue_letter": Op(TOWN, COMMITTEE, PREPARED, just(), before=review("settled")),
    "issue_notice": Op(TOWN, COMMITTEE, PREPARED, just(contact="组织办 0756-5510000"), before=review("deferred")),
    "serve_notice": Op(TOWN, COMMITTEE, PREPARED, just(served_on="2019-03-20"), before=review("noticed")),
    "request_review": Op(TOWN, COMMITTEE, PREPARED, just(grounds="事实有出入"), before=review("served")),
    "answer_review": Op(COMMITTEE, TOWN, PREPARED, just(result="upheld", panel="镇纪委三人", reasons="事实清楚"), before=review("asked")),
    "list_engagements": Op(TOWN, "sys_admin"),
    "list_vacancies": Op(TOWN, "sys_admin"),
    "get_engagement": Op(TOWN, "other_town", PREPARED, before=engaged),
    "appoint_acting_director": Op(
        COMMITTEE,
        TOWN,
        body=lambda s, b: {
            "centre": s.village.centre.uuid,
            "person": s.village.member.uuid,
            "first_day": "2019-03-20",
            "last_day": "2019-04-20",
            "document": DOC,
        },
    ),
    "end_engagement": Op(COMMITTEE, TOWN, PREPARED, just(last_day="2019-05-31", reason="resign", document=DOC), before=engaged),
    "end_secretary": Op(TOWN, COMMITTEE, of(lambda s: s.village.secretary_mandate), just(**SECRETARY)),
    "replace_secretary": Op(
        TOWN, COMMITTEE, of(lambda s: s.village.secretary_mandate), lambda s, b: {**SECRETARY, "successor": s.village.member.uuid}
    ),
    "list_vetting_rounds": Op(VET, TOWN),
    "get_vetting_round": Op(VET, TOWN, PREPARED, before=round_("new")),
    "create_vetting_round": Op(VET, TOWN, body=lambda s, b: {"persons": [s.village.member.uuid], "due_on": "2019-04-20"}),
    "send_vetting_round": Op(VET, TOWN, PREPARED, before=round_("new")),
    "list_owed_replies": Op(DEPARTMENT, VET, before=round_("sent")),
    "answer_vetting": Op(DEPARTMENT, VET, body=_lines, before=round_("sent")),
    "conclude_vetting_case": Op(VET, TOWN, lambda s, b: {"uuid": b.uuid, "case": b.cases.get().uuid}, before=round_("answered")),
    "list_cases": Op(TOWN, "finance_bureau"),
    "get_case": Op("centre_member", "finance_bureau", PREPARED, before=cases.case_at("proposed", engaged)),
    "propose_consequence": Op(TOWN, COMMITTEE, PREPARED, just(since="2019-03-01", **cases.GROUND), before=engaged),
    "call_hearing": Op(TOWN, COMMITTEE, PREPARED, just(hearing_on="2019-03-25", place="党建办"), before=cases.case_at("proposed", engaged)),
    "record_hearing": Op(TOWN, COMMITTEE, PREPARED, just(heard_on="2019-03-20", heard_by="记录人", statement="有异议"), before=cases.case_at("invited", engaged)),
    "decide_case": Op(COMMITTEE, TOWN, PREPARED, just(last_day="2019-05-31", **cases.RULING), before=cases.case_at("heard", engaged)),
    "drop_case": Op(COMMITTEE, TOWN, PREPARED, just(reasons="陈述成立"), before=cases.case_at("heard", engaged)),
    "serve_case": Op(TOWN, COMMITTEE, PREPARED, just(served_on="2019-03-20", contact="党建办"), before=cases.case_at("decided", engaged)),
    "ask_case_review": Op("centre_member", COMMITTEE, PREPARED, just(grounds="不是我"), before=cases.case_at("served", engaged)),
    "answer_case_review": Op(COMMITTEE, TOWN, PREPARED, just(**cases.ANSWER), before=cases.case_at("asked", engaged)),
    "list_grounds": Op(VET, TOWN), "get_ground": Op(COUNTY, TOWN, PREPARED, before=cases.ground),
    "record_ground": Op(VET, COUNTY, of(lambda s: s.village.member), just(**cases.JUDGMENT)),
    "clear_cadre": Op(COUNTY, VET, PREPARED, just(last_day="2019-03-10"), before=cases.ground),
    "list_filings": Op(TOWN, "finance_bureau"),
    "list_unfiled_secretaries": Op(TOWN, "finance_bureau"),
    "get_filing": Op(TOWN, "finance_bureau", PREPARED, before=cases.filing),
    "file_secretary": Op(TOWN, COUNTY, of(lambda s: s.village.secretary_mandate), just(**cases.LATE)),
    "object_to_filing": Op(COUNTY, TOWN, PREPARED, just(objection="联审未办结"), before=cases.filing),
    "answer_objection": Op(COMMITTEE, TOWN, PREPARED, just(answer="已补办"), before=cases.objected),
    "list_schemes": Op(TOWN, "finance_bureau"),
    "draft_scheme": Op(TOWN, COMMITTEE, body=just(division_code=assessed.TOWN, year=2019, subject="person", title="方案", indicators=assessed.LINES)),
    "get_scheme": Op(COUNTY, "finance_bureau", PREPARED, before=assessed.draft),
    "publish_scheme": Op(COMMITTEE, TOWN, PREPARED, just(document=DOC), before=assessed.draft),
    "open_sheets": Op(TOWN, COMMITTEE, PREPARED, before=assessed.published),
    "grade_town": Op(COMMITTEE, TOWN, PREPARED, just(body="斗门镇党委", meeting="第9次会议"), before=assessed.scheme_at("approved", engaged)),
    "list_sheets": Op(TOWN, "finance_bureau"),
    "get_sheet": Op("centre_member", "finance_bureau", PREPARED, before=assessed.sheet_at("open", engaged)),
    "report_self": Op("centre_member", COUNTY, PREPARED, just(text=assessed.REPORT), before=assessed.sheet_at("open", engaged)),
    "record_fact": Op(TOWN, COMMITTEE, PREPARED, just(**assessed.FACT), before=assessed.sheet_at("open", engaged)),
    "draw_facts": Op(TOWN, COMMITTEE, PREPARED, before=assessed.sheet_at("open", engaged)),
    "withdraw_fact": Op(TOWN, COMMITTEE, lambda s, b: {"uuid": b.sheet.uuid}, lambda s, b: {"fact": b.uuid, **REASON}, before=assessed.fact(engaged)),
    "score_sheet": Op(TOWN, COMMITTEE, PREPARED, just(marks=assessed.MARKS), before=assessed.sheet_at("reported", engaged)),
    "tell_score": Op(TOWN, COMMITTEE, PREPARED, before=assessed.sheet_at("scored", engaged)),
    "sign_sheet": Op("centre_member", COMMITTEE, PREPARED, just(signature="signed", statement="同意"), before=assessed.sheet_at("told", engaged)),
    "approve_sheet": Op(COMMITTEE, TOWN, PREPARED, just(opinion="属实"), before=assessed.sheet_at("signed", engaged)),
    "return_sheet": Op(COMMITTEE, TOWN, PREPARED, just(**REASON), before=assessed.sheet_at("signed", engaged)),
    "serve_grade": Op(TOWN, COMMITTEE, PREPARED, just(served_on="2019-03-20"), before=assessed.sheet_at("graded", engaged)),
    "appeal_grade": Op("centre_member", COMMITTEE, PREPARED, just(grounds="事实有误"), before=assessed.sheet_at("served", engaged)),
    "answer_appeal": Op(COMMITTEE, TOWN, PREPARED, just(**assessed.ANSWER), before=assessed.sheet_at("appealed", engaged)),
    "fix_grade": Op(COMMITTEE, TOWN, PREPARED, before=assessed.sheet_at("answered", engaged)),
    "list_grades": Op(TOWN, "sys_admin"),
    "withdraw_grade": Op(COUNTY, TOWN, PREPARED, just(**REASON), before=grade),
    "record_grade": Op(
        COUNTY,
        TOWN,
        body=lambda s, b: {
            "person": s.village.member.uuid,
            "year": 2019,
            "grade": "competent",
            "decided_on": "2019-03-20",
            "document": DOC,
        },
        before=engaged,
    ),
    **threads.lines(Op, PREPARED, just, TOWN, COMMITTEE),
    "list_reserve_outlook": Op(TOWN, "village_secretary"),
    "list_reserve_candidates": Op(COMMITTEE, "village_secretary", before=proposed_candidate),
    "get_reserve_candidate": Op(COUNTY, "other_town", PREPARED, before=proposed_candidate),
    "propose_reserve_candidate": Op(
        TOWN,
        COMMITTEE,
        body=lambda s, b: {
            "organisation": s.village.organisation.uuid, "person": s.village.member.uuid, "source": "capable_member", "reason": "带头种植", "document": DOC,
        },
    ),
    "settle_reserve_candidate": Op(COMMITTEE, TOWN, PREPARED, just(confirm=True), before=proposed_candidate),
    "end_reserve_candidate": Op(TOWN, COMMITTEE, PREPARED, just(end_reason="withdrew"), before=confirmed_candidate),
    "list_capabilities": Op(TOWN, "village_secretary", before=shown_capability),
    "record_capability": Op(
        TOWN,
        COMMITTEE,
        body=lambda s, b: {"person": s.village.member.uuid, "kind": "industry", "fact": "办起合作社", "evidence": DOC, "shown_on": "2019-03-01"},
    ),
    "withdraw_capability": Op(TOWN, COMMITTEE, PREPARED, just(**REASON), before=shown_capability),
    "list_admissions": Op(TOWN, "centre_member", before=admission("applied")),
    "get_admission": Op(TOWN, "other_town", PREPARED, before=admission("applied")),
    "open_admission": Op(
        TOWN,
        COMMITTEE,
        body=lambda s, b: {"person": b.uuid, "organisation": s.village.organisation.uuid, "applied_on": "2019-03-01", "document": DOC},
        before=_as_service(lambda s: village.person("申请人")),
    ),
    "take_over_probation": Op(
        TOWN,
        COMMITTEE,
        body=lambda s, b: {"member": b.uuid, "approved_on": "2019-02-01", "document": DOC},
        before=_as_service(lambda s: admitted_on_paper(s)),
    ),
    "name_activist": Op(TOWN, COMMITTEE, PREPARED, just(date="2016-01-10", document=DOC), before=admission("applied")),
    "name_admission_target": Op(TOWN, COMMITTEE, PREPARED, just(date="2017-01-10", document=DOC), before=admission("activist")),
    "admit_at_meeting": Op(
        TOWN,
        COMMITTEE,
        PREPARED,
        lambda s, b: {
            "date": "2018-01-10", "document": DOC, "voters": 20, "present": 18, "votes_for": 17,
            "first_introducer": introducers(s)[0].uuid, "second_introducer": introducers(s)[1].uuid,
        },
        before=admission("target"),
    ),
    "approve_admission": Op(COUNTY, COMMITTEE, PREPARED, just(date="2018-02-10", document=DOC), before=admission("admitted")),
    "extend_probation": Op(TOWN, COMMITTEE, PREPARED, just(date="2019-01-10", document=DOC, months=6), before=admission("probationary")),
    "make_full_member": Op(TOWN, COMMITTEE, PREPARED, just(date="2019-01-10", document=DOC, voters=20, present=18, votes_for=17), before=admission("probationary")),
    "end_admission": Op(TOWN, COMMITTEE, PREPARED, just(date="2019-03-01", document=DOC, **REASON), before=admission("applied")),
    "list_pay_runs": Op("finance_bureau", TOWN),
    "get_pay_run": Op("finance_bureau", TOWN, PREPARED, before=paid_year),
    "prepare_pay_run": Op(COUNTY, "finance_bureau", body=just(year=2019, override_reason="市里文件另有规定"), before=engaged),
    "compute_pay_run": Op(
        COUNTY,
        "finance_bureau",
        PREPARED,
        before=_as_service(
            lambda s: engaged(s) and pay.lock_inputs(year=2019, by=COUNTY_OFFICER, on=DAY, override_reason="市里文件另有规定")
        ),
    ),
    "check_pay_run": Op("finance_bureau", "pay_approver", PREPARED, before=paid_year),
    "approve_pay_run": Op("pay_approver", COUNTY, PREPARED, before=checked_run),
    "return_pay_run": Op("finance_bureau", COUNTY, PREPARED, just(**REASON), before=paid_year),
    "withdraw_pay_run": Op(COUNTY, "finance_bureau", PREPARED, just(**REASON), before=paid_year),
    "list_pay_slips": Op("finance_bureau", TOWN, before=paid_year),
    "get_pay_slip": Op("finance_bureau", "member", PREPARED, before=slip),
    "list_own_pay_slips": Op("centre_member", ""),
    "list_pay_settlements": Op("finance_bureau", TOWN, query=(("year", "2019"),), before=approved_year),
    "list_pay_corrections": Op("finance_bureau", TOWN, before=correction),
    "get_pay_correction": Op("finance_bureau", TOWN, PREPARED, before=correction),
    "prepare_pay_correction": Op(
        COUNTY,
        "finance_bureau",
        body=lambda s, b: {"run": b.uuid, "cause": "unpaid_leave", "document": DOC, "person": s.village.member.uuid},
        before=uncorrected,
    ),
    "recompute_pay_correction": Op(COUNTY, "finance_bureau", PREPARED, before=returned_correction),
    "check_pay_correction": Op("finance_bureau", "pay_approver", PREPARED, before=correction),
    "approve_pay_correction": Op("pay_approver", COUNTY, PREPARED, before=checked_correction),
    "return_pay_correction": Op("finance_bureau", COUNTY, PREPARED, just(**REASON), before=correction),
    "withdraw_pay_correction": Op(COUNTY, "finance_bureau", PREPARED, just(**REASON), before=correction),
    "list_pay_differences": Op("finance_bureau", TOWN),
    "list_own_pay_differences": Op("centre_member", ""),
    "list_pay_facts": Op("finance_bureau", TOWN, before=pay_fact),
    "record_pay_fact": Op(
        COUNTY,
        "finance_bureau",
        body=lambda s, b: {
            "person": s.village.member.uuid,
            "kind": "suspension",
            "first_day": "2019-06-01",
            "last_day": "2019-06-30",
            "share": "0.50",
            "document": DOC,
        },
        before=engaged,
    ),
    "cancel_pay_fact": Op(COUNTY, "finance_bureau", PREPARED, just(document=DOC), before=pay_fact),
    "list_pay_vouchers": Op("finance_bureau", TOWN, lambda s, b: {"year": 2019}, before=approved_year),
    "list_import_registers": Op(TOWN, ""),
    "get_import_template": Op(TOWN, "village_secretary", lambda s, b: {"name": "members"}),
    "list_import_batches": Op(TOWN, ""),
    "upload_import": Op(TOWN, "village_secretary", form=upload),
    "get_import_batch": Op(TOWN, "other_town", PREPARED, before=batch),
    "commit_import": Op(TOWN, "other_town", PREPARED, before=batch),
    "drop_import": Op(TOWN, "other_town", PREPARED, before=batch),
    "undo_import": Op(TOWN, "other_town", PREPARED, just(**REASON), before=committed),
    "get_import_errors": Op(TOWN, "other_town", PREPARED, before=batch),
    "list_paper_templates": Op(COUNTY, TOWN),
    "upload_paper_template": Op(COUNTY, TOWN, form=paper_template),
    "adopt_paper_template": Op(COUNTY, TOWN, PREPARED, just(valid_from="2030-01-01"), before=uploaded_template),
    "return_paper_template": Op(COUNTY, TOWN, lambda s, b: {"name": "engagement_letter"}, just(last_day="2030-01-01"), before=adopted_template),
    "list_paper_scans": Op(TOWN, "other_town", KEPT, before=paper_of_the_letter),
    "keep_paper_scan": Op(TOWN, COUNTY, KEPT, before=paper_of_the_letter, form=signed_paper),
    "get_paper_scan": Op(COUNTY, "cashier", KEPT, before=paper_of_the_letter),
    "get_story": Op(COUNTY, "cashier"),
    "list_tasks": Op(TOWN, ""),
    "search": Op(TOWN, "", query=(("q", "大赤坎"),)),
    "list_log": Op("audit_admin", COUNTY),
}

# Asked by a person on a page only; tested there and in test_sessions.
PAGES_ONLY = {"issue_token": Op(TOWN, TOWN, body=just(label="财政", days=30))}


def _different(s: Stage) -> Any:
    """Two records without a contradicting identity number."""
    kept, other = doubled(s)
    type(kept).objects.filter(pk=other.pk).update(identity_index=None)
    return kept, other
