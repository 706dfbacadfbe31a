"""Forms of decisions. Every one works as a plain POST."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from qianxian.decisions.models import Certificate, Matter, Meeting, PowerCase, Recusal, Unit
from qianxian.decisions.models.matters import KIND_CHOICES
from qianxian.portal.forms import ANY, CHOOSE, ChosenForm


def _day(label, **more) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), **more)


def _text(label, length: int = 200, **more) -> forms.CharField:
    return forms.CharField(label=label, max_length=length, **more)


def _long(label, length: int, **more) -> forms.CharField:
    return _text(label, length, widget=forms.Textarea(attrs={"rows": 3}), **more)


def _number(label, **more) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=1_000_000, widget=forms.NumberInput(attrs={"inputmode": "numeric"}), **more)


def _yuan(label, **more) -> forms.DecimalField:
    return forms.DecimalField(label=label, min_value=Decimal(0), max_digits=14, decimal_places=2, **more)


class MatterFilter(ChosenForm):
    """Find matters."""

    first = ANY

    title = _text(_("事项名称"), 120, required=False)
    place = forms.ChoiceField(label=_("镇（街道）、村（社区）"), required=False)
    state = forms.ChoiceField(label=_("进展"), required=False, choices=[ANY, *Matter.State.choices])
    kind = forms.ChoiceField(label=_("类别"), required=False, choices=[ANY, *KIND_CHOICES])


class CertificateFilter(ChosenForm):
    """Find certificates."""

    first = ANY

    number = _text(_("凭证编号"), 40, required=False)
    place = forms.ChoiceField(label=_("镇（街道）、村（社区）"), required=False)
    state = forms.ChoiceField(label=_("状态"), required=False, choices=[ANY, *Certificate.State.choices])


class PowerFilter(ChosenForm):
    """Find power cases."""

    first = ANY

    title = _text(_("事项名称"), 120, required=False)
    place = forms.ChoiceField(label=_("镇（街道）、村（社区）"), required=False)
    state = forms.ChoiceField(label=_("状态"), required=False, choices=[ANY, *PowerCase.State.choices])


class AskedForm(forms.Form):
    """What is put to the vote."""

    title = _text(_("事项名称"), 120)
    kind = forms.ChoiceField(label=_("类别"), choices=[CHOOSE, *KIND_CHOICES], help_text=_("类别和金额决定要经过哪些会议"))
    amount = _yuan(_("金额（元）"), required=False, help_text=_("没有金额的不填"))
    purpose = _long(_("用途和内容"), 500, help_text=_("凭证以这里写的用途为限"))
    unit = forms.ChoiceField(label=_("由哪个单位实施"), choices=[CHOOSE, *Unit.choices])
    authorisation = _text(_("村民会议授权代表会议的记录"), required=False, help_text=_("没有授权的，第二十四条事项由村民会议决定"))
    decided_in = forms.ChoiceField(
        label=_("④由哪个会议决议"), required=False, choices=[("", _("按规定")), ("assembly", _("村民会议")), ("group_meeting", _("村民小组会议"))]
    )


class OpenForm(AskedForm, ChosenForm):
    """A matter proposed."""

    field_order = ("division_code",)
    division_code = forms.ChoiceField(label=_("村（社区）"))
    thread = forms.ChoiceField(label=_("串在哪条线上"), required=False, choices=[], help_text=_("村民提过、计划里有的事，串在那条线上"))
    acted_on = _day(_("应急处置日期"), required=False, help_text=_("已经先行处置的才填，要在期限内补办决议"))
    emergency_reason = _long(_("应急原因"), 500, required=False)


class ReasonForm(forms.Form):
    """Why."""

    reason = _long(_("原因"), 300)


class CallForm(forms.Form):
    """The next body called."""

    notice_on = _day(_("通知日期"))
    held_on = _day(_("会议日期"))
    place = _text(_("会议地点"), 120)
    agenda = _long(_("议题"), 1000)


class CallEnteredForm(CallForm):
    """A body whose number the registry does not hold."""

    eligible = _number(_("应到会人数或户数"), help_text=_("在通知之日确定，以后不能改"))
    eligible_note = _text(_("人数的依据"), help_text=_("例如村民代表名册、户籍底册及日期"))
    counted_by = forms.ChoiceField(label=_("计算方式"), choices=Meeting.CountedBy.choices, initial=Meeting.CountedBy.PEOPLE)


class PostponeForm(forms.Form):
    """Another day."""

    held_on = _day(_("新的会议日期"))
    place = _text(_("会议地点"), 120)


class RecuseForm(forms.Form):
    """Who leaves the room for this item."""

    name = _text(_("回避的人"), 60)
    relation = forms.ChoiceField(label=_("与事项的关系"), choices=[CHOOSE, *Recusal.Relation.choices])


class CountForm(forms.Form):
    """One person's reading of the paper count sheet."""

    copy = forms.TypedChoiceField(label=_("第几遍"), choices=[("1", _("第一遍")), ("2", _("第二遍（另一人）"))], coerce=int, widget=forms.RadioSelect)
    present = _number(_("到会（含回避的人）"))
    votes_for = _number(_("赞成"))
    votes_against = _number(_("反对"))
    votes_abstain = _number(_("弃权"))


class PublishForm(forms.Form):
    """A posting."""

    published_from = _day(_("公开起日"))
    published_to = _day(_("公开止日"))
    place = _text(_("公开地点"), 120)
    text = _long(_("公开内容"), 2000)


class ObjectionForm(forms.Form):
    """An objection."""

    received_on = _day(_("收到日期"))
    made_by = _text(_("异议人"), 60, required=False, help_text=_("不愿留名的不填"))
    reason = _long(_("异议内容"), 1000)


class AnswerForm(forms.Form):
    """Its answer."""

    upheld = forms.TypedChoiceField(
        label=_("处理"), choices=[("no", _("异议不成立")), ("yes", _("异议成立，退回①"))], coerce=lambda v: v == "yes", widget=forms.RadioSelect
    )
    answer = _long(_("答复"), 1000)


class CertifyForm(forms.Form):
    """The certificate's limits."""

    amount_limit = _yuan(_("凭证金额上限（元）"), required=False, help_text=_("不填按表决的金额"))
    lapses_on = _day(_("失效日期"), required=False, help_text=_("不填按规定的月数"))


class RevokeForm(forms.Form):
    """A revocation."""

    reason = _long(_("撤销原因"), 500)
    document = _text(_("撤销决定的文号"))


class VerifyForm(forms.Form):
    """The digest printed on a paper certificate."""

    digest = _text(_("纸质凭证上的摘要"), 64)


class PowerOpenForm(ChosenForm):
    """A power case opened."""

    division_code = forms.ChoiceField(label=_("村（社区）"))
    flow = forms.ChoiceField(label=_("权力事项"))
    title = _text(_("事项名称"), 120)


class MoveForm(ChosenForm):
    """A step of the flow done."""

    step = forms.ChoiceField(label=_("办的是哪一步"))
    done_on = _day(_("办理日期"))
    document = _text(_("材料或文号"))
    reason = _long(_("跳过前面步骤的原因"), 500, required=False, help_text=_("没有跳过的不填；跳过的由村务监督委员会查看"))


class OpinionForm(forms.Form):
    """Supervision's note."""

    opinion = _long(_("监督意见"), 500)


def opening_days(on: dt.date) -> dict[str, dt.date]:
    """The days that forms open with."""
    return {"notice_on": on, "held_on": on, "received_on": on, "done_on": on, "published_from": on}
