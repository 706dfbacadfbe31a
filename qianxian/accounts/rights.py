"""The closed list of permissions, each in words that a page can show, and those that only a human being may use."""

from __future__ import annotations

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
    KEEP_DUTY = "keep_duty"
    EDIT_SERVICES = "edit_services"
    VIEW_CASES = "view_cases"
    RECORD_CASES = "record_cases"
    HANDLE_TOWN_CASES = "handle_town_cases"
    OVERSEE_CASES = "oversee_cases"
    VIEW_OWN_CASES = "view_own_cases"
    DRAFT_LETTERS = "draft_letters"
    SIGN_LETTERS = "sign_letters"
    VIEW_REQUESTS = "view_requests"
    RECORD_REQUESTS = "record_requests"
    HANDLE_TOWN_REQUESTS = "handle_town_requests"
    HANDLE_DISTRICT_REQUESTS = "handle_district_requests"
    OVERSEE_REQUESTS = "oversee_requests"
    APPROVE_EXTENSIONS = "approve_extensions"
    REVEAL_REQUESTERS = "reveal_requesters"
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
    VIEW_CONTRACTS = "view_contracts"
    KEEP_CONTRACTS = "keep_contracts"
    REVIEW_CONTRACTS = "review_contracts"
    VIEW_FUNDS = "view_funds"
    ALLOCATE_FUNDS = "allocate_funds"
    KEEP_BOOKS = "keep_books"
    REQUEST_PAYMENTS = "request_payments"
    REVIEW_PAYMENTS = "review_payments"
    APPROVE_PAYMENTS = "approve_payments"
    PAY_OUT = "pay_out"
    VIEW_COLLECTIVE = "view_collective"
    KEEP_COLLECTIVE = "keep_collective"
    VIEW_PROJECTS = "view_projects"
    KEEP_PROJECTS = "keep_projects"
    APPROVE_PROJECTS = "approve_projects"
    ACCEPT_PROJECTS = "accept_projects"
    AUDIT_PROJECTS = "audit_projects"
    VIEW_ELEMENTS = "view_elements"
    KEEP_ELEMENTS = "keep_elements"
    ISSUE_COLLECTIONS = "issue_collections"
    APPROVE_COLLECTIONS = "approve_collections"
    FILL_COLLECTIONS = "fill_collections"
    VIEW_OWN_RECORD = "view_own_record"
    TRY_RULES = "try_rules"
    EDIT_SETTINGS = "edit_settings"
    VIEW_STORY = "view_story"
    MANAGE_SYSTEM = "manage_system"
    MANAGE_ACCOUNTS = "manage_accounts"
    READ_LOG = "read_log"
    INSPECT_BY_CASE = "inspect_by_case"


P = Permission

#: What an account without a record of a person opens in vain.
OF_ONESELF = frozenset({P.VIEW_OWN_RECORD, P.VIEW_OWN_CASES})

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
    P.KEEP_DUTY: _("排中心值班"),
    P.EDIT_SERVICES: _("登记办事目录"),
    P.VIEW_CASES: _("看办件"),
    P.RECORD_CASES: _("登记和办理窗口办件"),
    P.HANDLE_TOWN_CASES: _("登记转到镇（街道）、部门的办件进展"),
    P.OVERSEE_CASES: _("督办过期的办件"),
    P.VIEW_OWN_CASES: _("看本人的办件"),
    P.DRAFT_LETTERS: _("拟证明和函件"),
    P.SIGN_LETTERS: _("签发、撤销证明和函件"),
    P.VIEW_REQUESTS: _("看诉求，不看投诉人、举报人是谁"),
    P.RECORD_REQUESTS: _("登记和办理本村（社区）的诉求"),
    P.HANDLE_TOWN_REQUESTS: _("办理镇（街道）和转到部门的诉求"),
    P.HANDLE_DISTRICT_REQUESTS: _("办理转到区里的诉求，答复复查、复核"),
    P.OVERSEE_REQUESTS: _("督办过期的诉求"),
    P.APPROVE_EXTENSIONS: _("批准信访事项延长办理"),
    P.REVEAL_REQUESTERS: _("凭编号、说明原因后看投诉人、举报人是谁"),
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
    P.VIEW_CONTRACTS: _("看合同"),
    P.KEEP_CONTRACTS: _("草拟、登记合同和补充协议"),
    P.REVIEW_CONTRACTS: _("核对已有合同，处理合同的关联方"),
    P.VIEW_FUNDS: _("看资金和账目"),
    P.ALLOCATE_FUNDS: _("登记资金来源、拨付，定审批限额"),
    P.KEEP_BOOKS: _("记账、审核凭证、结账"),
    P.REQUEST_PAYMENTS: _("提出付款"),
    P.REVIEW_PAYMENTS: _("审看付款，签财务公开表"),
    P.APPROVE_PAYMENTS: _("审批付款"),
    P.PAY_OUT: _("付款"),
    P.VIEW_COLLECTIVE: _("看集体成员、资产、土地和出租"),
    P.KEEP_COLLECTIVE: _("登记集体成员、资产、土地，签出租合同"),
    P.VIEW_PROJECTS: _("看项目和资产"),
    P.KEEP_PROJECTS: _("登记项目、预算、招标、节点和变更"),
    P.APPROVE_PROJECTS: _("批复立项"),
    P.ACCEPT_PROJECTS: _("验收项目"),
    P.AUDIT_PROJECTS: _("登记结算审计"),
    P.VIEW_ELEMENTS: _("看数据元、填报任务和减负看板"),
    P.KEEP_ELEMENTS: _("登记数据元"),
    P.ISSUE_COLLECTIONS: _("起草、下发填报任务，答复「这道题问过了」"),
    P.APPROVE_COLLECTIONS: _("同意超出预算的填报任务"),
    P.FILL_COLLECTIONS: _("填报本村（社区）的任务"),
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
    P.REVEAL_FIELDS, P.REVEAL_REQUESTERS, P.APPROVE_EXTENSIONS, P.APPROVE_ELECTIONS, P.ANSWER_VETTING, P.CONCLUDE_VETTING, P.PROPOSE_ENGAGEMENT, P.DECIDE_ENGAGEMENT, P.CHECK_PAY, P.APPROVE_PAY,
    P.RECORD_COUNTS, P.CONFIRM_RESOLUTIONS, P.REVOKE_CERTIFICATES, P.SUPERVISE_VILLAGE,
    P.REVIEW_CONTRACTS, P.REVIEW_PAYMENTS, P.APPROVE_PAYMENTS, P.PAY_OUT,
    P.APPROVE_PROJECTS, P.ACCEPT_PROJECTS, P.AUDIT_PROJECTS,
    P.SCORE_ASSESSMENTS, P.APPROVE_ASSESSMENTS, P.ANSWER_APPEALS, P.VIEW_RESERVE, P.KEEP_RESERVE, P.CONFIRM_RESERVE,
    P.EDIT_SETTINGS, P.VIEW_OWN_RECORD, P.VIEW_OWN_CASES, P.MANAGE_SYSTEM, P.MANAGE_ACCOUNTS, P.READ_LOG, P.INSPECT_BY_CASE, P.APPROVE_COLLECTIONS, P.SIGN_LETTERS,
})  # fmt: skip
