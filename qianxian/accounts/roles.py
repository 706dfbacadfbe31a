"""Roles and what each may do (handbook section 7), in words that a page can show.

A role is *what*; the reach of its grant is *where*; the state of the thing is *when*. A person in two roles acts in one at a time.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Permission(StrEnum):
    """One thing an official may do; commands and pages ask for exactly one."""

    VIEW_REGISTRY = "view_registry"
    VIEW_MEMBERS = "view_members"
    EDIT_REGISTRY = "edit_registry"
    CORRECT_PERSONS = "correct_persons"
    REVEAL_FIELDS = "reveal_fields"
    IMPORT_REGISTERS = "import_registers"
    EXPORT_LISTS = "export_lists"
    FILE_SECRETARIES = "file_secretaries"
    VIEW_THREADS = "view_threads"
    OPEN_THREADS = "open_threads"
    KEEP_THREADS = "keep_threads"
    VIEW_ELECTIONS = "view_elections"
    ORGANISE_ELECTIONS = "organise_elections"
    APPROVE_ELECTIONS = "approve_elections"
    VIEW_DECISIONS = "view_decisions"
    PROPOSE_MATTERS = "propose_matters"
    RECORD_COUNTS = "record_counts"
    CONFIRM_RESOLUTIONS = "confirm_resolutions"
    REVOKE_CERTIFICATES = "revoke_certificates"
    SUPERVISE_VILLAGE = "supervise_village"
    VIEW_CENTRES = "view_centres"
    EDIT_CENTRES = "edit_centres"
    PLAN_STAFFING = "plan_staffing"
    SEND_VETTING = "send_vetting"
    ANSWER_VETTING = "answer_vetting"
    CONCLUDE_VETTING = "conclude_vetting"
    VIEW_ENGAGEMENTS = "view_engagements"
    NOMINATE = "nominate"
    PROPOSE_ENGAGEMENT = "propose_engagement"
    DECIDE_ENGAGEMENT = "decide_engagement"
    ISSUE_LETTERS = "issue_letters"
    RECORD_GRADES = "record_grades"
    VIEW_RESERVE = "view_reserve"
    KEEP_RESERVE = "keep_reserve"
    CONFIRM_RESERVE = "confirm_reserve"
    VIEW_ASSESSMENTS = "view_assessments"
    SCORE_ASSESSMENTS = "score_assessments"
    APPROVE_ASSESSMENTS = "approve_assessments"
    ANSWER_APPEALS = "answer_appeals"
    VIEW_PAY = "view_pay"
    PREPARE_PAY = "prepare_pay"
    CHECK_PAY = "check_pay"
    APPROVE_PAY = "approve_pay"
    VIEW_FUNDS = "view_funds"
    ALLOCATE_FUNDS = "allocate_funds"
    KEEP_BOOKS = "keep_books"
    REQUEST_PAYMENTS = "request_payments"
    REVIEW_PAYMENTS = "review_payments"
    APPROVE_PAYMENTS = "approve_payments"
    PAY_OUT = "pay_out"
    VIEW_OWN_RECORD = "view_own_record"
    TRY_RULES = "try_rules"
    EDIT_SETTINGS = "edit_settings"
    VIEW_STORY = "view_story"
    MANAGE_SYSTEM = "manage_system"
    MANAGE_ACCOUNTS = "manage_accounts"
    READ_LOG = "read_log"
    INSPECT_BY_CASE = "inspect_by_case"


P = Permission

PERMISSION_WORDS: dict[Permission, object] = {
    P.VIEW_REGISTRY: _("看党组织台账"),
    P.VIEW_MEMBERS: _("看党员和人员"),
    P.EDIT_REGISTRY: _("改台账"),
    P.CORRECT_PERSONS: _("更正、合并人员"),
    P.REVEAL_FIELDS: _("说明原因后看身份证号码和账号"),
    P.IMPORT_REGISTERS: _("导入表格"),
    P.EXPORT_LISTS: _("导出名单"),
    P.FILE_SECRETARIES: _("备案村（社区）书记"),
    P.VIEW_THREADS: _("看线"),
    P.OPEN_THREADS: _("登记一条线"),
    P.KEEP_THREADS: _("登记线的进展、估算、搁置和答复"),
    P.VIEW_ELECTIONS: _("看选举"),
    P.ORGANISE_ELECTIONS: _("组织选举，录计票单"),
    P.APPROVE_ELECTIONS: _("批复候选人，核对并公布选举结果"),
    P.VIEW_DECISIONS: _("看决策事项和凭证"),
    P.PROPOSE_MATTERS: _("发起决策事项，通知会议，公开决议"),
    P.RECORD_COUNTS: _("录会议计票"),
    P.CONFIRM_RESOLUTIONS: _("确认决议，答复异议，出具凭证"),
    P.REVOKE_CERTIFICATES: _("撤销决策凭证"),
    P.SUPERVISE_VILLAGE: _("监督村务，对跳步写意见"),
    P.VIEW_CENTRES: _("看服务中心"),
    P.EDIT_CENTRES: _("改服务中心"),
    P.PLAN_STAFFING: _("核定岗位"),
    P.SEND_VETTING: _("发联审"),
    P.ANSWER_VETTING: _("答复联审"),
    P.CONCLUDE_VETTING: _("下联审结论"),
    P.VIEW_ENGAGEMENTS: _("看选聘"),
    P.NOMINATE: _("提名人选"),
    P.PROPOSE_ENGAGEMENT: _("提聘任建议"),
    P.DECIDE_ENGAGEMENT: _("决定聘任"),
    P.ISSUE_LETTERS: _("印发聘任书"),
    P.RECORD_GRADES: _("登记年度考核"),
    P.VIEW_RESERVE: _("看后备人选"),
    P.KEEP_RESERVE: _("提名后备人选，登记能力事实"),
    P.CONFIRM_RESERVE: _("确认后备人选"),
    P.VIEW_ASSESSMENTS: _("看年度考核表"),
    P.SCORE_ASSESSMENTS: _("拟考核方案、记事实、评分"),
    P.APPROVE_ASSESSMENTS: _("公布考核方案，审核考核表，评定等次"),
    P.ANSWER_APPEALS: _("答复考核异议"),
    P.VIEW_PAY: _("看工资批次"),
    P.PREPARE_PAY: _("编制工资"),
    P.CHECK_PAY: _("核对工资"),
    P.APPROVE_PAY: _("审批工资"),
    P.VIEW_FUNDS: _("看资金和账目"),
    P.ALLOCATE_FUNDS: _("登记资金来源、拨付，定审批限额"),
    P.KEEP_BOOKS: _("记账、审核凭证、结账"),
    P.REQUEST_PAYMENTS: _("提出付款"),
    P.REVIEW_PAYMENTS: _("审看付款，签财务公开表"),
    P.APPROVE_PAYMENTS: _("审批付款"),
    P.PAY_OUT: _("付款"),
    P.VIEW_OWN_RECORD: _("看本人记录"),
    P.TRY_RULES: _("试算规则"),
    P.EDIT_SETTINGS: _("改参数"),
    P.VIEW_STORY: _("看文章数字对照"),
    P.MANAGE_SYSTEM: _("运行和备份"),
    P.MANAGE_ACCOUNTS: _("管账号和授权"),
    P.READ_LOG: _("看操作日志"),
    P.INSPECT_BY_CASE: _("凭案号查看"),
}

# What only a human being may do, whatever role a registered program has: decisions, reveals, the confidential reserve, accounts and logs.
PERSONS_ALONE = frozenset({
    P.REVEAL_FIELDS, P.APPROVE_ELECTIONS, P.ANSWER_VETTING, P.CONCLUDE_VETTING, P.PROPOSE_ENGAGEMENT, P.DECIDE_ENGAGEMENT, P.CHECK_PAY, P.APPROVE_PAY,
    P.RECORD_COUNTS, P.CONFIRM_RESOLUTIONS, P.REVOKE_CERTIFICATES, P.SUPERVISE_VILLAGE,
    P.REVIEW_PAYMENTS, P.APPROVE_PAYMENTS, P.PAY_OUT,
    P.SCORE_ASSESSMENTS, P.APPROVE_ASSESSMENTS, P.ANSWER_APPEALS, P.VIEW_RESERVE, P.KEEP_RESERVE, P.CONFIRM_RESERVE,
    P.EDIT_SETTINGS, P.VIEW_OWN_RECORD, P.MANAGE_SYSTEM, P.MANAGE_ACCOUNTS, P.READ_LOG, P.INSPECT_BY_CASE,
})  # fmt: skip


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
                *READ,
                P.VIEW_THREADS,
                P.OPEN_THREADS,
                P.KEEP_THREADS,
                P.VIEW_MEMBERS,
                P.EDIT_REGISTRY,
                P.CORRECT_PERSONS,
                P.REVEAL_FIELDS,
                P.IMPORT_REGISTERS,
                P.EXPORT_LISTS,
                P.FILE_SECRETARIES,
                P.VIEW_ELECTIONS,
                P.VIEW_DECISIONS,
                P.EDIT_CENTRES,
                P.PLAN_STAFFING,
                P.VIEW_ENGAGEMENTS,
                P.RECORD_GRADES,
                P.VIEW_RESERVE,
                P.KEEP_RESERVE,
                P.VIEW_ASSESSMENTS,
                P.EDIT_SETTINGS,
                P.PREPARE_PAY,
                P.VIEW_PAY,
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
                *READ,
                P.VIEW_THREADS,
                P.VIEW_ELECTIONS,
                P.APPROVE_ELECTIONS,
                P.VIEW_DECISIONS,
                P.REVOKE_CERTIFICATES,
                P.VIEW_MEMBERS,
                P.EXPORT_LISTS,
                P.VIEW_ENGAGEMENTS,
                P.DECIDE_ENGAGEMENT,
                P.RECORD_GRADES,
                P.VIEW_RESERVE,
                P.CONFIRM_RESERVE,
                P.VIEW_ASSESSMENTS,
                P.APPROVE_ASSESSMENTS,
                P.ANSWER_APPEALS,
                P.VIEW_FUNDS,
                P.APPROVE_PAYMENTS,
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
                *READ,
                P.VIEW_THREADS,
                P.OPEN_THREADS,
                P.KEEP_THREADS,
                P.VIEW_MEMBERS,
                P.EDIT_REGISTRY,
                P.CORRECT_PERSONS,
                P.REVEAL_FIELDS,
                P.IMPORT_REGISTERS,
                P.EXPORT_LISTS,
                P.EDIT_CENTRES,
                P.VIEW_ELECTIONS,
                P.ORGANISE_ELECTIONS,
                P.VIEW_DECISIONS,
                P.CONFIRM_RESOLUTIONS,
                P.VIEW_ENGAGEMENTS,
                P.NOMINATE,
                P.ISSUE_LETTERS,
                P.VIEW_RESERVE,
                P.KEEP_RESERVE,
                P.VIEW_ASSESSMENTS,
                P.SCORE_ASSESSMENTS,
            ),
            _("录入台账，提名人选，印发聘任书，考核评分，确认决议，不审批"),
        ),
        _role(
            "finance_bureau",
            _("财政部门"),
            "Finance bureau",
            "county",
            (P.VIEW_PAY, P.CHECK_PAY, P.VIEW_FUNDS, P.ALLOCATE_FUNDS, P.EXPORT_LISTS, P.TRY_RULES, P.VIEW_THREADS),
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
            (P.VIEW_CENTRES, P.VIEW_FUNDS, P.KEEP_BOOKS, P.TRY_RULES, P.VIEW_DECISIONS, P.VIEW_THREADS),
            _("记账，不付款"),
            second_factor=True,
        ),
        _role("cashier", _("出纳"), "Cashier", "town", (P.VIEW_CENTRES, P.VIEW_FUNDS, P.PAY_OUT, P.VIEW_THREADS), _("付款，不记账"), second_factor=True),
        _role(
            "discipline_inspection",
            _("纪检监察"),
            "Discipline inspection",
            "county",
            (P.INSPECT_BY_CASE,),
            _("凭案号只读查看"),
            second_factor=True,
        ),
        _role(
            "audit_bureau",
            _("审计、农业农村部门"),
            "Audit and agriculture bureaus",
            "county",
            (P.VIEW_CENTRES, P.VIEW_STORY, P.VIEW_FUNDS, P.TRY_RULES, P.VIEW_DECISIONS, P.VIEW_THREADS),
            _("看账和合同，写审计意见"),
            second_factor=True,
        ),
        _role(
            "village_secretary",
            _("村（社区）党组织书记"),
            "Village secretary",
            "village",
            (
                *READ,
                P.VIEW_MEMBERS,
                P.VIEW_ENGAGEMENTS,
                P.PROPOSE_ENGAGEMENT,
                P.VIEW_OWN_RECORD,
                P.VIEW_DECISIONS,
                P.PROPOSE_MATTERS,
                P.RECORD_COUNTS,
                P.VIEW_THREADS,
                P.OPEN_THREADS,
                P.KEEP_THREADS,
                P.VIEW_FUNDS,
                P.APPROVE_PAYMENTS,
            ),
            _("以党组织名义提出聘任建议，发起决策事项，限额内审批付款"),
        ),
        _role(
            "centre_member",
            _("中心委员"),
            "Centre member",
            "village",
            (P.VIEW_CENTRES, P.VIEW_OWN_RECORD, P.VIEW_FUNDS, P.REQUEST_PAYMENTS, P.VIEW_THREADS, P.OPEN_THREADS, P.KEEP_THREADS),
            _("办本村事项，经手付款，看自己的聘任和工资条"),
        ),
        _role("window_staff", _("窗口人员"), "Window staff", "village", (P.VIEW_CENTRES, P.VIEW_OWN_RECORD, P.VIEW_THREADS, P.OPEN_THREADS), _("登记和办理窗口事项")),
        _role(
            "branch_secretary",
            _("支部书记、记录员"),
            "Branch secretary",
            "branch",
            (P.VIEW_REGISTRY, P.VIEW_MEMBERS, P.VIEW_OWN_RECORD, P.TRY_RULES),
            _("管本支部党员名册"),
        ),
        _role(
            "supervision_member",
            _("村务监督委员会成员"),
            "Supervision committee member",
            "village",
            (P.VIEW_CENTRES, P.VIEW_FUNDS, P.REVIEW_PAYMENTS, P.TRY_RULES, P.VIEW_DECISIONS, P.RECORD_COUNTS, P.SUPERVISE_VILLAGE, P.VIEW_THREADS),
            _("看公开、合同和资金，复核计票，签字或提出异议"),
        ),
        _role(
            "first_secretary",
            _("第一书记"),
            "First secretary",
            "village",
            (P.VIEW_CENTRES, P.VIEW_REGISTRY, P.TRY_RULES, P.VIEW_DECISIONS, P.VIEW_THREADS, P.OPEN_THREADS, P.KEEP_THREADS),
            _("整顿村的问题清单和进展"),
        ),
        _role("liaison_leader", _("挂点领导"), "Liaison leader", "county", (P.VIEW_CENTRES, P.VIEW_STORY, P.VIEW_THREADS), _("看挂点村进展")),
        _role("member", _("党员"), "Party member", "self", (P.VIEW_OWN_RECORD,), _("看自己的记录")),
        _role("resident", _("村民（居民）"), "Resident", "self", (), _("看公开，办自己的事")),
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
