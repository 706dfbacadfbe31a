"""Forms of threads: one per thing that may be recorded along one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qianxian.portal.forms import ANY, CHOOSE
from qianxian.threads.models import Stall, Thread, ThreadStep

WORDS_ONLY = _("只写事情，不写是谁")


class ThreadFilter(forms.Form):
    """Find threads."""

    text = forms.CharField(label=_("线号、名称或内容"), required=False)
    place = forms.ChoiceField(label=_("镇（街道）、村（社区）"), required=False)
    state = forms.ChoiceField(label=_("状态"), required=False, choices=[("", _("在办和搁置")), *Thread.State.choices, ("all", _("全部"))])
    subject = forms.ChoiceField(label=_("类别"), required=False, choices=[ANY, *Thread.Subject.choices])
    origin = forms.ChoiceField(label=_("来路"), required=False, choices=[ANY, *Thread.Origin.choices])

    def __init__(self, *args: Any, places: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [ANY, *places]


class ChoosingForm(forms.Form):
    """A form whose lists are filled by the page: ``choices`` by field."""

    def __init__(self, *args: Any, choices: dict[str, list[tuple[str, str]]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, options in (choices or {}).items():
            single = not isinstance(self.fields[name], forms.MultipleChoiceField)
            self.fields[name].choices = [CHOOSE, *options] if single else options


class OpenForm(ChoosingForm):
    """A new thread."""

    division_code = forms.ChoiceField(label=_("哪个村（社区）或镇（街道）"))
    title = forms.CharField(label=_("名称"), max_length=60, help_text=_("例如「市政供水改造」"))
    matter = forms.CharField(label=_("原话要点"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}), help_text=WORDS_ONLY)
    origin = forms.ChoiceField(label=_("来路"), choices=[CHOOSE, *Thread.Origin.choices])
    channel = forms.ChoiceField(label=_("从什么渠道来"), choices=[CHOOSE, *Thread.Channel.choices])
    asked_on = forms.DateField(label=_("提出日期"), widget=forms.DateInput())
    subject = forms.ChoiceField(label=_("类别"), choices=[CHOOSE, *Thread.Subject.choices])
    road = forms.ChoiceField(label=_("怎么办"), choices=Thread.Road.choices)
    document = forms.CharField(label=_("文件或记录编号（村民反映的选填）"), required=False, max_length=200)
    households = forms.IntegerField(label=_("受益户数（选填）"), required=False, min_value=1, max_value=100_000)
    missing = forms.CharField(label=_("往下走还缺什么（选填）"), required=False, widget=forms.Textarea(attrs={"rows": 3}), help_text=_("一行写一项，最多 8 项"))


class MoveForm(ChoosingForm):
    """Where the thread stands."""

    step = forms.ChoiceField(label=_("走到哪一步"), choices=[CHOOSE, *ThreadStep.Step.choices])
    since = forms.DateField(label=_("从哪一天起"), widget=forms.DateInput())
    holder_role = forms.ChoiceField(label=_("在谁手上"), choices=[CHOOSE, *ThreadStep.Holder.choices])
    holder_code = forms.ChoiceField(label=_("在哪一级"))
    holder_body = forms.CharField(label=_("具体单位（选填）"), required=False, max_length=60, help_text=_("例如 村“两委”、区水务局"))
    missing = forms.CharField(label=_("往下走还缺什么（选填）"), required=False, widget=forms.Textarea(attrs={"rows": 4}), help_text=_("一行写一项，最多 8 项"))
    document = forms.CharField(label=_("依据的记录或文号（选填）"), required=False, max_length=200)


class EstimateForm(ChoosingForm):
    """One more estimate."""

    estimated_on = forms.DateField(label=_("估算日期"), widget=forms.DateInput())
    amount = forms.DecimalField(label=_("金额（元）"), max_digits=14, decimal_places=2)
    source = forms.CharField(label=_("估算单位"), max_length=100)
    document = forms.CharField(label=_("材料名称或文号"), max_length=200)
    corrects = forms.ChoiceField(label=_("更正哪一次（选填）"), required=False, help_text=_("登记错的那一次留着，以这一次为准"))


class StallForm(forms.Form):
    """Why it stands still."""

    cause = forms.ChoiceField(label=_("搁置的原因"), choices=[CHOOSE, *Stall.Cause.choices])
    words = forms.CharField(label=_("怎么停下来的"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}), help_text=_("只写事情，不写谁反对"))
    since = forms.DateField(label=_("从哪一天起"), widget=forms.DateInput())


class LiftForm(forms.Form):
    """What set it moving again."""

    lifted_on = forms.DateField(label=_("从哪一天恢复"), widget=forms.DateInput())
    words = forms.CharField(label=_("怎么恢复的"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}), help_text=WORDS_ONLY)


class NoteForm(forms.Form):
    """Something from a paper."""

    happened_on = forms.DateField(label=_("日期"), widget=forms.DateInput())
    title = forms.CharField(label=_("什么事"), max_length=60)
    words = forms.CharField(label=_("经过或结果"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}), help_text=WORDS_ONLY)
    document = forms.CharField(label=_("记录或文件"), max_length=200)


class AttachForm(ChoosingForm):
    """Something of another room, tied by hand."""

    thing = forms.ChoiceField(label=_("串上哪一样"), help_text=_("本地已登记、还没有串在别的线上的"))


class DetachForm(forms.Form):
    """Why a thing is taken off."""

    reason = forms.CharField(label=_("为什么取下"), max_length=200)


class TellForm(forms.Form):
    """The answer."""

    told_on = forms.DateField(label=_("答复日期"), widget=forms.DateInput())
    channel = forms.ChoiceField(label=_("用什么方式"), choices=[CHOOSE, *Thread.Channel.choices])
    words = forms.CharField(label=_("怎么答复的"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}), help_text=WORDS_ONLY)


class CloseForm(forms.Form):
    """The end."""

    words = forms.CharField(label=_("办成了什么，或者为什么办不了"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}), help_text=WORDS_ONLY)
    document = forms.CharField(label=_("依据的记录或文号（选填）"), required=False, max_length=200)


class ReopenForm(forms.Form):
    """Why it is opened again."""

    reason = forms.CharField(label=_("为什么重新打开"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}), help_text=WORDS_ONLY)


class JoinForm(ChoosingForm):
    """Into which one."""

    into = forms.ChoiceField(label=_("并入哪条线"), help_text=_("同一个地方、还在办的"))
    reason = forms.CharField(label=_("为什么合并"), max_length=300)


class SplitForm(ChoosingForm):
    """A new one out of it."""

    title = forms.CharField(label=_("新线的名称"), max_length=60)
    matter = forms.CharField(label=_("原话要点"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}), help_text=WORDS_ONLY)
    subject = forms.ChoiceField(label=_("类别"), choices=[CHOOSE, *Thread.Subject.choices])
    links = forms.MultipleChoiceField(label=_("带走哪些（选填）"), required=False, widget=forms.CheckboxSelectMultiple)
    reason = forms.CharField(label=_("为什么拆分"), max_length=300)
