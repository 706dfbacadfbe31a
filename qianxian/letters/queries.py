"""Reads of letters: the register, one with its files, what waits for whom, and one by its code for somebody without a login."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from qianxian.accounts.rights import Permission as P
from qianxian.cases.models import Case
from qianxian.cases.queries import LAST_FOUR, case_of_receipt, steps_of
from qianxian.foundation.actor import Actor
from qianxian.foundation.sealing import unseal_bytes
from qianxian.foundation.tasks import Task
from qianxian.letters.models import Letter, LetterFile
from qianxian.rulebook.queries import county_settings

State = Letter.State


def letters(by: Actor, scope: str | None = None) -> QuerySet[Letter]:
    """Letters within reach, the latest first."""
    return Letter.objects.visible_to(by, scope).select_related("replaces", "case__item").order_by("-id")


def letter_by_uuid(uuid, by: Actor) -> Letter | None:
    """One letter within reach."""
    return letters(by).filter(uuid=uuid).first()


def issued(by: Actor) -> QuerySet[Letter]:
    """Those that hold."""
    return letters(by).filter(state=State.ISSUED)


def letter_of_code(by: Actor, code_hash: str) -> Letter | None:
    """The letter with this code, whatever became of it; under the reach of its place."""
    return letters(by).filter(code_hash=code_hash).first() if code_hash else None


def fetched(by: Actor, number: str, code: str, uuid: UUID) -> Letter | None:
    """The letter that who holds a case's receipt fetches; None for a wrong code as for a letter that is not his, is not fetched online, or holds no more."""
    case = case_of_receipt(by, number, code) if len(code) > LAST_FOUR else None
    return case.letters.filter(uuid=uuid, online=True, state=State.ISSUED).first() if case else None


def words_asked(case: Case) -> str:
    """For whom and what for, as the applicant wrote it."""
    return steps_of(case)[0].words


def digests_of(letter: Letter) -> dict[str, str]:
    """SHA-256 of each file as issued, by form."""
    return dict(letter.files.values_list("form", "digest"))


def file_of(letter: Letter, form: str) -> bytes | None:
    """The bytes as issued."""
    row = letter.files.filter(form=form).first()
    return unseal_bytes(row.sealed, row=sealed_as(row)) if row else None


def sealed_as(row: LetterFile) -> str:
    """What a file's bytes are bound to."""
    return f"letters.letterfile.sealed:{row.uuid}"


def tasks_for(actor: Actor, on: dt.date) -> list[Task]:
    """Drafts that wait for the second person."""
    if not actor.may(P.SIGN_LETTERS):
        return []
    rows = letters(actor).filter(state=State.DRAFT).exclude(drafted_by=actor.login)
    own = [row for row in rows if any(row.division_code == prefix.ljust(12, "0") for prefix in actor.reach)]
    return [Task(_("证明与函件"), row.title, _("要您签发或退回"), None, reverse("letters:letter", args=[row.uuid]), row.division_code) for row in own]


def not_written_here(on: dt.date) -> list[dict[str, str]]:
    """What no village writes, and whom to turn to, as the county's list says on the day (R-K23)."""
    return county_settings().on(on)["letters.forbidden"]
