"""Forms of the collective: members and seats, land and assets, leases, rent, distribution."""

from __future__ import annotations

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from qianxian.collective.models import Asset, Lease, Member, Parcel, Roll, Seat
from qianxian.collective.rules.leases import EVERY, schedule
from qianxian.collective.rules.members import EVENTS
from qianxian.collective.rules.property import MU_PLACES, mu_exactly
from qianxian.contracts.models import Contract
from qianxian.decisions.models import Recusal
from qianxian.portal.forms import ANY, CHOOSE, NONE, ChosenForm

EVERY_WORDS = {"month": _("每月"), "quarter": _("每季"), "half": _("每半年"), "year": _("每年")}
EVENT_CHOICES = [(code, _(title)) for code, title in EVENTS]


class _Chosen(ChosenForm):
    """Choices that come from rows, under 请选择 even where none need be made."""

    first = CHOOSE


def _day(label, **more) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(), **more)


def _text(label, length: int = 200, **more) -> forms.CharField:
    return forms.CharField(label=label, max_length=length, **more)


def _yuan(label, least: str = "0", **more) -> forms.DecimalField:
    return forms.DecimalField(label=label, max_digits=14, decimal_places=2, min_value=Decimal(least), **more)


def _quantity(**more) -> forms.DecimalField:
    return forms.DecimalField(label=_("数量"), max_digits=12, decimal_places=2, min_value=Decimal(0), help_text=_("按种类后面的单位填"), **more)


class _Find(ChosenForm):
    """Where; the rest is the register's own."""

    first = ANY

    place = forms.ChoiceField(label=_("镇（街道）、村（社区）"), required=False)


class MemberFilter(_Find):
    """Find members."""

    name = forms.CharField(label=_("姓名"), required=False)
    household = forms.CharField(label=_("户号或户主"), required=False)


class AssetFilter(_Find):
    """Find assets."""

    facility = forms.ChoiceField(label=_("公共设施"), required=False, choices=[ANY, *Asset.Facility.choices])
    state = forms.ChoiceField(label=_("状态"), required=False, choices=[ANY, *Asset.State.choices])


class LeaseFilter(_Find):
    """Find leases."""

    state = forms.ChoiceField(label=_("状态"), required=False, choices=[ANY, *Lease.State.choices])
    lessee = forms.CharField(label=_("承租方"), required=False)


class MemberForm(_Chosen):
    """A member."""

    division_code = forms.ChoiceField(label=_("村（社区）"))
    name = _text(_("姓名"), 60)
    household = _text(_("户号或户主"), 40)
    born_on = _day(_("出生日期"))
    since = _day(_("成为成员的日期"))
    basis = forms.ChoiceField(label=_("取得成员身份的情形"), choices=[CHOOSE, *Member.Basis.choices])
    document = _text(_("依据的文件或会议记录"))
    shares = forms.IntegerField(label=_("份额（份）"), min_value=0, initial=1)
    incapable = forms.BooleanField(label=_("没有完全民事行为能力的成年人"), required=False)


class CorrectMemberForm(forms.Form):
    """What may be set right."""

    household = _text(_("户号或户主"), 40)
    shares = forms.IntegerField(label=_("份额（份）"), min_value=0)
    incapable = forms.BooleanField(label=_("没有完全民事行为能力的成年人"), required=False)
    reason = _text(_("依据的文件或会议记录"))


class EndMemberForm(forms.Form):
    """Why membership ends; grounds that end nobody's are on the list, so that the refusal says why."""

    event = forms.ChoiceField(label=_("情形"), choices=[CHOOSE, *[pair for pair in EVENT_CHOICES if pair[0] not in dict(Member.Basis.choices)]])
    ended_on = _day(_("成员身份的最后一天"))
    elsewhere = _text(_("取得成员身份的其他集体"), 120, required=False, help_text=_("已取得其他集体成员身份的写全称"))
    contract_civil_servant = forms.BooleanField(label=_("聘任制公务员"), required=False)
    document = _text(_("依据的文件或会议记录"))


class SeatForm(_Chosen):
    """A seat."""

    kind = forms.ChoiceField(label=_("职务"), choices=[CHOOSE, *Seat.Kind.choices])
    first_day = _day(_("起任日期"))
    last_day = _day(_("任期最后一天"))
    document = _text(_("选举结果的文件"))
    no_relatives = forms.BooleanField(label=_("已核对：没有近亲属同在理事会"), required=False)


class EndSeatForm(forms.Form):
    """A seat ended early."""

    last_day = _day(_("离任日期"))
    reason = _text(_("离任原因"))


class RelatedForm(forms.Form):
    """Who is near to a director or supervisor."""

    name = _text(_("姓名或单位全称"), 120)
    relation = forms.ChoiceField(label=_("关系"), choices=[CHOOSE, *[pair for pair in Recusal.Relation.choices if pair[0] != "self"]])


class RollForm(_Chosen):
    """Which village, for what, of which day."""

    division_code = forms.ChoiceField(label=_("村（社区）"))
    purpose = forms.ChoiceField(label=_("用于"), choices=[CHOOSE, *Roll.Purpose.choices])
    day = _day(_("哪一天的成员"))
    meeting = forms.ChoiceField(label=_("成员大会（用于大会的选）"), required=False)


class AreaForm(_Chosen):
    """An area in mu or in m²: one of the two, kept exactly."""

    mu = forms.DecimalField(label=_("面积（亩）"), max_digits=16, decimal_places=MU_PLACES, min_value=Decimal("0.000001"), required=False)
    square_metres = forms.DecimalField(label=_("或面积（平方米）"), max_digits=16, decimal_places=2, min_value=Decimal("0.01"), required=False,
                                       help_text=_("亩和平方米只填一项，另一项由系统换算"))  # fmt: skip

    def clean(self) -> dict:
        """``mu``, whichever was filled in."""
        clean = super().clean()
        metres = clean.pop("square_metres", None)
        if (clean.get("mu") is None) == (metres is None):
            self.add_error("mu", _("亩和平方米填一项。"))
        elif metres is not None:
            clean["mu"] = mu_exactly(metres)
        return clean


class ParcelForm(AreaForm):
    """A parcel."""

    division_code = forms.ChoiceField(label=_("村（社区）"))
    title = _text(_("地块名称"), 120)
    whole = forms.ChoiceField(label=_("属于哪一整块地（没有不选）"), required=False)
    use = forms.ChoiceField(label=_("用途"), choices=[CHOOSE, *Parcel.Use.choices])
    owner = forms.ChoiceField(label=_("权属"), choices=[CHOOSE, *Parcel.Owner.choices])
    owner_name = _text(_("所有权人全称"), 80)
    place = _text(_("四至或位置"))
    state = forms.ChoiceField(label=_("状态"), choices=[pair for pair in Parcel.State.choices if pair[0] in ("unresolved", "in_process", "certified")])
    certificate_no = _text(_("证书编号（已办证的填）"), 80, required=False)
    certified_by = _text(_("发证机关（已办证的填）"), 80, required=False)
    certified_on = _day(_("发证日期（已办证的填）"), required=False)
    document = _text(_("依据的文件"))
    field_order = ("division_code", "title", "whole", "use", "owner", "owner_name", "place", "mu", "square_metres", "state", "certificate_no", "certified_by", "certified_on", "document")


class MoveParcelForm(_Chosen):
    """The parcel's next state."""

    state = forms.ChoiceField(label=_("改为"))
    happened_on = _day(_("日期"))
    certificate_no = _text(_("证书编号（改为已办证的填）"), 80, required=False)
    certified_by = _text(_("发证机关（改为已办证的填）"), 80, required=False)
    document = _text(_("依据的文件"))
    words = _text(_("说明"), 300, required=False)


class RemeasureForm(AreaForm):
    """A new survey."""

    happened_on = _day(_("测量日期"))
    document = _text(_("测绘报告"))


class AssetForm(_Chosen):
    """An asset."""

    division_code = forms.ChoiceField(label=_("村（社区）"))
    title = _text(_("资产名称"), 120)
    category = forms.ChoiceField(label=_("类别"), choices=[CHOOSE, *Asset.Category.choices])
    place = _text(_("存放地点"))
    acquired_on = _day(_("取得日期"))
    original_value = _yuan(_("原值（元）"))
    facility = forms.ChoiceField(label=_("公共设施"), required=False, choices=[NONE, *Asset.Facility.choices], help_text=_("登记了种类和数量，上级要数时直接从这里取，不再问村里"))
    quantity = _quantity(required=False)
    state = forms.ChoiceField(label=_("状态"), choices=[pair for pair in Asset.State.choices if pair[0] in ("idle", "own_use")])
    document = _text(_("依据的文件"))


class CountForm(_Chosen):
    """Kind and number of a public facility."""

    facility = forms.ChoiceField(label=_("公共设施"), choices=[CHOOSE, *Asset.Facility.choices])
    quantity = _quantity()
    counted_on = _day(_("清点日期"))
    document = _text(_("依据的文件"))


class MoveAssetForm(_Chosen):
    """Idle or in own use."""

    state = forms.ChoiceField(label=_("改为"))
    document = _text(_("依据的文件"))


class StrikeForm(forms.Form):
    """Why it should not have been registered."""

    reason = _text(_("登记错在哪里"), help_text=_("撤销后不再计入台账，编号和经过保留，不能恢复"))


class DisposeForm(_Chosen):
    """How it goes."""

    certificate = forms.ChoiceField(label=_("决策凭证"))
    way = forms.ChoiceField(label=_("处置方式"), choices=[CHOOSE, *Asset.Way.choices])
    price = _yuan(_("价款（元，没有填 0）"))
    to = _text(_("受让方"), 120, required=False)
    document = _text(_("合同或批准文件"))


class InventoryForm(_Chosen):
    """The year's inventory."""

    division_code = forms.ChoiceField(label=_("村（社区）"))
    year = forms.IntegerField(label=_("年度"), min_value=2000, max_value=2199)
    counted_on = _day(_("清查日期"))
    differences = _text(_("盘盈、盘亏和处理意见"), 500, required=False)
    facilities = forms.BooleanField(label=_("公共设施逐项清点过，没有登记的种类就是没有"), required=False)
    document = _text(_("清查报告"))


def _with_dues(form: forms.Form, clean: dict, total: Decimal | None, first, last) -> dict:
    """``dues`` instead of the rhythm."""
    every = clean.pop("every", None)
    if total and every and first and last:
        if last < first:
            form.add_error("last_day", _("租期最后一天不能早于起租日期。"))
        else:
            clean["dues"] = schedule(total, first, last, every)
    return clean


class LeaseForm(_Chosen):
    """A lease: what it rests on, to whom, for how long, for how much."""

    certificate = forms.ChoiceField(label=_("决策凭证"), help_text=_("只列今天有效的；没有的，先办决策事项，撤销、失效的不能再用"))
    subject = _text(_("合同标的"))
    counterparty = _text(_("承租方姓名或单位全称"), 120)
    party_kind = forms.ChoiceField(label=_("承租方是"), choices=[CHOOSE, *Contract.PartyKind.choices])
    credit_code = _text(_("统一社会信用代码（单位填）"), 18, required=False)
    representative = _text(_("承租方负责人"), 60, required=False)
    first_day = _day(_("起租日期"))
    last_day = _day(_("租期最后一天"))
    total = _yuan(_("租金合计（元）"), "0.01")
    every = forms.ChoiceField(label=_("怎样分期"), choices=[(code, EVERY_WORDS[code]) for code in EVERY])
    platform_no = _text(_("交易平台编号"), 80, required=False)
    asked_on = _day(_("询问利害关系的日期"), help_text=_("签订以前问过两委成员、理事、监事和中心干部与承租方有没有利害关系"))

    def clean(self) -> dict:
        """``dues`` instead of total and rhythm."""
        clean = super().clean()
        return _with_dues(self, clean, clean.pop("total", None), clean.get("first_day"), clean.get("last_day"))


class TakeOverForm(_Chosen):
    """A contract of the library put onto this thing."""

    contract = forms.ChoiceField(label=_("出租合同"))
    every = forms.ChoiceField(label=_("怎样分期"), choices=[(code, EVERY_WORDS[code]) for code in EVERY])
    platform_no = _text(_("交易平台编号"), 80, required=False)


class NamesakeForm(_Chosen):
    """Who is to lease only bears a relative's name."""

    certificate = forms.ChoiceField(label=_("决策凭证"))
    name = _text(_("承租方（或代表人）姓名"), 60)
    document = _text(_("核对的证件和材料"), 200)


class LinkForm(forms.Form):
    """A member found in the registry by his number."""

    identity = _text(_("身份证号码"), 24)
    reason = _text(_("更改原因（已对应另一份档案时填写）"), 200, required=False)


class SignForm(forms.Form):
    """Signed by whom and when."""

    signed_on = _day(_("签订日期"))
    signatory = _text(_("代表本村（社区）签字的人"), 60)


class EndLeaseForm(forms.Form):
    """Why and when."""

    ended_on = _day(_("结束日期"))
    reason = _text(_("结束原因"), 300)
    document = _text(_("解除协议或到期交接单"))


class MatchForm(_Chosen):
    """Which receipt pays which instalment."""

    instalment = forms.ChoiceField(label=_("哪一期租金"))
    line = forms.ChoiceField(label=_("哪一笔到账"))
    amount = _yuan(_("金额（元）"), "0.01")


class DistributionForm(_Chosen):
    """Which fund's year, by which roll, on which certificate."""

    fund = forms.ChoiceField(label=_("哪笔集体资金"))
    year = forms.IntegerField(label=_("年度"), min_value=2000, max_value=2199)
    roll = forms.ChoiceField(label=_("成员名册"))
    certificate = forms.ChoiceField(label=_("决策凭证"))


class ReasonForm(forms.Form):
    """Why."""

    reason = _text(_("原因"), 300)
