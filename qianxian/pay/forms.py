"""Preparing a run, finding in it, and sending it back."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qianxian.pay.models import PayCorrection, PayFact
from qianxian.portal.forms import CHOOSE

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


class SettlementFilter(forms.Form):
    """Find statements of a year's income tax."""

    year = forms.IntegerField(label=_("年度"), required=False, min_value=2019, max_value=2099)
    name = forms.CharField(label=_("姓名"), required=False)
    apart = forms.BooleanField(label=_("只看与全年不一致的"), required=False)


BAND = re.compile(r"([0-9]{0,7}):([0-9]{1,2})\Z")


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


def _rate(label: Any, least: str = "0", most: str = "1", hint: Any = "") -> forms.DecimalField:
    return forms.DecimalField(label=label, min_value=Decimal(least), max_value=Decimal(most), decimal_places=4, help_text=hint)


class ScenarioForm(forms.Form):
    """One scenario of pay: what a county may decide otherwise. Prefilled with what is in force; never stored.

    ``name`` stands in every label, for the fields of up to three scenarios share one page.
    """

    multiple = _rate(_("倍数"), "0.01", "100")
    cap = _rate(_("绩效上限（占基本报酬）"), hint=_("0.30 就是 30%"))
    city = _rate(_("市级承担基本报酬"), hint=_("其余由区级承担"))
    director = _rate(_("主任系数"), "0.01", "10")
    deputy_director = _rate(_("副主任系数"), "0.01", "10")
    member = _rate(_("委员系数"), "0.01", "10")
    excellent = _rate(_("优秀系数"))
    competent = _rate(_("称职系数"))
    basic = _rate(_("基本称职系数"))
    not_competent = _rate(_("不称职系数"))
    bands = forms.CharField(label=_("职数档次（常住人口上限:职数）"), max_length=200, help_text=_("1999:4 是 1999 人以下设 4 个岗位；最后一档不写人数"))

    def __init__(self, *args, name: Any = "", **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.name = name
        for field in self.fields.values():
            field.label, field.help_text = (_("%(label)s（%(scenario)s）") % {"label": field.label, "scenario": name} if name else field.label), ""

    def clean_bands(self) -> list[dict[str, int | None]]:
        """The bands as rows of the setting: from 0 upwards, without a gap, the last one open."""
        rows: list[dict[str, int | None]] = []
        least = 0
        for piece in self.cleaned_data["bands"].replace("，", ",").split(","):
            found = BAND.match(piece.strip())
            most = int(found[1]) if found and found[1] else None
            if not found or (rows and rows[-1]["resident_max"] is None) or (most is not None and most < least):
                raise forms.ValidationError(_("请按「人口上限:职数」填写，从小到大，用逗号隔开，最后一档不填上限。"))
            rows.append({"resident_min": least, "resident_max": most, "leading_posts": int(found[2])})
            least = (most or 0) + 1
        if rows[-1]["resident_max"] is not None:
            raise forms.ValidationError(_("最后一档不填上限，例如 :7。"))
        return rows
