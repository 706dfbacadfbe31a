"""Who may open a county, change its map and record its numbers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from qianxian.accounts.queries import is_one_of
from qianxian.accounts.rights import Permission
from qianxian.divisions.models import Division, PopulationSnapshot
from qianxian.foundation.actor import Actor
from qianxian.foundation.verdict import ALLOWED, Verdict, deny


def can_open_county(by: Actor) -> Verdict:
    """Only the system administrator or the installation itself opens a county."""
    return ALLOWED if by.may(Permission.MANAGE_SYSTEM) else deny(_("建立新的区（县）由系统管理员在安装时完成。"))


def can_view_divisions(by: Actor) -> Verdict:
    """Places are public: whoever is signed in may read them."""
    return ALLOWED if by.login else deny(_("登录后可以查看区划。"))


def can_export_lists(by: Actor) -> Verdict:
    """Whoever may take masked lists out of the house, of whatever room he may see."""
    return ALLOWED if by.may(Permission.EXPORT_LISTS) else deny(_("导出名单由镇（街道）组织干部以上的角色、财政部门、记账员和审计部门办理。需要时请联系区委组织部。"))


def can_change_map(by: Actor, division: Division) -> Verdict:
    """Names and borders change by act of the county or above: the district's organisation officers enter them."""
    if not by.may(Permission.EDIT_REGISTRY):
        return deny(_("区划的更名和合并由区委组织部干部录入。"))
    county_code = division.code[:6] + "000000"
    return ALLOWED if by.reaches(county_code) else deny(_("区划的更名和合并要有全区范围的角色。请把批文报区委组织部录入。"))


def can_record_population(by: Actor, division_code: str) -> Verdict:
    """Officers who keep the registry of the place."""
    if not by.may(Permission.EDIT_REGISTRY):
        return deny(_("人口数由镇（街道）组织干部或区委组织部干部录入。"))
    return ALLOWED if by.reaches(division_code) else deny(_("这个地方不在您的范围内。请联系所在镇（街道）的组织干部。"))


def can_approve_population(by: Actor, snapshot: PopulationSnapshot) -> Verdict:
    """A second person with the same duty; never the one who entered the numbers."""
    verdict = can_record_population(by, snapshot.division_code)
    if verdict and is_one_of(by, snapshot.recorded_by):
        return deny(_("人口数要由录入人以外的另一人审核。请同事来审核。"))
    return verdict
