"""Related parties declared and answered: recused where it was decided, or found out to be somebody else."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from qianxian.accounts.queries import is_one_of
from qianxian.contracts import permissions as may
from qianxian.contracts import queries
from qianxian.contracts.commands.rows import expect, locked
from qianxian.contracts.models import Contract, RelatedParty
from qianxian.contracts.rules.parties import CLEARABLE
from qianxian.decisions.models import Recusal
from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import Conflict, RuleViolated, Violation
from qianxian.foundation.verdict import require

Answer, Source = RelatedParty.Answer, RelatedParty.Source


@transaction.atomic
def declare_party(*, contract: Contract, name: str, relation: str, by: Actor, on: dt.date, office: str = "") -> RelatedParty:
    """Somebody in office said, when asked, that he stands close to the other side. Kept with this contract and read by no other purpose."""
    row = locked(contract)
    require(may.can_keep_contract(by, row.division_code))
    expect(row, Contract.State.DRAFT)
    faults = []
    if not name.strip():
        faults.append(Violation("name", _("填写申报人的姓名。"), "R-C06", "name"))
    if relation not in Recusal.Relation.values:
        faults.append(Violation("relation", _("选择与对方的关系。"), "R-C06", "relation"))
    if row.parties.filter(name=name.strip()).exists():
        faults.append(Violation("twice", _("这个人已经登记为关联方。"), "R-C06", "name"))
    if faults:
        raise RuleViolated(faults)
    made = RelatedParty.objects.create(
        division_code=row.division_code, contract=row, name=name.strip(), office=office.strip(), source=Source.DECLARED, relation=relation, found_on=on, found_by=by.login
    )
    audit.record(by=by, action="contracts.declare_party", thing=made, after={"contract": row.number, "relation": relation})
    return made


@transaction.atomic
def answer_party(*, party: RelatedParty, answer: str, by: Actor, on: dt.date, document: str = "") -> RelatedParty:
    """Answered once: recused (found in the meetings of the contract's certificate), or not the same person, with the paper that shows it."""
    row = locked(party.contract)
    held = RelatedParty.objects.select_for_update(of=["self"], no_key=True).get(pk=party.pk)
    require(may.can_answer_party(by, held))
    if held.answer:
        raise Conflict(_("这个关联方已经处理。"), current=held)
    recusal = queries.recusals_of(row.certificate, held.name).first() if row.certificate is not None else None
    faults = _answer_faults(row, held, answer, document, recusal, by)
    if faults:
        raise RuleViolated(faults)
    held.answer, held.answered_on, held.answered_by, held.version = answer, on, by.login, held.version + 1
    held.recusal, held.document = (recusal if answer == Answer.RECUSED else None), document.strip()
    held.save()
    audit.record(by=by, action="contracts.answer_party", thing=held, after={"contract": row.number, "answer": answer, "document": held.document})
    return held


def _answer_faults(row: Contract, held: RelatedParty, answer: str, document: str, recusal: Recusal | None, by: Actor) -> list[Violation]:
    if answer == Answer.RECUSED:
        if recusal is None:
            told = _("决策凭证依据的会议上没有登记「%(name)s」回避。请重新召开会议，登记回避后再表决。") % {"name": held.name}
            return [Violation("not_recused", told, "R-C06", "answer")]
        missed = queries.sat_without_recusal(row.certificate, held.name, by)
        told = _("「%(name)s」在%(bodies)s上没有回避，决定不能作为依据。请重新召开会议。")
        return [Violation("not_recused", told % {"name": held.name, "bodies": "、".join(missed)}, "R-C06", "answer")] if missed else []
    if answer != Answer.NOT_SAME:
        return [Violation("answer", _("选择怎样处理。"), "R-C06", "answer")]
    faults = []
    if held.source not in CLEARABLE:
        faults.append(Violation("answer", _("证件号码相同或本人申报过的，不能作为不是同一人处理。"), "R-C06", "answer"))
    if not document.strip():
        faults.append(Violation("document", _("写明查实的材料，例如核对身份证的记录。"), "R-C06", "document"))
    if is_one_of(by, row.drafted_by, row.recorded_by):
        faults.append(Violation("answer", _("合同是您草拟或登记的，由另一位同志查实。"), "R-C06", "answer"))
    return faults
