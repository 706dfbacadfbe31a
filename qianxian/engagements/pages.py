"""What the review's page shows: its line with now and next, what is still missing, and the actions of whoever holds it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from qianxian.accounts.queries import names_of_logins
from qianxian.centres.models import ServiceCentre
from qianxian.centres.queries import plan_on
from qianxian.engagements import facts, judging, permissions
from qianxian.engagements.models import EngagementDecision, EngagementReview, ReviewRequest
from qianxian.engagements.moves import NEGATIVE, OUTCOME_WORDS
from qianxian.engagements.queries.reviews import latest_decision, notice_of, request_of
from qianxian.foundation.actor import Actor
from qianxian.foundation.periods import add_days
from qianxian.portal.marks import count_mark

State = EngagementReview.State
BACKWARDS = ("return", "withdraw", "end")  # never the red button
NEXT = {
    "nominated": gettext_noop("党组织提出建议"),
    "proposed": gettext_noop("镇（街道）党委决定"),
    "returned": gettext_noop("党组织补正后再提"),
    "decided": gettext_noop("公示"),
    "publicised": gettext_noop("印发聘任书"),
    "deferred": gettext_noop("到期重新决定"),
}


def line(review: EngagementReview, on: dt.date) -> list[dict[str, Any]]:
    """The review's steps, the oldest first, then what is next."""
    steps = [_step(review.nominated_on, _("提名为%(post)s人选") % {"post": review.get_post_display()}, names_of_logins([review.nominated_by]).get(review.nominated_by, ""))]
    case = facts.vetting_of(review, on)
    if case and case.state == "cleared":
        steps.append(_step(case.concluded_on, _("县级联审：无影响聘任的情形"), _("有效期至 %(day)s") % {"day": case.valid_until}))
    elif case and case.state == "blocked":
        steps.append(_step(case.concluded_on, _("县级联审：有影响聘任的情形"), ""))
    if review.proposed_on:
        words = {"engaged": _("建议聘任"), "not_engaged": _("建议不予聘任"), "deferred": _("建议暂缓聘任")}
        steps.append(
            _step(review.proposed_on, words.get(review.proposal, ""), review.proposal_document) | {"opinion": review.proposal_opinion}
        )
    for decision in review.decisions.order_by("decided_on", "id"):
        steps += _decision_steps(decision)
    if review.publicity_from:
        days = _("%(first)s 至 %(last)s") % {"first": review.publicity_from, "last": review.publicity_to}
        steps.append({"when": days, "title": _("公示"), "who": review.publicity_feedback})
    steps = sorted(steps, key=lambda step: str(step["when"]))
    return _with_next(steps, review)


def _step(when: dt.date, title: str, who: str) -> dict[str, Any]:
    return {"when": when, "title": title, "who": who}


def _decision_steps(decision: EngagementDecision) -> list[dict[str, Any]]:
    steps = [
        _step(
            decision.decided_on,
            _(OUTCOME_WORDS[decision.outcome]),
            _("%(body)s，%(meeting)s") % {"body": decision.body, "meeting": decision.meeting},
        )
        | {"status": OUTCOME_WORDS[decision.outcome], "title": _("镇（街道）党委决定")}
    ]
    notice = notice_of(decision)
    if notice:
        served = _("%(day)s 送达") % {"day": notice.served_on} if notice.served_on else _("还没有送达")
        steps.append(_step(notice.issued_on, _("告知书 %(number)s") % {"number": notice.number}, served))
    asked = request_of(decision)
    if asked:
        steps.append(
            _step(asked.requested_on, _("本人申请复核"), asked.get_result_display() or _("%(day)s 前答复") % {"day": asked.due_on})
        )
    engagement = getattr(decision, "engagement", None)
    if engagement:
        days = _("聘期 %(first)s 至 %(last)s") % {"first": engagement.period.lower, "last": add_days(engagement.period.upper, -1)}
        steps.append(_step(engagement.lettered_on, _("聘任书 %(number)s") % {"number": engagement.letter_number}, days))
    return steps


def _with_next(steps: list[dict[str, Any]], review: EngagementReview) -> list[dict[str, Any]]:
    decision = latest_decision(review)
    if steps and review.state not in (State.WITHDRAWN,):
        steps[-1]["state"] = "now"
    title = NEXT.get(review.state)
    if review.state == State.DECIDED and decision and decision.outcome in NEGATIVE:
        title = gettext_noop("送达告知书")
    when = decision.deferred_until if review.state == State.DEFERRED and decision else ""
    asked = awaiting_answer(decision)
    if asked:
        title, when = gettext_noop("由没有参加原决定的人答复复核"), asked.due_on
    return [*steps, {"title": _(title), "state": "next", "when": when}] if title else steps


def gates(review: EngagementReview, on: dt.date, by: Actor) -> list[dict[str, Any]]:
    """What an engagement needs and what is missing, each with the link that mends it."""
    case = facts.vetting_of(review, on)
    vetting = judging.vetting_faults(case, on)
    plan = plan_on(review.centre, on)
    places = facts.place_faults(review.centre, on, review.person)
    centre = reverse("centres:centre", args=[review.centre.uuid])
    found = [
        _gate(
            not vetting,
            _("县级联审在有效期内"),
            "R-E05",
            vetting[0].message if vetting else _("有效期至 %(day)s") % {"day": case.valid_until},
        ),
        _gate(
            not places,
            _("中心有空余岗位"),
            "R-E03",
            places[0].message if places else _("常住 %(n)s 人，核 %(p)d 岗") % {"n": count_mark(plan.resident), "p": facts.posts_allowed(plan)},
            centre,
            _("看岗位"),
        ),
    ]
    if review.post == EngagementReview.Post.DIRECTOR:
        faults = facts.director_faults(review.person, review.centre, on)
        found.append(
            _gate(
                not faults,
                _("人选是现任书记"),
                "R-E02",
                faults[0].message if faults else _("现任村（社区）党组织书记"),
                centre,
                _("看任职"),
            )
        )
    proposed = bool(review.proposed_on) and review.state != State.RETURNED
    link = reverse("engagements:act", args=[review.uuid, "propose"]) if _proposes(review, by, on) else ""
    found.append(
        _gate(
            proposed, _("党组织已提出建议"), _("选聘办法"), review.proposal_document if proposed else _("还没有提出建议"), link, _("提出建议")
        )
    )
    if vetting and permissions.can_view_vetting(by):
        found[0] |= {"url": reverse("engagements:round_new"), "act": _("发起联审")}
    return found


def room_note(centre: ServiceCentre, on: dt.date, *, given_back: bool) -> str:
    """What to know where a review gives somebody back to a centre without a free place, and what to do; empty where there is room.

    ``given_back``: the person holds the post already and counts among those in post.
    """
    plan, held = plan_on(centre, on), len(facts.holders_on(centre, on))
    places = facts.posts_allowed(plan)
    if held + (not given_back) <= places:
        return ""
    told = {"places": places, "held": held}
    if not given_back:
        return _("这个中心核 %(places)d 岗，现聘 %(held)d 人，岗位已由别人担任。改变原决定不受影响：复核决定就是超出核定数的依据，别人的聘任也不动。") % told
    return _("这个中心核 %(places)d 岗，复核恢复后现聘 %(held)d 人，不用退回任何人。有人离任之前不再新聘、续聘；要长期保留的，请区委组织部在「核定岗位」填超出的岗位数和批准文号。") % told


def _gate(met: bool, title: str, rule: str, fact: str, url: str = "", act: str = "") -> dict[str, Any]:
    return {"state": "met" if met else "miss", "title": title, "rule": rule, "fact": fact, "url": "" if met else url, "act": act}


def actions(review: EngagementReview, by: Actor, on: dt.date) -> list[dict[str, Any]]:
    """The steps open to this actor now; the first is the primary button, unless it takes something back."""
    decision = latest_decision(review)
    negative = bool(decision and decision.outcome in NEGATIVE)
    notice = notice_of(decision) if negative else None
    asked = request_of(decision) if negative else None
    may = permissions
    offered = [
        ("propose", _("提出建议"), _proposes(review, by, on)),
        (
            "decide",
            _("作出决定") if review.state != State.DEFERRED else _("重新决定"),
            review.state in (State.PROPOSED, State.DEFERRED) and may.can_decide(by, review),
        ),
        ("return", _("退回补正"), review.state == State.PROPOSED and may.can_return(by, review)),
        ("publicise", _("开始公示"), review.state == State.DECIDED and not negative and may.can_issue(by, review)),
        ("settle", _("登记公示结果"), review.state == State.PUBLICISED and not review.publicity_feedback and may.can_issue(by, review)),
        ("letter", _("印发聘任书"), review.state == State.PUBLICISED and review.publicity_feedback and may.can_issue(by, review)),
        ("decide", _("改变决定"), review.state == State.PUBLICISED and may.can_decide(by, review)),
        ("notice", _("出具告知书"), negative and notice is None and may.can_issue(by, review)),
        ("serve", _("登记送达"), notice is not None and notice.served_on is None and may.can_issue(by, review)),
        ("request", _("申请复核"), negative and asked is None and may.can_request_review(by, decision)),
        ("answer", _("答复复核"), asked is not None and asked.answered_on is None and may.can_answer_review(by, decision)),
        ("end", _("结束聘任"), _current(decision, on) and may.can_end_engagement(by, decision.engagement)),
        ("withdraw", _("撤回人选"), review.state in (State.NOMINATED, State.PROPOSED, State.RETURNED) and may.can_withdraw(by, review)),
    ]
    rows = [(key, title) for key, title, ok in offered if ok]
    return [
        {
            "key": key,
            "title": title,
            "url": reverse("engagements:act", args=[review.uuid, key]),
            "kind": "primary" if place == 0 and key not in BACKWARDS else "secondary",
        }
        for place, (key, title) in enumerate(rows)
    ]


def _proposes(review: EngagementReview, by: Actor, on: dt.date) -> bool:
    about_secretary = facts.is_secretary(review.person, review.centre, on)
    return review.state in (State.NOMINATED, State.RETURNED) and bool(permissions.can_propose(by, review, about_secretary))


def _current(decision: EngagementDecision | None, on: dt.date) -> bool:
    engagement = getattr(decision, "engagement", None) if decision else None
    return bool(engagement and (engagement.period.upper is None or engagement.period.upper > on))


def awaiting_answer(decision: EngagementDecision | None) -> ReviewRequest | None:
    """The person's own request for a review that no panel has answered yet: until then nothing is finished."""
    asked = request_of(decision) if decision and decision.outcome in NEGATIVE else None
    return asked if asked and asked.answered_on is None else None


def in_post_by_review(decision: EngagementDecision | None, on: dt.date) -> bool:
    """True while a post is held on the day that a review gave back in place of a refusal or deferral."""
    return _current(decision, on) and facts.restored(decision)


def papers_of(review: EngagementReview) -> list[dict[str, str]]:
    """The approval form, letters and notices of the review that can be downloaded."""
    found = [{"title": _("聘任审批表"), "url": reverse("engagements:approval", args=[review.uuid]),
              "kept": reverse("papers:kept", args=["approval", review.uuid])}]
    for decision in review.decisions.order_by("id"):
        if getattr(decision, "engagement", None):
            found.append(
                {
                    "title": _("聘任书 %(n)s") % {"n": decision.engagement.letter_number},
                    "url": reverse("engagements:letter", args=[decision.engagement.uuid]),
                    "kept": reverse("papers:kept", args=["letter", decision.engagement.uuid]),
                }
            )
        notice = notice_of(decision)
        if notice:
            found.append({"title": _("告知书 %(n)s") % {"n": notice.number}, "url": reverse("engagements:notice", args=[notice.uuid]),
                          "kept": reverse("papers:kept", args=["notice", notice.uuid])})
            asked = request_of(decision)
            if asked and asked.answered_on:
                found.append({"title": _("复核记录"), "url": reverse("engagements:notice", args=[notice.uuid]), "asked": "?paper=minutes&",
                              "kept": reverse("papers:kept", args=["decision_minutes", notice.uuid])})
    return found
