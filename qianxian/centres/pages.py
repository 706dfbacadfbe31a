"""What this room shows on a place's page, on a centre's page of its hall, and to residents."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from qianxian.accounts.rights import Permission
from qianxian.centres import permissions, queries
from qianxian.centres.holders import posts_of
from qianxian.centres.models import CentreFunction, DutyTurn, ServiceCentre
from qianxian.divisions import queries as divisions
from qianxian.divisions.models import Division
from qianxian.divisions.panels import Panel, register_panel
from qianxian.foundation.actor import Actor
from qianxian.foundation.reach import prefix_of


def centres_of_place(request: HttpRequest, place: Division) -> dict[str, Any]:
    """The village's centres with their planned posts; above the village how many centres there are and which places have none."""
    scope = prefix_of(place.code)
    rows = list(queries.centres_on(request.on, request.actor, scope))
    plans = queries.plans_on(rows, request.on)
    single = len(scope) == 12
    return {
        "centres": [{"centre": c, "plan": plans.get(c.pk)} for c in rows] if single else [], "single": single, "count": len(rows), "scope": scope,
        "gaps": [] if single else queries.centre_gaps(request.on, request.actor, scope),
    }  # fmt: skip


def _works(functions: list[CentreFunction]) -> list[dict[str, Any]]:
    """The eight lines of work in the article's order, each with the desk or the place it was transferred to; None where nobody answers."""
    held = {row.function: row for row in functions}
    return [{"title": label, "row": held.get(code)} for code, label in CentreFunction.Function.choices]


def _week(turns: list[DutyTurn]) -> list[dict[str, Any]]:
    """Monday to Sunday with who is on duty when; days without duty are left out."""
    days = [{"day": label, "turns": [t for t in turns if t.weekday == number]} for number, label in DutyTurn.Weekday.choices]
    return [day for day in days if day["turns"]]


def address_for_residents(division_code: str) -> str:
    """The address of the village's public page as a code on paper carries it."""
    return settings.PUBLIC_URL + reverse("centres:hall", args=[division_code])


def hall_of(request: HttpRequest, this: ServiceCentre) -> dict[str, Any]:
    """The tab 大厅: work and desks, duty, and what may be done here."""
    open_still = this.closed_on is None
    return {
        "standing": queries.standing(this, request.on), "works": _works(list(queries.functions_on([this], request.on))),
        "week": _week(list(queries.duty_on([this], request.on))), "public": address_for_residents(this.division_code),
        "may_settle": open_still and permissions.can_edit_centre(request.actor, this.division_code).allowed,
        "may_duty": open_still and permissions.can_keep_duty(request.actor, this.division_code).allowed,
    }  # fmt: skip


def hall_for_residents(by: Actor, code: str, on: dt.date) -> dict[str, Any] | None:
    """What a village's public page shows, read to the end; None where no centre is open on the day."""
    found = list(queries.centres_on(on, by, code))
    main = next((c for c in found if c.kind == ServiceCentre.Kind.MAIN), None)
    if main is None:
        return None
    place, posts, turns = divisions.names_of([code, code[:9] + "000"]), posts_of([main], on)[main.pk], list(queries.duty_on([main], on))
    return {
        "page_title": main.name, "page_sub": f"{place.get(code[:9] + '000', '')} {place.get(code, '')}", "centre": main, "points": [c for c in found if c is not main],
        "standing": queries.standing(main, on), "works": [w for w in _works(list(queries.functions_on([main], on))) if w["row"]],
        "week": _week(turns), "today": [t for t in turns if t.weekday == on.isoweekday()],
        "director": posts.director,
    }  # fmt: skip


def sheet_facts(request: HttpRequest, this: ServiceCentre) -> dict[str, Any]:
    """What card and wall sheet say: the centre, its work by desk, its week of duty, the address of its public page."""
    posts = posts_of([this], request.today)[this.pk]
    works = [w for w in _works(list(queries.functions_on([this], request.today))) if w["row"]]
    return {
        "name": this.name, "hours": this.opening_hours or "见大厅公告", "telephone": this.telephone or "见大厅公告",
        "address": this.address or "见大厅公告", "director": posts.director.name if posts.director else "空缺",
        "works": [{"title": str(w["title"]), "at": w["row"].desk or f"移交{w['row'].moved_to}办理"} for w in works],
        "week": [{"day": str(d["day"]), "turns": "、".join(f"{t.get_part_display()} {t.person.name}" for t in d["turns"])} for d in _week(list(queries.duty_on([this], request.today)))],
        "verify_url": address_for_residents(this.division_code),
    }  # fmt: skip


def register_place_panels() -> None:
    """Called once when Django is ready."""
    register_panel(
        Panel("centre", _("党群服务中心"), "centres/_of_place.html", centres_of_place, lambda by: by.may(Permission.VIEW_CENTRES), order=30)
    )
