"""The log in words: every recorded action with its name. A test asks that no action in the code lacks one."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

ACTS = {
    "accounts.appoint_deputy": _("指定代理人"), "accounts.change_account": _("修改账号资料"), "accounts.change_password": _("修改密码"),
    "accounts.confirm_second_factor_reset": _("确认重置验证器"), "accounts.end_access": _("停用账号"), "accounts.end_grant": _("收回角色"),
    "accounts.end_session": _("结束登录"), "accounts.enrol_totp": _("绑定验证器"), "accounts.export_accounts": _("导出账号表"),
    "accounts.grant_role": _("授予角色"), "accounts.issue_api_token": _("发放接口令牌"), "accounts.log_in": _("登录"), "accounts.log_out": _("退出登录"),
    "accounts.open_account": _("开通账号"), "accounts.renew_recovery_codes": _("更换恢复码"), "accounts.reopen_access": _("重新启用账号"),
    "accounts.request_second_factor_reset": _("申请重置验证器"), "accounts.reset_password": _("重置密码"), "accounts.revoke_api_token": _("收回接口令牌"),
    "accounts.switch_role": _("换角色"), "accounts.use_recovery_code": _("使用恢复码"),
    "centres.assign_window_staff": _("安排窗口人员"), "centres.change_centre": _("修改中心资料"), "centres.close_centre": _("关闭中心"),
    "centres.export_centres": _("导出中心台账"),
    "centres.end_window_staff": _("结束窗口岗位"), "centres.open_centre": _("设立中心"), "centres.plan_staffing": _("核定岗位"),
    "organisations.admit_member": _("登记党员"), "organisations.cancel_transfer": _("撤销组织关系介绍信"),
    "organisations.change_member_status": _("变更党籍状态"), "organisations.change_organisation": _("变更党组织"),
    "organisations.dissolve_organisation": _("撤销党组织"), "organisations.end_mandate": _("登记离任"), "organisations.expire_transfer": _("组织关系介绍信过期"),
    "organisations.extend_term": _("延期换届"), "organisations.found_organisation": _("设立党组织"), "organisations.issue_transfer": _("开出组织关系介绍信"),
    "organisations.open_committee": _("登记村（居）委会换届"), "organisations.open_mandate": _("登记任职"), "organisations.open_term": _("登记党组织换届"),
    "organisations.receive_transfer": _("接收组织关系"),
    "people.correct_person": _("更正人员档案"), "people.merge_persons": _("合并人员档案"), "people.merged_into": _("并入另一份档案"),
    "people.record_death": _("登记去世"), "people.register_person": _("登记人员"), "people.reveal_field": _("查看完整信息"),
    "divisions.export_list": _("导出台账"),
    "divisions.approve_population": _("审定人口数"), "divisions.merge_divisions": _("合并区划"), "divisions.open_county": _("建立本区"),
    "divisions.record_designation": _("登记称号"), "divisions.record_population": _("登记人口数"), "divisions.rename_division": _("区划更名"),
    "engagements.answer_review": _("答复复核"), "engagements.answer_vetting": _("答复联审"), "engagements.appoint_acting_director": _("指定代理主任"),
    "engagements.attach_vetting": _("关联联审结论"), "engagements.conclude_case": _("下联审结论"), "engagements.create_round": _("编制联审名单"),
    "engagements.decide_review": _("决定聘任"), "engagements.end_director": _("书记离任，主任聘任同日结束"), "engagements.end_engagement": _("结束聘任"),
    "engagements.issue_letter": _("印发聘任书"), "engagements.issue_notice": _("出具告知书"), "engagements.nominate": _("提名"),
    "engagements.overturn_decision": _("复核改变决定"), "engagements.propose": _("党组织提出建议"), "engagements.publicise": _("公示"),
    "engagements.record_grade": _("登记年度等次"), "engagements.request_review": _("登记复核申请"), "engagements.return_review": _("退回修改"),
    "engagements.send_round": _("发出联审名单"), "engagements.serve_notice": _("送达告知书"), "engagements.settle_publicity": _("公示期满"),
    "engagements.withdraw": _("撤回提名"), "engagements.withdraw_grade": _("撤销年度等次"),
    "imports.commit_batch": _("写入导入批次"), "imports.drop_batch": _("放弃导入"), "imports.preview_file": _("上传核对"), "imports.undo_batch": _("撤销导入批次"),
    "pay.approve_run": _("审批工资批次"), "pay.check_run": _("核对工资批次"), "pay.compute_run": _("计算工资批次"), "pay.lock_inputs": _("锁定工资名册"),
    "pay.return_run": _("退回工资批次"), "pay.withdraw_run": _("撤销工资批次"),
    "rulebook.enact_setting": _("设定参数"),
}
