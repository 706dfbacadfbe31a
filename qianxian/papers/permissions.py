"""Who keeps the county's templates; who keeps a signed original is said by the room whose paper it is (``kinds``)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from qianxian.accounts.queries import is_one_of
from qianxian.accounts.rights import Permission
from qianxian.foundation.actor import Actor
from qianxian.foundation.verdict import ALLOWED, Verdict, deny
from qianxian.papers.kinds import PaperKind
from qianxian.papers.models import PaperTemplate


def can_edit_templates(actor: Actor) -> Verdict:
    """The county's organisation department, as with settings: a paper's wording binds every town."""
    return ALLOWED if actor.may(Permission.EDIT_SETTINGS) else deny(_("文书模板由区委组织部维护。要改请把意见送区委组织部。"))


def can_adopt_template(actor: Actor, template: PaperTemplate) -> Verdict:
    """Another officer of the department than the one who uploaded it."""
    verdict = can_edit_templates(actor)
    if verdict and is_one_of(actor, template.uploaded_by):
        return deny(_("上传模板的人不能自己启用。请本部门另一位同志核对后启用。"))
    return verdict


def can_see_paper(actor: Actor, kind: PaperKind, thing: Any) -> Verdict:
    """As the room says whose paper it is: whoever sees the thing's page."""
    return kind.may_see(actor, thing)


def can_keep_original(actor: Actor, kind: PaperKind, thing: Any) -> Verdict:
    """As the room says whose paper it is: whoever issues it."""
    return kind.may_keep(actor, thing)
