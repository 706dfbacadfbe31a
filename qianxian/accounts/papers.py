"""The sheet of first passwords: one slip per person to cut, fold and seal. It is handed out once and kept nowhere."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from qianxian.accounts.commands.accounts import Opened
from qianxian.foundation.papers.engine import render


def password_slips(issued: Sequence[Opened], *, roles: Mapping[int, str], address: str, printed_by: str, on: dt.date) -> bytes:
    """The PDF; ``roles`` says by account key what stands under the name. The outer half names the person, the inner half the password."""
    slips = [
        {"name": one.user.name, "unit": one.user.unit, "role": roles.get(one.user.pk, ""), "login": one.user.login, "password": one.password}
        for one in issued
    ]
    facts = {"slips": slips, "address": address, "printed_by": printed_by, "printed_on": f"{on:%Y-%m-%d}"}
    return render("password_slips", facts, "pdf", title="初始密码条", dated=on)
