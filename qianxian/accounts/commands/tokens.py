"""Bearer tokens for programs: one person, one role, dated; only a keyed hash is stored."""

from __future__ import annotations

import datetime as dt
import secrets

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from qianxian.accounts.commands.accounts import county_code_of
from qianxian.accounts.models import ApiToken, RoleGrant
from qianxian.accounts.permissions import can_issue_token, can_revoke_token
from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import RuleViolated, Violation
from qianxian.foundation.sealing import keyed_hash
from qianxian.foundation.verdict import require

LONGEST_DAYS = 365


@transaction.atomic
def issue_api_token(*, grant: RoleGrant, label: str, days: int, by: Actor, on: dt.date) -> tuple[ApiToken, str]:
    """The stored row and the token itself, which is shown once."""
    grant = RoleGrant.objects.select_for_update(of=("self",)).select_related("user").get(pk=grant.pk)
    require(can_issue_token(by, grant))
    found = []
    if not label.strip():
        found.append(Violation("label", _("写明给哪个程序用。"), "", "label"))
    if not 1 <= days <= LONGEST_DAYS:
        found.append(Violation("days", _("有效天数填 1 到 %(longest_days)s。") % {"longest_days": LONGEST_DAYS}, "", "days"))
    if found:
        raise RuleViolated(found)
    raw = "qx_" + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(user=grant.user, grant=grant, label=label.strip(), token_hash=keyed_hash(raw, kind="api-token"),
                                    expires_at=timezone.now() + dt.timedelta(days=days))  # fmt: skip
    audit.record(by=by, action="accounts.issue_api_token", thing=token, division_code=county_code_of(by),
                 after={"label": token.label, "role": grant.role, "expires_at": token.expires_at})  # fmt: skip
    return token, raw


@transaction.atomic
def revoke_api_token(*, token: ApiToken, by: Actor, on: dt.date) -> None:
    """The token works no more."""
    token = ApiToken.objects.select_for_update(of=("self",)).select_related("user").get(pk=token.pk)
    require(can_revoke_token(by, token))
    ApiToken.objects.filter(pk=token.pk, revoked_at__isnull=True).update(revoked_at=Now())
    audit.record(by=by, action="accounts.revoke_api_token", thing=token, division_code=county_code_of(by), before={"label": token.label})
