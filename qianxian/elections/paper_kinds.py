"""The papers of elections whose signed originals are kept: notice of the vote, roll, candidates, proxies, count sheets, report of the result."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from qianxian.elections import permissions, prints, queries
from qianxian.papers.kinds import PaperKind, register_kind

#: The paper's kind on the election's page → the kind under which its original is kept, and its name.
KEPT = {
    "notice": ("election_notice", _("选举公告")), "proxy": ("election_proxy", _("委托投票书")),
    "roll": ("election_roll", _("选民名单")), "candidates": ("election_candidates", _("候选人名单公告")),
    "proxies": ("election_proxies", _("委托投票公示")), "sheet": ("election_sheet", _("选举计票单")),
    "result": ("election_result", _("选举结果报告单")),
}  # fmt: skip


def register() -> None:
    """Tell the room of papers: who sees an election sees its papers, who organises it keeps the originals, whatever its state."""
    for code, title in KEPT.values():
        register_kind(PaperKind(
            code, title, lambda by, uuid: queries.election_by_uuid(uuid, by), lambda by, thing: permissions.can_view_elections(by), permissions.can_organise,
            prints.form_number, lambda thing: reverse("elections:election", args=[thing.uuid]),
        ))  # fmt: skip
