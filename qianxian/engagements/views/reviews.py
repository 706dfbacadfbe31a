"""One review: its page, and one address per step. A step is a form, a command and a redirect; the decision is checked before it is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qianxian.centres.queries import main_centres_on
from qianxian.divisions import queries as divisions
from qianxian.engagements import commands, forms, pages, permissions, queries
from qianxian.engagements.commands.outcomes import contact_of_town
from qianxian.engagements.models import EngagementReview, OutcomeNotice, ReviewRequest
from qianxian.engagements.moves import OUTCOME_WORDS, STATUS_WORDS
from qianxian.engagements.queries.reviews import latest_decision
from qianxian.foundation.periods import add_days, add_months
from qianxian.foundation.reach import prefix_of
from qianxian.foundation.verdict import Verdict
from qianxian.portal.forms import Done, need, run_command, show
from qianxian.portal.shell import remember


@dataclass(frozen=True)
class Step:
    """How one step is asked and done: its form, title, button, the command, and its arguments from the form."""

    form: type[Form]
    title: Any
    submit: Any
    run: Callable
    arguments: Callable[[EngagementReview, Form], dict[str, Any]] = lambda review, form: {"review": review, **form.cleaned_data}
    initial: Callable[[EngagementReview, HttpRequest], dict[str, Any]] = lambda review, request: {}
    check: bool = False
    warn: Any = ""


def _decision(review: EngagementReview):
    return latest_decision(review) or _missing()


def _missing():
    raise Http404


def _town_body(review: EngagementReview, request: HttpRequest) -> dict[str, Any]:
    town = divisions.names_of([review.division_code[:9] + "000"]).get(review.division_code[:9] + "000", "")
    start = add_days(request.today, 14)
    return {
        "body": f"{town}党委" if town.endswith("镇") else f"{town}党工委",
        "outcome": review.proposal,
        "term_from": start,
        "term_to": add_days(add_months(start, 12), -1),
        "deferred_until": None,
    }


def _answer(review: EngagementReview, form: forms.AnswerReviewForm) -> dict[str, Any]:
    clean = form.cleaned_data
    ruling = form.ruling() if clean["result"] == ReviewRequest.Result.OVERTURNED else None
    request = queries.request_of(_decision(review)) or _missing()
    return {"request": request, "result": clean["result"], "panel": clean["panel"], "reasons": clean["reasons"], "ruling": ruling}


def _notice(review: EngagementReview) -> OutcomeNotice:
    return queries.notice_of(_decision(review)) or _missing()


def _engagement(review: EngagementReview):
    return getattr(_decision(review), "engagement", None) or _missing()


L = gettext_lazy
STEPS = {
    "propose": Step(forms.ProposeForm, L("提出聘任建议"), L("提交建议"), commands.propose),
    "return": Step(forms.ReasonForm, L("退回补正"), L("退回"), commands.return_review),
    "withdraw": Step(forms.ReasonForm, L("撤回人选"), L("撤回"), commands.withdraw),
    "decide": Step(
        forms.DecideForm,
        L("作出决定"),
        L("确认决定"),
        commands.decide_review,
        lambda review, form: {"review": review, "ruling": form.ruling()},
        _town_body,
        True,
        L("决定作出后不能修改；要改变，须重新决定或由本人申请复核。当选职务不受影响。"),
    ),
    "publicise": Step(Form, L("开始公示"), L("开始公示"), commands.publicise),
    "settle": Step(forms.FeedbackForm, L("登记公示结果"), L("登记"), commands.settle_publicity),
    "letter": Step(
        forms.LetterForm,
        L("印发聘任书"),
        L("印发聘任书"),
        commands.issue_letter,
        check=True,
        warn=L("印发后编号不能收回，聘期即按此计算。"),
    ),
    "notice": Step(
        forms.NoticeForm,
        L("出具告知书"),
        L("出具"),
        commands.issue_notice,
        lambda review, form: {"decision": _decision(review), **form.cleaned_data},
        lambda review, request: {"contact": contact_of_town(request.today)},
    ),
    "serve": Step(
        forms.ServeForm,
        L("登记送达"),
        L("登记送达"),
        commands.serve_notice,
        lambda review, form: {"notice": _notice(review), **form.cleaned_data},
        lambda review, request: {"served_on": request.today},
    ),
    "request": Step(
        forms.GroundsForm,
        L("申请复核"),
        L("提交申请"),
        commands.request_review,
        lambda review, form: {"decision": _decision(review), **form.cleaned_data},
    ),
    "answer": Step(
        forms.AnswerReviewForm, L("答复复核"), L("确认答复"), commands.answer_review, _answer, _town_body, True, L("答复后不能修改。")
    ),
    "end": Step(
        forms.EndForm,
        L("结束聘任"),
        L("结束聘任"),
        commands.end_engagement,
        lambda review, form: {"engagement": _engagement(review), **form.cleaned_data},
        check=True,
        warn=L("当选职务不受影响，继续履职。"),
    ),
}


def found(request: HttpRequest, uuid: UUID) -> EngagementReview:
    """The review within reach, or 404."""
    review = queries.review_by_uuid(uuid, request.actor)
    if review is None:
        raise Http404
    return review


def _crumbs(request: HttpRequest, review: EngagementReview) -> list[tuple[str, str]]:
    way = [
        (d.name, f"{reverse('engagements:cadres')}?place={prefix_of(d.code)}") for d in divisions.crumbs(review.division_code, request.on)
    ]
    return [*way, (review.person.name, reverse("engagements:review", args=[review.uuid]))]


def _summary(request: HttpRequest, review: EngagementReview, asked: ReviewRequest | None) -> list[dict[str, Any]]:
    held = review.person.mandates.filter(period__contains=request.on).select_related("organisation", "committee")
    return [
        {"label": _("人选"), "value": review.person.name},
        {"label": _("中心岗位"), "value": _("%(centre)s%(post)s") % {"centre": review.centre.name, "post": review.get_post_display()}},
        {"label": _("当选职务"), "value": queries.offices_text(held) or _("无"), "rule": "R-E01"},
        {"label": _("编号"), "value": review.number},
        {"label": _("办到哪一步"), "value": _("等待复核，%(day)s 前答复") % {"day": asked.due_on} if asked else review.get_state_display()},
    ]


@login_required
def review(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The review's one page: the line, what is missing, papers, and the steps of whoever holds it."""
    this = found(request, uuid)
    need(permissions.can_view_review(request.actor, this))
    decision = latest_decision(this)
    asked = pages.awaiting_answer(decision)
    remember(request, this.person.name)
    context = {
        "page_title": this.person.name,
        "crumbs": [*_crumbs(request, this)[:-1], (this.person.name, "")],
        "review": this,
        "decision": decision,
        "page_sub": f"{this.centre.name} · {this.get_post_display()} · {this.number}",
        "word": STATUS_WORDS["proposed" if asked else this.state],
        "rows": [*_summary(request, this, asked)[1:], *_decision_rows(decision)],
        "reasons": _reasons(decision),
        "steps": pages.line(this, request.on),
        "gates": pages.gates(this, request.today, request.actor) if this.state in ("nominated", "returned", "proposed", "deferred") else [],
        "actions": pages.actions(this, request.actor, request.today),
        "papers": pages.papers_of(this),
        "note": pages.room_note(this.centre, request.on, given_back=True) if pages.in_post_by_review(decision, request.on) else "",
    }
    return show(request, "engagements/review.html", context)


def _decision_rows(decision) -> list[dict[str, Any]]:
    if decision is None:
        return []
    rows = [
        {"label": _("结论"), "value": _(OUTCOME_WORDS[decision.outcome])},
        {"label": _("决定机关"), "value": _("%(body)s，%(meeting)s") % {"body": decision.body, "meeting": decision.meeting}},
    ]
    if decision.outcome == "engaged":
        rows.append({"label": _("聘期"), "value": _("%(first)s 至 %(last)s") % {"first": decision.term_from, "last": decision.term_to}})
    return rows


def _reasons(decision) -> list[dict[str, Any]]:
    if decision is None or decision.outcome == "engaged":
        return []
    rows = [
        {"label": _("理由"), "value": decision.ground},
        {"label": _("证据"), "value": decision.evidence},
        {"label": _("听取陈述"), "value": decision.statement_heard_on},
    ]
    return [*rows, {"label": _("暂缓到"), "value": decision.deferred_until, "rule": "R-E04"}] if decision.outcome == "deferred" else rows


@login_required
def act(request: HttpRequest, uuid: UUID, step: str) -> HttpResponse:
    """One step of the review: form, check of the answers where it cannot be undone, command, redirect."""
    this, asked = found(request, uuid), STEPS.get(step) or _missing()
    need(_may_step(request, this, step))
    if request.method == "GET" and step not in {offered["key"] for offered in pages.actions(this, request.actor, request.today)}:
        messages.info(request, _("这一步现在不由您办。看「办到哪一步」。"))
        return redirect("engagements:review", uuid)
    form = _form(request, this, asked)
    back = reverse("engagements:review", args=[uuid])
    context = {
        "page_title": asked.title,
        "submit": asked.submit,
        "back": back,
        "summary": _summary(request, this, pages.awaiting_answer(latest_decision(this))),
        "warn": asked.warn,
        "crumbs": [*_crumbs(request, this), (asked.title, "")],
    }
    if step == "decide":
        context["gates"] = pages.gates(this, request.today, request.actor)
    if step == "answer":
        context["note"] = pages.room_note(this.centre, request.today, given_back=False)
    if request.method == "POST" and form.is_valid():
        said = _("已登记：%(what)s。") % {"what": asked.title}
        if carried_out(request, form, asked.run, context, check=asked.check, said=said, **asked.arguments(this, form)):
            return redirect(back if permissions.can_view_review(request.actor, this) else "workbench")
    return show(request, "engagements/act.html", context, form)


def _form(request: HttpRequest, this: EngagementReview, asked: Step) -> Form:
    form = asked.form(request.POST) if request.method == "POST" else asked.form(initial=asked.initial(this, request))
    if isinstance(form, forms.DecideForm):
        form.offer_kin({str(p.uuid): (p, words) for p, words in candidates(this.centre.division_code, request) if p.pk != this.person_id})
    return form


def _may_step(request: HttpRequest, this: EngagementReview, step: str) -> Verdict:
    if step == "request":
        return permissions.can_request_review(request.actor, _decision(this))
    return permissions.can_view_review(request.actor, this)


def carried_out(
    request: HttpRequest, form: Form, command: Callable, context: dict[str, Any], /, *, check: bool, said: str, **arguments: Any
) -> bool:
    """True when the command is done for good. Else the context shows the answers to check first, or the form its errors."""
    sure = not check or request.POST.get("confirm") == "1"
    done = (run_command if sure else rehearse)(form, command, by=request.actor, on=request.today, **arguments)
    if done.ok and sure:
        messages.success(request, said)
    elif done.ok:
        context |= {"check_rows": answers(form), "keep": kept(request)}
    return done.ok and sure


def rehearse(form: Form, command: Callable, **arguments: Any) -> Done:
    """Run the command to hear every rule, and take everything back: what the check-answers page shows will then be accepted."""
    with transaction.atomic():
        done = run_command(form, command, **arguments)
        transaction.set_rollback(True)
    return done


def answers(form: Form) -> list[dict[str, Any]]:
    """The filled-in fields in words."""
    rows = []
    for name, value in form.cleaned_data.items():
        if value in ("", None, []):
            continue
        words = dict(getattr(form.fields[name], "choices", ()))
        rows.append({"label": form.fields[name].label, "value": words.get(value, value)})
    return rows or [{"label": _("内容"), "value": _("按默认办理")}]


def kept(request: HttpRequest) -> list[tuple[str, str]]:
    """The posted values as hidden fields."""
    return [(k, v) for k, values in request.POST.lists() for v in values if k not in ("csrfmiddlewaretoken", "confirm")]


@login_required
def nominate(request: HttpRequest) -> HttpResponse:
    """Choose the village, then the person and the post."""
    need(permissions.can_nominate(request.actor, (request.actor.reach or ("",))[0].ljust(12, "0")))
    centres = main_centres_on(request.today, request.actor)
    asked = request.GET.get("centre", "")
    centre = get_object_or_404(centres, uuid=_uuid(asked)) if asked else None
    if centre is None:
        return show(request, "engagements/choose_centre.html", {"page_title": _("提名人选：选村（社区）"), "centres": centres})
    people = candidates(centre.division_code, request)
    form = forms.NominateForm(request.POST or None, people=[(str(p.uuid), words) for p, words in people])
    if request.method == "POST" and form.is_valid():
        person = next(p for p, _words in people if str(p.uuid) == form.cleaned_data["person"])
        done = run_command(
            form, commands.nominate, person=person, centre=centre, post=form.cleaned_data["post"], by=request.actor, on=request.today
        )
        if done.ok:
            return redirect("engagements:review", done.value.uuid)
    context = {
        "page_title": _("提名人选：%(centre)s") % {"centre": centre.name},
        "submit": _("提名"),
        "back": reverse("engagements:nominate"),
    }
    return show(request, "engagements/act.html", context, form)


def _uuid(text: str) -> UUID:
    """The key that an address carries after its question mark. Raises Http404 for what is none."""
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None


def candidates(division_code: str, request: HttpRequest) -> list[tuple[Any, str]]:
    """People in office in the village on the day with their offices in words, the secretary first."""
    held = queries.people_in_office(division_code, request.today, request.actor)
    return [(person, f"{person.name}（{queries.offices_text(mandates)}）") for person, mandates in held.items()]
