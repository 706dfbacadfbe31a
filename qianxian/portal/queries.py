"""What the shell and the workbench read across rooms. Writes nothing."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from qianxian.accounts.models import User
from qianxian.accounts.rights import OF_ONESELF, Permission
from qianxian.centres.models import ServiceCentre
from qianxian.divisions import queries as divisions
from qianxian.divisions.models import Division
from qianxian.engagements import queries as engagements
from qianxian.foundation.actor import Actor
from qianxian.foundation.models import AuditLeaf
from qianxian.foundation.reach import prefix_of
from qianxian.foundation.tasks import Task
from qianxian.organisations import queries as organisations
from qianxian.organisations.models import PartyOrganisation
from qianxian.people.models import Person
from qianxian.portal.acts import ACTS
from qianxian.threads import queries as threads


@dataclass(frozen=True)
class Found:
    """One search hit with the one page of its object."""

    kind: str
    title: str
    detail: str
    url: str


@dataclass(frozen=True)
class OpenWork:
    """A village's waiting work; villages stand in the order of their codes, never ranked."""

    name: str
    url: str
    count: int
    earliest: dt.date | None


def open_work_by_division(tasks: list[Task], actor: Actor, on: dt.date) -> list[OpenWork]:
    """Each village or community in a town's reach with its number of waiting tasks; empty for wider or narrower roles."""
    towns = [p for p in actor.reach if len(p) == 9]
    if not towns:
        return []
    by_code: dict[str, list[Task]] = defaultdict(list)
    for task in tasks:
        by_code[task.division_code].append(task)
    places = Division.objects.filter(valid__contains=on, kind__in=["village", "community"], code__startswith=towns[0]).order_by("code")
    return [
        OpenWork(p.name, reverse("divisions:division", args=[p.code]), len(by_code[p.code]),
                 min((t.due_on for t in by_code[p.code] if t.due_on), default=None))
        for p in places
    ]


def log(actor: Actor, scope: str | None = None) -> QuerySet[AuditLeaf]:
    """The audit leaves in reach, newest first. The caller has asked for ``Permission.READ_LOG``."""
    return AuditLeaf.objects.visible_to(actor, scope).order_by("-id")


def log_like(leaves: QuerySet[AuditLeaf], *, actor: str = "", action: str = "") -> QuerySet[AuditLeaf]:
    """The leaves whose actor has this in his login or name, and whose act has it in its words or code."""
    if actor:
        leaves = leaves.filter(Q(actor__icontains=actor) | Q(actor__in=User.objects.filter(name__contains=actor).values("login")))
    if action:
        leaves = leaves.filter(Q(action__icontains=action) | Q(action__in=[code for code, words in ACTS.items() if action in str(words)]))
    return leaves


def my_recent_acts(actor: Actor, limit: int = 30) -> QuerySet[AuditLeaf]:
    """What the actor did lately, newest first (已办)."""
    return log(actor).filter(actor=actor.login)[:limit]


@dataclass(frozen=True)
class Shortcut:
    """A frequent job of a role."""

    title: str
    url: str
    icon: str = ""


SHORTCUTS = (
    (Permission.IMPORT_REGISTERS, gettext_lazy("导入表格"), "imports:list", "upload"),
    (Permission.NOMINATE, gettext_lazy("提名人选"), "engagements:nominate", "plus"),
    (Permission.PREPARE_PAY, gettext_lazy("编制工资批次"), "pay:runs", "plus"),
    (Permission.SEND_VETTING, gettext_lazy("发起联审"), "engagements:round_new", "plus"),
    (Permission.MANAGE_ACCOUNTS, gettext_lazy("开通账号"), "accounts:users", "plus"),
    (Permission.VIEW_OWN_RECORD, gettext_lazy("我的档案和工资条"), "people:own_record", "person"),
)


def shortcuts(actor: Actor) -> list[Shortcut]:
    """The jobs offered at the head of the workbench: at most two."""
    found = []
    for permission, title, name, icon in SHORTCUTS:
        if actor.may(permission) and (permission not in OF_ONESELF or actor.person_uuid):
            try:
                found.append(Shortcut(str(title), reverse(name), icon))
            except NoReverseMatch:
                continue
    return found[:2]


@dataclass(frozen=True)
class Figure:
    """One number of the workbench, which opens the rows behind it."""

    title: str
    value: int
    unit: str
    url: str


def figures(actor: Actor, on: dt.date, scope: str | None) -> list[Figure]:
    """A few counts within reach, each a link to its rows."""
    found: list[Figure] = []
    if actor.may(Permission.VIEW_REGISTRY) and actor.may(Permission.VIEW_MEMBERS):
        found += [
            Figure(_("党组织"), organisations.organisations_on(actor, on, scope).count(), _("个"), reverse("organisations:list")),
            Figure(_("党员"), organisations.member_count(actor, on, scope), _("名"), reverse("organisations:members")),
        ]
    if actor.may(Permission.VIEW_ENGAGEMENTS):
        counts = engagements.outcomes_on(on, actor, scope)
        url = reverse("engagements:cadres")
        found += [
            Figure(_("已聘任"), counts.get("engaged", 0), _("人"), f"{url}?outcome=engaged"),
            Figure(_("不予聘任"), counts.get("not_engaged", 0), _("人"), f"{url}?outcome=not_engaged"),
            Figure(_("暂缓聘任"), counts.get("deferred", 0), _("人"), f"{url}?outcome=deferred"),
        ]
    return found


def search_everything(actor: Actor, text: str, on: dt.date, limit: int = 12) -> dict[str, list[Found]]:
    """Places, organisations, centres, threads and persons within reach that match a name, pinyin initials, a number or a village."""
    text = text.strip()
    if not text:
        return {}
    latin = text.lower()
    found = {
        _("村（社区）"): _places(actor, text, latin, on, limit),
        _("党组织"): _organisations(actor, text, latin, limit) if actor.may(Permission.VIEW_REGISTRY) else [],
        _("党群服务中心"): _centres(actor, text, limit) if actor.may(Permission.VIEW_CENTRES) else [],
        pgettext("thread", "线"): _threads(actor, text, on, limit) if actor.may(Permission.VIEW_THREADS) else [],
        _("人员"): _people(actor, text, latin, on, limit) if actor.may(Permission.VIEW_MEMBERS) else [],
    }
    return {kind: hits for kind, hits in found.items() if hits}


def _places(actor: Actor, text: str, latin: str, on: dt.date, limit: int) -> list[Found]:
    match = Q(name__contains=text) | Q(initials__startswith=latin) | Q(code__startswith=text)
    rows = Division.objects.filter(match, valid__contains=on).order_by("code")
    return [Found(p.get_kind_display(), p.name, p.code, reverse("divisions:division", args=[p.code]))
            for p in rows if actor.reaches(p.code) or any(r.startswith(prefix_of(p.code)) for r in actor.reach)][:limit]


def _organisations(actor: Actor, text: str, latin: str, limit: int) -> list[Found]:
    match = Q(name__contains=text) | Q(initials__startswith=latin) | Q(code__istartswith=text)
    rows = PartyOrganisation.objects.visible_to(actor).filter(match).order_by("code")[:limit]
    return [Found(o.get_kind_display(), o.name, o.code, reverse("organisations:organisation", args=[o.uuid])) for o in rows]


def _centres(actor: Actor, text: str, limit: int) -> list[Found]:
    rows = ServiceCentre.objects.visible_to(actor).filter(Q(name__contains=text) | Q(code__istartswith=text)).order_by("code")[:limit]
    return [Found(_("中心"), c.name, c.code, reverse("centres:centre", args=[c.uuid])) for c in rows]


def _threads(actor: Actor, text: str, on: dt.date, limit: int) -> list[Found]:
    names = divisions.place_names_on(on)
    rows = threads.matching(threads.threads(actor), text).order_by("number")[:limit]
    return [Found(names.get(t.division_code, ""), t.title, t.number, reverse("threads:thread", args=[t.uuid])) for t in rows]


def _people(actor: Actor, text: str, latin: str, on: dt.date, limit: int) -> list[Found]:
    places = {d.code: d.name for d in Division.objects.filter(valid__contains=on)}
    match = Q(name__contains=text) | Q(initials=latin) | Q(initials__startswith=latin) & Q(initials__regex=r"^[a-z]{2,}$")
    rows = Person.objects.visible_to(actor).filter(match, merged_into__isnull=True).order_by("pinyin", "id")[:limit]
    return [Found(places.get(p.division_code, ""), p.name, f"{p.identity_masked}", reverse("people:person", args=[p.uuid])) for p in rows]
