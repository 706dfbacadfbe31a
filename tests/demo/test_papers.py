"""The example's own papers, PDF and Word: long careers, real sums, open boxes. Kept in ``QIANXIAN_SHOTS`` for a look when it is set."""

from __future__ import annotations

import io
import os
import re
from functools import partial
from pathlib import Path

import docx
import pypdf
import pytest

from qianxian.accounts import queries as accounts
from qianxian.assessments import prints as assessed
from qianxian.assessments.models import AssessmentSheet, GradeAppeal
from qianxian.demo import cast
from qianxian.demo.blueprint import EXAMPLE_DAY
from qianxian.elections import pages as elections
from qianxian.elections import prints as election_papers
from qianxian.elections.models import Election
from qianxian.engagements import forms_up, prints
from qianxian.engagements.models import ConsequenceCase, Engagement, EngagementReview, OutcomeNotice, ReviewRequest, SecretaryFiling, VettingRound
from qianxian.foundation.reach import bind
from qianxian.pay import documents
from qianxian.pay.models import PayCorrection, PayRun, PaySlip


@pytest.fixture
def officer(doumen):
    bind(accounts.service_actor(cast.COUNTY))
    return accounts.service_actor(cast.COUNTY)


def papers(officer):
    """(name, makes the paper in a format, most pages) of one paper of each kind that the example holds."""
    director = Engagement.objects.filter(post="director", acting=False).order_by("pk").first()
    refused, deferred = (OutcomeNotice.objects.filter(decision__outcome=outcome).order_by("pk").first() for outcome in ("not_engaged", "deferred"))
    asked, sheet = ReviewRequest.objects.exclude(answered_on=None).order_by("pk").first(), AssessmentSheet.objects.filter(state="approved").order_by("pk").first()
    removed, appointed = (SecretaryFiling.objects.filter(event=event).order_by("pk").first() for event in ("removed", "appointed"))
    review = EngagementReview.objects.filter(post="director", state="settled").order_by("pk").first()
    listed, run, slip = VettingRound.objects.order_by("-pk").first(), PayRun.objects.get(), PaySlip.objects.filter(tax__gt=0).order_by("pk").first()
    corrected, case = PayCorrection.objects.order_by("pk").first(), ConsequenceCase.objects.exclude(answered_on=None).order_by("pk").first()
    appealed = GradeAppeal.objects.exclude(answered_on=None).order_by("pk").first().sheet
    return (
        ("letter", lambda f: prints.letter(director, EXAMPLE_DAY, f), 2), ("refusal", lambda f: prints.notice(refused, EXAMPLE_DAY, f), 3),
        ("deferral", lambda f: prints.notice(deferred, EXAMPLE_DAY, f), 3), ("decision_minutes", lambda f: prints.decision_minutes(asked, f), 1),
        ("approval", lambda f: forms_up.approval_form(review, f), 1), ("filing_removed", lambda f: forms_up.filing_form(removed, f), 1),
        ("filing_appointed", lambda f: forms_up.filing_form(appointed, f), 1), ("vetting", lambda f: prints.vetting_form(listed, "验看", f), 3),
        ("assessment", lambda f: assessed.sheet(sheet, f), 2), ("slip", lambda f: documents.slip_paper(slip, f, EXAMPLE_DAY, officer), 1),
        ("case_hearing", lambda f: prints.hearing_record(case, f), 1), ("case_notice", lambda f: prints.case_notice(case, f), 1),
        ("case_minutes", lambda f: prints.review_minutes(case, f), 1), ("assessment_minutes", lambda f: assessed.minutes(appealed, f), 1),
        ("sheet", lambda f: documents.payer_sheet(run, "town", officer, f), 60), ("correction", lambda f: documents.correction_sheet(corrected, "city", officer, f), 1),
        *((f"election_{election.occasion}_{kind}", partial(election_papers.paper, election, kind, EXAMPLE_DAY), 3)
          for election in Election.objects.order_by("pk") for kind, _words in elections.papers_of(election)),
    )  # fmt: skip


def test_every_paper_of_the_example_is_printed(officer):
    kept = os.environ.get("QIANXIAN_SHOTS")
    for name, make, most in papers(officer):
        pdf, word = make("pdf"), make("docx")
        reader = pypdf.PdfReader(io.BytesIO(pdf))
        said = "".join(page.extract_text() for page in reader.pages) + "".join(t.text or "" for t in docx.Document(io.BytesIO(word)).element.body.iter(docx.oxml.ns.qn("w:t")))
        assert len(reader.pages) <= most, (name, len(reader.pages))
        assert not re.search(r"None|undefined|\{\{|\}\}|\{%|[a-z]+yw\b|liangyw|zhaobk", said), name
        assert not re.search(r"\bR-[A-Z]\d\d|规则 ?PAY|（村居委）", said), name  # numbers and words of ours that nobody at an office knows
        if kept:
            for form, content in (("pdf", pdf), ("docx", word)):
                (Path(kept) / f"paper-{name}.{form}").write_bytes(content)


def test_the_filing_says_what_is_known_and_leaves_the_rest_to_the_pen(officer):
    removed, appointed = (SecretaryFiling.objects.filter(event=event).order_by("pk").first() for event in ("removed", "appointed"))
    texts = ["".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(forms_up.filing_form(one, "pdf"))).pages) for one in (removed, appointed)]
    assert texts[0].count("不适用（免职、撤换）") == 3 and "联审表" not in texts[0]
    assert all(words in texts[1] for words in ("未经选举，上级任命", "见随附的联审表", "公示时间、地点"))  # the first vetting came after January 2019
