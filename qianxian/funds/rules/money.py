"""Where money may come in and what it may be spent on: route (R-F01), balance and purpose (R-F02), change of purpose (R-F03),
collective income (R-F05) and whose name an account bears (R-F06).

Example: 200,000 received, 120,000 and 80,000 spent: one cent more is ``over_balance``.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from qianxian.foundation.rulebook import Facts, Finding, ImpossibleFacts, InForce, Input, Output, SettingsOnDay, rule, violation, warning

ARTICLE = "党建引领基层治理的做法（据文章）"
ERROR = Output("error", "string", "差错", "Error")


@rule(
    "R-F01", title="上级资金进中心账户", title_en="Money from above enters the centre's account",
    versions=[InForce(dt.date(2018, 10, 28), ARTICLE, "各级资金统一进党群服务中心账户，上级另有规定的除外", confidence="sure")],
    inputs=[
        Input("source", "enum", "来源", "Source", required=False, default="government",
              choices=[("government", "政府或部门"), ("social", "社会捐助"), ("collective", "集体收入")]),
        Input("account", "enum", "进入的账户", "Account it enters", choices=[("centre", "党群服务中心"), ("villagers_committee", "村（居）民委员会"),
              ("collective", "集体经济组织"), ("household", "直接到户"), ("natural_person", "个人")]),
        Input("exception_basis", "string", "另有规定的文件", "Policy that says otherwise", required=False, default="", hint="写文件名称和文号"),
        Input("amount", "money", "金额", "Amount", unit="元", required=False, minimum=Decimal("0.01")),
    ],
    outputs=[Output("allowed", "bool", "可以这样进账", "Whether it may enter so"), Output("route", "string", "路径", "Route"), ERROR],
)  # fmt: skip
def route(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """Support from government or departments goes to the centre's account, unless a named policy says otherwise."""
    basis = facts.exception_basis.strip()
    if facts.account == "natural_person":
        told = violation("personal_account", "公款不能进个人账户；请改为单位账户。", "Public money may not enter a person's account.", field="account")
        return Finding({"allowed": False, "route": None, "error": "personal_account"}, [told])
    if facts.source == "collective" or facts.account == "centre":
        if facts.source == "collective" and facts.account == "centre":
            told = violation("collective_into_centre", "集体收入进集体经济组织或村（居）民委员会账户，不进中心账户。",
                             "Collective income enters the collective's or the committee's account, not the centre's.", field="account")
            return Finding({"allowed": False, "route": None, "error": "collective_into_centre"}, [told])
        return Finding({"allowed": True, "route": "via_centre" if facts.account == "centre" else "own_account", "error": None}, [])
    if basis:
        return Finding({"allowed": True, "route": "exception", "error": None}, [])
    told = violation("not_via_centre", "政府和部门的资金要进党群服务中心账户；上级文件另有规定的，请写明文件和文号。",
                     "Money of government or departments enters the centre's account; where a policy says otherwise, name it with its number.", field="exception_basis")
    return Finding({"allowed": False, "route": None, "error": "not_via_centre"}, [told])


@rule(
    "R-F02", title="资金余额和用途", title_en="Balance and purpose of a fund",
    versions=[InForce(dt.date(2015, 1, 1), "《中华人民共和国预算法》（2014年修正）及专项资金管理办法", "专款专用，不得超支", confidence="sure")],
    inputs=[
        Input("received", "money", "已到账", "Received", unit="元", minimum=Decimal(0)),
        Input("spent", "list", "已支出（逐笔）", "Spent, one by one", unit="元", required=False, default=(), of="money"),
        Input("committed", "list", "已审批未支付（逐笔）", "Approved and not yet paid", unit="元", required=False, default=(), of="money"),
        Input("request", "money", "本次申请", "Asked for now", unit="元", required=False, default=Decimal(0), minimum=Decimal(0)),
        Input("purpose", "string", "资金用途代码", "Purpose of the fund", required=False), Input("use", "string", "本次用途代码", "Purpose of this use", required=False),
    ],
    outputs=[Output("spent_total", "money", "已支出合计", "Spent in all", "元"), Output("committed_total", "money", "已审批未支付合计", "Committed in all", "元"),
             Output("left", "money", "可用余额", "Left", "元"), Output("allowed", "bool", "可以支出", "Whether it may be spent"), ERROR],
)  # fmt: skip
def fund_balance(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """Spent and committed never pass what was received, and the use is the fund's purpose. Amounts in yuan."""
    if any(amount < 0 for amount in (*facts.spent, *facts.committed)):
        raise ImpossibleFacts("支出金额不能是负数；退回的款项请从已支出里减去。", "spent")
    spent, committed = sum(facts.spent, Decimal("0.00")), sum(facts.committed, Decimal("0.00"))
    left, told = facts.received - spent - committed, []
    if left < facts.request:
        told.append(violation("over_balance", f"可用余额 {max(left, Decimal(0)):.2f} 元，不够支付 {facts.request:.2f} 元；请减少金额，或等资金到账。",
                              f"{max(left, Decimal(0)):.2f} yuan left, not enough for {facts.request:.2f}; ask for less or wait for the money.", field="request"))
    if facts.purpose and facts.use and facts.purpose not in ("general", facts.use):
        told.append(violation("wrong_purpose", "用途和资金的用途不一致；请换一笔资金，或先取得原批准单位书面同意改变用途。",
                              "The use is not the fund's purpose; choose another fund, or first obtain the original approver's written consent.", field="use"))
    return Finding({"spent_total": spent, "committed_total": committed, "left": left, "allowed": not told, "error": told[0].code if told else None}, told)


@rule(
    "R-F03", title="改变资金用途", title_en="Change of purpose",
    versions=[InForce(dt.date(2015, 1, 1), "《中华人民共和国预算法》（2014年修正）及专项资金管理办法", "改变用途须经原批准单位同意", confidence="sure")],
    inputs=[
        Input("from_purpose", "string", "原用途", "Purpose before"), Input("to_purpose", "string", "新用途", "Purpose wanted"),
        Input("amount", "money", "金额", "Amount", unit="元", minimum=Decimal("0.01")),
        Input("left", "money", "原资金可用余额", "Left of the fund", unit="元", required=False),
        Input("approver", "string", "原批准单位", "Who approved it", required=False, default=""),
        Input("consent_by", "string", "出具同意的单位", "Who consents", required=False, default=""),
        Input("consent_document", "string", "书面同意文号", "Document of consent", required=False, default=""),
    ],
    outputs=[Output("allowed", "bool", "可以改变用途", "Whether it may change"), Output("new_row", "bool", "另记一笔拨付", "A new allocation is written"), ERROR],
)  # fmt: skip
def change_of_purpose(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """Only with the written consent of who approved the money; then a new allocation, the old row stays."""
    told = []
    if not facts.consent_document.strip():
        told.append(violation("no_consent", "改变用途要有原批准单位的书面同意；请填写文号。", "A change of purpose needs the original approver's written consent.", field="consent_document"))
    elif facts.approver.strip() and facts.consent_by.strip() != facts.approver.strip():
        told.append(violation("other_approver", "同意改变用途的要是原批准单位。", "The consent must be the original approver's.", field="consent_by"))
    if facts.left is not None and facts.amount > facts.left:
        told.append(violation("over_balance", "改变用途的金额超过可用余额；请减少金额。", "More than is left; ask for less.", field="amount"))
    if facts.from_purpose == facts.to_purpose:
        told.append(violation("same_purpose", "新用途和原用途相同，不用改变。", "The purpose is the same already.", field="to_purpose"))
    return Finding({"allowed": not told, "new_row": not told, "error": told[0].code if told else None}, told)


@rule(
    "R-F05", title="集体收入不发干部报酬", title_en="Cadres' pay does not come from collective income",
    versions=[InForce(dt.date(2018, 10, 28), ARTICLE, "集体收入归村集体，不用于发放干部报酬", confidence="sure")],
    inputs=[
        Input("payer", "string", "付款方", "Payer", hint="REC 或 collective 为集体；city、district、town 为各级财政"),
        Input("kind", "enum", "款项", "What is paid", required=False, default="pay", choices=[("pay", "干部报酬"), ("allowance", "干部补贴"), ("other", "其他")]),
        Input("through", "list", "经过的资金", "Funds it passed through", required=False, default=(), hint="从付款资金往回写，依次填写"),
        Input("paid_on", "date", "发放日期", "Day of payment", required=False),
    ],
    outputs=[Output("allowed", "bool", "可以发放", "Whether it may be paid"), Output("flagged", "bool", "历史发放待核", "Earlier payment to look into"), ERROR],
)  # fmt: skip
def collective_income(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """Refused where the payer is the collective, also by way of other funds; what was paid before the rule is flagged."""
    chain = [facts.payer, *facts.through]
    collective = any(one.strip().casefold() in ("rec", "collective", "集体") for one in chain)
    if facts.kind == "other" or not collective:
        return Finding({"allowed": True, "flagged": False, "error": None}, [])
    if facts.paid_on is not None and facts.paid_on < dt.date(2018, 10, 28):
        return Finding({"allowed": True, "flagged": True, "error": None},
                       [warning("historic_allowance", "当时由集体发放的补贴，请核对依据后留存说明。", "An earlier payment by the collective; look into its basis.", field="payer")])
    told = violation("collective_pays_cadre", "干部报酬由财政负担，不能用集体收入发放，转入其他资金后也不能。",
                     "Cadres' pay is borne by public money, never by collective income, not by way of another fund either.", field="payer")
    return Finding({"allowed": False, "flagged": False, "error": "collective_pays_cadre"}, [told])


@rule(
    "R-F06", title="不得公款私存", title_en="No personal accounts",
    versions=[
        InForce(dt.date(2005, 1, 1), "《村集体经济组织会计制度》（财会〔2004〕12号）", "不准以个人名义存款", valid_to=dt.date(2025, 4, 30), confidence="likely"),
        InForce(dt.date(2025, 5, 1), "《中华人民共和国农村集体经济组织法》", "第四十四条", confidence="sure", note="条文号据二手资料。"),
    ],
    inputs=[
        Input("holder", "enum", "户主", "Holder", choices=[("centre", "党群服务中心"), ("villagers_committee", "村（居）民委员会"), ("collective", "集体经济组织"),
              ("REC", "集体经济组织"), ("town", "镇（街道）"), ("natural_person", "个人")]),
        Input("money", "enum", "资金", "Money", required=False, default="collective",
              choices=[("collective", "集体资金"), ("public", "财政资金"), ("earmarked", "专项资金"), ("private", "个人的钱")]),
        Input("name", "string", "户名", "Name of the account", required=False, default=""),
    ],
    outputs=[Output("allowed", "bool", "可以开户存放", "Whether it may be kept there"), ERROR],
)  # fmt: skip
def no_personal_account(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """Collective and public money stands in an account of a unit, under the unit's full name."""
    wrong = facts.money != "private" and (facts.holder == "natural_person" or (facts.name.strip() and not is_name_of_a_unit(facts.name)))
    if not wrong:
        return Finding({"allowed": True, "error": None}, [])
    return Finding({"allowed": False, "error": "personal_account"},
                   [violation("personal_account", "集体资金和财政资金不能存在个人名下；请用单位全称开户。",
                              "Collective and public money may not stand in a person's name; open the account under the unit's full name.", field="holder")])


UNIT_WORDS = ("委员会", "服务中心", "合作社", "联合社", "经济社", "联社", "公司", "政府", "办事处", "结算中心", "财政所", "村委会", "居委会")


def is_name_of_a_unit(name: str) -> bool:
    """True for a name that ends in the word of a kind of unit; a person's never does."""
    return len(name.strip()) >= 5 and name.strip().rstrip("）)").endswith(UNIT_WORDS)
