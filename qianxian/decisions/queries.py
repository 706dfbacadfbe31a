"""Reads of decisions: matters, their present step, who may vote by the registry, what two counts differ in, certificates, 待办."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from qianxian.accounts.rights import Permission as P
from qianxian.decisions.models import Body, Certificate, CountEntry, Matter, MatterStep, Meeting, Objection, PowerCase, PowerFlag, Publication, Resolution
from qianxian.decisions.moves import IN_DISCUSSION, OVER
from qianxian.foundation.actor import Actor
from qianxian.foundation.periods import add_days
from qianxian.foundation.tasks import Task
from qianxian.organisations import queries as organisations
from qianxian.organisations.models import Mandate
from qianxian.organisations.rules.votes import has_vote

VILLAGE_COMMITTEES = ("villagers_committee", "residents_committee")


def matters(actor: Actor, scope: str | None = None) -> QuerySet[Matter]:
    """Every matter within reach, the latest first."""
    return Matter.objects.visible_to(actor, scope).select_related("organisation").order_by("-opened_on", "-id")


def matter_by_uuid(uuid, actor: Actor) -> Matter | None:
    """One matter within reach."""
    return matters(actor).filter(uuid=uuid).first()


def meeting_by_uuid(uuid, actor: Actor) -> Meeting | None:
    """One meeting within reach, with its matter and resolution."""
    return Meeting.objects.visible_to(actor).filter(uuid=uuid).select_related("matter__organisation", "step", "resolution").first()


def objection_by_uuid(uuid, actor: Actor) -> Objection | None:
    """One objection within reach."""
    return Objection.objects.visible_to(actor).filter(uuid=uuid).select_related("matter", "publication").first()


def certificates(actor: Actor, scope: str | None = None) -> QuerySet[Certificate]:
    """Every certificate within reach, revoked and lapsed ones too, the latest first."""
    return Certificate.objects.visible_to(actor, scope).select_related("matter").order_by("-issued_on", "-id")


def certificate_by_uuid(uuid, actor: Actor) -> Certificate | None:
    """One certificate within reach."""
    return certificates(actor).filter(uuid=uuid).first()


def steps_of(matter: Matter) -> list[MatterStep]:
    """The steps of the present round, in order."""
    return list(matter.steps.filter(round=matter.round).order_by("position"))


def meetings_of(matter: Matter) -> QuerySet[Meeting]:
    """Every meeting of every round, in the order of the work."""
    return matter.meetings.select_related("step", "resolution").order_by("round", "step__position", "id")


def resolutions_of(matter: Matter) -> QuerySet[Resolution]:
    """The resolutions of the present round, in order."""
    return matter.resolutions.filter(meeting__round=matter.round).select_related("meeting__step").order_by("meeting__step__position", "id")


def next_step(matter: Matter) -> MatterStep | None:
    """The first step of the round that no resolution has passed; None when all have."""
    passed = Resolution.objects.filter(matter=matter, meeting__round=matter.round, passed=True).values("meeting__step")
    return matter.steps.filter(round=matter.round).exclude(pk__in=passed).order_by("position").first()


def open_meeting(matter: Matter) -> Meeting | None:
    """The meeting called and not resolved or cancelled yet."""
    found = matter.meetings.filter(round=matter.round, cancelled_on__isnull=True, resolution__isnull=True)
    return found.select_related("step", "matter").first()


def decision_publication(matter: Matter) -> Publication | None:
    """The publication of the present round's decision."""
    return matter.publications.filter(round=matter.round, kind=Publication.Kind.DECISION).first()


def window_end(publication: Publication) -> dt.date:
    """The last day on which the decision is posted or may be objected to."""
    return max(publication.published_to, publication.objections_until)


def registered_voters(matter: Matter, body: str, actor: Actor, on: dt.date) -> int | None:
    """Who may vote in the body on the day, from the registry; None where the registry does not know it and a source must be named."""
    if body == Body.MEMBERS_MEETING:
        members = organisations.members_on(actor, on, organisation__path__startswith=matter.organisation.path)
        return sum(has_vote(status) for status in members.order_by().values_list("status_on", flat=True)) or None
    if body not in (Body.BRANCH_COMMITTEE, Body.TWO_COMMITTEES):
        return None
    return seats_of(matter, body, actor, on).order_by().values("person").distinct().count() or None


def seats_of(matter: Matter, body: str, actor: Actor, on: dt.date) -> QuerySet[Mandate]:
    """Who sat on the day in the Party organisation's committee, or in both committees; a person may hold two seats."""
    party = Q(organisation=matter.organisation)
    both = party | Q(committee__kind__in=VILLAGE_COMMITTEES, division_code=matter.division_code)
    return organisations.mandates_on(actor, on).filter(party if body == Body.BRANCH_COMMITTEE else both)


def latest_counts(meeting: Meeting) -> dict[int, CountEntry]:
    """The latest attempt of each copy."""
    return {entry.copy: entry for entry in sorted(meeting.counts.all(), key=lambda entry: (entry.copy, entry.attempt))}


FIGURES = ("present", "votes_for", "votes_against", "votes_abstain")


@dataclass(frozen=True)
class Difference:
    """One figure that the two counts do not agree on."""

    what: str
    first: int
    second: int


def differences(meeting: Meeting) -> list[Difference]:
    """What the two counts differ in; empty while one is missing."""
    held, words = latest_counts(meeting), {"present": _("到会"), "votes_for": _("赞成"), "votes_against": _("反对"), "votes_abstain": _("弃权")}
    if set(held) != {1, 2}:
        return []
    return [Difference(words[key], getattr(held[1], key), getattr(held[2], key)) for key in FIGURES if getattr(held[1], key) != getattr(held[2], key)]


def power_cases(actor: Actor, scope: str | None = None) -> QuerySet[PowerCase]:
    """Every power case within reach, the latest first."""
    return PowerCase.objects.visible_to(actor, scope).order_by("-opened_on", "-id")


def power_case_by_uuid(uuid, actor: Actor) -> PowerCase | None:
    """One power case within reach."""
    return power_cases(actor).filter(uuid=uuid).first()


def flag_by_uuid(uuid, actor: Actor) -> PowerFlag | None:
    """One flagged step within reach."""
    return PowerFlag.objects.visible_to(actor).filter(uuid=uuid).select_related("case").first()


def overdue_emergencies(actor: Actor, on: dt.date, scope: str | None = None) -> QuerySet[Matter]:
    """Emergencies acted on whose ratification is late."""
    return matters(actor, scope).filter(ratify_by__lt=on, state__in=IN_DISCUSSION)


def tasks_for(actor: Actor, on: dt.date) -> list[Task]:
    """What waits for whoever looks: steps and publications for the village, counts and certificates for the town, flags for supervision."""
    if not actor.may(P.VIEW_DECISIONS):
        return []
    found: list[Task] = []
    if actor.may(P.PROPOSE_MATTERS) or actor.may(P.CONFIRM_RESOLUTIONS) or actor.may(P.RECORD_COUNTS):
        rows = list(matters(actor).exclude(state__in=OVER).prefetch_related("objections"))
        called, shown = _called_now(rows), _shown_now(rows)
        for row in rows:
            found += _of_matter(actor, row, called.get(row.pk), shown.get(row.pk), on)
    if actor.may(P.SUPERVISE_VILLAGE):
        for flag in PowerFlag.objects.visible_to(actor).filter(looked_by="").select_related("case").order_by("flagged_on", "id"):
            url = reverse("decisions:power_case", args=[flag.case.uuid])
            found.append(Task(_("监督"), flag.case.title, _("有步骤被跳过，要查看并写意见"), flag.flagged_on, url, flag.division_code))
    return found


def _called_now(rows: list[Matter]) -> dict[int, Meeting]:
    """The open meeting of each matter that has one, with its counts, in two queries."""
    found = Meeting.objects.filter(matter__in=rows, round=F("matter__round"), cancelled_on__isnull=True, resolution__isnull=True)
    return {meeting.matter_id: meeting for meeting in found.prefetch_related("counts")}


def _shown_now(rows: list[Matter]) -> dict[int, Publication]:
    """The publication of each matter's present decision, in one query."""
    found = Publication.objects.filter(matter__in=rows, round=F("matter__round"), kind=Publication.Kind.DECISION)
    return {one.matter_id: one for one in found}


def _of_matter(actor: Actor, row: Matter, meeting: Meeting | None, shown: Publication | None, on: dt.date) -> list[Task]:
    url, kind = reverse("decisions:matter", args=[row.uuid]), _("决策事项")

    def task(why: str, due: dt.date | None) -> Task:
        return Task(kind, row.title, why, due, url, row.division_code)

    found = []
    if row.ratify_by is not None and row.state in IN_DISCUSSION:
        found.append(task(_("应急事项补办决议，已经过期") if row.ratify_by < on else _("应急事项要补办决议"), row.ratify_by))
    if meeting is not None:
        found += _of_meeting(actor, meeting, on, task)
    elif row.state in IN_DISCUSSION and actor.may(P.PROPOSE_MATTERS) and row.ratify_by is None:
        found.append(task(_("通知下一次会议"), None))
    if row.state == Matter.State.DECIDED and actor.may(P.PROPOSE_MATTERS):
        found.append(task(_("决议要公开"), None))
    if row.state == Matter.State.CERTIFIED and actor.may(P.PROPOSE_MATTERS) and shown is None:
        found.append(task(_("应急事项的决议要公开"), None))
    if actor.may(P.CONFIRM_RESOLUTIONS):
        found += _of_town(row, shown, on, task)
    return found


def _of_meeting(actor: Actor, meeting: Meeting, on: dt.date, task) -> list[Task]:
    if meeting.held_on > on:
        return [task(_("要开会：%(body)s") % {"body": meeting.get_body_display()}, meeting.held_on)] if actor.may(P.PROPOSE_MATTERS) and meeting.held_on <= add_days(on, 7) else []
    held = latest_counts(meeting)
    if set(held) == {1, 2}:
        if differences(meeting):
            return [task(_("两遍计票不一致，要更正"), meeting.held_on)] if actor.may(P.RECORD_COUNTS) else []
        return [task(_("计票已录两遍，要确认决议"), meeting.held_on)] if actor.may(P.CONFIRM_RESOLUTIONS) else []
    mine = any(entry.entered_by == actor.login for entry in held.values())
    return [task(_("要录会议计票"), meeting.held_on)] if actor.may(P.RECORD_COUNTS) and not mine else []


def _of_town(row: Matter, shown: Publication | None, on: dt.date, task) -> list[Task]:
    found = [task(_("异议要答复"), one.received_on) for one in row.objections.all() if one.upheld is None]
    if row.state == Matter.State.PUBLISHED and shown is not None and not found and on > window_end(shown):
        found.append(task(_("公开期满，可以出具凭证"), add_days(window_end(shown), 1)))
    if row.state == Matter.State.RESULT_PUBLISHED:
        found.append(task(_("结果已公开，可以归档"), None))
    return found
