"""Forms of money: a payment, a draft voucher of up to six lines, sources, allocations, books and accounts, a bank statement."""

from __future__ import annotations

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from qianxian.funds.models import BankAccount, FundSource, Payment, Purpose, Rectification, Voucher
from qianxian.portal.forms import ANY, CHOOSE, ChosenForm

LINES = 6


class _Chosen(ChosenForm):
    """Choices that come from rows, under 请选择 even where none need be made."""

    first = CHOOSE


def _money(label, **more) -> forms.DecimalField:
    return forms.DecimalField(label=label, max_digits=14, decimal_places=2, min_value=more.pop("min_value", Decimal("0.01")), **more)


class PaymentFilter(ChosenForm):
    """Find payments."""

    first = ANY

    place = forms.ChoiceField(label=_("镇（街道）、村（社区）"), required=False)
    state = forms.ChoiceField(label=_("状态"), required=False, choices=[ANY, *Payment.State.choices, ("committed", _("已审批未付"))])
    fund = forms.ChoiceField(label=_("资金"), required=False)
    payee = forms.CharField(label=_("收款人"), required=False)


class VoucherFilter(ChosenForm):
    """Find vouchers."""

    first = ANY

    place = forms.ChoiceField(label=_("镇（街道）、村（社区）"), required=False)
    summary = forms.CharField(label=_("摘要"), required=False)


class LedgerFilter(ChosenForm):
    """Find posted lines: the rows behind a figure."""

    first = ANY

    place = forms.ChoiceField(label=_("镇（街道）、村（社区）"), required=False)
    account = forms.RegexField(r"^\s*=?\d+(\s*[,，]\s*=?\d+)*\s*$", label=_("科目编号（开头几位）"), required=False,
                               error_messages={"invalid": _("请填写科目编号的开头几位，几个用逗号隔开，例如 102 或 501,502；只要一个科目的，前面加 =，例如 =113。")})  # fmt: skip
    fund = forms.ChoiceField(label=_("资金"), required=False)
    bank = forms.ChoiceField(label=_("银行账户"), required=False)
    figure = forms.ChoiceField(label=_("算进哪个数"), required=False, choices=[
        ANY, ("received", _("到账")), ("spent", _("支出")), ("paid", _("付款的去向")), ("entered", _("到账合计，内部转款抵消")), ("result", _("收益，不含期末结转")), ("left", _("可用")),
    ])  # fmt: skip
    side = forms.ChoiceField(label=_("方向"), required=False, choices=[ANY, ("debit", _("借方")), ("credit", _("贷方"))])
    level = forms.ChoiceField(label=_("来源"), required=False, choices=[ANY, *FundSource.Level.choices, ("collective", _("集体资金"))])
    rectification = forms.ChoiceField(label=_("整顿资金来源"), required=False, choices=[ANY, *Rectification.choices])
    since = forms.DateField(label=_("起"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("止"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    sheet = forms.UUIDField(required=False, widget=forms.HiddenInput)
    later = forms.UUIDField(required=False, widget=forms.HiddenInput)


class PaymentForm(_Chosen):
    """The handler's request. What the authority names depends on its kind."""

    fund = forms.ChoiceField(label=_("用哪笔资金"))
    amount = _money(_("金额（元）"))
    payee = forms.CharField(label=_("收款人"), max_length=100)
    payee_account = forms.CharField(label=_("收款账号"), max_length=40, required=False, help_text=_("改动时填写；不填保持原来的"))
    payee_bank = forms.CharField(label=_("开户行"), max_length=100, required=False)
    purpose = forms.ChoiceField(label=_("用途"), choices=[CHOOSE, *Purpose.choices])
    summary = forms.CharField(label=_("摘要"), max_length=200)
    document = forms.CharField(label=_("发票或单据"), max_length=200)
    account = forms.ChoiceField(label=_("记入科目"))
    bank_account = forms.ChoiceField(label=_("付款账户（现金付款不选）"), required=False)
    authority = forms.ChoiceField(label=_("依据"), choices=[CHOOSE, *Payment.Authority.choices])
    certificate = forms.ChoiceField(label=_("决策凭证"), required=False, help_text=_("只列今天有效的；没有的，先办决策事项，撤销、失效的不能再用"))
    standing = forms.ChoiceField(label=_("小额支出决议"), required=False)
    pay_run = forms.ChoiceField(label=_("工资批次"), required=False)
    contract = forms.ChoiceField(label=_("合同（按合同付款的选择）"), required=False)
    emergency_reason = forms.CharField(label=_("应急的原因"), max_length=300, required=False)
    ratify_by = forms.DateField(label=_("最迟补办决议的日期"), required=False, widget=forms.DateInput())

    def clean(self) -> dict:
        """Only what the chosen authority names is kept; it must be named."""
        clean = super().clean()
        kind = clean.get("authority")
        needed = {"certificate": "certificate", "small": "standing", "pay_run": "pay_run", "withheld": "pay_run", "emergency": "ratify_by"}.get(kind or "")
        for name in ("certificate", "standing", "pay_run", "ratify_by", "emergency_reason"):
            if name != needed and not (kind == "emergency" and name == "emergency_reason"):
                clean[name] = "" if name == "emergency_reason" else None
        if needed and not clean.get(needed):
            self.add_error(needed, _("请选择或填写依据。"))
        if kind == "emergency" and not clean.get("emergency_reason"):
            self.add_error("emergency_reason", _("请写明应急的原因。"))
        return clean


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("原因"), max_length=200)


class RatifyForm(forms.Form):
    """The resolution afterwards."""

    document = forms.CharField(label=_("决议名称和编号"), max_length=200)
    resolved_on = forms.DateField(label=_("决议日期"), widget=forms.DateInput())


class BookForm(_Chosen):
    """A village's book."""

    division = forms.ChoiceField(label=_("村（社区）"))
    opened_on = forms.DateField(label=_("建账日期"), widget=forms.DateInput(), help_text=_("可以从年中开始"))


class BankAccountForm(forms.Form):
    """A bank account of a unit."""

    holder = forms.ChoiceField(label=_("户主"), choices=[CHOOSE, *BankAccount.Holder.choices])
    name = forms.CharField(label=_("户名（单位全称）"), max_length=100)
    bank = forms.CharField(label=_("开户行"), max_length=100)
    number = forms.CharField(label=_("账号"), max_length=40)
    opened_on = forms.DateField(label=_("启用日期"), widget=forms.DateInput())


class FundForm(forms.Form):
    """The collective's own money for a purpose."""

    title = forms.CharField(label=_("名称"), max_length=120)
    purpose = forms.ChoiceField(label=_("用途"), choices=[CHOOSE, *Purpose.choices])


class SourceForm(forms.Form):
    """A source by its document."""

    title = forms.CharField(label=_("资金名称"), max_length=120)
    level = forms.ChoiceField(label=_("级别"), choices=[CHOOSE, *FundSource.Level.choices])
    kind = forms.ChoiceField(label=_("性质"), choices=[CHOOSE, *FundSource.Kind.choices])
    purpose = forms.ChoiceField(label=_("用途"), choices=[CHOOSE, *Purpose.choices])
    doc_no = forms.CharField(label=_("文号"), max_length=100)
    approver = forms.CharField(label=_("批准单位"), max_length=100)
    amount = _money(_("金额（元）"))
    decided_on = forms.DateField(label=_("批准日期"), widget=forms.DateInput())
    exception_basis = forms.CharField(label=_("不经中心账户的文件依据（没有不填）"), max_length=200, required=False)
    rectification = forms.ChoiceField(label=_("整顿资金来源（不是不选）"), required=False, choices=[("", _("不是整顿资金")), *Rectification.choices])


class AllocateForm(_Chosen):
    """Part of a source for one village."""

    book = forms.ChoiceField(label=_("村（社区）"))
    amount = _money(_("金额（元）"))


class PurposeForm(forms.Form):
    """Another purpose, with the approver's consent."""

    purpose = forms.ChoiceField(label=_("新用途"), choices=[CHOOSE, *Purpose.choices])
    amount = _money(_("金额（元）"))
    title = forms.CharField(label=_("名称"), max_length=120)
    consent_by = forms.CharField(label=_("出具同意的单位"), max_length=100)
    consent_document = forms.CharField(label=_("书面同意文号"), max_length=200)


class VoucherForm(_Chosen):
    """A draft: up to six lines, each an account of a fund with a debit or a credit."""

    kind = forms.ChoiceField(label=_("种类"), choices=[c for c in Voucher.Kind.choices if c[0] != "reversal"])
    date = forms.DateField(label=_("日期"), widget=forms.DateInput())
    summary = forms.CharField(label=_("摘要"), max_length=200)
    document = forms.CharField(label=_("附件"), max_length=200, required=False)

    def __init__(self, *args, choices: dict[str, list[tuple[str, str]]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for n in range(1, LINES + 1):
            self.fields[f"account{n}"] = forms.ChoiceField(label=_("第 %(n)d 行科目") % {"n": n}, required=n < 3, choices=[CHOOSE, *choices["account"]])
            self.fields[f"fund{n}"] = forms.ChoiceField(label=_("第 %(n)d 行资金") % {"n": n}, required=n < 3, choices=[CHOOSE, *choices["fund"]])
            self.fields[f"bank_account{n}"] = forms.ChoiceField(label=_("第 %(n)d 行银行账户") % {"n": n}, required=False, choices=[CHOOSE, *choices["bank_account"]])
            self.fields[f"debit{n}"] = _money(_("第 %(n)d 行借方") % {"n": n}, required=False, min_value=Decimal(0))
            self.fields[f"credit{n}"] = _money(_("第 %(n)d 行贷方") % {"n": n}, required=False, min_value=Decimal(0))


class MoveForm(_Chosen):
    """Money between accounts of one fund, or between funds."""

    giver = forms.ChoiceField(label=_("转出资金"))
    given_from = forms.ChoiceField(label=_("转出账户"))
    taker = forms.ChoiceField(label=_("转入资金"))
    taken_to = forms.ChoiceField(label=_("转入账户"))
    amount = _money(_("金额（元）"))
    date = forms.DateField(label=_("转款日期"), widget=forms.DateInput())
    document = forms.CharField(label=_("转款依据（名称和文号）"), max_length=200, required=False, help_text=_("改变用途的，不填用原批准单位的同意文号"))


class AccrueForm(_Chosen):
    """Which of pay's vouchers is taken, onto which money, dated when."""

    key = forms.ChoiceField(label=_("哪份报酬"), help_text=_("审批过的工资批次和差额更正，按付款方各一张凭证"))
    fund = forms.ChoiceField(label=_("干部报酬资金"))
    date = forms.DateField(label=_("凭证日期"), widget=forms.DateInput())


class RecoverForm(_Chosen):
    """Which overpaid pay came back, how much, into which account."""

    overpaid = forms.ChoiceField(label=_("哪笔多发的报酬"), help_text=_("付款以后经差额更正减少、还没有收回的报酬和代扣款"))
    amount = _money(_("收回金额（元）"))
    fund = forms.ChoiceField(label=_("干部报酬资金"))
    bank_account = forms.ChoiceField(label=_("收款账户"))
    document = forms.CharField(label=_("收款依据（名称和编号）"), max_length=200)
    date = forms.DateField(label=_("收款日期"), widget=forms.DateInput())


class DateReasonForm(ReasonForm):
    """When and why a voucher is reversed."""

    date = forms.DateField(label=_("冲销日期"), widget=forms.DateInput())


class StatementForm(_Chosen):
    """The bank's own file of a month."""

    bank_account = forms.ChoiceField(label=_("银行账户"))
    opening = forms.DecimalField(label=_("月初余额（元）"), max_digits=14, decimal_places=2)
    file = forms.FileField(label=_("对账单（Excel 或 CSV）"), help_text=_("三列以上：日期、金额（收入为正、支出为负）或收入和支出两列、摘要"))


class ExplainForm(forms.Form):
    """Why bank and book differ."""

    explanation = forms.CharField(label=_("差额的原因"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class StandingForm(forms.Form):
    """A standing resolution from the minutes."""

    document = forms.CharField(label=_("决议名称和编号"), max_length=200)
    resolved_on = forms.DateField(label=_("决议日期"), widget=forms.DateInput())
    first_day = forms.DateField(label=_("起用日期"), widget=forms.DateInput())
    last_day = forms.DateField(label=_("终止日期"), widget=forms.DateInput())
    ceiling = _money(_("每笔不超过（元）"))


class CeilingForm(forms.Form):
    """An approver's ceiling."""

    login = forms.CharField(label=_("审批人的登录名"), max_length=80)
    division_code = forms.CharField(label=_("区划代码（12 位）"), max_length=12, min_length=12)
    amount = _money(_("每笔不超过（元）"), min_value=Decimal(0))
    first_day = forms.DateField(label=_("起用日期"), widget=forms.DateInput())
    document = forms.CharField(label=_("依据文号"), max_length=200)
