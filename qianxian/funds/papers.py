"""The paper of a voucher (domain handbook 6), plain values in, bytes out. Wording is Chinese by office and is not translated.

    voucher_paper(voucher, lines, place="斗门镇某村", names={"tanrz": "谭瑞珍"}, format="pdf")
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from qianxian.foundation.money import format_yuan, in_yuan
from qianxian.foundation.papers.engine import Format, FormPaper, chinese_date, render_form
from qianxian.funds.exports import number_of
from qianxian.funds.models import Voucher, VoucherLine

REMARK = "已入账的凭证不得涂改；有差错的另做冲销凭证。"


def voucher_paper(voucher: Voucher, lines: Iterable[VoucherLine], *, place: str, names: Mapping[str, str], format: Format = "pdf") -> bytes:
    """记账凭证 on A4 as PDF or Word, its columns added up, with the boxes to sign. ``names`` are the people's by login."""
    rows = [(f"{one.account_id} {one.account.title}", str(one.turn), format_yuan(one.debit) if one.debit else "", format_yuan(one.credit) if one.credit else "",
             "，".join(x for x in (one.fund.title, one.bank_account.name if one.bank_account else "", one.memo) if x)) for one in lines]  # fmt: skip
    rows.append(("合计", "", format_yuan(voucher.total), format_yuan(voucher.total), ""))
    pairs = [("凭证号", number_of(voucher.month, voucher.number)), ("日期", chinese_date(voucher.on)), ("种类", str(voucher.get_kind_display())), ("摘要", voucher.summary),
             ("合计", in_yuan(voucher.total)), ("附件", voucher.document),
             *((what, names.get(login, login)) for what, login in (("制单", voucher.prepared_by), ("审核", voucher.checked_by)))]  # fmt: skip
    paper = FormPaper(
        kind="voucher", form_no=f"JZ{voucher.division_code}-{number_of(voucher.month, voucher.number)}", place=place, dated=voucher.on, pairs=pairs,
        columns=("科目", "行", "借方（元）", "贷方（元）", "资金、账户"), lines=rows,
    )  # fmt: skip
    return render_form(paper, format, title="记账凭证", signs=("制单", "审核", "记账", "出纳"), remark=REMARK)
