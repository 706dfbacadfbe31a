"""待办 of 选聘分离, derived from rows for whoever holds the next step. Nothing waits without somebody."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from qianxian.accounts.rights import Permission as P
from qianxian.divisions.queries import names_of
from qianxian.engagements.models import Engagement, EngagementDecision, EngagementReview, OutcomeNotice, ReviewRequest
from qianxian.engagements.moves import NEGATIVE
from qianxian.engagements.queries import consequences, posts, reviews, vetting
from qianxian.foundation.actor import Actor
from qianxian.foundation.periods import add_days
from qianxian.foundation.tasks import Task

State = EngagementReview.State
DEFERRAL_SEEN_AHEAD = 30  # days before its date that a deferral shows on the decider's desk
OF_REVIEWS = (P.PROPOSE_ENGAGEMENT, P.NOMINATE, P.DECIDE_ENGAGEMENT, P.ISSUE_LETTERS)
KIND, VETTING = gettext_noop("选聘"), gettext_noop("联审")


def tasks_for(actor: Actor, on: dt.date) -> list[Task]:
    """Everything in this room that waits for the actor on the day; the workbench sorts."""
    of_reviews = (
        (P.PROPOSE_ENGAGEMENT, _to_propose),
        (P.NOMINATE, _town_proposes),
        (P.NOMINATE, _vacant),
        (P.DECIDE_ENGAGEMENT, _to_decide),
        (P.ISSUE_LETTERS, _papers),
        (P.ISSUE_LETTERS, _notices),
    )
    sources = (
        (P.DECIDE_ENGAGEMENT, _deferred),
        (P.DECIDE_ENGAGEMENT, _gone),
        (P.DECIDE_ENGAGEMENT, _to_answer),
        (P.SEND_VETTING, _vetting_officer),
        (P.CONCLUDE_VETTING, _to_conclude),
        (P.ANSWER_VETTING, _department),
    )
    waiting = _waiting(actor) if any(actor.may(permission) for permission in OF_REVIEWS) else []
    found = [task for permission, source in of_reviews if actor.may(permission) for task in source(actor, on, waiting)]
    found += [task for permission, source in sources if actor.may(permission) for task in source(actor, on)]
    return [*found, *consequences.tasks_for(actor, on)]


def _waiting(actor: Actor) -> list[EngagementReview]:
    """Every review under way in reach, asked for once: what waits in which state is picked from these. ``in_force``: outcomes of decisions nothing replaced."""
    rows = EngagementReview.objects.visible_to(actor).exclude(state__in=(State.SETTLED, State.WITHDRAWN))
    found = list(rows.select_related("person", "centre").order_by("pk"))
    outcomes: dict[int, list[str]] = {}
    if decided := [row for row in found if row.state in (State.DECIDED, State.DEFERRED)]:
        stands = EngagementDecision.objects.filter(review__in=decided, replaced_by__isnull=True)
        for review, outcome in stands.values_list("review_id", "outcome"):
            outcomes.setdefault(review, []).append(outcome)
    for row in found:
        row.in_force = outcomes.get(row.pk, [])
    return found


def _of(waiting: list[EngagementReview], *states: str) -> list[EngagementReview]:
    return [row for row in waiting if row.state in states]


def _places(rows) -> dict[str, str]:
    return names_of({row.division_code for row in rows})


def _url(review: EngagementReview) -> str:
    return reverse("engagements:review", args=[review.uuid])


def _each(rows, why: str, due=lambda row: None, title: str = "") -> Iterator[Task]:
    rows = list(rows)
    names = _places(rows) if rows else {}
    for row in rows:
        head = title or _("%(place)s %(name)s：%(post)s人选")
        words = {"place": names.get(row.division_code, ""), "name": row.person.name, "post": row.get_post_display()}
        yield Task(_(KIND), head % words, why, due(row), _url(row), row.division_code)


def _to_propose(actor: Actor, on: dt.date, waiting: list[EngagementReview]) -> Iterator[Task]:
    own = actor.person_uuid
    rows = [row for row in _of(waiting, State.NOMINATED, State.RETURNED) if row.post != "director" and not (own and str(row.person.uuid) == own)]
    yield from _each(rows, _("要提出聘任建议"))


def _town_proposes(actor: Actor, on: dt.date, waiting: list[EngagementReview]) -> Iterator[Task]:
    rows = [row for row in _of(waiting, State.NOMINATED, State.RETURNED) if row.post == "director"]
    yield from _each(rows, _("人选是书记，由镇（街道）提出建议"))


def _vacant(actor: Actor, on: dt.date, waiting: list[EngagementReview]) -> Iterator[Task]:
    found = posts.vacancies(on, actor)
    meant = {row.centre_id for row in waiting if row.post == "director"}
    for vacancy in found:
        if vacancy.centre.pk in meant:
            continue
        why = _("主任空缺，请指定代理主任并提名") if vacancy.acting is None else _("由代理主任负责，请提名主任人选")
        url = reverse("centres:centre", args=[vacancy.centre.uuid])
        yield Task(
            _(KIND), _("%(centre)s：主任空缺") % {"centre": vacancy.centre.name}, why, vacancy.acting_due, url, vacancy.centre.division_code
        )


def _to_decide(actor: Actor, on: dt.date, waiting: list[EngagementReview]) -> Iterator[Task]:
    rows = [row for row in _of(waiting, State.PROPOSED) if actor.login not in (row.proposed_by, row.nominated_by)]
    yield from _each(rows, _("要作出决定"))


def _deferred(actor: Actor, on: dt.date) -> Iterator[Task]:
    rows = reviews.deferred_due(on, actor, within_days=DEFERRAL_SEEN_AHEAD)
    yield from _each(rows, _("暂缓期到，要重新决定"), lambda row: row.until, _("%(place)s %(name)s：暂缓聘任到期"))


def _gone(actor: Actor, on: dt.date) -> Iterator[Task]:
    """Engagements that run on though the person died: nobody is paid by them, and the post is not free until they are ended."""
    rows = Engagement.objects.visible_to(actor).filter(acting=False, person__died_on__isnull=False, decision__isnull=False)
    rows = rows.filter(Q(period__endswith__gt=F("person__died_on") + 1) | Q(period__endswith=None)).select_related("person", "decision__review", "centre")
    for row in rows.order_by("division_code", "pk"):
        words = {"name": row.person.name, "centre": row.centre.name}
        why = _("已去世，聘任要按去世当日结束")
        yield Task(_(KIND), _("%(centre)s %(name)s：结束聘任") % words, why, row.person.died_on, _url(row.decision.review), row.division_code)


def _to_answer(actor: Actor, on: dt.date) -> Iterator[Task]:
    rows = ReviewRequest.objects.visible_to(actor).filter(answered_on=None).exclude(decision__decided_by=actor.login)
    rows = rows.select_related("decision__review", "decision__person")
    for row in rows:
        review = row.decision.review
        yield Task(
            _(KIND),
            _("%(name)s 申请复核") % {"name": row.decision.person.name},
            _("由没有参加原决定的人答复"),
            row.due_on,
            _url(review),
            row.division_code,
        )


def _papers(actor: Actor, on: dt.date, waiting: list[EngagementReview]) -> Iterator[Task]:
    yield from _each([row for row in _of(waiting, State.DECIDED) if "engaged" in row.in_force], _("已同意聘任，要公示"))
    public = _of(waiting, State.PUBLICISED)
    yield from _each([row for row in public if not row.publicity_feedback], _("公示期满后登记结果"), lambda row: add_days(row.publicity_to, 1))
    yield from _each([row for row in public if row.publicity_feedback], _("公示已结束，要印发聘任书"))


def _notices(actor: Actor, on: dt.date, waiting: list[EngagementReview]) -> Iterator[Task]:
    """Refusals and deferrals in force without a notice, and notices not yet served."""
    rows = [row for row in _of(waiting, State.DECIDED, State.DEFERRED) if set(row.in_force) & set(NEGATIVE)]
    served = dict(
        OutcomeNotice.objects.visible_to(actor)
        .filter(decision__review__in=rows, decision__replaced_by__isnull=True)
        .values_list("decision__review_id", "served_on")
    )
    yield from _each([r for r in rows if r.pk not in served], _("要出具告知书"), title=_("%(place)s %(name)s：告知书"))
    yield from _each(
        [r for r in rows if r.pk in served and served[r.pk] is None], _("告知书要送达本人"), title=_("%(place)s %(name)s：告知书")
    )


def _vetting_officer(actor: Actor, on: dt.date) -> Iterator[Task]:
    for row in vetting.rounds(actor).filter(sent_on=None):
        yield Task(
            _(VETTING),
            _("联审 %(number)s") % {"number": row.number},
            _("名单建好了，还没有发出"),
            row.due_on,
            _round_url(row),
            row.division_code,
            row.persons,
        )
    for row in vetting.overdue_by_round(actor, on):
        yield Task(
            _(VETTING),
            _("联审 %(number)s：有部门没有答复") % {"number": row.number},
            _("没有答复不等于同意，请催办"),
            row.due_on,
            _round_url(row),
            row.division_code,
            row.silent,
        )


def _to_conclude(actor: Actor, on: dt.date) -> Iterator[Task]:
    for row, ready in vetting.to_conclude(actor):
        yield Task(
            _(VETTING),
            _("联审 %(number)s：可以下结论") % {"number": row.number},
            _("部门已全部答复"),
            None,
            _round_url(row),
            row.division_code,
            ready,
        )


def _department(actor: Actor, on: dt.date) -> Iterator[Task]:
    for row, _lines, owed in vetting.department_rounds(actor):
        if owed:
            url = reverse("engagements:answer", args=[row.uuid])
            yield Task(
                _(VETTING),
                _("联审 %(number)s 请答复") % {"number": row.number},
                _("还有 %(n)d 人没有答复") % {"n": owed},
                row.due_on,
                url,
                row.division_code,
                owed,
            )


def _round_url(row) -> str:
    return reverse("engagements:round", args=[row.uuid])
