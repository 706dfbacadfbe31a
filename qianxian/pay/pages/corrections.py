"""What the pages of corrections show: steps, and should be, already posted and difference of each person, in words."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import gettext as _

from qianxian.accounts.queries import names_of_logins
from qianxian.divisions import queries as divisions
from qianxian.engagements.models import EngagementReview
from qianxian.foundation.actor import Actor
from qianxian.pay import queries
from qianxian.pay.models import DifferenceLine, PayCorrection, PayFact, PayRun
from qianxian.pay.permissions import can_approve_correction, can_check_correction, can_prepare
from qianxian.pay.rules import PARTS
from qianxian.people.models import Person
from qianxian.portal.marks import money_mark

PART_WORDS = dict(DifferenceLine.Part.choices)
CAUSES = dict(PayCorrection.Cause.choices)
POST_WORDS = dict(EngagementReview.Post.choices)
WORDS = {"computed": "待审", "checked": "待审", "returned": "已退回", "approved": "已办结", "withdrawn": "已撤销"}
ORDER = ("computed", "checked", "approved")


def correction_context(correction: PayCorrection, actor: Actor, number: str = "1") -> dict[str, Any]:
    """Head, sums, people and allowed steps of a correction's page."""
    state, page = correction.state, Paginator(correction.proposal, 20).get_page(number)
    return {
        "page": page, "payers": queries.PAYERS,
        "page_title": _("%(year)s 年差额更正：%(cause)s") % {"year": correction.year, "cause": correction.get_cause_display()},
        "correction": correction, "word": WORDS[state], "steps": _steps(correction), "people": _people(correction, list(page)),
        "crumbs": [(_("差额更正"), reverse("pay:corrections")), (correction.number, "")],
        "facts": [
            {"label": _("人数"), "value": correction.people, "note": correction.number},
            *({"label": PART_WORDS[part], "value": money_mark(getattr(correction, f"{part}_total")), "note": _("差额，元")} for part in PARTS),
        ],
        "may_check": state == "computed" and can_check_correction(actor, correction).allowed,
        "may_approve": state == "checked" and can_approve_correction(actor, correction).allowed,
        "may_recompute": state == "returned" and can_prepare(actor, correction.division_code).allowed,
        "may_withdraw": state not in ("approved", "withdrawn") and can_prepare(actor, correction.division_code).allowed,
    }


def _people(correction: PayCorrection, lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    names = queries.names_in(correction)
    places = divisions.names_of({line["division_code"] for line in lines}, correction.prepared_on)
    return [
        {
            "name": names.get(line["person"], ""), "place": places.get(line["division_code"], line["division_code"]),
            "why": reasons(line["explanation"]), "net": money_mark(Decimal(line["net"])),
            "parts": [
                {"name": PART_WORDS[part], "should": money_mark(Decimal(line["should"][part])), "posted": money_mark(Decimal(line["posted"][part])),
                 "amount": money_mark(Decimal(line["amounts"][part]))}
                for part in PARTS if part in line["amounts"]
            ],
        }
        for line in lines
    ]


def reasons(why: dict[str, Any]) -> list[str]:
    """The facts a difference rests on, one sentence each."""
    days = sum(m["days"] for m in why["months"])
    said = [_("应计薪 %(days)s 天，收入基数 %(index)s 元") % {"days": days, "index": why["index"]}]
    said += [_("复核 %(on)s 改变原决定，从 %(first)s 起补发") % {"on": r["decided_on"], "first": r["from"]} for r in why.get("restored", ())]
    kinds = dict(PayFact.Kind.choices)
    said += [
        _("%(kind)s %(first)s 至 %(last)s，按 %(share)s 发放")
        % {"kind": kinds[s["kind"]], "first": s["first"], "last": s["last"], "share": f"{Decimal(s['share']) * 100:.0f}%"}
        for s in why.get("stops", ())
    ]
    said += [_("在岗日期更正为 %(first)s 至 %(last)s（%(by)s）") % one for one in why.get("actual", ())]
    said += [moved_words(one) for one in why.get("moved", ())]
    if why.get("died_on"):
        said.append(_("%(day)s 去世，发到当日，绩效按实际天数") % {"day": why["died_on"]})
    return said


def moved_words(one: dict[str, Any]) -> str:
    """What changed in the register since the roster was locked: taken up, left, given up altogether, other days."""
    post, was, now = POST_WORDS.get(one["post"], one["post"]), one["was"], one["now"]
    if not was:
        return _("批次以后到任：%(post)s，%(first)s 至 %(last)s") % {"post": post, "first": now[0], "last": now[1]}
    if not now:
        return _("批次以后撤销聘任：%(post)s，批次按 %(first)s 至 %(last)s 编制") % {"post": post, "first": was[0], "last": was[1]}
    if was[0] == now[0] and now[1] < was[1]:
        return _("批次以后离任：%(post)s，最后一天 %(last)s（批次按到 %(was)s 编制）") % {"post": post, "last": now[1], "was": was[1]}
    words = {"post": post, "first": now[0], "last": now[1], "was_first": was[0], "was_last": was[1]}
    return _("批次以后聘任日期有变：%(post)s，%(first)s 至 %(last)s（批次按 %(was_first)s 至 %(was_last)s 编制）") % words


def _steps(correction: PayCorrection) -> list[dict[str, Any]]:
    who = {"computed": (correction.prepared_on, correction.prepared_by), "checked": (correction.checked_on, correction.checked_by),
           "approved": (correction.approved_on, correction.approved_by)}
    titles = {"computed": _("编制，按事实重算"), "checked": _("财政核对"), "approved": _("审批入账")}
    reached = ORDER.index(correction.state) if correction.state in ORDER else 0
    names = names_of_logins(by for _when, by in who.values())
    steps: list[dict[str, Any]] = []
    for i, state in enumerate(ORDER):
        when, by = who[state]
        done = i <= reached
        steps.append({"title": titles[state], "when": f"{when:%Y-%m-%d}" if done and when else "", "who": names.get(by, by) if done else "",
                      "state": "" if done else "now" if i == reached + 1 else "next"})
    if correction.state == "returned":
        steps.append({"state": "gap", "why": _("已退回：%(why)s") % {"why": correction.returned_reason}})
    return steps


def due_rows(actor: Actor, run: PayRun, on: dt.date) -> list[dict[str, Any]]:
    """What has to be corrected of a run and is not yet: everybody's figures first, then people by name, each with its cause and last day."""
    everybody = [
        {"name": _("全体，%(n)s 人") % {"n": people}, "url": "", "why": CAUSES[cause], "due": queries.last_day(since, on)}
        for cause, people, since in queries.whole_run_due(actor, run, on)
    ]
    return everybody + [
        {"name": one.person.name, "url": reverse("pay:correct_person", args=[one.person.uuid, run.year]), "why": CAUSES[one.cause], "due": one.due_on}
        for one in queries.corrections_due(actor, run, on)
    ]


def person_context(actor: Actor, person: Person, run: PayRun | None, year: int) -> dict[str, Any]:
    """One person's year: what stands posted, and the facts recorded."""
    posted = queries.posted_sums(actor, run, {person.pk}).get(person.pk, {}) if run else {}
    return {
        "page_title": _("%(name)s：%(year)s 年差额更正") % {"name": person.name, "year": year}, "person": person, "year": year, "run": run,
        "crumbs": [(_("差额更正"), reverse("pay:corrections")), (person.name, "")],
        "facts": [{"label": PART_WORDS[part], "value": money_mark(posted.get(part, Decimal(0))), "note": _("已发，元")} for part in PARTS],
        "moved": [moved_words({"post": one.post, "was": one.was, "now": one.now}) for one in queries.moves_since(actor, run, {person.pk}).get(person.pk, [])] if run else [],
        "recorded": list(queries.facts_recorded(actor, year).filter(person=person).select_related("cancelled_by")),
        "differences": list(queries.differences_posted(actor).filter(person=person, year=year)),
    }
