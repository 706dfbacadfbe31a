"""合同备案表 (domain handbook 6): one contract on A4 with its amount in capitals, its amendments, and for a lease the rent that falls due.

    contract_sheet(contract, "pdf")

Wording is Chinese by office and is not translated. A person's number stands masked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import override

from qianxian.contracts import queries
from qianxian.contracts.models import Contract
from qianxian.divisions.queries import place_on_paper
from qianxian.foundation.money import format_yuan, in_yuan
from qianxian.foundation.papers.engine import Format, FormPaper, chinese_date, render_form

Due = tuple[dt.date, Decimal, Decimal]
REMARK = "本表随合同原件存档。金额、期限以签字盖章的合同原件为准；签订后的变化另签补充协议，不得涂改。"
SIGNS = ("经办人", "本方单位盖章处", "对方盖章处", "镇（街道）备案盖章处")


@override("zh-hans")
def contract_sheet(contract: Contract, format: Format, *, dues: Sequence[Due] = (), thing: str = "") -> bytes:
    """The sheet of a contract; ``dues`` are a lease's instalments (day, due, paid), ``thing`` what is leased."""
    amendments = list(contract.amendments.select_related("certificate").order_by("position"))
    rent = f"{contract.get_rent_every_display()} {in_yuan(contract.rent)}" if contract.rent is not None else ""
    told = [
        ("合同编号", contract.number), ("状态", str(contract.get_state_display())), ("种类", str(contract.get_kind_display())), ("合同标的", contract.subject), ("出租的土地或资产", thing),
        ("本方单位", str(contract.get_unit_display())), ("对方", contract.counterparty), ("对方证件", contract.credit_code or contract.identity_masked), ("对方负责人", contract.representative),
        ("签订时金额", in_yuan(contract.amount)), ("现在的金额", in_yuan(queries.total_of(contract)) if amendments else ""), ("租金", rent),
        ("期限", f"{chinese_date(contract.period.lower)}至{chinese_date(queries.last_day_of(contract))}"),
        ("依据", contract.certificate.number if contract.certificate else f"{contract.get_basis_display()}，{contract.basis_document}"),
        ("签订日期", chinese_date(contract.signed_on) if contract.signed_on else "未签订"), ("本方签字人", contract.signatory),
    ]  # fmt: skip
    changed = tuple(f"{a.position}. {chinese_date(a.signed_on)}，{a.subject}，金额变化 {format_yuan(a.amount_change)} 元{f'，到期日改为{chinese_date(a.last_day)}' if a.last_day else ''}"
                    f"{f'，依据 {a.certificate.number}' if a.certificate else ''}。" for a in amendments)  # fmt: skip
    lines = tuple((chinese_date(day), str(n), format_yuan(due), format_yuan(paid), format_yuan(due - paid)) for n, (day, due, paid) in enumerate(dues, 1))
    paper = FormPaper(
        kind="contract_sheet", form_no=contract.number, place=place_on_paper(contract.division_code), dated=contract.signed_on or contract.drafted_on,
        pairs=tuple((label, value) for label, value in told if value), columns=("应付日期", "期", "应收（元）", "已收（元）", "未收（元）") if lines else ("",) * 5, lines=lines,
        parts=(("补充协议", changed),) if changed else (),
    )  # fmt: skip
    return render_form(paper, format, title="合同备案表", signs=SIGNS, remark=REMARK)
