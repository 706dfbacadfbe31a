"""Invented people and papers for the tests of papers."""

import datetime as dt
from decimal import Decimal

from qianxian.assessments.papers import AppealPaper, IndicatorLine, SheetPaper
from qianxian.engagements.papers import CountyForm, DeferralNotice, EngagementLetter, OpinionForm, RefusalNotice, VettingCandidate, VettingForm, VettingReply
from qianxian.pay.papers import Deduction, PayLine, PaySheet, PaySheetRow, PaySlip

LONG_NAME = "阿卜杜热合曼·麦麦提吐尔逊·努尔艾合买提江·肉孜"
RARE_NAME = "陈䶮𫖯𡛟"
DEPARTMENTS = ("组织部", "纪委监委", "公安局", "法院", "检察院", "民政局", "农业农村局", "自然资源局", "卫健局", "应急局", "税务局")
URL = "https://qianxian.example.cn/v/7QK2-M4TD-9XWB"

LETTER = EngagementLetter(
    letter_no="斗井聘〔2019〕12号",
    person_name="黄志明",
    village="珠海市斗门区井岸镇草朗村",
    centre="党群服务中心",
    post_title="主任",
    first_day=dt.date(2019, 5, 1),
    last_day=dt.date(2020, 4, 30),
    duties=("主持中心全面工作", "安排窗口值班，按期办结群众申请事项"),
    pay_basis="基本报酬按照上一年度全市农村常住居民人均可支配收入的3倍核定。",
    issuing_town="中共珠海市斗门区井岸镇委员会",
    issued_on=dt.date(2019, 5, 1),
    is_director=True,
    verify_url=URL,
)

_NOTICE = {
    "notice_no": "斗井聘告〔2019〕5号",
    "person_name": RARE_NAME,
    "village": "珠海市斗门区井岸镇草朗村",
    "centre": "党群服务中心",
    "post_title": "委员",
    "decided_by": "中共珠海市斗门区井岸镇委员会",
    "decided_on": dt.date(2019, 5, 1),
    "ground": "2018年度考核等次为不称职",
    "ground_source": "《井岸镇党群服务中心岗位选聘办法》第九条第二项",
    "evidence": ("2018年度考核表", "2019年4月谈话记录"),
    "statement": "2019年4月26日当面听取您的陈述，已记录在案。",
    "review_body": "中共珠海市斗门区委组织部",
    "contact_name": "李素芬",
    "contact_phone": "0756-5550123",
    "contact_address": "井岸镇示例路1号",
    "issuing_town": "中共珠海市斗门区井岸镇委员会",
    "issued_on": dt.date(2019, 5, 5),
}
REFUSAL = RefusalNotice(**_NOTICE, review_deadline=dt.date(2019, 5, 20))
DEFERRAL = DeferralNotice(**_NOTICE, deferred_until=dt.date(2019, 11, 1), elected_office="草朗村村民委员会委员", verify_url=URL)

VETTING = VettingForm(
    form_no="斗联审〔2019〕7号",
    county="珠海市斗门区",
    purpose="党群服务中心岗位人选",
    requested_by="斗门区委组织部",
    requested_on=dt.date(2019, 4, 1),
    reply_by=dt.date(2019, 4, 20),
    candidates=tuple(
        VettingCandidate(
            person_name=name,
            identity_masked="440403********1234",
            village="井岸镇草朗村",
            post_title="委员",
            conclusions=dict.fromkeys(DEPARTMENTS[:-1], "无异议"),
        )
        for name in (LONG_NAME, RARE_NAME, "黄志明") * 6
    ),
    replies=tuple(VettingReply(department=name) for name in DEPARTMENTS),
)

SLIP = PaySlip(
    slip_no="GZ-2019-0001",
    period="2019年度",
    person_name=LONG_NAME,
    village="井岸镇草朗村",
    centre="党群服务中心",
    post_title="主任",
    account_masked="****6789",
    lines=(
        PayLine(
            item="基本报酬", payer="市级", amount=Decimal("39285.00"), how="26,190.00 元 × 3 × 1.00 × 50%", basis="PAY", source="2018年"
        ),
        PayLine(item="基本报酬", payer="区级", amount=Decimal("39285.00"), how="同上，50%", basis="PAY"),
        PayLine(item="绩效奖励", payer="镇级", amount=Decimal("18856.80"), how="78,570.00 元 × 30% × 0.80", basis="PAY"),
    ),
    deductions=(Deduction(item="个人所得税", amount=Decimal("323.10"), basis="累计预扣法"),),
    issued_by="斗门区井岸镇财政所",
    issued_on=dt.date(2019, 12, 31),
    gross_to_date=Decimal("97426.80"),
)

SHEET = PaySheet(
    sheet_no="GZB-2019-12-Q",
    period="2019年12月",
    payer="区级财政",
    scope="井岸镇",
    items=("基本报酬", "补差"),
    rows=tuple(
        PaySheetRow(
            person_name=name,
            village="井岸镇草朗村",
            post_title="委员",
            days="31",
            amounts=(Decimal("3273.75"), Decimal("0.00")),
            account_masked="****6789",
        )
        for name in (LONG_NAME, RARE_NAME, "黄志明", "梁建华") * 10
    ),
    issued_on=dt.date(2019, 12, 31),
    prepared_by="李素芬",
    checked_by="赵文",
)

BASICS = (("姓名", RARE_NAME), ("性别", "男"), ("出生年月", "1979年3月"), ("文化程度", "大专"), ("入党时间", "2004年7月"))
APPROVAL = OpinionForm(
    template="approval_form",
    title="聘任审批表",
    form_no="XP-440403100-2019-001",
    place="井岸镇草朗村",
    pairs=(*BASICS, ("提名日期", "2019年3月20日")),
    wide=(("当选职务", "党支部书记"), ("履历", "2017年3月至今　党支部书记\n2014年4月至2017年3月　村委会委员"), ("联审结果", "无影响聘任的情形"), ("年度考核", "2018年度称职")),
    opinions=(("村（社区）党组织意见", "建议聘任"), ("镇（街道）党委意见", ""), ("区委组织部意见", "")),
    remedy="",
    dated=dt.date(2019, 3, 20),
)
FILING = OpinionForm(
    template="filing_form",
    title="村党组织书记备案表",
    form_no="BA-440403100-2019-001",
    place="井岸镇草朗村",
    pairs=(*BASICS, ("事项", "当选，2019年3月10日"), ("文号", "井委〔2019〕9号"), ("报送日期", "2019年3月22日")),
    wide=(("党组织", "中共井岸镇草朗村支部委员会"), ("任期", "2019年3月10日起"), ("选举结果", "应到47人，实到44人，赞成41票"), ("联审结果", "无影响聘任的情形"),
          ("公示情况", "没有收到反映"), ("附上的材料", "备案表、联审结果"), ("报送情况", "按时报送"), ("异议期", "至2019年4月21日")),
    opinions=(("镇（街道）党委意见", ""), ("区委组织部意见", "")),
    remedy="",
    dated=dt.date(2019, 3, 22),
)  # fmt: skip
HEARING = CountyForm(
    template="hearing_record",
    title="听取陈述申辩记录",
    form_no="CL-440403100-2019-001",
    place="井岸镇草朗村",
    pairs=(("姓名", RARE_NAME), ("处理", "提前解聘"), ("理由", "考核不称职")),
    parts=(("本人陈述申辩", "对两项扣分有异议。"), ("核对", "以上记录已交本人看过。本人意见：")),
    signs=("本人", "听取人", "记录人"),
    remedy="记录经本人看过后签字；本人拒签的，由记录人注明。",
    dated=dt.date(2019, 12, 9),
)
ASSESSED = SheetPaper(
    form_no="KH-440403100-2019-0001",
    town="井岸镇",
    village="草朗村",
    assessed=RARE_NAME,
    centre="草朗村党群服务中心",
    year=2019,
    scheme="井岸镇2019年度考核方案（井委〔2019〕52号）",
    duties="主持中心全面工作；牵头服务群众事项",
    score="91.00",
    grade="称职",
    self_report="本年中心按时开门。",
    indicators=tuple(IndicatorLine(name=name, weight="25", deducted="2", mark="23", reason="2019年9月12日，3件超期办结（清单）") for name in ("党建工作", "服务群众", "在岗履职", "财务公开")),
    statement="",
    signature="已签字",
    opinion="情况属实，同意。",
    appeal_days=15,
    appeal_until="2019年12月31日",
    dated=dt.date(2019, 11, 18),
)
APPEAL = AppealPaper(
    form_no="复〔2020〕1号",
    village="井岸镇草朗村",
    assessed=RARE_NAME,
    appealed_on=dt.date(2019, 12, 20),
    grounds="两件超期不是本窗口的事项。",
    grade_before="称职",
    panel="邓少峰、梁海珊",
    result="维持",
    grade_after="",
    reasons="清单核对无误。",
    answered_on=dt.date(2020, 1, 10),
)
