"""A person's own facts, for tables that somebody wants filled; identity, telephone and address stay masked. Keys are uuids."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from qianxian.accounts.rights import Permission as P
from qianxian.elements.readers.registry import offer
from qianxian.elements.readers.villages import Found
from qianxian.foundation.actor import Actor
from qianxian.foundation.masks import mask_phone
from qianxian.organisations import queries as organisations
from qianxian.people import queries as people


def _page(uuid: Any) -> str:
    return reverse("people:person", args=[uuid])


def _of(code: str, field: Callable[[Any, dt.date], Any]) -> None:
    @offer(code, _("人员档案"), P.VIEW_MEMBERS, _page)
    def read(keys: list[str], by: Actor, on: dt.date) -> Found:
        return {str(p.uuid): (field(p, on), None, _page(p.uuid)) for p in people.people(by).filter(uuid__in=keys)}


_of("person.name", lambda p, on: p.name)
_of("person.sex", lambda p, on: p.get_sex_display())
_of("person.birth_date", lambda p, on: p.birth_date)
_of("person.age", lambda p, on: people.age_on(p, on))
_of("person.ethnicity", lambda p, on: p.ethnicity)
_of("person.education", lambda p, on: p.education)
_of("person.identity_number", lambda p, on: p.identity_masked)
_of("person.mobile", lambda p, on: mask_phone(p.mobile) if p.mobile else None)


def _of_membership(code: str, field: Callable[[Any], Any]) -> None:
    @offer(code, _("党员名册"), P.VIEW_MEMBERS, _page)
    def read(keys: list[str], by: Actor, on: dt.date) -> Found:
        rows = organisations.members_on(by, on).filter(person__uuid__in=keys).select_related("person")
        return {str(m.person.uuid): (field(m), None, _page(m.person.uuid)) for m in rows}


_of_membership("person.joined_on", lambda m: m.joined_on)
_of_membership("person.branch", lambda m: m.branch_name)
