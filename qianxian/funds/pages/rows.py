"""Where the rows behind a number of money are shown: addresses of the ledger and of the register of payments, with their conditions.

Example: ``rows_behind(scope="440403103210", figure="received")`` opens the lines that a village's 到账合计 is the sum of.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from qianxian.divisions.queries import place_names_on
from qianxian.funds.models import Fund
from qianxian.funds.queries import books
from qianxian.funds.queries.balances import FundFigures, committed_of
from qianxian.funds.queries.rectification import KindFigures


@dataclass(frozen=True)
class Behind:
    """A number in yuan and the address of its rows."""

    amount: Decimal
    url: str


@dataclass(frozen=True)
class Left:
    """What is taken off the money held, what is left, and the address of the payments that take it."""

    committed: Decimal
    left: Decimal
    url: str


def rows_behind(*, account: Sequence[str] | str = "", since: dt.date | None = None, until: dt.date | None = None, **asked: Any) -> str:
    """The ledger's page of lines; ``asked`` are conditions of its form, ``scope`` a place."""
    asked |= {"account": account if isinstance(account, str) else ",".join(account), "since": since, "until": until}
    return f"{reverse('funds:ledger')}?{urlencode({name: value for name, value in asked.items() if value}, safe=',=')}"


def payments_behind(**asked: Any) -> str:
    """The register of payments under conditions of its form."""
    return f"{reverse('funds:payments')}?{urlencode({name: value for name, value in asked.items() if value})}"


def fund_rows(figures: Sequence[FundFigures], until: dt.date | None = None) -> list[dict[str, Any]]:
    """Each fund with its four numbers and their rows."""
    found = []
    for one in figures:
        of = {"fund": one.fund.uuid, "until": until}
        found.append({
            "fund": one.fund, "received": Behind(one.received, rows_behind(figure="received", **of)), "spent": Behind(one.spent, rows_behind(figure="spent", **of)),
            "committed": Behind(one.committed, payments_behind(fund=one.fund.uuid, state="committed")), "left": Behind(one.left, rows_behind(account="10", figure="left", **of)),
        })  # fmt: skip
    return found


def kind_rows(kinds: Sequence[KindFigures], scope: str | None, until: dt.date) -> list[tuple[KindFigures, str, str]]:
    """Rectification money by its four kinds, with the rows of what was received and spent."""
    of = {"scope": scope, "until": until}
    return [(one, *(rows_behind(figure=figure, rectification=one.code, **of) for figure in ("received", "spent"))) for one in kinds]


def what_is_left(fund: Fund | None, held: Decimal) -> Left | None:
    """Of a fund's money the part that is not promised to approved payments."""
    if fund is None:
        return None
    committed = committed_of(fund)
    return Left(committed, held - committed, payments_behind(fund=fund.uuid, state="committed"))


def fund_choices(request: HttpRequest) -> list[tuple[str, str]]:
    """Funds in reach and scope, by place; with their place's name where there is more than one, since funds of one source are called alike in every village."""
    found = list(books.funds(request.actor, request.scope_prefix).order_by("division_code", "id"))
    names = place_names_on(request.today) if len({f.division_code for f in found}) > 1 else {}
    return [(str(f.uuid), _("%(place)s：%(fund)s") % {"place": names.get(f.division_code, f.division_code), "fund": f.title} if names else f.title) for f in found]
