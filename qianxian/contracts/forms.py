"""Forms of contracts. Every one works as a plain POST."""

from __future__ import annotations

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from qianxian.contracts.models import Contract, RelatedParty
from qianxian.decisions.models import Recusal, Unit
from qianxian.portal.forms import ANY, CHOOSE, NONE, ChosenForm


def _day(label, **more) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), **more)


def _text(label, length: int = 200, **more) -> forms.CharField:
    return forms.CharField(label=label, max_length=length, **more)


def _yuan(label, **more) -> forms.DecimalField:
    return forms.DecimalField(label=label, max_digits=14, decimal_places=2, **{"min_value": Decimal(0)} | more)


class ContractFilter(ChosenForm):
    """Find contracts."""

    first = ANY

    subject = _text(_("标的或对方"), 120, required=False)
    place = forms.ChoiceField(label=_("镇（街道）、村（社区）"), required=False)
    kind = forms.ChoiceField(label=_("类别"), required=False, choices=[ANY, *Contract.Kind.choices])
    state = forms.ChoiceField(label=_("状态"), required=False, choices=[ANY, *Contract.State.choices, ("expiring", _("将要到期或已到期"))])


class TermsForm(ChosenForm):
    """What a draft says, its other side apart."""

    kind = forms.ChoiceField(label=_("类别"), choices=[CHOOSE, *Contract.Kind.choices])
    unit = forms.ChoiceField(label=_("签约单位"), choices=[CHOOSE, *Unit.choices])
    subject = _text(_("标的"), 200)
    amount = _yuan(_("合同金额（元）"), help_text=_("租赁合同填写全部租期的租金"))
    rent = _yuan(_("每期租金（元）"), required=False, min_value=Decimal("0.01"))
    rent_every = forms.ChoiceField(label=_("多久一期"), required=False, choices=[NONE, *Contract.RentEvery.choices])
    first_day = _day(_("合同起日"))
    last_day = _day(_("合同止日"))
    basis = forms.ChoiceField(label=_("依据"), choices=[CHOOSE, *Contract.Basis.choices])
    certificate = forms.ChoiceField(label=_("决策凭证"), required=False, help_text=_("只列今天有效的；没有的，先办决策事项，撤销、失效的不能再用"))
    basis_document = _text(_("依据的文件或会议记录"), required=False, help_text=_("没有决策凭证的填写"))
    asked_on = _day(_("询问利害关系的日期"), required=False, help_text=_("签订以前询问两委成员和中心干部与对方有没有利害关系"))


class DraftForm(TermsForm):
    """A draft with its other side."""

    division_code = forms.ChoiceField(label=_("村（社区）"))
    counterparty = _text(_("对方名称"), 120)
    party_kind = forms.ChoiceField(label=_("对方是"), choices=[CHOOSE, *Contract.PartyKind.choices])
    credit_code = _text(_("统一社会信用代码"), 18, required=False)
    representative = _text(_("对方负责人"), 60, required=False)
    identity_number = _text(_("对方身份证号码"), 18, required=False, help_text=_("加密保存，只用来核对是不是村干部"))
    thread = forms.ChoiceField(label=_("串在哪条线上"), required=False)
    field_order = ("division_code", "kind", "unit", "subject", "counterparty", "party_kind", "credit_code", "representative", "identity_number", "amount")


class SignForm(forms.Form):
    """When and by whom it was signed for the village."""

    signed_on = _day(_("签订日期"))
    signatory = _text(_("代表本村（社区）签字的人"), 60)


class AmendForm(ChosenForm):
    """What was changed."""

    signed_on = _day(_("签订日期"))
    subject = _text(_("改了什么、为什么"), 500, widget=forms.Textarea(attrs={"rows": 3}))
    amount_change = _yuan(_("金额变化（元）"), required=False, min_value=None, help_text=_("减少的填负数，不变的不填"))
    last_day = _day(_("新的到期日"), required=False)
    document = _text(_("协议文号"), required=False)
    certificate = forms.ChoiceField(label=_("新的决策凭证"), required=False, help_text=_("累计增加超过规定比例的必须填写"))

    def clean_amount_change(self) -> Decimal:
        """Nothing entered changes nothing."""
        return self.cleaned_data["amount_change"] or Decimal(0)


class ReasonForm(forms.Form):
    """What came of it, or why."""

    reason = _text(_("结果或原因"), 500, widget=forms.Textarea(attrs={"rows": 3}))


class DeclareForm(forms.Form):
    """Who said that he stands close to the other side."""

    name = _text(_("申报人"), 60)
    office = _text(_("职务"), 120, required=False)
    relation = forms.ChoiceField(label=_("与对方的关系"), choices=[CHOOSE, *Recusal.Relation.choices])


class AnswerForm(forms.Form):
    """How a related party was dealt with."""

    answer = forms.ChoiceField(label=_("处理"), choices=[CHOOSE, *RelatedParty.Answer.choices])
    document = _text(_("查实的材料"), required=False, help_text=_("不是同一人的必须填写"))
