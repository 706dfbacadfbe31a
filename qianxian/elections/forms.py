"""Forms of elections. Every one works as a plain POST."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qianxian.elections.models import Candidate, Election, ElectionStaff, RollEntry
from qianxian.elections.rules.texts import RELATIONS
from qianxian.portal.forms import ANY, CHOOSE, ChosenForm


def _day(label, **more) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), **more)


def _text(label, length: int = 200, **more) -> forms.CharField:
    return forms.CharField(label=label, max_length=length, **more)


def _number(label, least: int = 0, **more) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=least, max_value=1_000_000, **more)


class ElectionFilter(forms.Form):
    """Find elections."""

    kind = forms.ChoiceField(label=_("选举机构"), required=False, choices=[ANY, *Election.Kind.choices])
    state = forms.ChoiceField(label=_("进展"), required=False, choices=[ANY, *Election.State.choices])


class Chosen(ChosenForm):
    """A form whose choices are the page's, each under 请选择 even where nothing need be chosen."""

    first = CHOOSE


class CallForm(Chosen):
    """An election called: which body, when, how many seats of what."""

    body = forms.ChoiceField(label=_("选举哪个机构"))
    occasion = forms.ChoiceField(label=_("选举事由"), choices=[c for c in Election.Occasion.choices if c[0] != "recall"])
    election_on = _day(_("选举日"))
    document = _text(_("批复或决定的文号"))
    held_by = forms.ChoiceField(label=_("由谁补选（村、居委会补选时选）"), required=False, choices=[CHOOSE, *Election.HeldBy.choices], help_text=_("补选只补本届剩余任期的缺额"))
    shift_document = _text(_("提前或延期换届的批准文号"), required=False, help_text=_("党组织换届不在届满当日的填写，前后最多 12 个月"))
    chief = _number(_("书记或主任名额"), initial=0, help_text=_("党组织填书记，村（居）委会填主任；最多 1 名"))
    deputies = _number(_("副书记或副主任名额"), initial=0)
    members = _number(_("委员名额"), initial=3)
    women = _number(_("专为妇女成员保留的委员名额"), initial=0, help_text=_("村（居）委会至少 1 名，另计在委员名额之外；党组织填 0"))


class RecallForm(Chosen):
    """A recall asked for by voters or representatives, with reasons."""

    target = forms.ChoiceField(label=_("要求罢免谁"))
    election_on = _day(_("投票日"))
    document = _text(_("罢免要求的登记文号"))
    petition_counted_on = _day(_("核对联名的日期"), help_text=_("五分之一、三分之一按这一天的人数算，和人数一起存下来备查"))
    registered = _number(_("当日有选举权的村民"), 1)
    petition = _number(_("联名村民人数"), required=False)
    representatives = _number(_("当日村民代表人数"), 1, required=False)
    reps_petition = _number(_("联名村民代表人数"), required=False)
    reasons = _text(_("罢免理由"), 1000, widget=forms.Textarea(attrs={"rows": 4}))


class DocumentForm(forms.Form):
    """A step that rests on a paper."""

    document = _text(_("文号"))


class ReasonForm(forms.Form):
    """Why."""

    reason = _text(_("原因"), 300)


class PostponeForm(forms.Form):
    """A later day."""

    election_on = _day(_("新的选举日"))
    document = _text(_("延期依据的文号"))


class ExclusionsForm(forms.Form):
    """The exclusions agreed."""

    document = _text(_("同意不计入的文号"))
    adopted_on = _day(_("党员大会通过的日期"))


class AuditForm(forms.Form):
    """The leaving audit."""

    published_on = _day(_("审计结果公布日期"))


class DefenceForm(forms.Form):
    """The person heard."""

    heard_on = _day(_("听取申辩的日期"))
    document = _text(_("申辩记录或书面放弃声明"))


class HandoverForm(forms.Form):
    """The handover done."""

    handed_over_on = _day(_("移交完成日期"))


class OfficesForm(Chosen):
    """Offices opened, with vacancies and with somebody elected left out only when somebody says so."""

    def __init__(self, *args: Any, choices: dict[str, list[tuple[str, Any]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unseated"].choices = choices["unseated"]  # boxes to tick: none of them says 请选择

    accept_vacancies = forms.BooleanField(label=_("没有选出的名额暂缺，确认先登记已当选的人就任"), required=False)
    unseated = forms.MultipleChoiceField(
        label=_("当选但不就任的人（因亲属回避，或本人书面不就任）"), required=False, widget=forms.CheckboxSelectMultiple, help_text=_("没有就不选；空出的名额以后补选")
    )
    unseated_document = _text(_("不就任的依据（选举委员会确认回避的记录，或本人书面声明）"), required=False)
    exception_reason = _text(_("书记兼任村务监督委员会主任的原因（没有不填）"), 300, required=False)


class StaffForm(Chosen):
    """Somebody's work at the election."""

    person = forms.ChoiceField(label=_("谁"))
    duty = forms.ChoiceField(label=_("工作"), choices=[CHOOSE, *ElectionStaff.Duty.choices])


class VoterForm(Chosen):
    """A voter on one of the three bases."""

    name = _text(_("姓名"), 60)
    birth_date = _day(_("出生日期"))
    basis = forms.ChoiceField(label=_("登记依据"), choices=[c for c in RollEntry.Basis.choices if c[0] != "member"])
    declared = forms.BooleanField(label=_("本人表示参加选举（户籍在本村、住在外地）"), required=False)
    applied = forms.BooleanField(label=_("本人已申请（户籍不在本村）"), required=False)
    resident_months = _number(_("在本村居住多少个月（户籍不在本村）"), required=False)
    basis_document = _text(_("村民会议或代表会议同意的记录（户籍不在本村）"), required=False)
    registered_elsewhere = forms.BooleanField(label=_("已在他处登记"), required=False)
    deprived = forms.BooleanField(label=_("被剥夺政治权利"), required=False)

    def clean_resident_months(self) -> int:
        """No months where none are told."""
        return self.cleaned_data["resident_months"] or 0


class ObjectionForm(Chosen):
    """An objection to the roll."""

    wish = forms.ChoiceField(label=_("异议"), choices=[CHOOSE, ("add", _("应列入而未列入")), ("strike", _("不应列入而列入"))])
    entry = forms.ChoiceField(label=_("名单上的谁（要求删去时选）"), required=False)
    about = _text(_("漏登的是谁（要求补登时填）"), 60, required=False)
    made_by = _text(_("异议人"), 60)
    reason = _text(_("理由"), 500, widget=forms.Textarea(attrs={"rows": 3}))
    received_on = _day(_("收到日期"))


class DecideForm(forms.Form):
    """The election committee's decision."""

    upheld = forms.TypedChoiceField(label=_("处理"), choices=[("yes", _("异议成立，更正名单")), ("no", _("异议不成立"))], coerce=lambda v: v == "yes", widget=forms.RadioSelect)
    birth_date = _day(_("补登选民的出生日期（异议成立时填）"), required=False)
    reason = _text(_("选举委员会处理的理由（过期的一并写明原因）"), 500, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, wish: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if wish != "add":
            del self.fields["birth_date"]


class ExcludeForm(forms.Form):
    """Why a member is not to be counted."""

    excluded_for = forms.ChoiceField(label=_("情形"), required=False, choices=[("", _("照常计入")), *RollEntry.Exclusion.choices])


class NominateForm(Chosen):
    """A nomination with its number."""

    person = forms.ChoiceField(label=_("提名谁"))
    nominations = _number(_("提名票数"), 1)


class StatementForm(forms.Form):
    """What a candidate stated about himself."""

    stated_on = _day(_("本人填报日期"), help_text=_("亲属关系另在「申报亲属关系」登记；没有近亲属的也要填报"))
    knows_accounting = forms.BooleanField(label=_("具备财会、管理知识"), required=False)
    knowledge_document = _text(_("依据（学历、职称证书或工作经历）"), required=False)


class KinForm(Chosen):
    """A kinship a candidate declares; used for the checks of offices and contracts and shown in no list."""

    first = forms.ChoiceField(label=_("候选人"))
    second = forms.ChoiceField(label=_("另一位候选人，或在任的村干部"))
    relation = forms.ChoiceField(label=_("关系"), choices=[CHOOSE, *RELATIONS], help_text=_("只用于核对任职回避和合同关联方，不公开、不列表"))


class ProxyForm(Chosen):
    """A written proxy."""

    principal = forms.ChoiceField(label=_("委托人"))
    proxy = forms.ChoiceField(label=_("受托人"))
    relation = forms.ChoiceField(label=_("受托人是委托人的"), choices=[CHOOSE, *RELATIONS])
    document = _text(_("委托书编号"))


class RevokeForm(Chosen):
    """A proxy taken back."""

    principal = forms.ChoiceField(label=_("委托人"))
    document = _text(_("本人书面声明"))


class FollowingForm(forms.Form):
    """The day of the next vote."""

    held_on = _day(_("投票日"))


class SheetForm(forms.Form):
    """One copy of one count sheet: totals, and a number for every candidate."""

    station = _text(_("票箱或计票组"), 60, initial=_("第一票箱"))
    copy = forms.TypedChoiceField(label=_("第几遍"), choices=[("1", _("第一遍")), ("2", _("第二遍（另一人）"))], coerce=int, widget=forms.RadioSelect)
    present = _number(_("实到会有选举权的人数"))
    issued = _number(_("发出选票"))
    returned = _number(_("收回选票"))
    valid_ballots = _number(_("有效票"))
    invalid_ballots = _number(_("废票"))

    def __init__(self, *args: Any, candidates: list[Candidate], village: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.candidates = candidates
        if village:  # where villagers vote, who came is who cast a ballot
            del self.fields["present"]
        for one in candidates:
            self.fields[f"votes_{one.pk}"] = _number(_("%(name)s 得票") % {"name": one.person.name})

    @property
    def given(self) -> dict[str, Any]:
        """The command's arguments."""
        clean = self.cleaned_data
        figures = {name: clean[name] for name in ("station", "copy", "issued", "returned", "valid_ballots", "invalid_ballots")}
        return figures | {"present": clean.get("present") or 0, "votes": {one: clean[f"votes_{one.pk}"] for one in self.candidates}}


def default_day(on: dt.date) -> dict[str, Any]:
    """The day a form opens with."""
    return {"petition_counted_on": on, "held_on": on, "received_on": on, "heard_on": on, "handed_over_on": on, "stated_on": on}
