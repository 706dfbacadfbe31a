"""A Party organisation's own facts. Keys are organisation codes."""

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
from qianxian.organisations import queries as organisations


def _list(code: str) -> str:
    return f"{reverse('organisations:organisations')}?q={code}"


def _page(row: Any) -> str:
    return reverse("organisations:organisation", args=[row.uuid])


def _of(code: str, field: Callable[[Any], Any]) -> None:
    @offer(code, _("党组织台账"), P.VIEW_REGISTRY, _list)
    def read(codes: list[str], by: Actor, on: dt.date) -> Found:
        rows = organisations.organisations_on(by, on).filter(code__in=codes).select_related("parent")
        return {o.code: (field(o), None, _page(o)) for o in rows}


_of("organisation.name", lambda o: o.name)
_of("organisation.kind", lambda o: o.get_kind_display())
_of("organisation.sector", lambda o: o.get_sector_display())
_of("organisation.parent", lambda o: o.parent.name if o.parent else None)
_of("organisation.founded_on", lambda o: o.founded_on)
_of("organisation.telephone", lambda o: o.telephone)


@offer("organisation.members", _("党员名册"), P.VIEW_REGISTRY, _list)
def members(codes: list[str], by: Actor, on: dt.date) -> Found:
    """Members of the organisation and of those below it."""
    rows = organisations.with_member_counts(organisations.organisations_on(by, on).filter(code__in=codes), on)
    return {o.code: (o.member_count, None, _page(o)) for o in rows}


@offer("organisation.secretary", _("任职"), P.VIEW_REGISTRY, _list)
def secretary(codes: list[str], by: Actor, on: dt.date) -> Found:
    """Its secretary, by name."""
    rows = organisations.mandates_on(by, on).filter(organisation__code__in=codes, role="secretary")
    return {m.organisation.code: (m.person.name, None, _page(m.organisation)) for m in rows}


@offer("organisation.term_ends", _("届次"), P.VIEW_REGISTRY, _list)
def term_ends(codes: list[str], by: Actor, on: dt.date) -> Found:
    """The day its term ends, an approved extension included."""
    rows = organisations.current_terms(by, on).filter(organisation__code__in=codes)
    return {t.organisation.code: (organisations.term_end(t), None, _page(t.organisation)) for t in rows}
