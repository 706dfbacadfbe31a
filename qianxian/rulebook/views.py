"""规则试算, the rules' pages and the county's settings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from qianxian.foundation.rulebook import InputsRefused, RulebookError, UnknownRule, all_rules, evaluate, rule_named
from qianxian.portal.files import columns_of, taken_out, wants_export
from qianxian.portal.forms import need, run_command, show
from qianxian.rulebook import commands, queries
from qianxian.rulebook.forms import SettingForm, rule_form, rule_inputs, with_unit
from qianxian.rulebook.permissions import can_edit_settings, can_try_rules
from qianxian.rulebook.wording import in_words


@login_required
def rules(request: HttpRequest) -> HttpResponse:
    """All rules with their law, each leading to its trial page."""
    need(can_try_rules(request.actor))
    if wants_export(request):
        cells = [(r.id, titled(r.latest), f"{r.latest.text.law} {r.latest.text.article}", r.versions[0].version) for r in all_rules()]
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
    context = {"page_title": f"{rule.id} {titled(version)}", "rule": rule, "version": version, "day": day, "answer": answer,
               "outputs": _outputs(version, answer), "crumbs": [(_("规则试算"), "/rules/"), (rule.id, "")],
               "used": [(row, titled(known[row.key]), in_words(row.value)) for row in answer.settings] if answer else []}  # fmt: skip
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
    return [{"label": with_unit(_english(names[k], "label"), names[k].unit) if k in names else k, "value": in_words(v)} for k, v in answer.outputs.items()]


def _english(thing, name: str) -> str:
    return getattr(thing, f"{name}_en") if (get_language() or "").startswith("en") else getattr(thing, name)


def titled(thing) -> str:
    """The title of a rule's version or a setting in the reader's language."""
    return _english(thing, "title")


@login_required
def settings(request: HttpRequest) -> HttpResponse:
    """Every setting with its value in force on the day and where it comes from."""
    need(can_try_rules(request.actor))
    pages = [(page, next((r for r in page.rows if r.covers(request.on)), None)) for page in queries.key_pages()]
    rows = [{"page": page, "row": row, "value": in_words(row.value) if row else ""} for page, row in pages]
    if wants_export(request):
        cells = [(titled(p.key), p.key.key, value, p.key.unit, _("本区") if p.is_county else _("出厂默认"), row.valid_from if row else None, row.source if row else "")
                 for p, row, value in ((item["page"], item["row"], item["value"]) for item in rows)]  # fmt: skip
        return _file(request, "settings", _("参数"), (_("参数"), _("代号"), _("现行取值"), _("单位"), _("谁定的"), _("自哪天起"), _("依据")), cells)
    return show(request, "rulebook/settings.html", {"page_title": _("参数"), "rows": rows, "export_url": f"{request.path}?export=xlsx", "may_edit": can_edit_settings(request.actor).allowed})


@login_required
def setting(request: HttpRequest, key: str) -> HttpResponse:
    """One setting: its history of values, and a new one by whoever may fix it."""
    need(can_try_rules(request.actor))
    if key not in queries.known_keys():
        raise Http404
    page, may = queries.key_page(key), can_edit_settings(request.actor)
    form = SettingForm(request.POST or None, key=key)
    if request.method == "POST" and form.is_valid() and run_command(form, commands.enact_setting, key=key, by=request.actor, **form.cleaned_data).ok:
        return redirect("rulebook:setting", key=key)
    rows = [{"row": row, "value": in_words(row.value)} for row in page.rows]
    title = titled(page.key)
    context = {"page_title": title, "page": page, "rows": rows, "may": may, "crumbs": [(_("参数"), "/settings/"), (title, "")]}
    return show(request, "rulebook/setting.html", context, form)
