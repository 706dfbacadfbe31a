"""What the applicant says of a closed case: by his receipt, once, and only if he likes to. Nobody is asked for it and nobody is judged by it."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from qianxian.cases import permissions as may
from qianxian.cases import queries
from qianxian.cases.commands.rows import locked, refuse_faults
from qianxian.cases.models import Case, CaseOpinion
from qianxian.cases.moves import CLOSED
from qianxian.cases.receipts import holds_code
from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import Conflict, violated
from qianxian.foundation.verdict import require


@transaction.atomic
def say_opinion(*, case: Case, code: str, word: str, by: Actor, on: dt.date, words: str = "") -> CaseOpinion:
    """One of three words and, if wanted, a sentence without names or numbers. The receipt's code is asked for; four digits of a telephone are too few."""
    row = locked(case)
    require(may.can_apply(by, row.division_code))
    if not holds_code(row, code):
        raise violated("code", _("请用回执上的查询码评价。"), field="code")
    if row.state not in CLOSED:
        raise Conflict(_("办结以后才评价。"), current=row)
    if queries.opinion_of(row) is not None:
        raise Conflict(_("这一件已经评价过，谢谢。"), current=row)
    if word not in CaseOpinion.Word.values:
        raise violated("word", _("请选满意、基本满意或不满意。"), field="word")
    refuse_faults(row, words=(words, ""))
    said = CaseOpinion.objects.create(division_code=row.division_code, case=row, word=word, words=words.strip(), said_on=on)
    audit.record(by=by, action="cases.say_opinion", thing=said)
    return said
