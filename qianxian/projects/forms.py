"""Forms of projects. Every one works as a plain POST."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qianxian.decisions.models import Unit
from qianxian.portal.forms import ANY, CHOOSE, NONE, ChosenForm
from qianxian.projects.models import Asset, BudgetSource, Measure, Project

SOURCES = 5


def _day(label, **more) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), **more)


def _text(label, length: int = 200, **more) -> forms.CharField:
    return forms.CharField(label=label, max_length=length, **more)


def _long(label, length: int = 500, **more) -> forms.CharField:
    return _text(label, length, widget=forms.Textarea(attrs={"rows": 3}), **more)


def _yuan(label, **more) -> forms.DecimalField:
    return forms.DecimalField(label=label, max_digits=14, decimal_places=2, **{"min_value": Decimal("0.01")} | more)


class PlaceFilter(ChosenForm):
    """Find assets."""

    first = ANY

    place = forms.ChoiceField(label=_("镇（街道）、村（社区）"), required=False)


class ProjectFilter(PlaceFilter):
    """Find projects."""

    name = _text(_("项目名称"), 120, required=False)
    state = forms.ChoiceField(label=_("进展"), required=False, choices=[ANY, *Project.State.choices])
    kind = forms.ChoiceField(label=_("类别"), required=False, choices=[ANY, *Project.Kind.choices])
    field_order = ("name", "place", "state", "kind")


class OpenForm(ChosenForm):
    """A project as an idea."""

    division_code = forms.ChoiceField(label=_("村（社区）"))
    name = _text(_("项目名称"), 120)
    kind = forms.ChoiceField(label=_("类别"), choices=[CHOOSE, *Project.Kind.choices])
    tender_class = forms.ChoiceField(label=_("招标类别"), choices=[CHOOSE, *Project.TenderClass.choices])
    unit = forms.ChoiceField(label=_("实施单位"), choices=[CHOOSE, *Unit.choices])
    site = _text(_("地点"), 120)
    thought_on = _day(_("提出日期"))
    thread = forms.ChoiceField(label=_("串在哪条线上"), required=False)


class BudgetForm(ChosenForm):
    """A budget with up to five sources."""

    amount = _yuan(_("预算（元）"))
    made_on = _day(_("编制日期"))
    document = _text(_("估算书、预算书名称或文号"))
    reason = _long(_("增加的原因"), required=False, help_text=_("超过决策凭证金额的必须填写，项目退回重新决策"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        allocations = (kwargs.get("choices") or {}).pop("allocation", [])
        super().__init__(*args, **kwargs)
        for n in range(1, SOURCES + 1):
            self.fields[f"level{n}"] = forms.ChoiceField(label=_("第 %(n)d 项来源") % {"n": n}, required=n == 1, choices=[CHOOSE if n == 1 else NONE, *BudgetSource.Level.choices])
            self.fields[f"title{n}"] = _text(_("第 %(n)d 项名称") % {"n": n}, 120, required=n == 1)
            self.fields[f"amount{n}"] = _yuan(_("第 %(n)d 项金额（元）") % {"n": n}, required=n == 1)
            self.fields[f"allocation{n}"] = forms.ChoiceField(label=_("第 %(n)d 项对应的拨付") % {"n": n}, required=False, choices=[NONE, *allocations])


class ApproveForm(forms.Form):
    """The town's approval."""

    document = _text(_("批复文号"))


class VoteForm(ChosenForm):
    """The decision it rests on."""

    certificate = forms.ChoiceField(label=_("决策凭证"), help_text=_("只列今天有效的；没有的，先办决策事项，撤销、失效的不能再用"))


class TenderForm(ChosenForm):
    """How it is put to tender."""

    mode = forms.ChoiceField(label=_("方式"), choices=[CHOOSE, *Project.Mode.choices])
    tendered_on = _day(_("发出日期"))
    document = _text(_("招标（比选、发包）文件"))
    split_reason = _long(_("和同类项目分开实施的理由"), required=False, help_text=_("合并后达到更高标准的，先由会议决定，在这里写明"))
    split_certificate = forms.ChoiceField(label=_("决定分开实施的决策凭证"), required=False)


class AwardForm(ChosenForm):
    """The result and the contract."""

    contract = forms.ChoiceField(label=_("合同"))
    started_on = _day(_("开工日期"))
    bidders = forms.IntegerField(label=_("投标（报价）家数"), min_value=1, max_value=99, required=False)
    result_document = _text(_("中标（成交）通知书或比选记录"), required=False)


class MeasureForm(forms.Form):
    """What was measured."""

    what = forms.ChoiceField(label=_("登记什么"), choices=[CHOOSE, *Measure.What.choices])
    amount = forms.DecimalField(label=_("数值"), max_digits=12, decimal_places=2, help_text=_("年份填四位数，户数填整数"))
    measured_on = _day(_("测量或清点的日期"))
    document = _text(_("依据（图纸、测量记录、名册）"), 200)


class MilestoneForm(forms.Form):
    """A part of the works."""

    title = _text(_("节点名称"), 120)
    due_on = _day(_("应完成日期"))


class DoneForm(forms.Form):
    """When it was done."""

    done_on = _day(_("完成日期"))


class PhotoForm(forms.Form):
    """A picture of the works."""

    file = forms.FileField(label=_("照片"), help_text=_("JPEG 或 PNG；拍摄的地点、时间和设备信息会去掉"),
                           widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png", "data-shrink": "1600"}))  # fmt: skip


class ChangeForm(forms.Form):
    """A change ordered."""

    ordered_on = _day(_("变更日期"))
    amount = _yuan(_("增加的金额（元）"), min_value=None, help_text=_("减少的填负数"))
    reason = _long(_("原因"))
    document = _text(_("变更单或签证单编号"))


class DecideForm(ChosenForm):
    """Which change was decided anew, by which certificate."""

    change = forms.ChoiceField(label=_("变更"))
    certificate = forms.ChoiceField(label=_("新的决策凭证"))


class LookForm(forms.Form):
    """What was found."""

    good = forms.TypedChoiceField(label=_("结论"), choices=[CHOOSE, ("1", _("合格")), ("0", _("不合格"))], coerce=lambda value: value == "1")
    opinion = _long(_("看了什么、意见"))


class AuditForm(forms.Form):
    """The settlement audit."""

    amount = _yuan(_("审定金额（元）"), min_value=Decimal(0))
    body = _text(_("审计单位"), 120)
    document = _text(_("审计报告文号"))


class AssetForm(ChosenForm):
    """The asset that came of it; what goes into the collective's register says whether it is a public facility, and how much of it."""

    name = _text(_("资产名称"), 120)
    category = forms.ChoiceField(label=_("资产类别"), choices=[CHOOSE, *Asset.Category.choices])
    place = _text(_("地点"), 120)
    facility = forms.ChoiceField(label=_("公共设施"), required=False, help_text=_("登记了种类和数量，上级要数时直接从这里取，不再问村里"))
    quantity = forms.DecimalField(label=_("数量"), max_digits=12, decimal_places=2, min_value=Decimal(0), required=False, help_text=_("按种类后面的单位填"))

    def __init__(self, *args: Any, choices: dict[str, list[tuple[str, str]]], **kwargs: Any) -> None:
        super().__init__(*args, choices=choices, **kwargs)
        if not choices["facility"]:
            del self.fields["facility"], self.fields["quantity"]


class StallForm(forms.Form):
    """Why it stands still, and since when."""

    cause = forms.ChoiceField(label=_("原因"), choices=[CHOOSE, *Project.Cause.choices])
    since = _day(_("自哪一天起"))
    words = _long(_("发生了什么、等什么"), help_text=_("不写是谁反对"))


class ReasonForm(forms.Form):
    """Why."""

    reason = _long(_("原因"))
