"""The log in words: every recorded action with its name, and what it changed as pages show it.

A test asks that no action in the code lacks a name. Columns that say nothing to a reader (keys, paths, spellings for search) have none and
are left out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from qianxian.foundation.masks import mask_phone
from qianxian.foundation.periods import ONE_DAY

ACTS = {
    "accounts.appoint_deputy": _("指定代理人"), "accounts.change_account": _("修改账号资料"), "accounts.change_password": _("修改密码"),
    "accounts.confirm_code": _("再次输入动态验证码"),
    "accounts.issue_client_token": _("客户端取令牌"), "accounts.register_client": _("登记接口客户端"), "accounts.renew_client_secret": _("更换客户端密钥"),
    "accounts.revoke_client": _("停用接口客户端"),
    "accounts.confirm_second_factor_reset": _("确认重置验证器"), "accounts.end_access": _("停用账号"), "accounts.end_grant": _("收回角色"),
    "accounts.end_session": _("结束登录"), "accounts.enrol_totp": _("绑定验证器"), "accounts.export_accounts": _("导出账号表"), "accounts.export_deputies": _("导出代理名单"),
    "accounts.export_clients": _("导出接口客户端"),
    "accounts.grant_role": _("授予角色"), "accounts.issue_api_token": _("发放接口令牌"), "accounts.log_in": _("登录"), "accounts.log_out": _("退出登录"),
    "accounts.open_account": _("开通账号"), "accounts.renew_recovery_codes": _("更换恢复码"), "accounts.reopen_access": _("重新启用账号"),
    "accounts.request_second_factor_reset": _("申请重置验证器"), "accounts.reset_password": _("重置密码"), "accounts.issue_first_passwords": _("发放初始密码"),
    "accounts.revoke_api_token": _("收回接口令牌"),
    "accounts.switch_role": _("换角色"), "accounts.use_recovery_code": _("使用恢复码"),
    "letters.draft_letter": _("拟函件"), "letters.issue_letter": _("签发函件"), "letters.withdraw_letter": _("退回函件"), "letters.revoke_letter": _("撤销函件"),
    "letters.supersede_letter": _("函件由新的代替"), "letters.take_file": _("取函件的文件"),
    "notices.choose_notices": _("设置消息提醒"), "notices.try_out": _("试发消息"), "notices.retry_notice": _("重发消息"), "notices.drop_notice": _("不再发这条消息"),
    "notices.stop_robot": _("停用消息地址"), "notices.export_outbox": _("导出消息发件箱"),
    "centres.assign_window_staff": _("安排窗口人员"), "centres.change_centre": _("修改中心资料"), "centres.close_centre": _("关闭中心"),
    "centres.export_centres": _("导出中心台账"),
    "elements.register_element": _("登记数据元"), "elements.change_element": _("修改数据元"),
    "elements.fill_table": _("替人填表"),
    "elements.draft_task": _("起草填报任务"), "elements.change_task": _("修改填报任务"), "elements.add_question": _("任务加一项"), "elements.change_question": _("改问法"),
    "elements.drop_question": _("任务去掉一项"), "elements.issue_task": _("下发填报任务"), "elements.ask_for_approval": _("请第二人同意填报任务"), "elements.approve_task": _("同意下发填报任务"),
    "elements.decline_task": _("退回填报任务"), "elements.report_task": _("直接出数"), "elements.close_task": _("办结填报任务"), "elements.withdraw_task": _("撤回填报任务"),
    "elements.submit_unit": _("填报"), "elements.return_unit": _("退回补正填报"), "elements.report_question": _("反映这道题问过了"), "elements.answer_report": _("答复这道题问过了"),
    "cases.receive_case": _("收件"), "cases.renew_receipt": _("补发受理回执"), "cases.accept_case": _("受理办件"), "cases.ask_supplement": _("一次性告知补材料"),
    "cases.supply": _("登记补交材料"), "cases.transfer_case": _("转办"), "cases.note_progress": _("告知办件进展"), "cases.finish_case": _("办结办件"),
    "cases.say_opinion": _("评价办件"), "cases.refuse_case": _("不予办理"), "cases.withdraw_case": _("登记申请人撤回"), "cases.reopen_case": _("重新打开办件"),
    "requests.receive_request": _("收到诉求"), "requests.renew_request_receipt": _("补发诉求回执"), "requests.accept_request": _("受理诉求"),
    "requests.assign_request": _("派单"), "requests.note_request": _("告知诉求进展"), "requests.answer_request": _("书面答复诉求"),
    "requests.finish_request": _("办结诉求"), "requests.decline_request": _("诉求不予受理"), "requests.withdraw_request": _("登记诉求撤回"),
    "requests.visit_requester": _("回访"), "requests.reopen_request": _("重新打开诉求"), "requests.name_complained_of": _("登记诉求回避"),
    "requests.open_thread_for": _("诉求转成线"), "requests.register_petition": _("按信访事项登记"), "requests.extend_petition": _("批准信访事项延长"),
    "requests.ask_review": _("登记信访复查、复核请求"), "requests.answer_review": _("答复信访复查、复核"), "requests.reveal_requester": _("查看诉求人身份"),
    "services.publish_item": _("公布服务事项"), "services.withdraw_item": _("停用服务事项"),
    "centres.settle_function": _("登记中心职能"), "centres.end_function": _("结束中心职能"), "centres.put_on_duty": _("排值班"),
    "centres.end_duty": _("结束值班"), "centres.print_sheet": _("打印便民卡、公示牌"),
    "centres.end_window_staff": _("结束窗口岗位"), "centres.open_centre": _("设立中心"), "centres.plan_staffing": _("核定岗位"),
    "organisations.admit_member": _("登记党员"), "organisations.cancel_transfer": _("撤销组织关系介绍信"),
    "organisations.change_member_status": _("变更党籍状态"), "organisations.change_organisation": _("变更党组织"),
    "organisations.dissolve_organisation": _("撤销党组织"), "organisations.end_mandate": _("登记离任"), "organisations.expire_transfer": _("组织关系介绍信过期"),
    "organisations.extend_term": _("延期换届"), "organisations.found_organisation": _("设立党组织"), "organisations.issue_transfer": _("开出组织关系介绍信"),
    "organisations.open_committee": _("登记村（居）委会换届"), "organisations.open_mandate": _("登记任职"), "organisations.open_term": _("登记党组织换届"),
    "organisations.receive_transfer": _("接收组织关系"),
    "people.correct_person": _("更正人员档案"), "people.merge_persons": _("合并人员档案"), "people.merged_into": _("并入另一份档案"),
    "people.record_death": _("登记去世"), "people.register_person": _("登记人员"), "people.reveal_field": _("查看完整信息"),
    "divisions.export_list": _("导出台账"), "portal.export_log": _("导出操作日志"),
    "divisions.approve_population": _("审定人口数"), "divisions.merge_divisions": _("合并区划"), "divisions.open_county": _("建立本区"),
    "divisions.record_designation": _("登记称号"), "divisions.record_population": _("登记人口数"), "divisions.rename_division": _("区划更名"),
    "assessments.answer_appeal": _("答复考核异议"), "assessments.appeal_grade": _("登记考核异议"), "assessments.approve_sheet": _("审核考核表"),
    "assessments.draft_scheme": _("起草考核方案"), "assessments.draw_facts": _("读取台账事实"), "assessments.fix_grade": _("确定考核等次"),
    "assessments.grade_town": _("评定考核等次"), "assessments.open_sheets": _("建立考核表"), "assessments.publish_scheme": _("公布考核方案"),
    "assessments.print_sheet": _("下载考核表"), "assessments.print_minutes": _("下载异议复核记录"),
    "assessments.record_fact": _("登记考核事实"), "assessments.report_self": _("本人述职"), "assessments.return_sheet": _("退回考核表"),
    "assessments.score_sheet": _("考核评分"), "assessments.serve_grade": _("送达考核等次"), "assessments.sign_sheet": _("考核表签字"),
    "assessments.tell_score": _("告知考核得分"), "assessments.withdraw_fact": _("撤回考核事实"),
    "engagements.answer_case_review": _("答复处理事项复核"), "engagements.answer_objection": _("答复备案异议"),
    "engagements.ask_case_review": _("申请复核处理事项"), "engagements.call_hearing": _("通知听取陈述"), "engagements.clear_cadre": _("依法终止职务"),
    "engagements.decide_case": _("决定处理事项"), "engagements.drop_case": _("不作处理"), "engagements.end_by_case": _("按处理决定结束聘任"),
    "engagements.file_secretary": _("书记备案"), "engagements.object_to_filing": _("对备案提出异议"), "engagements.propose_consequence": _("提出处理事项"),
    "engagements.record_ground": _("登记不宜任职情形"), "engagements.record_hearing": _("记录陈述申辩"), "engagements.restore_engagement": _("复核改变，恢复聘任"),
    "engagements.serve_case": _("送达处理告知书"),
    "threads.open_thread": _("登记一条线"), "threads.attach": _("串到线上"), "threads.detach": _("从线上取下"), "threads.move": _("登记线走到哪一步"),
    "threads.estimate": _("登记估算"), "threads.stall": _("登记搁置"), "threads.lift": _("登记恢复"), "threads.note": _("补记一笔"), "threads.join": _("合并线"),
    "threads.split": _("拆分线"), "threads.tell": _("登记答复"), "threads.close": _("办结线"), "threads.reopen": _("重新打开线"), "threads.export_threads": _("导出线的台账"),
    "decisions.open_matter": _("发起决策事项"), "decisions.amend_matter": _("修改决策事项"), "decisions.withdraw_matter": _("撤回决策事项"),
    "decisions.take_up_again": _("重新提议决策事项"), "decisions.close_matter": _("归档决策事项"), "decisions.call_meeting": _("通知会议"),
    "decisions.postpone_meeting": _("会议改期"), "decisions.cancel_meeting": _("取消会议"), "decisions.recuse": _("登记回避"),
    "decisions.enter_count": _("录会议计票"), "decisions.confirm_count": _("确认决议"), "decisions.publish_decision": _("公开决议"),
    "decisions.publish_result": _("公开实施结果"), "decisions.receive_objection": _("登记决议异议"), "decisions.answer_objection": _("答复决议异议"),
    "decisions.issue_certificate": _("出具决策凭证"), "decisions.revoke_certificate": _("撤销决策凭证"), "decisions.open_power_case": _("登记权力事项"),
    "decisions.move_power_case": _("办理权力事项"), "decisions.look_at_flag": _("写监督意见"), "decisions.stop_power_case": _("终止权力事项"),
    "decisions.export_matters": _("导出决策事项"),
    "decisions.export_certificates": _("导出决策凭证"), "decisions.export_power_cases": _("导出小微权力事项"), "decisions.print_paper": _("下载决策文书"),
    "elections.call_election": _("发起选举"), "elections.appoint_staff": _("登记选举工作人员"), "elections.approve_election": _("批复候选人预备人选"),
    "elections.postpone_election": _("延期选举"), "elections.cancel_election": _("取消选举"), "elections.record_audit": _("登记离任审计公布"),
    "elections.record_defence": _("登记申辩"), "elections.take_party_roll": _("产生党员名单"), "elections.enter_voter": _("登记选民"),
    "elections.exclude_member": _("拟不计入应到会人数"), "elections.approve_exclusions": _("同意不计入名单"), "elections.publish_roll": _("公布选民名单"),
    "elections.receive_objection": _("登记异议"), "elections.decide_objection": _("处理异议"), "elections.nominate": _("登记提名"),
    "elections.withdraw_candidate": _("候选人退出"), "elections.declare_kinship": _("申报亲属关系"),
    "elections.record_statement": _("登记候选人填报"), "elections.publish_candidates": _("公布候选人"),
    "elections.grant_proxy": _("登记委托投票"), "elections.revoke_proxy": _("撤回委托"),
    "elections.enter_sheet": _("录入计票单"), "elections.compute_result": _("计算选举结果"),
    "elections.publish_result": _("公布选举结果"), "elections.open_following": _("安排再次投票"), "elections.open_offices": _("登记就任"),
    "elections.record_handover": _("登记移交"), "elections.print_paper": _("下载选举文书"),
    "engagements.answer_review": _("答复复核"), "engagements.answer_vetting": _("答复联审"), "engagements.appoint_acting_director": _("指定代理主任"),
    "engagements.attach_vetting": _("关联联审结论"), "engagements.conclude_case": _("下联审结论"), "engagements.create_round": _("编制联审名单"),
    "engagements.decide_review": _("决定聘任"), "engagements.end_acting": _("主任到岗，代理结束"), "engagements.end_director": _("书记离任，主任聘任同日结束"),
    "engagements.print_case_hearing": _("下载听取陈述记录"), "engagements.print_case_notice": _("下载处理告知书"),
    "engagements.print_case_minutes": _("下载复核记录"), "engagements.print_filing": _("下载备案表"), "engagements.print_approval": _("下载聘任审批表"),
    "engagements.print_letter": _("下载聘任书"), "engagements.print_notice": _("下载告知书"), "engagements.print_vetting": _("下载联审表"),
    "engagements.export_cadres": _("导出干部台账"), "engagements.export_reviews": _("导出选聘审核"), "engagements.export_grades": _("导出年度等次"),
    "engagements.end_engagement": _("结束聘任"),
    "organisations.extend_probation": _("延长预备期"), "pipeline.open_admission": _("登记入党申请"), "pipeline.take_over_probation": _("接续登记预备党员"),
    "pipeline.name_activist": _("确定入党积极分子"),
    "pipeline.name_target": _("确定发展对象"), "pipeline.admit_at_meeting": _("支部大会接收"), "pipeline.approve_admission": _("上级党委审批预备党员"),
    "pipeline.extend_probation": _("延长预备期"), "pipeline.make_full_member": _("预备党员转正"), "pipeline.end_admission": _("终止发展"),
    "pipeline.propose_candidate": _("提名后备人选"), "pipeline.settle_candidate": _("确认后备人选"), "pipeline.end_candidate": _("后备人选出库"),
    "pipeline.record_capability": _("登记能力事实"), "pipeline.withdraw_capability": _("撤回能力事实"), "pipeline.export_candidates": _("导出后备人选"),
    "pipeline.export_outlook": _("导出后备力量"),
    "engagements.issue_letter": _("印发聘任书"), "engagements.issue_notice": _("出具告知书"), "engagements.nominate": _("提名"),
    "engagements.overturn_decision": _("复核改变决定"), "engagements.propose": _("党组织提出建议"), "engagements.publicise": _("公示"),
    "engagements.record_grade": _("登记年度等次"), "engagements.request_review": _("登记复核申请"), "engagements.return_review": _("退回修改"),
    "engagements.send_round": _("发出联审名单"), "engagements.serve_notice": _("送达告知书"), "engagements.settle_publicity": _("公示期满"),
    "engagements.withdraw": _("撤回提名"), "engagements.withdraw_grade": _("撤销年度等次"),
    "imports.commit_batch": _("写入导入批次"), "imports.drop_batch": _("放弃导入"), "imports.preview_file": _("上传核对"), "imports.undo_batch": _("撤销导入批次"),
    "pay.approve_run": _("审批工资批次"), "pay.check_run": _("核对工资批次"), "pay.compute_run": _("计算工资批次"), "pay.lock_inputs": _("锁定工资名册"),
    "pay.return_run": _("退回工资批次"), "pay.withdraw_run": _("撤销工资批次"), "pay.record_fact": _("登记工资变动事实"), "pay.cancel_fact": _("撤销工资变动事实"),
    "pay.prepare_correction": _("编制差额更正"), "pay.recompute_correction": _("重算差额更正"), "pay.check_correction": _("核对差额更正"),
    "pay.approve_correction": _("审批差额更正"), "pay.return_correction": _("退回差额更正"), "pay.withdraw_correction": _("撤销差额更正"),
    "pay.export_payer_file": _("下载付款文件"), "pay.export_slips": _("导出工资条"), "pay.export_settlement": _("导出个税年度对账"),
    "pay.export_runs": _("导出工资批次"), "pay.export_corrections": _("导出差额更正"),
    "pay.print_payer_sheet": _("下载工资表"),
    "pay.print_correction_sheet": _("下载差额工资表"), "pay.print_slip": _("下载工资条"), "engagements.print_decision_minutes": _("下载复核记录"),
    "contracts.draft_contract": _("草拟合同"), "contracts.change_contract": _("修改合同草案"), "contracts.withdraw_contract": _("撤回合同草案"),
    "contracts.sign_contract": _("登记签订合同"), "contracts.take_over_contract": _("核对已有合同"), "contracts.amend_contract": _("登记补充协议"),
    "contracts.end_contract": _("办结合同"), "contracts.terminate_contract": _("解除合同"), "contracts.declare_party": _("登记关联方"),
    "contracts.answer_party": _("处理关联方"), "contracts.print_sheet": _("下载合同备案表"),
    "collective.print_roll": _("下载成员名册"), "collective.print_lease": _("下载出租合同备案表"), "projects.print_acceptance": _("下载验收记录"),
    "projects.record_measure": _("登记现状和工程量"),
    "contracts.export_contracts": _("导出合同"),
    "projects.open_project": _("登记项目"), "projects.set_budget": _("登记项目预算"), "projects.approve_project": _("批复立项"), "projects.record_vote": _("登记项目决策"),
    "projects.open_tender": _("登记招标"), "projects.award": _("登记中标和合同"), "projects.add_milestone": _("登记节点"), "projects.finish_milestone": _("登记节点完成"),
    "projects.keep_photo": _("存节点照片"), "projects.order_change": _("登记工程变更"), "projects.decide_change": _("登记变更的决策"), "projects.look_at_works": _("写验收意见"),
    "projects.accept_project": _("登记验收"), "projects.audit_project": _("登记结算审计"), "projects.enter_asset": _("列入资产"), "projects.stall_project": _("登记项目搁置"),
    "projects.resume_project": _("恢复项目"), "projects.cancel_project": _("取消项目"), "projects.export_projects": _("导出项目"),
    "funds.open_book": _("建账"), "funds.open_bank_account": _("登记银行账户"), "funds.close_bank_account": _("登记销户"),
    "funds.open_collective_fund": _("设立集体资金"), "funds.enter_source": _("登记资金来源"), "funds.allocate": _("拨付资金"), "funds.change_purpose": _("改变资金用途"),
    "funds.prepare_voucher": _("编制凭证"), "funds.accrue_pay": _("计提干部报酬"), "funds.recover_pay": _("收回多发报酬"),
    "funds.prepare_reversal": _("编制冲销凭证"), "funds.check_voucher": _("审核凭证入账"), "funds.drop_draft": _("撤销待审凭证"),
    "funds.close_month": _("结账"), "funds.request_payment": _("申请付款"), "funds.change_payment": _("改付款"), "funds.look_at_payment": _("监督审看付款"),
    "funds.approve_payment": _("审批付款"), "funds.book_payment": _("付款制单"), "funds.pay_out": _("付款"), "funds.return_payment": _("退回付款"),
    "funds.withdraw_payment": _("撤回付款"), "funds.ratify_payment": _("补办应急支出决议"), "funds.enter_standing": _("录入小额支出决议"),
    "funds.confirm_standing": _("核对小额支出决议"), "funds.end_standing": _("终止小额支出决议"), "funds.propose_ceiling": _("提出审批限额"),
    "funds.confirm_ceiling": _("确认审批限额"), "funds.import_statement": _("导入银行对账单"), "funds.explain_difference": _("写明对账差额"),
    "funds.prepare_disclosure": _("编制财务公开表"), "funds.sign_disclosure": _("签字财务公开表"), "funds.publish_disclosure": _("公开财务公开表"),
    "funds.print_voucher": _("下载记账凭证"),
    "collective.admit_member": _("登记集体成员"), "collective.correct_member": _("更正集体成员"), "collective.end_member": _("终止成员身份"),
    "collective.freeze_roll": _("定成员名册"), "collective.seat_member": _("登记理事、监事、代表"), "collective.end_seat": _("登记离任"), "collective.declare_related": _("登记关联方申明"),
    "collective.register_parcel": _("登记地块"), "collective.move_parcel": _("改变地块状态"), "collective.remeasure_parcel": _("重新测量地块"),
    "collective.register_asset": _("登记集体资产"), "collective.move_asset": _("改变资产状态"), "collective.strike_asset": _("撤销资产登记"), "collective.dispose_asset": _("处置集体资产"),
    "collective.link_member": _("对应人员档案"), "collective.state_namesake": _("登记同名说明"),
    "collective.record_inventory": _("登记资产清查"), "collective.count_facility": _("登记设施数量"),
    "collective.plan_lease": _("草拟出租合同"), "collective.drop_lease": _("撤回出租合同"),
    "collective.sign_lease": _("签订出租合同"), "collective.end_lease": _("结束出租合同"), "collective.match_rent": _("核对租金到账"),
    "collective.distribute": _("测算收益分配"), "collective.post_distribution": _("编制分配凭证"), "collective.drop_distribution": _("作废收益分配"),
    "papers.upload_template": _("上传文书模板"), "papers.adopt_template": _("启用文书模板"), "papers.return_to_shipped": _("改回出厂模板"),
    "papers.keep_print": _("记下打印"), "papers.keep_scan": _("存签字原件"), "papers.fetch_scan": _("下载签字原件"),
    "rulebook.propose_setting": _("提出参数取值"), "rulebook.enact_setting": _("设定参数"), "rulebook.drop_proposal": _("不采用参数取值"),
    "rulebook.export_rules": _("导出规则目录"), "rulebook.export_settings": _("导出参数表"),
}
OBJECTS = {
    "accounts.user": _("账号"), "accounts.rolegrant": _("角色授权"), "accounts.apitoken": _("接口令牌"), "accounts.apiclient": _("接口客户端"), "accounts.opensession": _("登录"),
    "accounts.secondfactor": _("验证器"), "accounts.secondfactorreset": _("验证器重置"), "centres.servicecentre": _("服务中心"),
    "elements.dataelement": _("数据元"), "elements.collectiontask": _("填报任务"), "elements.taskunit": _("填报单位"), "elements.askedbefore": _("这道题问过了"),
    "letters.letter": _("证明与函件"), "notices.noticepreference": _("消息提醒"), "notices.notice": _("消息"),
    "cases.case": _("办件"), "cases.caseopinion": _("群众评价"), "requests.request": _("诉求"), "services.serviceitem": _("服务事项"), "centres.centrefunction": _("中心职能"),
    "centres.dutyturn": _("值班"),
    "centres.staffingplan": _("岗位核定"), "centres.windowstaff": _("窗口人员"), "divisions.county": _("本区"), "divisions.division": _("区划"),
    "divisions.designation": _("称号"), "divisions.populationsnapshot": _("人口数"), "engagements.engagement": _("聘任"),
    "pipeline.reservecandidate": _("后备人选"), "pipeline.capability": _("能力事实"), "pipeline.admission": _("发展党员"),
    "engagements.consequencecase": _("处理事项"), "engagements.secretaryfiling": _("书记备案"), "engagements.groundrecord": _("不宜任职情形"),
    "assessments.assessmentscheme": _("考核方案"), "assessments.assessmentsheet": _("年度考核表"), "assessments.assessmentfact": _("考核事实"),
    "assessments.gradingdecision": _("考核等次评定"), "assessments.gradeappeal": _("考核异议"),
    "threads.thread": pgettext_lazy("thread", "线"),
    "decisions.matter": _("决策事项"), "decisions.meeting": _("会议"), "decisions.recusal": _("回避"), "decisions.countentry": _("计票"),
    "decisions.objection": _("决议异议"), "decisions.certificate": _("决策凭证"), "decisions.powercase": _("小微权力事项"), "decisions.powerflag": _("跳步提请监督"),
    "elections.election": _("选举"), "engagements.engagementdecision": _("聘任决定"), "engagements.engagementreview": _("选聘"), "engagements.outcomenotice": _("告知书"),
    "engagements.reviewrequest": _("复核申请"), "engagements.vettingcase": _("联审"), "engagements.vettingreply": _("联审答复"),
    "engagements.vettinground": _("联审名单"), "engagements.yearlygrade": _("年度等次"), "imports.importbatch": _("导入批次"), "list": _("名单"),
    "organisations.committee": _("村（居）委会"), "organisations.mandate": _("任职"), "organisations.membertransfer": _("组织关系介绍信"),
    "organisations.organisationterm": _("届次"), "organisations.partymember": _("党员"), "organisations.partyorganisation": _("党组织"),
    "organisations.branchregistration": _("组织关系"), "pay.payrun": _("工资批次"), "pay.payslip": _("工资条"), "pay.payfact": _("工资变动事实"),
    "pay.paycorrection": _("差额更正"), "contracts.contract": _("合同"), "contracts.relatedparty": _("关联方"),
    "projects.project": _("项目"), "projects.milestone": _("项目节点"), "projects.measure": _("现状和工程量"), "projects.milestonephoto": _("节点照片"), "projects.changeorder": _("工程变更"),
    "projects.acceptance": _("验收意见"), "projects.asset": _("资产"),
    "funds.book": _("账套"), "funds.bankaccount": _("银行账户"), "funds.fund": _("资金"),
    "funds.fundsource": _("资金来源"), "funds.allocation": _("资金拨付"), "funds.voucher": _("记账凭证"), "funds.voucherdraft": _("待审凭证"), "funds.monthclose": _("结账"),
    "funds.payment": _("付款"), "funds.standingresolution": _("小额支出决议"), "funds.approverceiling": _("审批限额"), "funds.ratification": _("应急支出补办决议"),
    "funds.bankstatement": _("银行对账单"), "funds.disclosuresheet": _("财务公开表"), "people.person": _("人员"),
    "collective.member": _("集体成员"), "collective.roll": _("成员名册"), "collective.seat": _("成员代表、理事、监事"), "collective.nearparty": _("关联方申明"),
    "collective.namesakestatement": _("同名说明"),
    "collective.parcel": _("地块"), "collective.asset": _("集体资产"), "collective.inventory": _("资产清查"), "collective.lease": _("出租合同"),
    "collective.rentreceipt": _("租金到账"), "collective.distribution": _("收益分配"),
    "papers.papertemplate": _("文书模板"), "papers.keptpaper": _("文书"), "papers.paperscan": _("签字原件"),
    "rulebook.setting": _("参数"),
}

FIELDS = {
    "code": _("代码"), "name": _("名称"), "short_name": _("简称"), "official_name": _("全称"), "kind": _("类别"),
    "sector": _("领域"), "parent": _("上级党组织"), "is_top_of_village": _("是村（社区）的最高党组织"),
    "founded_on": _("成立日期"), "approved_by": _("批准单位"), "approval_document": _("批准文号"), "need_reason": _("设置理由"),
    "term_years": _("任期年数"), "telephone": _("联系电话"), "task": _("临时任务"), "expires_on": _("任务截止日期"),
    "status": _("状态"), "state": _("状态"), "ended_on": _("结束日期"), "joined_on": _("入党日期"), "full_on": _("转正日期"),
    "probation_ends_on": _("预备期满"), "mobility": _("流动状态"), "dues_paid_to": _("党费缴至"), "number": _("届次"),
    "seats": _("职数"), "elected_on": _("选举日期"), "due_on": _("届满日期"), "extension_months": _("延期（月）"),
    "extension_document": _("延期批复"), "period": _("期间"), "role": _("职务"), "way": _("产生方式"),
    "end_reason": _("离任原因"), "end_document": _("离任文件"), "source_document": _("依据文件"), "document": _("依据文件"),
    "issued_on": _("开出日期"), "valid_days": _("有效天数"), "received_on": _("接收日期"), "sex": _("性别"),
    "birth_date": _("出生日期"), "ethnicity": _("民族"), "education": _("学历"), "mobile": _("手机号码"),
    "address": _("住址"), "bank_name": _("开户银行"), "account_masked": _("银行账号"), "identity_kind": _("证件类型"),
    "identity_masked": _("身份证号码"), "access_need": _("需要的照顾"), "died_on": _("去世日期"), "registered": _("户籍人口"),
    "resident": _("常住人口"), "households": _("户数"), "age60_plus": _("60 岁以上"), "source": pgettext_lazy("value", "来源"),
    "approved_on": _("审定日期"), "level": _("级别"), "change_document": _("变更文件"), "full_members": _("正式党员（名）"),
}  # fmt: skip
#: The same field has another name on the page of this object.
FIELDS_OF = {"people.person": {"name": _("姓名")}}
#: Kept in full for the proof, shown as on the page: the full number takes a reason (people.commands.reveal).
MASKED = {"mobile": mask_phone}
MOST = 12


def changes_of(entry: Any) -> list[tuple[str, str, str]]:
    """(word, old value, new value) of what the entry changed, at most twelve; the old value is empty where there was none."""
    model = _model(entry.object_type)
    before, after = entry.before or {}, entry.after or {}
    words, rows = FIELDS | FIELDS_OF.get(entry.object_type, {}), []
    for name, new in after.items():
        if name in words and new not in (None, "", [], {}) and (entry.before is None or before.get(name) != new):
            rows.append((str(words[name]), said(model, name, before.get(name)), said(model, name, new)))
    return rows[:MOST]


def said(model: type[Model] | None, name: str, value: Any) -> str:
    """A kept value as a page shows it: a choice by its word, yes and no, a period by its first and last day."""
    if value is None or value == "":
        return ""
    if name in MASKED and isinstance(value, str):
        return MASKED[name](value)
    if isinstance(value, bool):
        return gettext("是") if value else gettext("否")
    if isinstance(value, list) and len(value) == 2:
        first, after_last = value
        last = str(dt.date.fromisoformat(after_last) - ONE_DAY) if after_last else ""
        return gettext("%(first)s 至 %(last)s") % {"first": first or "", "last": last} if last else gettext("%(day)s 起") % {"day": first}
    return str(dict(_choices(model, name)).get(value, value)) if isinstance(value, str | int) else str(value)


def _model(label: str) -> type[Model] | None:
    try:
        return apps.get_model(label)
    except (LookupError, ValueError):
        return None


def _choices(model: type[Model] | None, name: str) -> Iterator[tuple[Any, Any]]:
    return iter(next((field.flatchoices for field in model._meta.local_fields if field.name == name), ()) if model else ())
