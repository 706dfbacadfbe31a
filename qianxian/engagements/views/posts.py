"""Steps that start at a centre: the secretary's change, and an acting director."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from qianxian.centres.models import ServiceCentre
from qianxian.centres.queries import centre_by_uuid
from qianxian.engagements import commands, facts, forms, permissions
from qianxian.engagements.commands.reviews import Kin
from qianxian.engagements.views.reviews import candidates, carried_out
from qianxian.portal.forms import need, run_command, show


def _centre(request: HttpRequest, uuid: UUID):
    return centre_by_uuid(uuid, request.actor) or _missing()


def _missing():
    raise Http404


@login_required
def acting(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """An acting director for a few days while the post is vacant."""
    centre = _centre(request, uuid)
    people = candidates(centre.division_code, request)
    need(permissions.can_appoint_acting(request.actor, centre.division_code, people[0][0] if people else centre))
    form = forms.ActingForm(request.POST or None, people=[(str(p.uuid), words) for p, words in people])
    back = reverse("centres:centre", args=[uuid])
    if request.method == "POST" and form.is_valid():
        clean, known = dict(form.cleaned_data), {str(p.uuid): p for p, _words in people}
        person, kin, relation = known[clean.pop("person")], clean.pop("kin_person"), clean.pop("kin_relation")
        clean["kin"] = (Kin(known[kin], relation),) if kin else ()
        if run_command(form, commands.appoint_acting_director, centre=centre, person=person, by=request.actor, on=request.today, **clean).ok:
            messages.success(request, _("已指定代理主任。"))
            return redirect(back)
    return show(
        request,
        "engagements/act.html",
        {
            "page_title": _("%(c)s：指定代理主任") % {"c": centre.name},
            "submit": _("指定"),
            "back": back,
            "crumbs": [(centre.name, back), (_("指定代理主任"), "")],
        },
        form,
    )


@login_required
def secretary(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The secretary leaves; the director's engagement ends the same day; a successor may begin the day after."""
    centre = _centre(request, uuid)
    need(permissions.can_change_secretary(request.actor, centre.division_code))
    mandate = facts.serving_secretary(centre.division_code, request.today) or _missing()
    people = [(p, words) for p, words in candidates(centre.division_code, request) if p.pk != mandate.person_id]
    form = forms.SecretaryForm(request.POST or None, people=[(str(p.uuid), words) for p, words in people])
    back = reverse("centres:centre", args=[uuid])
    context = _leaving(centre, back)
    if request.method == "POST" and form.is_valid():
        clean = dict(form.cleaned_data)
        successor = next((p for p, _words in people if str(p.uuid) == clean["successor"]), None)
        way, _gone = clean.pop("way"), clean.pop("successor")
        more = {"successor": successor, "way": way or "elected"} if successor else {}
        command = commands.replace_secretary if successor else commands.end_secretary
        gone = clean["last_day"] < request.today
        said = _("已登记书记离任，主任岗位空缺。") if gone else _("已登记书记离任。主任聘任到今天为止，明天起空缺。")
        if carried_out(request, form, command, context, check=True, said=said, mandate=mandate, **clean, **more):
            return redirect(back)
    return show(request, "engagements/act.html", context, form)


def _leaving(centre: ServiceCentre, back: str) -> dict[str, Any]:
    return {
        "page_title": _("%(c)s：书记离任或更换") % {"c": centre.name},
        "submit": _("登记离任"),
        "back": back,
        "crumbs": [(centre.name, back), (_("书记离任或更换"), "")],
        "warn": _("书记离任的同一天，中心主任聘任结束，岗位空缺；村（居）委会职务不受影响。"),
    }
