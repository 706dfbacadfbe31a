"""Forms of the room. What is asked is little: the way, and for a robot its address; neither address nor secret is ever given back."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from qianxian.notices.models import Channel, Notice
from qianxian.portal.forms import ANY

UNSAID = forms.PasswordInput(render_value=False, attrs={"autocomplete": "off", "spellcheck": "false"})


class PreferenceForm(forms.Form):
    """消息提醒."""

    channel = forms.ChoiceField(label=_("怎么提醒"), choices=Channel.choices, widget=forms.RadioSelect)
    at_once = forms.BooleanField(label=_("新的待办、退回、快到期、有结果时也马上提醒"), required=False, help_text=_("不选，就只有每天早上一条。"))
    address = forms.CharField(label=_("群机器人的地址"), required=False, max_length=500, widget=UNSAID, help_text=_("只有群机器人和其他系统要填。保存以后不再显示；不改就留空。"))
    secret = forms.CharField(label=_("签名密钥"), required=False, max_length=200, widget=UNSAID, help_text=_("钉钉的「加签」密钥，或 whsec_ 开头的密钥。保存以后不再显示；不改就留空。"))


class OutboxFilter(forms.Form):
    """Find messages."""

    state = forms.ChoiceField(label=_("状态"), required=False, choices=[ANY, *Notice.State.choices])
    kind = forms.ChoiceField(label=_("哪一种"), required=False, choices=[ANY, *Notice.Kind.choices])
    channel = forms.ChoiceField(label=_("怎么发"), required=False, choices=[ANY, *Channel.choices[1:]])


class StopForm(forms.Form):
    """Why an address is stopped."""

    reason = forms.CharField(label=_("为什么停用"), max_length=200)
