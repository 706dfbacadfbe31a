"""Cases, filings and grounds as pages, figures and pay read them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from qianxian.accounts.rights import Permission as P
from qianxian.engagements import judging
from qianxian.engagements.models import ConsequenceCase, Engagement, GroundRecord, SecretaryFiling, YearlyGrade
from qianxian.engagements.rules.grounds import ENDS_BY_LAW
from qianxian.foundation.actor import Actor
from qianxian.foundation.periods import add_days
from qianxian.foundation.tasks import Task
from qianxian.organisations.models import Mandate
from qianxian.people.models import Person

FLAGGED = ("basic", "not_competent")  # the grades of which R-E11 says something
KIND, FILING, GROUND = gettext_noop("处理事项"), gettext_noop("书记备案"), gettext_noop("不宜任职情形")


def cases_in_reach(actor: Actor, scope: str | None = None) -> QuerySet[ConsequenceCase]:
    """Cases of negative outcomes, by division code."""
    return ConsequenceCase.objects.visible_to(actor, scope).select_related("person", "engagement__centre").order_by("division_code", "pk")


def case_by_uuid(uuid: UUID, actor: Actor) -> ConsequenceCase | None:
    """The case within reach."""
    return cases_in_reach(actor).filter(uuid=uuid).first()


def secretary_mandate(uuid: UUID, actor: Actor) -> Mandate | None:
    """A mandate within reach, with person and organisation."""
    return Mandate.objects.visible_to(actor).filter(uuid=uuid).select_related("person", "organisation").first()


def filings_in_reach(actor: Actor, scope: str | None = None) -> QuerySet[SecretaryFiling]:
    """Filings of secretaries, by division code, the newest first within a place."""
    rows = SecretaryFiling.objects.visible_to(actor, scope).select_related("mandate__person", "mandate__organisation")
    return rows.order_by("division_code", "-event_on")


@dataclass(frozen=True)
class Unfiled:
    """An elected secretary whose election the county has not been told of yet, with the last day for it."""

    mandate: Mandate
    due_on: dt.date


def elected_unfiled(actor: Actor, on: dt.date, scope: str | None = None) -> list[Unfiled]:
    """Village secretaries whom an election held here put into office and whose election was not filed, the earliest due first.

    Only offices opened by a published result: those entered from older papers were filed on paper (R-E08).
    """
    rows = Mandate.objects.visible_to(actor, scope).filter(
        role=Mandate.Role.SECRETARY, organisation__is_top_of_village=True, election_line__isnull=False, period__startswith__lte=on
    ).exclude(filings__event=SecretaryFiling.Event.ELECTED)
    found = []
    for held in rows.select_related("person", "organisation"):
        due = (judging.ask("R-E08", on, {"event": "elected", "event_on": held.period.lower}).outputs or {}).get("due_on")
        if due is not None:
            found.append(Unfiled(held, due))
    return sorted(found, key=lambda one: (one.due_on, one.mandate.division_code))


def election_filed_on(mandate: Mandate) -> dt.date | None:
    """The day on which this secretary's election was filed with the county."""
    return SecretaryFiling.objects.filter(mandate=mandate, event=SecretaryFiling.Event.ELECTED).values_list("filed_on", flat=True).first()


def grounds_in_reach(actor: Actor, scope: str | None = None) -> QuerySet[GroundRecord]:
    """Grounds on record, by division code; the database shows them to the district's officers alone."""
    rows = GroundRecord.objects.visible_to(actor, scope).select_related("person")
    return rows.order_by("division_code", "person__pinyin", "pk")


def ground_by_uuid(uuid: UUID, actor: Actor) -> GroundRecord | None:
    """The record within reach."""
    return grounds_in_reach(actor).filter(uuid=uuid).first()


def offices_open(person: Person) -> QuerySet[Mandate]:
    """What the person holds without an end: what the law may end."""
    return Mandate.objects.filter(person=person, period__endswith__isnull=True).select_related("organisation", "committee").order_by("pk")


def flagged_on(actor: Actor, on: dt.date) -> list[tuple[Engagement, bool]]:
    """Engagements running on the day that R-E11 flags, by division code: (engagement, two basic years in a row). Nobody is ended by it."""
    poor = YearlyGrade.objects.visible_to(actor).filter(decided_on__lte=on, grade__in=FLAGGED).values("person_id")
    running = Engagement.objects.visible_to(actor).filter(period__contains=on, acting=False, person__in=poor).select_related("person", "centre")
    if not (rows := list(running.order_by("division_code", "pk"))):
        return []
    grades: dict[int, dict[int, str]] = {}
    known_of = YearlyGrade.objects.visible_to(actor).filter(decided_on__lte=on, person__in={row.person_id for row in rows})
    for person, year, grade in known_of.values_list("person_id", "year", "grade"):
        grades.setdefault(person, {})[year] = grade
    handled = set(ConsequenceCase.objects.visible_to(actor).values_list("engagement_id", flat=True))
    found = []
    for row in rows:
        known = grades[row.person_id]
        last = max(known)
        if known[last] not in FLAGGED or row.pk in handled:
            continue
        told = judging.ask("R-E11", on, {"grade": known[last], "grade_before": known.get(last - 1)}).outputs
        if told["review"] or told["renewal"] == "refused":
            found.append((row, bool(told["review"])))
    return found


def tasks_for(actor: Actor, on: dt.date) -> list[Task]:
    """待办 of cases and filings for whoever holds the next step."""
    steps = (
        (P.NOMINATE, "proposed", _("要通知本人听取陈述")),
        (P.NOMINATE, "invited", _("要记录陈述申辩")),
        (P.DECIDE_ENGAGEMENT, "heard", _("已听取陈述，要作出决定")),
        (P.ISSUE_LETTERS, "decided", _("告知书要送达本人")),
        (P.DECIDE_ENGAGEMENT, "asked", _("复核由没有参加原决定的人答复")),
    )
    why = {state: words for permission, state, words in steps if actor.may(permission)}
    found = [
        Task(_(KIND), _("%(name)s：%(kind)s") % {"name": row.person.name, "kind": row.get_kind_display()}, why[row.state],
             row.hearing_on if row.state == "invited" else row.review_due_on, reverse("engagements:case", args=[row.uuid]), row.division_code)
        for row in cases_in_reach(actor).filter(state__in=why).exclude(decided_by=actor.login)
    ]  # fmt: skip
    return [*found, *_own_tasks(actor, on), *_filing_tasks(actor, on), *_flagged_tasks(actor, on), *_ground_tasks(actor)]


def _own_tasks(actor: Actor, on: dt.date) -> list[Task]:
    """What the person himself may do in a case about him: be heard on the day, and ask for a review within its days."""
    if not (actor.person_uuid and actor.may(P.VIEW_OWN_RECORD)):
        return []
    rows = cases_in_reach(actor).filter(Q(state="invited") | Q(state="served", review_until__gte=on), person__uuid=actor.person_uuid)
    said = {"invited": _("请按通知到场陈述申辩"), "served": _("处理决定已送达，不服的可以申请复核")}
    return [
        Task(_(KIND), _("%(name)s：%(kind)s") % {"name": row.person.name, "kind": row.get_kind_display()}, said[row.state],
             row.hearing_on if row.state == "invited" else row.review_until, reverse("engagements:case", args=[row.uuid]), row.division_code)
        for row in rows
    ]  # fmt: skip


def _ground_tasks(actor: Actor) -> list[Task]:
    """Whom a ground of the law takes out of office and who still holds one: for those who did not record it."""
    if not actor.may(P.FILE_SECRETARIES):
        return []
    holding = Mandate.objects.filter(person=OuterRef("person"), period__endswith__isnull=True)
    rows = grounds_in_reach(actor).filter(code__in=ENDS_BY_LAW, cleared_on=None).exclude(recorded_by=actor.login).filter(Exists(holding))
    return [
        Task(_(GROUND), _("%(name)s：依法终止职务") % {"name": row.person.name}, _("文书已登记，职务还没有终止"), None,
             reverse("engagements:ground", args=[row.uuid]), row.division_code)
        for row in rows
    ]  # fmt: skip

def _filing_tasks(actor: Actor, on: dt.date) -> list[Task]:
    rows, found = filings_in_reach(actor), []
    if actor.may(P.FILE_SECRETARIES):
        waiting = rows.filter(objected_on=None, filed_on__lte=on, objection_until__gte=on)
        found += [_filing_task(row, _("异议期内，请审阅备案"), row.objection_until) for row in waiting]
    if actor.may(P.DECIDE_ENGAGEMENT):
        found += [_filing_task(row, _("区委组织部有异议，请研究答复"), None) for row in rows.filter(objected_on__isnull=False, answered_on=None)]
    return [*found, *_unfiled_tasks(actor, on)]


def _unfiled_tasks(actor: Actor, on: dt.date) -> list[Task]:
    """Whoever files sees it from the day of the office; the county sees what is overdue."""
    files, watches = actor.may(P.ISSUE_LETTERS), actor.may(P.FILE_SECRETARIES)
    if not (files or watches):
        return []
    late, soon = _("当选已过备案期限，今天报送并写明原因"), _("当选后要报区委组织部备案")
    return [
        Task(_(FILING), _("%(name)s 当选书记备案") % {"name": one.mandate.person.name}, late if on > one.due_on else soon, one.due_on,
             reverse("engagements:file_secretary", args=[one.mandate.uuid]) if files else reverse("engagements:filings"), one.mandate.division_code)
        for one in elected_unfiled(actor, on) if files or on > one.due_on
    ]  # fmt: skip


def _filing_task(row: SecretaryFiling, why: str, due: dt.date | None) -> Task:
    title = _("%(name)s 备案") % {"name": row.mandate.person.name}
    return Task(_(FILING), title, why, due, reverse("engagements:filing", args=[row.uuid]), row.division_code)


def _flagged_tasks(actor: Actor, on: dt.date) -> list[Task]:
    if not actor.may(P.NOMINATE):
        return []
    words = {True: _("连续两年基本称职，聘任列入复核"), False: _("年度考核不称职，请谈话并研究是否提出处理")}
    return [
        Task(_(KIND), _("%(name)s：考核后要研究聘任") % {"name": row.person.name}, words[twice], None,
             reverse("engagements:case_new", args=[row.uuid]), row.division_code)
        for row, twice in flagged_on(actor, on)
    ]  # fmt: skip


def replaced_secretaries(actor: Actor, on: dt.date) -> int:
    """Village secretaries replaced by a Party decision up to the day, each with its filing at the county (R-P22)."""
    filed = SecretaryFiling.objects.filter(mandate=OuterRef("pk"), event="removed")
    ended = Mandate.objects.visible_to(actor).filter(
        role="secretary", organisation__is_top_of_village=True, end_reason="replaced", period__endswith__lte=add_days(on, 1)
    )
    return ended.exclude(end_document="").filter(Exists(filed)).count()


def convicted_in_office(actor: Actor, on: dt.date) -> tuple[int, int]:
    """How many with a criminal punishment on record were taken out of office by the law, and how many hold one on the day."""
    records = GroundRecord.objects.visible_to(actor).filter(code="sentenced", recorded_on__lte=on)
    holding = Mandate.objects.filter(person=OuterRef("person"), period__contains=on)
    ended = Mandate.objects.filter(person=OuterRef("person"), end_reason="auto_end", period__endswith__lte=add_days(on, 1)).exclude(end_document="")
    return records.filter(Exists(ended)).values("person").distinct().count(), records.filter(Exists(holding)).values("person").distinct().count()
