"""Preparing a run, finding in it, and sending it back."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from qianxian.pay.models import PayCorrection, PayFact

Cause, Kind = PayCorrection.Cause, PayFact.Kind


class PrepareForm(forms.Form):
    """Which year, and why the multiple may stay under three when it does."""

    year = forms.IntegerField(label=_("年度"), min_value=2019, max_value=2099)
    override_reason = forms.CharField(label=_("倍数低于 3 倍的理由"), max_length=300, required=False)


class ReasonForm(forms.Form):
    """What has to be mended, or why a run is withdrawn."""

    reason = forms.CharField(label=_("写明要改什么"), max_length=300)


class SlipFilter(forms.Form):
    """Find slips of a run."""

    name = forms.CharField(label=_("姓名"), required=False)
    place = forms.ChoiceField(label=_("镇（街道）"), required=False)

    def __init__(self, *args, places: list[tuple[str, str]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [("", _("不限")), *places]


CHOOSE = ("", _("请选择"))


class WholeRunForm(forms.Form):
    """A correction of everybody whose sums differ: a figure came late."""

    cause = forms.ChoiceField(label=_("更正的原因"), choices=[CHOOSE, *((c.value, c.label) for c in (Cause.LATE_INDEX, Cause.LATE_GRADE))])
    document = forms.CharField(label=_("依据文件"), max_length=200, help_text=_("例如统计公报、考核结果文件和文号"))


class CorrectionForm(forms.Form):
    """A correction of one person from the facts in the register."""

    cause = forms.ChoiceField(label=_("更正的原因"), choices=[CHOOSE, *Cause.choices])
    document = forms.CharField(label=_("依据文件"), max_length=200)


class FactForm(forms.Form):
    """A dated fact that changes what is due; each kind on its written basis."""

    kind = forms.ChoiceField(label=_("事项"), choices=[CHOOSE, *((k.value, k.label) for k in Kind if k != Kind.CANCELLED)])
    first_day = forms.DateField(label=_("第一天"), widget=forms.DateInput(attrs={"type": "date"}))
    last_day = forms.DateField(label=_("最后一天"), required=False, widget=forms.DateInput(attrs={"type": "date"}), help_text=_("还没有结束的不填"))
    share = forms.DecimalField(label=_("停职期间发放比例"), required=False, min_value=0, max_value=1, decimal_places=4, help_text=_("例如 0.5；不填按参数"))
    amount = forms.DecimalField(label=_("每月专项附加扣除（元）"), required=False, min_value=0, max_digits=14, decimal_places=2)
    engagement = forms.ChoiceField(label=_("改日期的聘任"), required=False)
    document = forms.CharField(label=_("书面依据"), max_length=200, help_text=_("决定、审批表或登记表的名称和文号"))

    def __init__(self, *args, engagements: list[tuple[str, str]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["engagement"].choices = [("", _("不改日期")), *engagements]
