"""Invented people and papers for the tests of papers."""

import datetime as dt
from decimal import Decimal

from qianxian.engagements.papers import DeferralNotice, EngagementLetter, RefusalNotice, VettingCandidate, VettingForm, VettingReply
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
