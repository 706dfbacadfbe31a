"""The side menu: at most seven groups, named as in the official work, plus 系统 for those who keep the installation.

Order is the order on screen. A room that opens a page adds one line here; nothing else is needed for it to appear.
``permission`` is one of ``accounts.rights.Permission``, or several of which one suffices; none means everyone who is signed in.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qianxian.accounts.rights import Permission


@dataclass(frozen=True)
class MenuItem:
    """One line of the menu: its words, the page's name, who sees it."""

    title: str | Promise
    url_name: str
    permission: str | tuple[str, ...] = ()


@dataclass(frozen=True)
class MenuGroup:
    """A group of lines under one word and icon."""

    title: str | Promise
    icon: str
    items: tuple[MenuItem, ...]


MENU: tuple[MenuGroup, ...] = (
    MenuGroup(
        _("党组织"),
        "tree",
        (
            MenuItem(_("党组织"), "organisations:list", Permission.VIEW_REGISTRY),
            MenuItem(_("党员"), "organisations:members", Permission.VIEW_MEMBERS),
            MenuItem(_("发展党员"), "pipeline:admissions", Permission.VIEW_MEMBERS),
            MenuItem(_("组织关系转接"), "organisations:transfers", Permission.VIEW_MEMBERS),
            MenuItem(_("任期和届次"), "organisations:terms", Permission.VIEW_REGISTRY),
            MenuItem(_("村（居）委会"), "organisations:committees", Permission.VIEW_REGISTRY),
            MenuItem(_("选举"), "elections:elections", Permission.VIEW_ELECTIONS),
            MenuItem(_("职务"), "organisations:mandates", Permission.VIEW_REGISTRY),
            MenuItem(_("区划"), "divisions:list", Permission.VIEW_REGISTRY),
        ),
    ),
    MenuGroup(
        _("干部"),
        "person",
        (
            MenuItem(_("村（社区）干部"), "engagements:list", Permission.VIEW_ENGAGEMENTS),
            MenuItem(_("选聘审核"), "engagements:reviews", Permission.VIEW_ENGAGEMENTS),
            MenuItem(
                _("县级联审"), "engagements:vetting", (Permission.SEND_VETTING, Permission.ANSWER_VETTING, Permission.CONCLUDE_VETTING)
            ),
            MenuItem(_("年度等次"), "engagements:grades", Permission.VIEW_ENGAGEMENTS),
            MenuItem(_("年度考核表"), "assessments:sheets", Permission.VIEW_ASSESSMENTS),
            MenuItem(_("处理事项"), "engagements:cases", Permission.VIEW_ASSESSMENTS),
            MenuItem(_("书记备案"), "engagements:filings", Permission.VIEW_ASSESSMENTS),
            MenuItem(_("不宜任职情形"), "engagements:grounds", (Permission.CONCLUDE_VETTING, Permission.FILE_SECRETARIES)),
            MenuItem(_("我的考核"), "assessments:mine", Permission.VIEW_OWN_RECORD),
            MenuItem(_("后备力量"), "pipeline:outlook", Permission.VIEW_RESERVE),
            MenuItem(_("工资批次"), "pay:runs", Permission.VIEW_PAY),
            MenuItem(_("差额更正"), "pay:corrections", Permission.VIEW_PAY),
            MenuItem(_("个税年度对账"), "pay:settlement", Permission.VIEW_PAY),
            MenuItem(_("报酬测算"), "pay:what_if", Permission.VIEW_PAY),
            MenuItem(_("我的工资条"), "pay:own_slips", Permission.VIEW_OWN_RECORD),
            MenuItem(_("工资政策"), "pay:policies", Permission.VIEW_PAY),
            MenuItem(_("人员"), "people:list", Permission.VIEW_MEMBERS),
        ),
    ),
    MenuGroup(
        _("党群服务中心"),
        "centre",
        (
            MenuItem(_("服务中心"), "centres:list", Permission.VIEW_CENTRES),
            MenuItem(_("岗位核定"), "centres:staffing", Permission.VIEW_CENTRES),
            MenuItem(_("中心缺项"), "centres:lacking", Permission.VIEW_CENTRES),
            MenuItem(_("办事目录"), "services:list", Permission.VIEW_CENTRES),
            MenuItem(_("填报任务"), "elements:tasks", Permission.VIEW_ELEMENTS),
            MenuItem(_("数据元"), "elements:list", Permission.VIEW_ELEMENTS),
            MenuItem(_("减负看板"), "elements:burden", Permission.VIEW_ELEMENTS),
            MenuItem(_("登记办事"), "cases:choose", Permission.RECORD_CASES),
            MenuItem(_("办件"), "cases:list", Permission.VIEW_CASES),
            MenuItem(_("证明与函件"), "letters:list", (Permission.DRAFT_LETTERS, Permission.SIGN_LETTERS)),
            MenuItem(_("我的办件"), "cases:mine", Permission.VIEW_OWN_CASES),
            MenuItem(_("登记诉求"), "requests:receive", (Permission.RECORD_REQUESTS, Permission.HANDLE_TOWN_REQUESTS, Permission.HANDLE_DISTRICT_REQUESTS)),
            MenuItem(_("诉求"), "requests:list", Permission.VIEW_REQUESTS),
            MenuItem(_("看诉求人身份"), "requests:reveal", Permission.REVEAL_REQUESTERS),
        ),
    ),
    MenuGroup(
        _("项目与资金"),
        "money",
        (
            MenuItem(pgettext_lazy("thread", "线"), "threads:list", Permission.VIEW_THREADS),
            MenuItem(_("决策事项"), "decisions:matters", Permission.VIEW_DECISIONS),
            MenuItem(_("决策凭证"), "decisions:certificates", Permission.VIEW_DECISIONS),
            MenuItem(_("小微权力清单"), "decisions:powers", Permission.VIEW_DECISIONS),
            MenuItem(_("合同"), "contracts:list", Permission.VIEW_CONTRACTS),
            MenuItem(_("项目"), "projects:list", Permission.VIEW_PROJECTS),
            MenuItem(_("项目形成的资产"), "projects:assets", Permission.VIEW_PROJECTS),
            MenuItem(_("资金"), "funds:list", Permission.VIEW_FUNDS),
            MenuItem(_("付款"), "funds:payments", Permission.VIEW_FUNDS),
            MenuItem(_("记账凭证"), "funds:vouchers", Permission.VIEW_FUNDS),
            MenuItem(_("资金来源"), "funds:sources", Permission.VIEW_FUNDS),
            MenuItem(_("集体经济"), "collective:list", Permission.VIEW_COLLECTIVE),
            MenuItem(_("集体成员"), "collective:members", Permission.VIEW_COLLECTIVE),
            MenuItem(_("土地"), "collective:land", Permission.VIEW_COLLECTIVE),
            MenuItem(_("集体资产"), "collective:assets", Permission.VIEW_COLLECTIVE),
            MenuItem(_("出租合同"), "collective:leases", Permission.VIEW_COLLECTIVE),
            MenuItem(_("收益分配"), "collective:distributions", Permission.VIEW_COLLECTIVE),
        ),
    ),
    MenuGroup(_("整顿"), "flag", (MenuItem(_("整顿台账"), "rectification:list"),)),
    MenuGroup(_("教育培训"), "book", (MenuItem(_("课程"), "learning:list"),)),
    MenuGroup(
        _("公开"),
        "megaphone",
        (
            MenuItem(_("公开事项"), "disclosure:list"),
            MenuItem(_("文章数字对照"), "plans:story", Permission.VIEW_STORY),
            MenuItem(_("规则试算"), "rulebook:list", Permission.TRY_RULES),
        ),
    ),
    MenuGroup(
        _("系统"),
        "gear",
        (
            MenuItem(_("导入"), "imports:list", (Permission.IMPORT_REGISTERS, Permission.KEEP_CONTRACTS, Permission.KEEP_COLLECTIVE)),
            MenuItem(_("参数"), "rulebook:settings", Permission.EDIT_SETTINGS),
            MenuItem(_("文书模板"), "papers:templates", Permission.EDIT_SETTINGS),
            MenuItem(_("用户"), "accounts:users", Permission.MANAGE_ACCOUNTS),
            MenuItem(_("消息发件箱"), "notices:outbox", Permission.MANAGE_SYSTEM),
            MenuItem(_("操作日志"), "log", Permission.READ_LOG),
        ),
    ),
)
