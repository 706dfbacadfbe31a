"""Roles and what each may do (handbook section 7), in words that a page can show.

A role is *what*; the reach of its grant is *where*; the state of the thing is *when*. A person in two roles acts in one at a time.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from qianxian.accounts.rights import PERMISSION_WORDS, Permission

P = Permission


@dataclass(frozen=True)
class Role:
    """A role of handbook section 7. ``level``: county, town, village, branch or self. ``second_factor``: TOTP required."""

    code: str
    title: object
    title_en: str
    level: str
    permissions: frozenset[Permission]
    does: object
    second_factor: bool = False
    officer: str = ""

    @property
    def permission_words(self) -> list[object]:
        """What the role may do, each in words, in the order of the permissions."""
        return [PERMISSION_WORDS[p] for p in Permission if p in self.permissions]


def _role(code, title, title_en, level, permissions, does, **kw) -> Role:
    return Role(code, title, title_en, level, frozenset(permissions), does, **kw)


READ = (P.VIEW_REGISTRY, P.VIEW_CENTRES, P.TRY_RULES, P.VIEW_STORY)

ROLES: dict[str, Role] = {
    r.code: r
    for r in (
        _role(
            "district_org_officer",
            _("区委组织部干部"),
            "District organisation officer",
            "county",
            (
                *READ, P.VIEW_THREADS, P.OPEN_THREADS, P.KEEP_THREADS, P.VIEW_MEMBERS, P.EDIT_REGISTRY, P.CORRECT_PERSONS,
                P.REVEAL_FIELDS, P.IMPORT_REGISTERS, P.EXPORT_LISTS, P.FILE_SECRETARIES, P.VIEW_ELECTIONS, P.VIEW_DECISIONS, P.VIEW_CONTRACTS, P.VIEW_PROJECTS,
                P.EDIT_CENTRES, P.KEEP_DUTY, P.EDIT_SERVICES, P.PLAN_STAFFING, P.VIEW_ENGAGEMENTS, P.RECORD_GRADES, P.VIEW_RESERVE, P.KEEP_RESERVE,
                P.VIEW_ASSESSMENTS, P.EDIT_SETTINGS, P.PREPARE_PAY, P.VIEW_PAY, P.VIEW_ELEMENTS, P.ISSUE_COLLECTIONS, P.APPROVE_COLLECTIONS, P.KEEP_ELEMENTS,
            ),
            _("管党组织、党员和干部台账，导入表格，报工资名册"),
            second_factor=True,
        ),
        _role(
            "district_vetting_officer",
            _("区联审员"),
            "District vetting officer",
            "county",
            (P.VIEW_REGISTRY, P.VIEW_ENGAGEMENTS, P.SEND_VETTING, P.CONCLUDE_VETTING, P.TRY_RULES),
            _("向部门发联审名单，收答复，下联审结论"),
            second_factor=True,
        ),
        _role(
            "department_replier",
            _("部门答复人"),
            "Department replier",
            "county",
            (P.ANSWER_VETTING,),
            _("只看到发给本部门的名单，逐人答复"),
            second_factor=True,
        ),
        _role(
            "town_committee",
            _("镇（街道）党委"),
            "Town committee",
            "town",
            (
                *READ, P.VIEW_THREADS, P.VIEW_ELECTIONS, P.APPROVE_ELECTIONS, P.VIEW_DECISIONS, P.VIEW_CONTRACTS, P.VIEW_PROJECTS, P.APPROVE_PROJECTS, P.REVOKE_CERTIFICATES, P.VIEW_MEMBERS,
                P.EXPORT_LISTS, P.VIEW_ENGAGEMENTS, P.DECIDE_ENGAGEMENT, P.RECORD_GRADES, P.VIEW_RESERVE, P.CONFIRM_RESERVE,
                P.VIEW_ASSESSMENTS, P.APPROVE_ASSESSMENTS, P.ANSWER_APPEALS, P.VIEW_FUNDS, P.APPROVE_PAYMENTS, P.VIEW_COLLECTIVE,
                P.VIEW_ELEMENTS, P.VIEW_CASES, P.OVERSEE_CASES, P.APPROVE_COLLECTIONS,
                P.VIEW_REQUESTS, P.OVERSEE_REQUESTS, P.APPROVE_EXTENSIONS, P.SIGN_LETTERS,
            ),
            _("决定聘任、不予聘任或暂缓聘任，审核年度考核"),
            second_factor=True,
        ),
        _role(
            "town_org_officer",
            _("镇（街道）组织干部"),
            "Town organisation officer",
            "town",
            (
                *READ, P.VIEW_THREADS, P.OPEN_THREADS, P.KEEP_THREADS, P.VIEW_MEMBERS, P.EDIT_REGISTRY, P.CORRECT_PERSONS,
                P.REVEAL_FIELDS, P.IMPORT_REGISTERS, P.EXPORT_LISTS, P.EDIT_CENTRES, P.KEEP_DUTY, P.VIEW_ELECTIONS, P.ORGANISE_ELECTIONS,
                P.VIEW_DECISIONS, P.CONFIRM_RESOLUTIONS, P.VIEW_CONTRACTS, P.VIEW_PROJECTS, P.ACCEPT_PROJECTS, P.REVIEW_CONTRACTS, P.VIEW_ENGAGEMENTS, P.NOMINATE, P.ISSUE_LETTERS, P.VIEW_RESERVE,
                P.KEEP_RESERVE, P.VIEW_ASSESSMENTS, P.SCORE_ASSESSMENTS, P.VIEW_COLLECTIVE, P.VIEW_ELEMENTS, P.VIEW_CASES, P.HANDLE_TOWN_CASES, P.ISSUE_COLLECTIONS,
                P.VIEW_REQUESTS, P.HANDLE_TOWN_REQUESTS, P.DRAFT_LETTERS,
            ),
            _("录入台账，提名人选，印发聘任书，考核评分，确认决议，不审批"),
        ),
        _role(
            "finance_bureau",
            _("财政部门"),
            "Finance bureau",
            "county",
            (P.VIEW_PAY, P.CHECK_PAY, P.VIEW_CONTRACTS, P.VIEW_PROJECTS, P.VIEW_FUNDS, P.ALLOCATE_FUNDS, P.EXPORT_LISTS, P.TRY_RULES, P.VIEW_THREADS, P.VIEW_ELEMENTS, P.ISSUE_COLLECTIONS),
            _("核对工资批次，登记资金来源并拨付"),
            second_factor=True,
        ),
        _role(
            "pay_approver",
            _("工资审批人"),
            "Pay approver",
            "county",
            (P.VIEW_PAY, P.APPROVE_PAY, P.TRY_RULES),
            _("审批核对过的工资批次"),
            second_factor=True,
        ),
        _role(
            "town_bookkeeper",
            _("村账镇代理记账员"),
            "Town bookkeeper",
            "town",
            (P.VIEW_CENTRES, P.VIEW_CONTRACTS, P.VIEW_PROJECTS, P.VIEW_FUNDS, P.KEEP_BOOKS, P.EXPORT_LISTS, P.TRY_RULES, P.VIEW_DECISIONS, P.VIEW_THREADS, P.VIEW_COLLECTIVE),
            _("记账，不付款"),
            second_factor=True,
        ),
        _role("cashier", _("出纳"), "Cashier", "town", (P.VIEW_CENTRES, P.VIEW_FUNDS, P.PAY_OUT, P.VIEW_THREADS), _("付款，不记账"), second_factor=True),
        _role(
            "district_petition_officer",
            _("区信访干部"),
            "District petition officer",
            "county",
            (P.VIEW_REQUESTS, P.HANDLE_DISTRICT_REQUESTS, P.TRY_RULES, P.VIEW_CENTRES),
            _("办理转到区里的诉求，答复信访复查、复核，不看投诉人、举报人是谁"),
            second_factor=True,
        ),
        _role(
            "discipline_inspection",
            _("纪检监察"),
            "Discipline inspection",
            "county",
            (P.INSPECT_BY_CASE, P.REVEAL_REQUESTERS),
            _("凭案号只读查看"),
            second_factor=True,
        ),
        _role(
            "audit_bureau",
            _("审计、农业农村部门"),
            "Audit and agriculture bureaus",
            "county",
            (P.VIEW_CENTRES, P.VIEW_STORY, P.VIEW_CONTRACTS, P.VIEW_PROJECTS, P.AUDIT_PROJECTS, P.VIEW_FUNDS, P.EXPORT_LISTS, P.TRY_RULES, P.VIEW_DECISIONS, P.VIEW_THREADS, P.VIEW_COLLECTIVE,
             P.VIEW_ELEMENTS, P.ISSUE_COLLECTIONS),
            _("看账和合同，写审计意见"),
            second_factor=True,
        ),
        _role(
            "village_secretary",
            _("村（社区）党组织书记"),
            "Village secretary",
            "village",
            (
                *READ, P.VIEW_MEMBERS, P.VIEW_ENGAGEMENTS, P.PROPOSE_ENGAGEMENT, P.VIEW_OWN_RECORD, P.VIEW_DECISIONS,
                P.PROPOSE_MATTERS, P.RECORD_COUNTS, P.VIEW_THREADS, P.OPEN_THREADS, P.KEEP_THREADS, P.VIEW_FUNDS, P.APPROVE_PAYMENTS,
                P.KEEP_DUTY, P.VIEW_CONTRACTS, P.KEEP_CONTRACTS, P.VIEW_COLLECTIVE, P.KEEP_COLLECTIVE, P.VIEW_PROJECTS, P.KEEP_PROJECTS,
                P.VIEW_ELEMENTS, P.VIEW_CASES, P.OVERSEE_CASES, P.VIEW_OWN_CASES, P.FILL_COLLECTIONS,
                P.VIEW_REQUESTS, P.OVERSEE_REQUESTS, P.SIGN_LETTERS,
            ),
            _("以党组织名义提出聘任建议，发起决策事项，限额内审批付款"),
        ),
        _role(
            "centre_member",
            _("中心委员"),
            "Centre member",
            "village",
            (
                P.VIEW_CENTRES, P.KEEP_DUTY, P.VIEW_OWN_RECORD, P.VIEW_CONTRACTS, P.KEEP_CONTRACTS, P.VIEW_FUNDS, P.REQUEST_PAYMENTS, P.VIEW_THREADS,
                P.OPEN_THREADS, P.KEEP_THREADS, P.VIEW_COLLECTIVE, P.KEEP_COLLECTIVE, P.VIEW_PROJECTS, P.KEEP_PROJECTS, P.VIEW_CASES, P.RECORD_CASES,
                P.VIEW_OWN_CASES, P.VIEW_ELEMENTS, P.FILL_COLLECTIONS, P.VIEW_REQUESTS, P.RECORD_REQUESTS, P.DRAFT_LETTERS,
            ),
            _("办本村事项，经手付款，看自己的聘任和工资条"),
        ),
        _role(
            "window_staff",
            _("窗口人员"),
            "Window staff",
            "village",
            (P.VIEW_CENTRES, P.VIEW_OWN_RECORD, P.VIEW_THREADS, P.OPEN_THREADS, P.VIEW_CASES, P.RECORD_CASES, P.VIEW_OWN_CASES, P.VIEW_ELEMENTS, P.FILL_COLLECTIONS,
             P.VIEW_REQUESTS, P.RECORD_REQUESTS),
            _("登记和办理窗口事项"),
        ),
        _role(
            "branch_secretary",
            _("支部书记、记录员"),
            "Branch secretary",
            "branch",
            (P.VIEW_REGISTRY, P.VIEW_MEMBERS, P.VIEW_OWN_RECORD, P.VIEW_OWN_CASES, P.TRY_RULES),
            _("管本支部党员名册"),
        ),
        _role(
            "supervision_member",
            _("村务监督委员会成员"),
            "Supervision committee member",
            "village",
            (
                P.VIEW_CENTRES, P.VIEW_CONTRACTS, P.VIEW_FUNDS, P.REVIEW_PAYMENTS, P.TRY_RULES, P.VIEW_DECISIONS, P.RECORD_COUNTS,
                P.SUPERVISE_VILLAGE, P.VIEW_THREADS, P.VIEW_COLLECTIVE, P.VIEW_PROJECTS, P.ACCEPT_PROJECTS,
            ),
            _("看公开、合同和资金，复核计票，签字或提出异议"),
        ),
        _role(
            "first_secretary",
            _("第一书记"),
            "First secretary",
            "village",
            (
                P.VIEW_CENTRES, P.VIEW_REGISTRY, P.TRY_RULES, P.VIEW_DECISIONS, P.VIEW_CONTRACTS, P.VIEW_PROJECTS, P.KEEP_PROJECTS, P.VIEW_THREADS, P.OPEN_THREADS,
                P.KEEP_THREADS, P.VIEW_COLLECTIVE,
            ),
            _("整顿村的问题清单和进展"),
        ),
        _role("liaison_leader", _("挂点领导"), "Liaison leader", "county", (P.VIEW_CENTRES, P.VIEW_STORY, P.VIEW_THREADS), _("看挂点村进展")),
        _role("member", _("党员"), "Party member", "self", (P.VIEW_OWN_RECORD, P.VIEW_OWN_CASES), _("看自己的记录")),
        _role("resident", _("村民（居民）"), "Resident", "self", (P.VIEW_OWN_CASES,), _("看公开，办自己的事")),
        _role(
            "sys_admin",
            _("系统管理员"),
            "System administrator",
            "county",
            (P.MANAGE_SYSTEM,),
            _("运行、备份，不看业务数据"),
            second_factor=True,
            officer="system",
        ),
        _role(
            "sec_admin",
            _("安全管理员"),
            "Security administrator",
            "county",
            (P.MANAGE_ACCOUNTS,),
            _("管账号和授权，不看业务数据"),
            second_factor=True,
            officer="security",
        ),
        _role(
            "audit_admin",
            _("审计管理员"),
            "Audit administrator",
            "county",
            (P.READ_LOG,),
            _("只看日志，不改任何东西"),
            second_factor=True,
            officer="audit",
        ),
        _role("service", _("系统服务"), "Service actor", "county", tuple(Permission), _("命令行和后台任务；每一笔都记录")),
    )
}

# Roles a program may be registered in: of a place, no officer, nobody's own record, not the house's own service.
CLIENT_ROLES: tuple[str, ...] = tuple(
    code for code, role in ROLES.items() if role.level in ("county", "town", "village") and not role.officer and code != "service"
)
