"""The one place where a broken rule becomes a form error, a refusal a 403 page, and a conflict a page with both values.

Example: ``done = run_command(form, commands.decide_review, review=review, by=request.actor, **form.cleaned_data)``;
``done.ok`` is False when the form now carries errors to show again (HTTP 422), and the input is kept.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction
from django.forms import BaseForm, Form, HiddenInput, UUIDField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import Conflict, FileRefused, NotPermitted, RuleViolated, Violation
from qianxian.foundation.models import Receipt
from qianxian.foundation.records import hold_to_constraints, one_at_a_time
from qianxian.foundation.rulebook import SettingMissing
from qianxian.foundation.verdict import Verdict

ANY, CHOOSE, NONE = ("", _("不限")), ("", _("请选择")), ("", _("没有"))
NUMBER, AGAIN = re.compile(r"\d+"), object()
GUARDED = {
    "one_secretary_at_a_time": _("这个党组织这段时间已经有书记。先登记前任离任，再登记新任。"),
    "one_template_at_a_time": _("这段时间已有启用的模板。换一个更晚的日期，或者先改回出厂模板。"),
    "template_adopted_by_another": _("上传模板的人不能自己启用。请本部门另一位同志核对后启用。"),
    "one_head_at_a_time": _("这一届这段时间已经有主任。先登记前任离任，再登记新任。"),
    "one_person_per_identity_number": _("这个身份证号码已经登记过。按号码查找本人，或联系区委组织部。"),
    "one_top_organisation_per_village": _("这个村（社区）已有最高党组织。先变更原来的，再登记新的。"),
    "one_branch_at_a_time": _("同一时间只能在一个党组织。先结束前一段组织关系，再登记新的。"),
    "one_open_branch_per_member": _("同一时间只能在一个党组织。先结束前一段组织关系，再登记新的。"),
    "temporary_branch_has_task_and_end": _("临时党支部要写明任务和截止日期。"),
    "full_after_joined": _("转正日期要不早于入党日期。核对两个日期。"),
    "population_approved_by_another": _("人口数要由录入人以外的另一人审核。请同事来审核。"),
    "one_row_per_division_at_a_time": _("这个代码这段时间已有名称。核对起用日期。"),
    "one_thread_per_thing": _("它已经串在别的线上。先从那条线上取下。"),
    "one_stall_at_a_time": _("这一天还在上一次搁置里。选更晚的日期。"),
    "one_director_at_a_time": _("这个中心这段时间已经有主任。先结束前一段聘任。"),
    "one_acting_director_at_a_time": _("这个中心这段时间已经有代理主任。先结束前一段代理。"),
    "one_engagement_at_a_time": _("这个人这段时间已经在别的岗位受聘。先结束那一段聘任。"),
    "no_removal_from_an_elected_seat": _("村（居）委会成员由选民选举，只能由选民罢免、本人辞职或依法终止，不能由上级撤换。"),
}


class ChosenForm(Form):
    """A form whose choices are the page's: ``choices`` by field, under 请选择, or 没有 where the field may stay empty.

    ``first`` puts another line first: 不限 in a filter.
    """

    first: tuple[str, Any] | None = None

    def __init__(self, *args: Any, choices: dict[str, list[tuple[str, Any]]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, values in (choices or {}).items():
            if name in self.fields:
                self.fields[name].choices = [self.first or (CHOOSE if self.fields[name].required else NONE), *values]


class KeyedForm(ChosenForm):
    """A form with a number of its own, given where it is filled in: sent twice, because its answer was lost, it is written once (ADR 25)."""

    key = UUIDField(widget=HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"key": uuid4()} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)


@dataclass(frozen=True)
class Done:
    """What a command gave back, or that the form must be shown again; ``again``: it had been written before, and nothing was written now."""

    ok: bool
    value: Any = None
    again: bool = False


def run_command(form: BaseForm | None, command: Callable, **arguments: Any) -> Done:
    """Run a command; on a violation put every message on the form. Raises PermissionDenied for the 403 page."""
    try:
        with transaction.atomic():
            value = command(**arguments)
            hold_to_constraints()
        return Done(True, value)
    except NotPermitted as refused:
        raise PermissionDenied(refused.reason) from refused
    except RuleViolated as broken:
        for violation in broken.violations:
            _put(form, violation.field, sentence_of(violation))
    except SettingMissing as gap:
        _put(form, "", str(gap))
    except Conflict as conflict:
        _put(form, "", conflict.message)
    except FileRefused as refused:
        _put(form, "file", refused.message)
    except (IntegrityError, DatabaseError) as guarded:
        _put(form, "", database_message(guarded))
    return Done(False)


def run_once(form: BaseForm, command: Callable, *, key: UUID | None, where: str, by: Actor, **arguments: Any) -> Done:
    """As ``run_command``, once per number of a ``KeyedForm``: the number is kept in the command's own transaction, for the one address ``where``.

    Without a number it is an ordinary run. A number that was used at another address is a Conflict.
    """
    if key is None:
        return run_command(form, command, by=by, **arguments)
    done = run_command(form, _first_or_again, work=command, key=str(key), where=hashlib.sha256(where.encode()).hexdigest(), by=by, arguments=arguments)
    return Done(True, again=True) if done.value is AGAIN else done


def kept_receipt(login: str, key: str) -> Receipt | None:
    """What was kept of an earlier write under the account's key, once whoever writes under it at this moment is through."""
    one_at_a_time(f"receipt:{login}:{key}")
    return Receipt.objects.filter(actor=login, key=key).first()


def _first_or_again(*, work: Callable, key: str, where: str, by: Actor, arguments: dict[str, Any]) -> Any:
    kept = kept_receipt(by.login, key)
    if kept is not None and kept.body_digest != where:
        raise Conflict(gettext("这张表已经在别处用过。请重新打开页面再填。"))
    if kept is not None:
        return AGAIN
    value = work(by=by, **arguments)
    Receipt.objects.create(actor=by.login, key=key, body_digest=where, answer={})
    return value


def sentence_of(violation: Violation) -> str:
    """The violation in the reader's language, with its law and article in brackets."""
    text, source = violation.text(get_language() or "zh"), violation.source
    return gettext("%(text)s（%(source)s）") % {"text": text, "source": source} if source else text


def press(request: HttpRequest, command: Callable, **arguments: Any) -> Done:
    """Run a command behind a bare button; what stands against it is said on the next page, also to who clicked twice."""
    form = Form({})
    form.is_valid()
    done = run_command(form, command, **arguments)
    for text in form.non_field_errors():
        messages.error(request, text)
    return done


def _put(form: BaseForm | None, field: str, message: str) -> None:
    if form is None:
        raise RuleViolated([])
    form.add_error(field if field in form.fields else None, message)


def database_message(error: Exception) -> str:
    """The plain sentence for a guard of the database; re-raises what is not one of ours."""
    diagnosis = getattr(error.__cause__, "diag", None)
    name = getattr(diagnosis, "constraint_name", "") or ""
    if name in GUARDED:
        return GUARDED[name]
    if getattr(error.__cause__, "sqlstate", "") == "QX001":
        return said_by_the_database(diagnosis.message_primary)
    raise error


def said_by_the_database(sentence: str) -> str:
    """A trigger's sentence in the reader's language: the catalogue holds it with ``%s`` where the trigger puts a number."""
    if (whole := gettext(sentence)) != sentence:
        return whole
    numbers = NUMBER.findall(sentence)
    known = NUMBER.sub("%s", sentence)
    said = gettext(known)
    return said % tuple(numbers) if said != known else sentence


def show(request: HttpRequest, template: str, context: dict, form: BaseForm | None = None) -> HttpResponse:
    """Render a page; 422 when its form carries errors."""
    wrong = form is not None and form.is_bound and bool(form.errors)
    return render(request, template, {**context, **({"form": form} if form is not None else {})}, status=422 if wrong else 200)


def form_page(request: HttpRequest, form: BaseForm, title: str, submit: str, back: str, **more: Any) -> HttpResponse:
    """A page with one form and the way back; ``more``: crumbs, page_sub."""
    return show(request, "portal/form.html", {"page_title": title, "submit": submit, "back": back, **more}, form)


def need(verdict: Verdict) -> None:
    """Let a page be seen or raise PermissionDenied with the reason."""
    if not verdict.allowed:
        raise PermissionDenied(verdict.reason)
