"""Who may bring in a register by Excel: each register asks for its own permission, within reach."""

from __future__ import annotations

from django.utils.translation import gettext as _

from qianxian.accounts.rights import Permission
from qianxian.foundation.actor import Actor
from qianxian.foundation.verdict import ALLOWED, Verdict, deny
from qianxian.imports.models import ImportBatch

ASKS = {"accounts": Permission.MANAGE_ACCOUNTS, "centres": Permission.EDIT_CENTRES, "grades": Permission.RECORD_GRADES, "voters": Permission.ORGANISE_ELECTIONS,
        "contracts": Permission.KEEP_CONTRACTS, "collective_members": Permission.KEEP_COLLECTIVE, "assets": Permission.KEEP_COLLECTIVE,
        "services": Permission.EDIT_SERVICES, "elements": Permission.KEEP_ELEMENTS}  # fmt: skip


def can_import(actor: Actor, register: str) -> Verdict:
    """Registers come in by organisation officers, grades also by town committees, the voters' roll by the towns alone,
    contracts, assets and the collective's members by the village, the catalogue and the data elements by the district alone, accounts by the security administrator."""
    if actor.may(ASKS.get(register, Permission.IMPORT_REGISTERS)):
        return ALLOWED
    if register == "accounts":
        return deny(_("账号表由安全管理员导入。"))
    if register == "voters":
        return deny(_("选民名单由镇（街道）组织干部导入。请把表格交给他们。"))
    if register in ("services", "elements"):
        return deny(_("办事目录和数据元由区委组织部导入。要增加、修改，请把依据报区委组织部。"))
    if register in ("contracts", "collective_members", "assets"):
        return deny(_("已有合同、集体成员和集体资产由村（社区）党组织书记、中心委员导入，镇（街道）核对。"))
    return deny(_("台账由区、镇（街道）组织干部导入。需要导入请把表格交给他们。"))


def can_settle(actor: Actor, batch: ImportBatch) -> Verdict:
    """Whoever may bring the register in, within reach, may write, drop or undo the batch.

    What a colleague uploaded is taken over only when he says so (``takes_over`` of the commands); the log keeps both names.
    """
    verdict = can_import(actor, batch.register)
    if not verdict:
        return verdict
    return ALLOWED if actor.reaches(batch.division_code) else deny(_("这一批不在您的管辖范围内。"))
