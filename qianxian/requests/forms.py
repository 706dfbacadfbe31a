"""Forms of requests. Every one works as a plain POST. Those of staff keep no draft in the browser; 反映问题 does as its page says (ADR 25)."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from qianxian.portal.forms import ANY, CHOOSE, ChosenForm
from qianxian.requests.models import Holder, PetitionReview, Request, State
from qianxian.requests.moves import PROTECTED
from qianxian.threads.models import Thread


def _words(label, length: int = 500, **more) -> forms.CharField:
    return forms.CharField(label=label, max_length=length, widget=forms.Textarea(attrs={"rows": 4}), **more)


def _quiet(label, length: int = 60, **more) -> forms.CharField:
    return forms.CharField(label=label, max_length=length, widget=forms.TextInput(attrs={"autocomplete": "off"} | more.pop("attrs", {})), **more)


class RequestFilter(ChosenForm):
    """Find requests; never by who told them."""

    first = ANY

    number = forms.CharField(label=_("编号"), required=False, max_length=60)
    place = forms.ChoiceField(label=_("所在地"), required=False)
    kind = forms.ChoiceField(label=_("类别"), required=False, choices=[ANY, *Request.Kind.choices])
    state = forms.ChoiceField(label=_("进展"), required=False, choices=[ANY, *State.choices])
    holder = forms.ChoiceField(label=_("在谁手上"), required=False, choices=[ANY, *Holder.choices])
    late = forms.ChoiceField(label=_("期限"), required=False, choices=[ANY, ("1", _("只看过期的"))])


class _Keyed(ChosenForm):
    """A form with a number of its own: sent twice, it makes one request."""

    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"key": uuid4()} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)


class TellForm(_Keyed):
    """反映问题: what, about whom where somebody is complained of, and how to reach him, if he likes."""

    field_order = ("matter", "subject", "about", "about_body", "name", "phone", "protect")  # one thought a group, as tell.html draws them

    about = forms.ChoiceField(label=_("反映的是谁"), choices=Request.About.choices, widget=forms.RadioSelect, initial="none", help_text=_("反映谁，谁就看不到，也不能办"))
    about_body = _quiet(_("哪个部门"), required=False, help_text=_("反映区里部门的才填"))
    matter = _words(_("什么事"), help_text=_("写清时间、地点、经过和希望怎么办；不写自己的姓名和电话"))
    subject = forms.ChoiceField(label=_("哪方面"), choices=Thread.Subject.choices, widget=forms.RadioSelect)
    name = _quiet(_("姓名"), required=False)
    phone = _quiet(_("联系电话"), 20, required=False, attrs={"inputmode": "tel"}, help_text=_("加密单独保存，答复凭回执查"))
    protect = forms.BooleanField(label=_("请保密，不让经办的人看到我是谁"), required=False)

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind in PROTECTED:
            del self.fields["protect"]
        else:
            del self.fields["about"], self.fields["about_body"]


class ReceiveForm(_Keyed):
    """Taken in for a resident at the window, by telephone, from the hotline or a letter."""

    division_code = forms.ChoiceField(label=_("村（社区）"))
    kind = forms.ChoiceField(label=_("类别"), choices=[CHOOSE, *Request.Kind.choices])
    subject = forms.ChoiceField(label=_("哪方面"), choices=[CHOOSE, *Thread.Subject.choices])
    channel = forms.ChoiceField(label=_("怎么来的"), choices=Request.Channel.choices[1:], widget=forms.RadioSelect, initial="window")
    received_on = forms.DateField(label=_("收到日期"), widget=forms.DateInput())
    matter = _words(_("什么事"), help_text=_("按原话记要点；不写反映人的姓名和电话"))
    about = forms.ChoiceField(label=_("反映的是谁"), choices=Request.About.choices, initial="none", help_text=_("反映谁，谁就看不到，也不能办"))
    about_body = _quiet(_("哪个部门"), required=False, help_text=_("反映区里部门的才填"))
    name = _quiet(_("姓名"), required=False)
    phone = _quiet(_("联系电话"), 20, required=False, attrs={"inputmode": "tel"}, help_text=_("加密单独保存；投诉、举报的经办人看不到"))
    protect = forms.BooleanField(label=_("本人要求保密"), required=False)


class AcceptForm(forms.Form):
    """Accepted, with a word if there is one to say."""

    words = _words(_("写给群众的话"), required=False, help_text=_("群众能看到，不写姓名和号码"))


class AssignForm(ChosenForm):
    """Passed up, to a department, or back."""

    to = forms.ChoiceField(label=_("转到哪一级"))
    body = _quiet(_("部门名称"), required=False, help_text=_("转到部门的才填"))
    words = _words(_("为什么转办"), 300, help_text=_("群众能看到，不写姓名"))


class WordsForm(forms.Form):
    """Words for who told it."""

    words = _words(_("写给群众的话"), 1000, help_text=_("群众能看到，不写姓名和号码"))


class FinishForm(WordsForm):
    """Done; for a petition with the day on which the answer was handed over."""

    told_on = forms.DateField(label=_("书面答复送达日期"), required=False, widget=forms.DateInput(), help_text=_("信访事项填写；复查的期限从这天算"))


class DeclineForm(forms.Form):
    """The reason, and where to turn."""

    words = _words(_("理由和依据"), help_text=_("群众能看到，不写姓名和号码"))
    remedy = _words(_("可以向哪里反映，不服的怎么办"), 300)


class ExtendForm(forms.Form):
    """Prolonged, with the reason that is told."""

    days = forms.IntegerField(label=_("延长几天"), min_value=1, widget=forms.NumberInput(attrs={"inputmode": "numeric"}))
    words = _words(_("为什么延长"), help_text=_("告知本人，不写姓名和号码"))


class NameForm(ChosenForm):
    """Whom it is about."""

    first = ("", _("没有指明"))

    about = forms.ChoiceField(label=_("反映的是谁"), choices=Request.About.choices)
    about_body = _quiet(_("哪个部门"), required=False, help_text=_("反映区里部门的才填"))
    person = forms.ChoiceField(label=_("要回避的干部"), required=False, help_text=_("他在哪一级都看不到这件，也不能办"))


class ThreadForm(forms.Form):
    """A thread, in the official's words."""

    title = forms.CharField(label=_("线的名称"), max_length=60, help_text=_("例如「村口路灯」"))
    matter = _words(_("要办什么事"), help_text=_("只写事情，不写是谁"))
    road = forms.ChoiceField(label=_("怎么办"), choices=Thread.Road.choices)


class AskReviewForm(forms.Form):
    """Asked on a day."""

    asked_on = forms.DateField(label=_("本人提出的日期"), widget=forms.DateInput())


class AnswerReviewForm(forms.Form):
    """The outcome, in writing."""

    outcome = forms.ChoiceField(label=_("结果"), choices=PetitionReview.Outcome.choices, widget=forms.RadioSelect)
    words = _words(_("复查、复核意见"), 1000, help_text=_("群众能看到，不写姓名和号码"))


class RevealForm(forms.Form):
    """By its number, with a reason."""

    number = _quiet(_("诉求编号"), 40, help_text=_("例如 SQ103210-2019-0001"))
    reason = _words(_("凭哪个案号、做什么用"), 200, help_text=_("记入日志，不写反映人的姓名"))
