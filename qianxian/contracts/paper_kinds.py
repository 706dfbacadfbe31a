"""The signed contract and its amendments: the scan of the original is kept with the papers of the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from qianxian.contracts import permissions, queries
from qianxian.papers.kinds import PaperKind, register_kind


def register() -> None:
    """Tell the room of papers who sees and who keeps the original."""
    register_kind(PaperKind(
        "contract", _("合同"), lambda by, uuid: queries.contract_by_uuid(uuid, by), lambda by, thing: permissions.can_view_contracts(by),
        lambda by, thing: permissions.can_keep_contract(by, thing.division_code), lambda thing: thing.number, queries.address_of,
    ))  # fmt: skip
    register_kind(PaperKind(
        "contract_sheet", _("合同备案表"), lambda by, uuid: queries.contract_by_uuid(uuid, by), lambda by, thing: permissions.can_view_contracts(by),
        lambda by, thing: permissions.can_keep_contract(by, thing.division_code), lambda thing: thing.number, queries.address_of,
    ))  # fmt: skip
