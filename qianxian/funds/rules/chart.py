"""The chart of accounts of 财会〔2023〕14号 as data: 42 accounts of the first level, and the few below them that the house's guards hang on.

Example: ``account_named("102").side`` is "debit". Counties may add accounts below these; a child is of its parent's kind. R-F08 answers from here.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from qianxian.foundation.rulebook import Facts, Finding, InForce, Input, Output, SettingsOnDay, rule, violation, warning

ELEMENTS = (
    ("asset", "资产"), ("liability", "负债"), ("equity", "所有者权益"), ("cost", "成本"), ("income", "收入"), ("expense", "费用"),
)  # fmt: skip


@dataclass(frozen=True)
class ChartAccount:
    """One account: number, names, element (asset, liability, equity, cost, income, expense), the side on which it grows, its parent's number."""

    code: str
    title: str
    title_en: str
    element: str
    side: str
    parent: str = ""
    cadre_pay: bool = False

    @property
    def is_money(self) -> bool:
        """Cash or bank deposits."""
        return self.code.startswith(("101", "102"))


def _rows(element: str, side: str, text: str, contra: tuple[str, ...] = ()) -> list[ChartAccount]:
    found = []
    for line in text.strip().splitlines():
        code, title, title_en = line.strip().split("|")
        found.append(ChartAccount(code, title, title_en, element, {"debit": "credit", "credit": "debit"}[side] if code in contra else side))
    return found


FIRST_LEVEL: tuple[ChartAccount, ...] = (
    *_rows("asset", "debit", """
        101|库存现金|Cash on hand
        102|银行存款|Bank deposits
        111|短期投资|Short-term investments
        112|应收款|Receivables
        113|内部往来|Dealings with members and own units
        121|库存物资|Stores
        131|消耗性生物资产|Consumable biological assets
        132|生产性生物资产|Productive biological assets
        133|生产性生物资产累计折旧|Depreciation of productive biological assets
        134|公益性生物资产|Public-welfare biological assets
        141|长期投资|Long-term investments
        151|固定资产|Fixed assets
        152|累计折旧|Accumulated depreciation
        153|在建工程|Construction in progress
        154|固定资产清理|Disposal of fixed assets
        161|无形资产|Intangible assets
        162|累计摊销|Accumulated amortisation
        171|长期待摊费用|Long-term deferred expenses
        181|待处理财产损溢|Losses and gains awaiting decision
    """, contra=("133", "152", "162")),
    *_rows("liability", "credit", """
        201|短期借款|Short-term loans
        211|应付款|Payables
        212|应付工资|Wages payable
        213|应付劳务费|Fees for labour payable
        214|应交税费|Taxes payable
        221|长期借款及应付款|Long-term loans and payables
        231|一事一议资金|One-case-one-discussion levies
        241|专项应付款|Earmarked funds payable
    """),
    *_rows("equity", "credit", """
        301|资本|Capital
        311|公积公益金|Reserve and welfare fund
        321|本年收益|Income of the year
        322|收益分配|Distribution of income
    """),
    *_rows("cost", "debit", "401|生产（劳务）成本|Cost of production and labour"),
    *_rows("income", "credit", """
        501|经营收入|Operating income
        502|投资收益|Investment income
        503|补助收入|Subsidies
        504|其他收入|Other income
    """),
    *_rows("expense", "debit", """
        511|经营支出|Operating expenses
        512|税金及附加|Taxes and surcharges
        513|管理费用|Administrative expenses
        514|公益支出|Public-welfare expenses
        515|其他支出|Other expenses
        521|所得税费用|Income tax
    """),
)  # fmt: skip

#: Below the official accounts: money passing between funds of one book, and what the pay of cadres is booked on.
SHIPPED_BELOW: tuple[ChartAccount, ...] = (
    ChartAccount("11301", "资金之间往来", "Between funds of the book", "asset", "debit", "113"),
    ChartAccount("21201", "应付村（社区）干部报酬", "Cadres' pay payable", "liability", "credit", "212", cadre_pay=True),
    ChartAccount("21202", "应付其他职工工资", "Other staff's wages payable", "liability", "credit", "212"),
    ChartAccount("51301", "村（社区）干部报酬", "Cadres' pay", "expense", "debit", "513", cadre_pay=True),
    ChartAccount("51302", "办公费", "Office expenses", "expense", "debit", "513"),
)
CHART: tuple[ChartAccount, ...] = tuple(sorted((*FIRST_LEVEL, *SHIPPED_BELOW), key=lambda one: one.code))
BETWEEN_FUNDS, BANK, CASH = "11301", "102", "101"
_BY_CODE = {one.code: one for one in CHART}


def account_named(code: str) -> ChartAccount | None:
    """The shipped account with this number, or None."""
    return _BY_CODE.get(code)


@rule(
    "R-F08",
    title="会计科目",
    title_en="Chart of accounts",
    versions=[
        InForce(dt.date(2005, 1, 1), "《村集体经济组织会计制度》（财会〔2004〕12号）", "会计科目", valid_to=dt.date(2023, 12, 31), confidence="check",
                note="本版对各年度统一使用2024年起施行的科目，报表上写明。"),
        InForce(dt.date(2024, 1, 1), "《农村集体经济组织会计制度》（财会〔2023〕14号）", "会计科目", confidence="likely",
                note="科目共42个，编号据公开代码库与官方数目核对。"),
    ],
    inputs=[Input("code", "string", "科目编号", "Number of the account", required=False, hint="不填则只答科目总数")],
    outputs=[
        Output("known", "bool", "是否在科目表内", "Whether it stands in the chart"), Output("title", "string", "科目名称", "Name"),
        Output("element", "string", "会计要素", "Element"), Output("side", "string", "余额方向", "Side of the balance"),
        Output("accounts", "int", "一级科目总数", "Accounts of the first level", "个"), Output("error", "string", "差错", "Error"),
    ],
)  # fmt: skip
def chart_of_accounts(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """Whether an account stands in the chart, its element and side. A number below a known one is its child."""
    told = []
    if on < dt.date(2024, 1, 1):
        told.append(warning("chart_of_2024_used", "各年度统一使用2024年起施行的科目表，请在报表附注中说明。",
                            "The chart in force from 2024 is used for all years; say so in the notes to the statements."))
    if facts.code is None:
        return Finding({"known": None, "title": None, "element": None, "side": None, "accounts": len(FIRST_LEVEL), "error": None}, told)
    code = facts.code.strip()
    found = next((one for cut in range(len(code), 2, -1) if (one := _BY_CODE.get(code[:cut]))), None) if code.isascii() and code.isdigit() else None
    if found is None:
        told.append(violation("unknown_account", f"科目表里没有 {code}；请从科目表中选。", f"The chart has no account {code}; choose one from it.", field="code"))
    return Finding({"known": found is not None, "title": found.title if found else None, "element": found.element if found else None,
                    "side": found.side if found else None, "accounts": len(FIRST_LEVEL), "error": None if found else "unknown_account"}, told)  # fmt: skip
