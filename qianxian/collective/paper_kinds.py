"""The signed roll of members and the stamped sheet of a lease: their scans are kept with the papers of the house."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from qianxian.collective import permissions
from qianxian.collective.queries import leases, members
from qianxian.papers.kinds import PaperKind, register_kind


def register() -> None:
    """Tell the room of papers who sees and who keeps the originals."""
    register_kind(PaperKind(
        "member_roll", _("成员名册"), lambda by, uuid: members.roll_by_uuid(uuid, by), lambda by, thing: permissions.can_view_collective(by),
        lambda by, thing: permissions.can_keep_members(by, thing.division_code), lambda thing: thing.number, lambda thing: reverse("collective:roll", args=[thing.uuid]),
    ))  # fmt: skip
    register_kind(PaperKind(
        "lease_sheet", _("出租合同备案表"), lambda by, uuid: leases.lease_by_uuid(uuid, by), lambda by, thing: permissions.can_view_collective(by),
        lambda by, thing: permissions.can_plan_lease(by, thing.division_code), lambda thing: thing.number, lambda thing: reverse("collective:lease", args=[thing.uuid]),
    ))  # fmt: skip
