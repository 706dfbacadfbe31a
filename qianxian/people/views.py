"""Pages of persons: the list, one person (the cadre's page), one's own record, and the forms that correct, merge and reveal."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from qianxian.accounts.views.step_up import code_first
from qianxian.divisions import pages
from qianxian.divisions.queries import names_of, place_names_on
from qianxian.foundation.reach import within
from qianxian.foundation.sheets.spec import Column
from qianxian.people import commands, permissions, queries
from qianxian.people.forms import CorrectForm, FindForm, MergeForm, PersonFilter, RegisterForm, RevealForm
from qianxian.people.models import Person
from qianxian.people.overview import overview_rows
from qianxian.people.reveals import shown_field, token_for
from qianxian.people.tables import PersonTable
from qianxian.people.tabs import Tab, tabs_for
from qianxian.portal.forms import need
from qianxian.portal.shell import remember

COLUMNS = [
    Column("name", "姓名", "Name", "name", width=12), Column("sex", "性别", "Sex", width=8), Column("birth_date", "出生日期", "Date of birth", "date"),
    Column("identity", "证件号码", "Identity number", width=22), Column("mobile", "手机", "Mobile", "phone", secret=True, width=14), Column("place", "所在地", "Place", width=16),
]  # fmt: skip


@login_required
def people(request: HttpRequest) -> HttpResponse:
    """人员: persons in reach by pinyin."""
    need(permissions.can_list_people(request.actor))
    find = PersonFilter(request.GET, places=pages.place_choices(request))
    clean = find.cleaned_data if find.is_valid() else {}
    rows = queries.people(request.actor, request.scope_prefix)
    if text := clean.get("q", "").strip():
        rows = rows.filter(Q(name__contains=text) | Q(initials__startswith=text.lower()))
    rows = within(rows, request.actor, clean.get("place"))
    rows = rows.filter(sex=clean["sex"]) if clean.get("sex") else rows
    names = place_names_on(request.on)
    if pages.wants_export(request):
        values = [(p.name, p.get_sex_display(), p.birth_date, p.identity_masked, p.mobile, names.get(p.division_code, "")) for p in rows]
        return pages.exported(request, name="people", title=_("人员"), columns=COLUMNS, rows=values, count=len(values), find=find)
    acts = [{"title": _("登记人员"), "url": reverse("people:register")}] if request.actor.may("edit_registry") else []
    return pages.register_page(request, title=_("人员"), table=PersonTable(rows, names=names), form=find, unit=_("人"), acts=acts,
                               template="people/people.html", find_form=FindForm())  # fmt: skip


@login_required
@require_POST
def find(request: HttpRequest) -> HttpResponse:
    """One person by identity number, which never stands in an address."""
    need(permissions.can_list_people(request.actor))
    found = queries.by_identity(request.actor, request.POST.get("number", "")).first()
    if found is None:
        messages.info(request, _("您的范围内没有这个号码的人员。核对号码，或联系区委组织部。"))
        return redirect("people:list")
    return redirect("people:person", found.uuid)


@login_required
def register(request: HttpRequest) -> HttpResponse:
    """A new person."""
    form = RegisterForm(
        request.POST or None, places=pages.division_choices(request), initial={"identity_kind": "resident_id", "access_need": "none"}
    )
    need(permissions.can_register_person(request.actor, (request.actor.reach or ("",))[0].ljust(12, "0")))
    return pages.command_page(request, form, commands.register_person, title=_("登记人员"), back=reverse("people:list"), arguments={"on": request.today},
                           done=lambda p: reverse("people:person", args=[p.uuid]), crumbs=[(_("人员"), reverse("people:list")), (_("登记人员"), "")])  # fmt: skip


def _person(request: HttpRequest, uuid: UUID) -> Person:
    found = queries.person(request.actor, uuid)
    if found is None:
        raise Http404
    need(permissions.can_view_person(request.actor, found))
    return found


def _page(request: HttpRequest, person: Person, *, own: bool) -> HttpResponse:
    """The page of one person with the tabs that this actor may see; the log only for officers."""
    offered = tabs_for(request.actor, person, own=own)
    tabs = [t for t in offered if not t.panel]
    log = not own and permissions.can_correct_person(request.actor, person).allowed
    keys = ["overview", *(t.key for t in tabs), *(["log"] if log else [])]
    chosen = request.GET.get("tab") if request.GET.get("tab") in keys else "overview"
    titles = {"overview": _("概况"), "log": _("日志")} | {t.key: t.title for t in tabs}
    context = {
        "page_title": person.name, "person": person, "own": own, "tab": chosen, "page_sub": names_of([person.division_code], request.on).get(person.division_code, ""),
        "tabs": [{"title": titles[k], "url": "?" if k == "overview" else f"?tab={k}", "current": k == chosen} for k in keys],
        "crumbs": [(_("我的档案"), "")] if own else [(_("人员"), reverse("people:list") if request.actor.may("view_members") else ""), (person.name, "")],
    }  # fmt: skip
    if chosen == "overview":
        context |= _overview(request, person, [t for t in offered if t.panel], own=own, may_correct=log)
    elif chosen == "log":
        context["log"] = pages.log_rows(queries.log_of(person, getattr(person, "membership", None)))
    else:
        tab = next(t for t in tabs if t.key == chosen)
        context["body"] = {"template": tab.template, "context": tab.load(request, person)}
    return render(request, "people/person.html", context)


def _overview(request: HttpRequest, person: Person, panels: list[Tab], *, own: bool, may_correct: bool) -> dict:
    revealed = None if own else shown_field(person, request.GET.get("shown", ""), request.actor)
    context = {"rows": overview_rows(person, request.on, revealed), "revealed": revealed,
               "panels": [{"title": t.title, "template": t.template, "context": t.load(request, person)} for t in panels]}  # fmt: skip
    if own:
        return context
    return context | {"may_correct": may_correct, "may_reveal": permissions.can_reveal_field(request.actor, person).allowed,
                      "alike": list(queries.alike(person, request.actor)[:5]) if may_correct else []}  # fmt: skip


@login_required
def person(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One person: overview, career, what the rooms above add, log. A merged record leads to the one that was kept."""
    found = _person(request, uuid)
    if found.merged_into is not None:
        messages.info(request, _("这份档案已合并到下面这一份。"))
        return redirect("people:person", found.merged_into.uuid)
    remember(request, found.name)
    return _page(request, found, own=False)


@login_required
def own_record(request: HttpRequest) -> HttpResponse:
    """我的档案: one's own person, membership and offices."""
    need(permissions.can_view_own_record(request.actor))
    found = queries.own_person(request.actor)
    if found is None:
        raise Http404
    return _page(request, found, own=True)


@login_required
def correct(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Mend typing errors; the old values stay in the history."""
    found = _person(request, uuid)
    need(permissions.can_correct_person(request.actor, found))
    back = reverse("people:person", args=[uuid])
    names = [n for n in CorrectForm.base_fields if hasattr(found, n)]
    form = CorrectForm(request.POST or None, initial={n: getattr(found, n) for n in names})

    def run(*, by, **_clean):
        reason, version = form.cleaned_data["reason"], form.cleaned_data["version"]
        return commands.correct_person(person=found, changes=form.changes(), reason=reason, version=version, by=by, on=request.today)

    return pages.command_page(request, form, run, title=_("更正%(name)s的档案") % {"name": found.name}, done=back, back=back, said=_("已更正，旧内容留在日志里。"),
                           crumbs=[(_("人员"), reverse("people:list")), (found.name, back), (_("更正"), "")])  # fmt: skip


@login_required
def merge(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Two records of one person become one; both rows stay."""
    found = _person(request, uuid)
    need(permissions.can_correct_person(request.actor, found))
    back = reverse("people:person", args=[uuid])
    name = request.GET.get("q", found.name)
    candidates = queries.people(request.actor).filter(name__contains=name).exclude(pk=found.pk)
    form = MergeForm(request.POST or None, candidates=candidates)
    return pages.command_page(
        request, form, commands.merge_persons, title=_("合并到%(name)s的档案") % {"name": found.name}, done=back, back=back,
        arguments={"kept": found, "on": request.today}, said=_("已合并。两份原始记录都保留。"), note_kind="warn", note=_("保留这一份，另一份停用"),
        note_text=_("党籍、任职、聘任和工资记录会转到这一份；互相抵触的不会合并，会告诉您是哪一项。"),
        crumbs=[(_("人员"), reverse("people:list")), (found.name, back), (_("合并"), "")],
    )  # fmt: skip


@login_required
def reveal(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """查看完整信息: with a reason, recorded, open for five minutes."""
    found = _person(request, uuid)
    need(permissions.can_reveal_field(request.actor, found))
    form = RevealForm(request.POST or None, initial={"field": request.GET.get("field", "identity")})
    back = reverse("people:person", args=[uuid])
    if form.is_valid() and (asked := code_first(request)) is not None:
        return asked

    def done(_value: str) -> str:
        return f"{back}?shown={token_for(found, form.cleaned_data['field'], request.actor)}"

    return pages.command_page(
        request, form, commands.reveal_field, title=_("查看%(name)s的完整信息") % {"name": found.name}, done=done, back=back, submit=_("查看 5 分钟"),
        arguments={"person": found, "on": request.today}, said=_("已记入日志，5 分钟后收起。"), note=_("要写用途，留记录，5 分钟后收起"),
        crumbs=[(_("人员"), reverse("people:list")), (found.name, back), (_("查看完整信息"), "")],
    )  # fmt: skip
