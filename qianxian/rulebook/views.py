"""规则试算, the rules' pages and the county's settings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from qianxian.foundation.rulebook import InputsRefused, RulebookError, UnknownRule, all_rules, evaluate, rule_named
from qianxian.portal.files import columns_of, taken_out, wants_export
from qianxian.portal.forms import need, run_command, show
from qianxian.rulebook import commands, queries
from qianxian.rulebook.forms import DropForm, SettingForm, rule_form, rule_inputs, with_unit
from qianxian.rulebook.permissions import can_drop_proposal, can_edit_settings, can_enact_proposal, can_try_rules
from qianxian.rulebook.wording import in_words


@login_required
def rules(request: HttpRequest) -> HttpResponse:
    """All rules with their law, each leading to its trial page."""
    need(can_try_rules(request.actor))
    if wants_export(request):
        cells = [(r.id, queries.titled(r.latest), f"{r.latest.text.law} {r.latest.text.article}", r.versions[0].version) for r in all_rules()]
        return _file(request, "rules", _("规则试算"), (_("编号"), _("规则"), _("依据"), _("自哪天起")), cells)
    return show(request, "rulebook/rules.html", {"page_title": _("规则试算"), "rules": all_rules(), "export_url": f"{request.path}?export=xlsx"})


def _file(request: HttpRequest, name: str, title: str, heads: Sequence[str], cells: Sequence[Sequence[Any]]) -> HttpResponse:
    """Rules and settings name nobody: whoever reads them may take them along."""
    return taken_out(request, action=f"rulebook.export_{name}", name=name, title=title, columns=columns_of(heads), rows=cells, covered=[request.county.name, str(request.on)],
                     place=request.county.code, on=request.today)  # fmt: skip


@login_required
def trial(request: HttpRequest, rule_id: str) -> HttpResponse:
    """Try one rule on a day with facts of one's own; nothing is written."""
    need(can_try_rules(request.actor))
    try:
        rule = rule_named(rule_id)
    except UnknownRule as unknown:
        raise Http404 from unknown
    day = _day(request)
    version = rule.on(day) or rule.latest
    asked = any(name.startswith("in-") for name in request.GET)
    form = rule_form(version, queries.held_on(day), request.GET if asked else None)
    answer = _answer(form, rule_id, version, day) if asked and form.is_valid() else None
    known = queries.known_keys()
    context = {"page_title": f"{rule.id} {queries.titled(version)}", "rule": rule, "version": version, "day": day, "answer": answer,
               "outputs": _outputs(version, answer), "crumbs": [(_("规则试算"), "/rules/"), (rule.id, "")],
               "used": [(row, queries.titled(known[row.key]), in_words(row.value)) for row in answer.settings] if answer else []}  # fmt: skip
    return show(request, "rulebook/trial.html", context, form)


def _day(request: HttpRequest) -> dt.date:
    try:
        return dt.date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return request.on


def _answer(form, rule_id, version, day):
    try:
        return evaluate(rule_id, day, rule_inputs(version, form.cleaned_data), queries.county_settings())
    except InputsRefused as refused:
        for name, message in refused.problems:
            form.add_error(name if name in form.fields else None, message)
    except RulebookError as refused:
        form.add_error(None, str(refused))
    return None


def _outputs(version, answer) -> list[dict]:
    if answer is None or answer.outputs is None:
        return []
    names = {item.name: item for item in version.outputs}
    return [{"label": with_unit(queries.in_the_readers_language(names[k], "label"), names[k].unit) if k in names else k, "value": in_words(v)} for k, v in answer.outputs.items()]


@login_required
def settings(request: HttpRequest) -> HttpResponse:
    """Every setting with its value in force on the day and where it comes from."""
    need(can_try_rules(request.actor))
    pages = [(page, next((r for r in page.rows if r.covers(request.on)), None)) for page in queries.key_pages()]
    rows = [{"page": page, "row": row, "value": in_words(row.value) if row else ""} for page, row in pages]
    if wants_export(request):
        cells = [(queries.titled(p.key), p.key.key, value, p.key.unit, _("本区") if p.is_county else _("出厂默认"), row.valid_from if row else None, row.source if row else "")
                 for p, row, value in ((item["page"], item["row"], item["value"]) for item in rows)]  # fmt: skip
        return _file(request, "settings", _("参数"), (_("参数"), _("代号"), _("现行取值"), _("单位"), _("谁定的"), _("自哪天起"), _("依据")), cells)
    return show(request, "rulebook/settings.html", {"page_title": _("参数"), "rows": rows, "export_url": f"{request.path}?export=xlsx", "may_edit": can_edit_settings(request.actor).allowed})


@login_required
def setting(request: HttpRequest, key: str) -> HttpResponse:
    """One setting: its history of values, what waits for a second officer, and a new one by whoever may propose it."""
    need(can_try_rules(request.actor))
    if key not in queries.known_keys():
        raise Http404
    page, may = queries.key_page(key), can_edit_settings(request.actor)
    form = SettingForm(request.POST or None, key=key)
    if request.method == "POST" and form.is_valid() and run_command(form, commands.propose_setting, key=key, by=request.actor, **form.cleaned_data).ok:
        return redirect("rulebook:setting", key=key)
    rows = [{"row": row, "value": in_words(row.value)} for row in page.rows]
    signed = {one.period.lower: one for one in page.own}
    for item in rows:
        item["own"] = signed.get(item["row"].valid_from)
    waiting = [{"one": one, "value": in_words(one.value), "may": can_enact_proposal(request.actor, one)} for one in queries.open_proposals(key)]
    title = queries.titled(page.key)
    context = {"page_title": title, "page": page, "rows": rows, "may": may, "waiting": waiting, "drop": DropForm(), "crumbs": [(_("参数"), "/settings/"), (title, "")]}
    return show(request, "rulebook/setting.html", context, form)


@login_required
@require_POST
def settle(request: HttpRequest, uuid: UUID, verb: str) -> HttpResponse:
    """A second officer enacts a proposed value, or somebody drops it; a refusal comes back on its own page."""
    proposal = queries.proposal_by_uuid(uuid) if can_try_rules(request.actor).allowed else None
    if proposal is None:
        raise Http404
    need((can_drop_proposal if verb == "drop" else can_enact_proposal)(request.actor, proposal))
    form = DropForm(request.POST) if verb == "drop" else forms.Form(request.POST)
    command = commands.drop_proposal if verb == "drop" else commands.enact_setting
    if form.is_valid() and run_command(form, command, proposal=proposal, by=request.actor, **form.cleaned_data).ok:
        return redirect("rulebook:setting", key=proposal.key)
    title = queries.titled(queries.known_keys()[proposal.key])
    return show(request, "rulebook/settle.html", {"page_title": title, "proposal": proposal, "crumbs": [(_("参数"), "/settings/"), (title, f"/settings/{proposal.key}/")]}, form)
