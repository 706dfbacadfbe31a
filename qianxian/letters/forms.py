"""Forms of the room: few fields, since what a letter says of somebody is read and not typed."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from qianxian.letters.models import Letter
from qianxian.portal.forms import ANY, CHOOSE, ChosenForm


class LetterFilter(forms.Form):
    """Find letters."""

    words = forms.CharField(label=_("编号、标题或写给谁"), required=False, max_length=60)
    kind = forms.ChoiceField(label=_("哪一种"), required=False, choices=[ANY, *Letter.Kind.choices])
    state = forms.ChoiceField(label=_("状态"), required=False, choices=[ANY, *Letter.State.choices])


class DraftForm(ChosenForm):
    """A letter about somebody whom a register holds."""

    addressee = forms.CharField(label=_("写给谁"), max_length=80, help_text=_("要这份函件的单位，写全称"))
    purpose = forms.CharField(label=_("用途"), max_length=120, help_text=_("例如：参加人民陪审员选任"))
    replaces = forms.ChoiceField(label=_("代替哪一份"), required=False)


class AskedForm(DraftForm):
    """The same for who asked over a case: how he comes by it."""

    WAYS = (("0", _("到窗口领取，领取时核对身份证")), ("1", _("网上下载：已经核对过申请人是本人")))
    online = forms.TypedChoiceField(label=_("怎么交给申请人"), choices=[CHOOSE, *WAYS], coerce=lambda value: value == "1")


class GeneralForm(DraftForm):
    """A general letter: title and text are its writer's."""

    title = forms.CharField(label=_("标题"), max_length=60)
    text = forms.CharField(label=_("正文"), max_length=4800, widget=forms.Textarea(attrs={"rows": 8}), help_text=_("一行一段，最多 12 段"))
    field_order = ("title", "addressee", "purpose", "text", "replaces")


class AskedGeneralForm(GeneralForm, AskedForm):
    """A general letter for who asked over a case."""


class ReasonForm(forms.Form):
    """Why a letter is taken back, or holds no more."""

    reason = forms.CharField(label=_("原因"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class FetchForm(forms.Form):
    """What the page of a case sends for who holds its receipt."""

    code = forms.CharField(max_length=30)
    letter = forms.UUIDField()


class VerifyForm(forms.Form):
    """The code on the paper; and, for who wants to know whether the file is the one that was issued, the file or its digest."""

    code = forms.CharField(label=_("查询码"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
                           help_text=_("印在二维码下面，例如 103210-7KQ2-9MXB-4TRE"))  # fmt: skip
    digest = forms.RegexField(r"^\s*[0-9a-fA-F]{64}\s*$", label=_("文件摘要（SHA-256）"), required=False, error_messages={"invalid": _("摘要是 64 位 0–9、a–f。")})
    file = forms.FileField(label=_("收到的文件"), required=False, help_text=_("只算摘要，不保存"))
