"""From what people write in 「所在党组织」 to the organisation: by code, full name or short name, with the nearest name offered otherwise.

Only organisations in the actor's reach are known here: row-level security sees to it.
"""

from __future__ import annotations

import difflib
from typing import Any, NamedTuple

from qianxian.foundation.sheets.wording import say as _


class Known(NamedTuple):
    """What a register needs to know of an organisation."""

    id: int
    code: str
    name: str
    division_code: str
    kind: str
    status: str
    path: str


class Organisations:
    """The organisations in reach, found by any of their names."""

    def __init__(self, connection: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT id, code, name, division_code, kind, status, path, short_name FROM organisations_partyorganisation")
            rows = cursor.fetchall()
        self.by_id = {row[0]: Known(*row[:7]) for row in rows}
        self.names: dict[str, list[Known]] = {}
        for row in rows:
            for name in {row[1], row[2], row[7]}:
                self.names.setdefault(name, []).append(self.by_id[row[0]])
        self._answers: dict[str, Known | tuple[str, str]] = {}

    def find(self, written: str) -> Known | tuple[str, str]:
        """The organisation, or (code, message) saying what to write instead."""
        if written not in self._answers:
            self._answers[written] = self._look(written)
        return self._answers[written]

    def _look(self, written: str) -> Known | tuple[str, str]:
        found = self.names.get(written, [])
        active = [o for o in found if o.status == "active"]
        if len(active) == 1:
            return active[0]
        if len(active) > 1:
            codes = "、".join(o.code for o in active[:5])
            return "ambiguous", _("有 %(n)d 个党组织叫「%(name)s」。改填党组织代码，例如 %(codes)s") % {
                "n": len(active),
                "name": written,
                "codes": codes,
            }
        if found:
            return "dissolved", _("「%(name)s」已经撤销或合并。填写现在的党组织") % {"name": written}
        near = difflib.get_close_matches(written, self.names, n=1, cutoff=0.5)
        if near:
            return "unknown_organisation", _("没有叫「%(name)s」的党组织。是不是「%(near)s」？") % {"name": written, "near": near[0]}
        return "unknown_organisation", _("没有叫「%(name)s」的党组织。填写全称或代码，或先导入党组织") % {"name": written}
