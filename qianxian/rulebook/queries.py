"""The county's settings as rules read them: its own dated rows over the shipped ones, key by key."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from qianxian.accounts.rights import Permission
from qianxian.foundation.actor import Actor
from qianxian.foundation.rulebook import DatedSetting, SettingsBook
from qianxian.foundation.statements import prepared
from qianxian.foundation.tasks import Task
from qianxian.rulebook.models import Setting, SettingProposal
from qianxian.rulebook.shipped import SettingKey, county_book, dated_setting, setting_keys, shipped_settings

_READ_ONCE: ContextVar[list[SettingsBook] | None] = ContextVar("settings read once", default=None)


def county_settings() -> SettingsBook:
    """The book in force here: a county's row stands from its first day on; before it, and for all other keys, the shipped ones.

    The rows are read each time, so that nobody is ever answered by settings of yesterday; the book is put together anew only where they
    say something else than before. Within ``read_once`` they are read the first time only.
    """
    kept = _READ_ONCE.get()
    if kept is None:
        return _read()
    if not kept:
        kept.append(_read())
    return kept[0]


@contextmanager
def read_once() -> Iterator[None]:
    """While a page is only looked at, all its parts are answered by the same settings; a workbench asks for them a dozen times.

    Not for what writes: there a change of the same request must be seen.
    """
    token = _READ_ONCE.set([])
    try:
        yield
    finally:
        _READ_ONCE.reset(token)


def _read() -> SettingsBook:
    with prepared() as cursor:
        cursor.execute("SELECT key, value::text, period, source_document, published_on, note FROM rulebook_setting ORDER BY key, period")
        return _book_of(tuple(cursor.fetchall()))


@lru_cache(maxsize=4)
def _book_of(rows: tuple[tuple[Any, ...], ...]) -> SettingsBook:
    """The county's book of these rows, values as JSON text. Books are read only."""
    return county_book([_dated(Setting(key=k, value=json.loads(v), period=p, source_document=s, published_on=d, note=n)) for k, v, p, s, d, n in rows])


def _dated(row: Setting) -> DatedSetting:
    period = row.period
    last = None if period.upper is None else period.upper.fromordinal(period.upper.toordinal() - 1)
    return dated_setting(row.key, row.value, period.lower, last, row.source_document, published_on=row.published_on, note=row.note)


def held_on(day: dt.date) -> dict[str, Any]:
    """Every setting in force on the day, by key: what a page may fill in already."""
    return {row.key: row.value for row in county_settings() if row.covers(day)}


def unconfirmed(day: dt.date) -> list[DatedSetting]:
    """Settings in force on the day that are the product's guess: their source waits to be checked, and the county has fixed none of its own."""
    return [row for row in county_settings() if row.covers(day) and row.confidence == "check"]


@dataclass(frozen=True)
class KeyPage:
    """One key with what it means, the county's rows and the shipped ones."""

    key: SettingKey
    rows: list[DatedSetting]
    own: list[Setting]

    @property
    def is_county(self) -> bool:
        """True when the county has fixed the key itself."""
        return bool(self.own)


@lru_cache(maxsize=1)
def known_keys() -> dict[str, SettingKey]:
    """Every key a rule may read, by name."""
    return {key.key: key for key in setting_keys()}


def key_page(key: str) -> KeyPage:
    """The page of one key. Raises KeyError for an unknown one."""
    return _key_page(key, list(Setting.objects.filter(key=key).order_by("period")))


def _key_page(key: str, own: list[Setting]) -> KeyPage:
    return KeyPage(known_keys()[key], county_book([_dated(row) for row in own]).rows(key) if own else shipped_settings().rows(key), own)


def key_pages() -> list[KeyPage]:
    """Every key, in the order of the shipped files."""
    own: dict[str, list[Setting]] = {}
    for row in Setting.objects.order_by("key", "period"):
        own.setdefault(row.key, []).append(row)
    return [_key_page(key, own.get(key, [])) for key in known_keys()]


def open_proposals(key: str = "") -> QuerySet[SettingProposal]:
    """What was proposed and neither enacted nor dropped, oldest first; of one key where it is named."""
    waiting = SettingProposal.objects.filter(dropped_by="", setting=None).order_by("id")
    return waiting.filter(key=key) if key else waiting


def proposal_by_uuid(uuid: UUID) -> SettingProposal | None:
    """One proposal, open or settled."""
    return SettingProposal.objects.filter(uuid=uuid).first()


def in_the_readers_language(thing: Any, name: str) -> str:
    """The words of that name of a rule, an input or a setting, in English for who reads English."""
    return getattr(thing, f"{name}_en") if (get_language() or "").startswith("en") else getattr(thing, name)


def titled(thing: Any) -> str:
    """The title of a rule's version or a setting in the reader's language."""
    return in_the_readers_language(thing, "title")


def tasks_for(actor: Actor, on: dt.date) -> list[Task]:
    """For an officer who may fix settings: what another proposed."""
    if not actor.may(Permission.EDIT_SETTINGS):
        return []
    names = {key: titled(page) for key, page in known_keys().items()}
    return [Task(_("参数"), _("%(name)s：新取值等第二人审核") % {"name": names.get(one.key, one.key)}, one.source_document, None, reverse("rulebook:setting", args=[one.key]))
            for one in open_proposals().exclude(proposed_by=actor.login)]  # fmt: skip
