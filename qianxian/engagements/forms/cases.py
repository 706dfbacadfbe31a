"""Forms of cases and filings: one per command. Rules are not repeated here."""

from __future__ import annotations

import datetime as dt

from django import forms
from django.utils.translation import gettext_lazy as _

from qianxian.engagements import grounds, judging
from qianxian.engagements.forms.selection import CHOOSE, day, text
from qianxian.engagements.models import ConsequenceCase, SecretaryFiling
from qianxian.engagements.models.consequences import PIECE_WORDS


class ProposeCaseForm(forms.Form):
    """A ground of the list with its evidence; dates for grounds that rest on a document."""

    kind = forms.ChoiceField(label=_("处理"), widget=forms.RadioSelect, choices=ConsequenceCase.Kind.choices)
    ground_code = forms.ChoiceField(label=_("理由"))
    ground = forms.CharField(label=_("理由说明"), max_length=300)
    evidence = text(_("证据和文书"), help_text=_("文件、记录和日期，不写与履职无关的个人情况"))
    since = day(_("情形起算日期（文书类理由填写）"), required=False)
    until = day(_("文书写明的届满日期（没有不填）"), required=False)

    def __init__(self, *args, on: dt.date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        listed = [(row["code"], row["title"]) for row in judging.setting("consequence.grounds", on)]
        self.fields["ground_code"].choices = [CHOOSE, *grounds.CASE_GROUNDS.items(), *listed]


class CallForm(forms.Form):
    """When and where the person is heard."""

    hearing_on = day(_("听取陈述的日期"))
    place = forms.CharField(label=_("地点"), max_length=100)


class HearingForm(forms.Form):
    """What was said, and to whom."""

    heard_on = day(_("听取陈述的日期"))
    heard_by = forms.CharField(label=_("听取人、记录人"), max_length=200)
    statement = text(_("本人陈述申辩"), max_length=4000, help_text=_("本人没有到场的，写明通知和等候的情况"))


class DecideCaseForm(forms.Form):
    """The body's decision."""

    body = forms.CharField(label=_("决定机关"), max_length=80)
    meeting = forms.CharField(label=_("会议"), max_length=80)
    reasons = text(_("决定理由，答复陈述"))
    last_day = day(_("在岗最后一天（提前解聘填写）"), required=False)


class ReasonsForm(forms.Form):
    """Why there is no negative outcome."""

    reasons = text(_("不作处理的理由"))


class ServeCaseForm(forms.Form):
    """When the notice was received, and whom to ask."""

    served_on = day(_("送达日期"))
    contact = forms.CharField(label=_("联系人和电话"), max_length=100)


class AskForm(forms.Form):
    """Grounds of the request."""

    grounds = text(_("申请复核的理由"))


class AnswerCaseForm(forms.Form):
    """The panel's answer."""

    result = forms.ChoiceField(label=_("复核结果"), widget=forms.RadioSelect, choices=[("upheld", _("维持")), ("overturned", _("改变"))])
    panel = forms.CharField(label=_("复核人员"), max_length=200, help_text=_("参加原决定的人不列入"))
    reasons = text(_("复核理由"))
    document = forms.CharField(label=_("复核记录文号"), max_length=120)


class FilingForm(forms.Form):
    """What is filed, with its pieces."""

    event = forms.ChoiceField(label=_("事项"), choices=[CHOOSE, *SecretaryFiling.Event.choices])
    document = forms.CharField(label=_("党组织决定或选举结果文号"), max_length=200)
    pieces = forms.MultipleChoiceField(label=_("附上的材料"), choices=list(PIECE_WORDS.items()), widget=forms.CheckboxSelectMultiple)
    late_reason = text(_("迟报原因（按时不填）"), required=False, max_length=300)


class ObjectionForm(forms.Form):
    """The county's objection."""

    objection = text(_("异议的理由"))


class ObjectionAnswerForm(forms.Form):
    """The town's answer."""

    answer = text(_("研究结果"))


class GroundForm(forms.Form):
    """A ground of the county's list with its document: the code alone, nothing of the file."""

    code = forms.ChoiceField(label=_("情形"))
    since = day(_("起算日期"), help_text=_("判决、处分、释放或立案日期"))
    until = day(_("文书写明的届满日期（没有不填）"), required=False)
    document = forms.CharField(label=_("依据文书名称和文号"), max_length=200, help_text=_("只写名称和文号，不写案情"))

    def __init__(self, *args, on: dt.date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = [CHOOSE, *((row["code"], grounds.ground_words(row)) for row in judging.setting("consequence.grounds", on))]


class ClearForm(forms.Form):
    """The last day of every office that the law ends."""

    last_day = day(_("任职最后一天"))
