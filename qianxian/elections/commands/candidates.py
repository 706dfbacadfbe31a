"""Candidates, kinship declared for the check, proxies with their limit."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from qianxian.elections import judging, make_up, queries
from qianxian.elections import permissions as may
from qianxian.elections.calendar import objection_by
from qianxian.elections.commands.road import expect, locked, locked_contest, moved
from qianxian.elections.models import Candidate, Contest, Election, KinshipDeclaration, Proxy, RollEntry
from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import RuleViolated, Violation
from qianxian.foundation.verdict import require
from qianxian.people.models import Person

State = Election.State
BEFORE_THE_LIST = (State.CALLED, State.ROLL_PUBLISHED)
SEPARATE = "职责分离：监票、计票人不得是候选人"


@transaction.atomic
def nominate(*, contest: Contest, person: Person, nominations: int, by: Actor, on: dt.date) -> Candidate:
    """A person nominated for an office, with how many nominated. Who nominated is not kept."""
    held = locked_contest(contest)
    row = held.election
    require(may.can_organise(by, row))
    expect(row, *BEFORE_THE_LIST)
    faults = []
    if held.way != "first":
        faults.append(Violation("way", _("另行选举、再次投票的候选人由上一次投票确定。")))
    if nominations < 1:
        faults.append(Violation("nominations", _("填写提名票数，至少 1。"), field="nominations"))
    if person.died_on or person.merged_into_id:
        faults.append(Violation("person", _("这份人员档案已停用。"), field="person"))
    if held.women_only and person.sex != "female":
        faults.append(Violation("womens_seat", _("这个名额为妇女成员保留。"), "《村民委员会组织法》第六条，R-V01", "person"))
    if row.staff.filter(person=person).exists():
        faults.append(Violation("staff", _("%(name)s 担任选举工作，提名为候选人的要先退出选举工作。") % {"name": person.name}, SEPARATE, "person"))
    if held.candidates.filter(person=person).exists():
        faults.append(Violation("twice", _("%(name)s 已经提名。") % {"name": person.name}, field="person"))
    if row.proxies.filter(proxy__in=_entries_of(row, person)).exists():
        told = _("%(name)s 接受了别人的委托投票。候选人不得接受委托，请委托人先另选受托人。") % {"name": person.name}
        faults.append(Violation("proxy_is_candidate", told, "R-V08", "person"))
    if not row.is_village and not row.roll.filter(person=person).exists():
        faults.append(Violation("not_on_roll", _("党内职务从有选举权的党员中选。先核对名单。"), field="person"))
    faults += make_up.nomination_faults(row, person, nominations)
    if faults:
        raise RuleViolated(faults)
    made = Candidate.objects.create(division_code=row.division_code, contest=held, person=person, nominations=nominations, state="nominated")
    audit.record(by=by, action="elections.nominate", thing=row, after={"person": str(person.uuid), "role": held.role, "nominations": nominations})
    return made


def _entries_of(election: Election, person: Person) -> QuerySet[RollEntry]:
    """The person's place on the roll, by the file where it is joined and by name and day of birth where it is not."""
    return election.roll.filter(Q(person=person) | Q(person__isnull=True, name=person.name, birth_date=person.birth_date))


@transaction.atomic
def withdraw_candidate(*, candidate: Candidate, document: str, by: Actor, on: dt.date) -> Candidate:
    """A candidate's own written withdrawal, before the list is published. Nobody strikes a candidate whom the voters nominated."""
    row = locked(candidate.contest.election)
    held = Candidate.objects.select_for_update(of=["self"], no_key=True).get(pk=candidate.pk)
    require(may.can_organise(by, row))
    expect(row, *BEFORE_THE_LIST)
    if held.contest.way == "recall":
        told = _("被要求罢免的人不是候选人，不能退出投票。本人辞职的，按离任登记后取消这次罢免投票。")
        raise RuleViolated([Violation("recall", told, "R-V09")])
    if not document.strip():
        raise RuleViolated([Violation("document", _("候选人退出要有本人的书面声明。"), field="document")])
    before = {"state": held.state}
    held.state, held.withdrawn_document, held.version = "withdrawn", document.strip(), held.version + 1
    held.save(update_fields=["state", "withdrawn_document", "version"])
    audit.record(by=by, action="elections.withdraw_candidate", thing=row, before=before, after={"candidate": str(held.uuid), "state": "withdrawn"}, reason=document)
    return held


@transaction.atomic
def record_statement(*, candidate: Candidate, stated_on: dt.date, knows_accounting: bool, knowledge_document: str, by: Actor, on: dt.date) -> Candidate:
    """The candidate's own statement taken in: relatives were asked for, and what shows knowledge of accounting or management (R-V18)."""
    row = locked(candidate.contest.election)
    held = Candidate.objects.select_for_update(of=["self"], no_key=True).get(pk=candidate.pk)
    require(may.can_organise(by, row))
    expect(row, *BEFORE_THE_LIST)
    faults = [Violation("recall", _("罢免投票不填报。"), "R-V09")] if held.contest.way == "recall" else []
    if not row.called_on <= stated_on <= on:
        faults.append(Violation("stated_on", _("填报日期在 %(first)s 和今天之间。") % {"first": row.called_on}, "R-V18", "stated_on"))
    if knows_accounting and not knowledge_document.strip():
        faults.append(Violation("knowledge_document", _("写明学历、职称证书或工作经历，作为财会、管理知识的依据。"), "R-V18", "knowledge_document"))
    if held.state == "withdrawn":
        faults.append(Violation("withdrawn", _("这位候选人已经退出。")))
    if faults:
        raise RuleViolated(faults)
    before = audit.snapshot(held, "stated_on", "knows_accounting")
    held.stated_on, held.knows_accounting, held.version = stated_on, knows_accounting, held.version + 1
    held.knowledge_document = knowledge_document.strip() if knows_accounting else ""
    held.save(update_fields=["stated_on", "knows_accounting", "knowledge_document", "version"])
    after = audit.snapshot(held, "stated_on", "knows_accounting") | {"candidate": str(held.uuid)}
    audit.record(by=by, action="elections.record_statement", thing=row, before=before, after=after, reason=held.knowledge_document)
    return held


@transaction.atomic
def declare_kinship(*, election: Election, first: Person, second: Person, relation: str, by: Actor, on: dt.date) -> KinshipDeclaration:
    """A candidate is related to another one or to somebody in office, as he declares; read where offices (R-E09) and contracts (R-C06) are checked, shown in no list."""
    row = locked(election)
    require(may.can_organise(by, row))
    expect(row, *BEFORE_THE_LIST, State.CANDIDATES_PUBLISHED, State.PUBLISHED)
    if first.pk == second.pk or relation not in dict(KinshipDeclaration._meta.get_field("relation").choices):
        raise RuleViolated([Violation("relation", _("选择两个人和他们的关系。"), "R-E09", "relation")])
    if relation == "spouse" and _married_elsewhere(row, first, second):
        told = _("一个人只有一位配偶。%(first)s 或 %(second)s 在这次选举里已登记为另一个人的配偶；先核对，把填错的那一条改为“无亲属关系”或撤回委托，再申报。")
        raise RuleViolated([Violation("other_spouse", told % {"first": first.name, "second": second.name}, "R-E09、R-V08", "relation")])
    if not Candidate.objects.filter(contest__election=row, person__in=[first, second]).exclude(state="withdrawn").exists():
        raise RuleViolated([Violation("nobody_stands", _("两个人里至少有一位是这次选举的候选人。"), "R-E09", "first")])
    made = KinshipDeclaration.objects.create(division_code=row.division_code, election=row, first=first, second=second, relation=relation)
    audit.record(by=by, action="elections.declare_kinship", thing=row, after={"declared": True})
    return made


def _married_elsewhere(election: Election, one: RollEntry | Person, other: RollEntry | Person) -> bool:
    """Whether either of the two is on record in this election as the husband or wife of a third person."""
    pair = {(who.name, who.birth_date) for who in (one, other)}
    return bool((queries.spouses_told(election, one) | queries.spouses_told(election, other)) - pair)


@transaction.atomic
def publish_candidates(*, election: Election, by: Actor, on: dt.date) -> Election:
    """The list of candidates published and the roll frozen: all objections decided, enough candidates, the Party's list approved above."""
    row = locked(election)
    require(may.can_organise(by, row))
    faults = []
    if row.objections.filter(decision="").exists():
        faults.append(Violation("objections", _("还有异议没有处理。先处理完。"), "R-V04"))
    last = objection_by(row)
    if last is not None and on <= last:
        faults.append(Violation("objections_open", _("异议期到 %(day)s，期满后公布候选人。") % {"day": last}, "R-V04"))
    if on > row.election_on:
        faults.append(Violation("past", _("选举日 %(day)s 已经过去。先办理延期。") % {"day": row.election_on}))
    if not row.is_village and not row.approved_by:
        faults.append(Violation("not_approved", _("候选人预备人选还没有报上级党组织批复。"), "《中国共产党基层组织选举工作条例》"))
    if row.occasion == "recall" and row.defence_heard_on is None:
        faults.append(Violation("defence", _("先听取被要求罢免的人申辩，再公布投票。"), "《村民委员会组织法》第十六条，R-V09"))
    listed = []
    for contest in row.contests.select_related("election"):
        people = list(contest.candidates.exclude(state="withdrawn"))
        faults += judging.candidate_faults(contest, people, row.election_on)
        listed += people
    told = make_up.candidates_told(row)
    faults += told.errors
    if faults:
        raise RuleViolated(faults)
    Candidate.objects.filter(pk__in=[one.pk for one in listed]).update(state="listed")
    row.candidates_published_on, row.registered = on, row.roll.filter(struck_on__isnull=True).count()
    Proxy.objects.filter(election=row, published_on__isnull=True).update(published_on=on)
    before = moved(row, State.CANDIDATES_PUBLISHED)
    after = {"state": row.state, "candidates": len(listed), "registered": row.registered, "warnings": [v.code for v in told.warnings]}
    audit.record(by=by, action="elections.publish_candidates", thing=row, before=before, after=after)
    return row


@transaction.atomic
def grant_proxy(*, election: Election, principal: RollEntry, proxy: RollEntry, relation: str, document: str, by: Actor, on: dt.date) -> Proxy:
    """One voter's written proxy to a near relative on the same roll; at most three for one person, none for a candidate (R-V08)."""
    row = locked(election)
    require(may.can_organise(by, row))
    expect(row, State.ROLL_PUBLISHED, State.CANDIDATES_PUBLISHED)
    held = row.proxies.filter(proxy=proxy).count()
    standing = Candidate.objects.filter(contest__election=row).exclude(state="withdrawn")
    stands = standing.filter(Q(person=proxy.person_id) | Q(person__name=proxy.name, person__birth_date=proxy.birth_date)).exists()
    facts = {
        "proxies": held + 1, "relation": relation, "written": bool(document.strip()), "proxy_is_candidate": stands,
        "proxy_is_voter": proxy.election_id == row.pk and proxy.struck_on is None,
        "proxy_stays_away": row.proxies.filter(principal=proxy).exists(), "spouse_elsewhere": relation == "spouse" and _married_elsewhere(row, principal, proxy),
    }  # fmt: skip
    faults = [] if row.is_village else [Violation("party", _("党内选举不委托投票。"), "《中国共产党基层组织选举工作条例》")]
    faults += judging.judged("R-V08", row.election_on, facts, "proxy")[0]
    if on > row.election_on:
        faults.append(Violation("voted", _("选举日 %(day)s 已经过去，不能再委托。") % {"day": row.election_on}, "R-V08", "principal"))
    if principal.pk == proxy.pk or principal.election_id != row.pk or principal.struck_on:
        faults.append(Violation("principal", _("委托人要是名单上的另一位选民。"), "R-V08", "principal"))
    if row.proxies.filter(principal=principal).exists():
        faults.append(Violation("twice", _("%(name)s 已经委托过。") % {"name": principal.name}, "R-V08", "principal"))
    if row.proxies.filter(proxy=principal).exists():
        faults.append(Violation("chain", _("接受了委托的人不能再委托别人。"), "R-V08", "principal"))
    if faults:
        raise RuleViolated(faults)
    published = on if row.state == State.CANDIDATES_PUBLISHED else None
    made = Proxy.objects.create(
        division_code=row.division_code, election=row, principal=principal, proxy=proxy, relation=relation, document=document.strip(), published_on=published
    )
    audit.record(by=by, action="elections.grant_proxy", thing=row, after={"proxy": str(made.uuid)}, reason=document)
    return made


@transaction.atomic
def revoke_proxy(*, election: Election, principal: RollEntry, document: str, by: Actor, on: dt.date) -> Election:
    """A proxy taken back in writing up to the day of the vote; the principal votes himself or asks another (R-V08)."""
    row = locked(election)
    require(may.can_organise(by, row))
    expect(row, State.ROLL_PUBLISHED, State.CANDIDATES_PUBLISHED)
    held = row.proxies.filter(principal=principal).first()
    faults = [] if held else [Violation("no_proxy", _("%(name)s 没有委托别人投票。") % {"name": principal.name}, "R-V08", "principal")]
    if not document.strip():
        faults.append(Violation("document", _("撤回委托要有本人的书面声明。"), "R-V08", "document"))
    if on > row.election_on:
        faults.append(Violation("voted", _("选举日 %(day)s 已经过去，委托不能再撤回。") % {"day": row.election_on}, "R-V08", "principal"))
    if faults:
        raise RuleViolated(faults)
    before = {"proxy": str(held.uuid), "published_on": held.published_on}
    held.delete()
    audit.record(by=by, action="elections.revoke_proxy", thing=row, before=before, after={"revoked": True}, reason=document)
    return row
