"""Reviews with the decision that counts on a day; outcome counts; what a person went through."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, CharField, DateField, F, OuterRef, Prefetch, Q, QuerySet, Subquery, When
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qianxian.centres.queries import with_centres_of
from qianxian.engagements.models import (
    Engagement,
    EngagementDecision,
    EngagementReview,
    OutcomeNotice,
    ReviewRequest,
    VettingCase,
    YearlyGrade,
)
from qianxian.engagements.moves import OUTCOME_WORDS
from qianxian.foundation.actor import Actor
from qianxian.foundation.periods import add_days
from qianxian.organisations.models import Mandate
from qianxian.organisations.queries import with_bodies_of
from qianxian.people.models import Person

State = EngagementReview.State
COMMITTEES = {
    "villagers_committee": gettext_lazy("村委会"),
    "residents_committee": gettext_lazy("居委会"),
    "supervision_committee": gettext_lazy("村务监督委员会"),
}
ORDER = [role for role, _word in Mandate.Role.choices]


def _latest(column: str, on: dt.date) -> Subquery:
    rows = EngagementDecision.objects.filter(review=OuterRef("pk"), decided_on__lte=on).order_by("-decided_on", "-id")
    field = CharField() if column == "outcome" else DateField() if column.endswith("_on") or column == "deferred_until" else None
    return Subquery(rows.values(column)[:1], output_field=field)


def decided_reviews(on: dt.date, actor: Actor, scope: str | None = None) -> QuerySet[EngagementReview]:
    """Reviews with a decision on or before the day: ``outcome`` and ``outcome_on`` of the latest one, within reach."""
    rows = EngagementReview.objects.visible_to(actor, scope).exclude(state=State.WITHDRAWN)
    return rows.annotate(outcome=_latest("outcome", on), outcome_on=_latest("decided_on", on), until=_latest("deferred_until", on)).exclude(
        outcome=None
    )


def outcomes_on(on: dt.date, actor: Actor, scope: str | None = None) -> dict[str, int]:
    """Reviews by the latest decision on the day: {"engaged": 721, "not_engaged": 17, "deferred": 13}; absent outcomes count 0."""
    counts = dict.fromkeys(OUTCOME_WORDS, 0)
    reviews = EngagementReview.objects.visible_to(actor, scope).exclude(state=State.WITHDRAWN).values("pk")
    latest = EngagementDecision.objects.filter(review__in=reviews, decided_on__lte=on).order_by("review_id", "-decided_on", "-id").distinct("review_id")
    counts.update(Counter(latest.values_list("outcome", flat=True)))
    return counts


def cadres_on(on: dt.date, actor: Actor, scope: str | None = None) -> QuerySet[EngagementReview]:
    """The cadre register: decided reviews with person, centre, offices held on the day (``person.offices``) and ``vetted_until``."""
    offices = with_bodies_of(Mandate.objects.filter(period__contains=on).select_related("organisation", "committee"), on)
    rows = decided_reviews(on, actor, scope).annotate(
        vetted_until=Case(When(vetting_case__concluded_on__lte=on, then=F("vetting_case__valid_until")))
    )
    return (
        with_centres_of(rows.select_related("person", "centre"), on)
        .prefetch_related(Prefetch("person__mandates", offices, to_attr="offices"))
        .order_by("division_code", "post", "pk")
    )


def offices_text(mandates: Iterable[Mandate]) -> str:
    """Elected and party offices in one line: 党支部书记、村委会委员."""
    return _("、").join(_office(m) for m in sorted(mandates, key=lambda m: (m.committee_id is not None, ORDER.index(m.role))))


def _office(mandate: Mandate) -> str:
    if mandate.committee_id:
        body = COMMITTEES.get(mandate.committee.kind, mandate.committee.name)
    else:
        body = mandate.organisation.get_kind_display() if mandate.organisation_id else ""
    return _("%(body)s%(office)s") % {"body": body, "office": mandate.get_role_display()} if body else str(mandate.get_role_display())


def reviews_open(actor: Actor, scope: str | None = None) -> QuerySet[EngagementReview]:
    """Reviews in progress, the earliest nomination first."""
    rows = EngagementReview.objects.visible_to(actor, scope).exclude(state__in=[State.SETTLED, State.WITHDRAWN])
    return rows.select_related("person", "centre", "vetting_case").order_by("nominated_on", "pk")


def reviews_in_reach(actor: Actor, scope: str | None = None) -> QuerySet[EngagementReview]:
    """Reviews in reach in whatever state."""
    return EngagementReview.objects.visible_to(actor, scope).select_related("person", "centre")


def review_by_uuid(uuid, actor: Actor) -> EngagementReview | None:
    """One review within reach."""
    return (
        EngagementReview.objects.visible_to(actor).select_related("person", "centre", "mandate", "vetting_case").filter(uuid=uuid).first()
    )


def latest_decision(review: EngagementReview, on: dt.date | None = None) -> EngagementDecision | None:
    """The decision that counts, on a day where one is given."""
    rows = review.decisions.order_by("-decided_on", "-id")
    return (rows.filter(decided_on__lte=on) if on else rows).first()


def notice_of(decision: EngagementDecision) -> OutcomeNotice | None:
    """The written notice of a refusal or deferral, once issued."""
    return OutcomeNotice.objects.filter(decision=decision).first()


def request_of(decision: EngagementDecision) -> ReviewRequest | None:
    """The person's request that the decision be reviewed, once made."""
    return ReviewRequest.objects.filter(decision=decision).first()


def notices(actor: Actor) -> QuerySet[OutcomeNotice]:
    """Written notices in reach with what they print."""
    return OutcomeNotice.objects.visible_to(actor).select_related("decision__person", "decision__centre", "decision__review")


def deferred_due(on: dt.date, actor: Actor, scope: str | None = None, within_days: int = 0) -> QuerySet[EngagementReview]:
    """Deferrals whose date has come (or comes within the days): each needs a new decision; none ever leaves this list by itself."""
    rows = (
        EngagementReview.objects.visible_to(actor, scope)
        .filter(state=State.DEFERRED)
        .annotate(until=_latest("deferred_until", dt.date.max))
    )
    return rows.filter(until__lte=add_days(on, within_days)).select_related("person", "centre").order_by("until", "pk")


def grades_on(on: dt.date, actor: Actor, scope: str | None = None, year: int | None = None) -> QuerySet[YearlyGrade]:
    """Yearly grades fixed by the day within reach, the newest year first."""
    rows = YearlyGrade.objects.visible_to(actor, scope).filter(decided_on__lte=on).select_related("person").order_by("-year", "division_code", "person__pinyin")
    return rows.filter(year=year) if year else rows


@dataclass(frozen=True)
class Event:
    """One knot of a person's or a review's line."""

    on: dt.date
    title: str
    detail: str = ""
    url: str = ""


def history_of_person(person: Person, on: dt.date) -> list[Event]:
    """What the person went through in 选聘, newest first, up to the day; adverse grounds are not told here."""
    events = [
        Event(
            r.nominated_on,
            _("提名为%(centre)s%(post)s人选") % {"centre": r.centre.name, "post": r.get_post_display()},
            "",
            f"/engagements/reviews/{r.uuid}/",
        )
        for r in EngagementReview.objects.filter(person=person, nominated_on__lte=on).select_related("centre")
    ]
    for case in VettingCase.objects.filter(person=person, state="cleared", concluded_on__lte=on):
        events.append(Event(case.concluded_on, _("县级联审：无影响聘任的情形"), _("有效期至 %(day)s") % {"day": case.valid_until}))
    for d in EngagementDecision.objects.filter(person=person, decided_on__lte=on).select_related("review"):
        events.append(
            Event(
                d.decided_on,
                _(OUTCOME_WORDS[d.outcome]),
                _("%(body)s，%(meeting)s") % {"body": d.body, "meeting": d.meeting},
                f"/engagements/reviews/{d.review.uuid}/",
            )
        )
    for e in Engagement.objects.filter(Q(person=person), period__startswith__lte=on).select_related("centre"):
        post = _("代理主任") if e.acting else e.get_post_display()
        events.append(Event(e.period.lower, f"{e.centre.name}{post}", e.letter_number or e.acting_document))
        if e.end_reason and e.period.upper <= on:
            events.append(Event(add_days(e.period.upper, -1), _("聘任结束：%(why)s") % {"why": e.get_end_reason_display()}, e.end_document))
    return sorted(events, key=lambda event: event.on, reverse=True)
