"""Downloads are attachments that no browser guesses about; the print is noted; pages refuse who may not."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from qianxian.engagements.models import Engagement
from qianxian.engagements.views import papers as engagement_papers
from qianxian.foundation.models import AuditLeaf
from qianxian.foundation.reach import bind
from qianxian.papers import commands, views
from qianxian.papers.kinds import kind_of
from qianxian.papers.models import KeptPaper
from tests.cast import COUNTY_OFFICER, FINANCE, OTHER_TOWN_OFFICER, SERVICE, TOWN_OFFICER
from tests.engagements.stage import village
from tests.engagements.test_views import page
from tests.papers.samples import photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter() -> Engagement:
    bind(SERVICE)
    stage = village()
    stage.engaged(stage.member)
    bind(SERVICE)
    return Engagement.objects.get(person=stage.member)


def test_a_scan_is_an_attachment_nobody_guesses_about_and_its_taking_is_recorded(letter):
    scan = commands.keep_scan(kind=kind_of("letter"), thing=letter, content=photo(), by=TOWN_OFFICER)
    answer = page(views.scan, TOWN_OFFICER, kind="letter", uuid=letter.uuid, scan=scan.uuid)
    assert answer["Content-Disposition"].startswith("attachment") and answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "image/jpeg" and answer["Cache-Control"] == "no-store" and "sandbox" in answer["Content-Security-Policy"]
    assert AuditLeaf.objects.filter(action="papers.fetch_scan", actor=TOWN_OFFICER.login).count() == 1
    with pytest.raises(Http404):
        page(views.scan, OTHER_TOWN_OFFICER, kind="letter", uuid=letter.uuid, scan=scan.uuid)
    with pytest.raises(PermissionDenied):
        page(views.scan, FINANCE, kind="letter", uuid=letter.uuid, scan=scan.uuid)
    with pytest.raises(Http404):
        page(views.scan, TOWN_OFFICER, kind="letter", uuid=letter.uuid, scan=letter.uuid)
    with pytest.raises(Http404):
        page(views.kept, TOWN_OFFICER, kind="no_such_kind", uuid=letter.uuid)


def test_a_download_of_the_letter_is_noted_on_its_page(letter):
    page(engagement_papers.letter, TOWN_OFFICER, uuid=letter.uuid)
    paper = KeptPaper.objects.get()
    assert (paper.kind, paper.number, paper.printed_by) == ("letter", letter.letter_number, TOWN_OFFICER.login)
    shown = page(views.kept, COUNTY_OFFICER, kind="letter", uuid=letter.uuid).content.decode()
    assert letter.letter_number in shown and "最近一次打印" in shown and 'type="file"' not in shown  # the county reads, the town keeps
    assert 'type="file"' in page(views.kept, TOWN_OFFICER, kind="letter", uuid=letter.uuid).content.decode()


def test_a_refused_upload_says_why_and_keeps_the_page(letter):
    from django.core.files.uploadedfile import SimpleUploadedFile

    answer = page(views.template, COUNTY_OFFICER, data={"file": SimpleUploadedFile("a.docm", b"PK")}, name="engagement_letter")
    assert answer.status_code == 422 and "只收 Word 文档" in answer.content.decode()
    with pytest.raises(PermissionDenied):
        page(views.template, TOWN_OFFICER, name="engagement_letter")
    with pytest.raises(Http404):
        page(views.template, COUNTY_OFFICER, name="no_such_template")
