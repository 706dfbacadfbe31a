"""Templates: uploaded, adopted by another from a day, taken back. Originals: kept by who issues, read by who sees."""

from __future__ import annotations

import datetime as dt
import io

import docx
import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from qianxian.engagements import prints
from qianxian.engagements.models import Engagement
from qianxian.foundation.errors import FileRefused, NotPermitted, RuleViolated
from qianxian.foundation.models import AuditLeaf
from qianxian.foundation.papers import word
from qianxian.foundation.reach import bind
from qianxian.papers import commands, queries
from qianxian.papers.kinds import kind_of, kinds
from qianxian.papers.models import KeptPaper, PaperScan, PaperTemplate
from tests.cast import COUNTY_OFFICER, FINANCE, OTHER_TOWN_OFFICER, SECOND_COUNTY_OFFICER, SERVICE, TOWN_COMMITTEE, TOWN_OFFICER
from tests.engagements.stage import village
from tests.papers.samples import acting_pdf, edited, photo, scanned

pytestmark = pytest.mark.django_db
TODAY, TOMORROW = dt.date(2019, 9, 1), dt.date(2019, 9, 2)
LATER = dt.date(2019, 10, 1)


@pytest.fixture(autouse=True)
def _county():
    bind(SERVICE)


def uploaded(text: str = "本区统一样式", by=COUNTY_OFFICER) -> PaperTemplate:
    return commands.upload_template(name="engagement_letter", content=edited(text), filename="聘任书.docx", by=by)


def adopted(valid_from: dt.date = TODAY, text: str = "本区统一样式", on: dt.date = TODAY) -> PaperTemplate:
    return commands.adopt_template(template=uploaded(text), valid_from=valid_from, by=SECOND_COUNTY_OFFICER, on=on)


def said(raw: bytes) -> str:
    return "".join(p.text for p in docx.Document(io.BytesIO(raw)).paragraphs)


def letter() -> Engagement:
    stage = village()
    stage.engaged(stage.member)
    bind(SERVICE)
    return Engagement.objects.get(person=stage.member)


class TestTemplates:
    def test_nobody_uses_it_until_another_adopts_it(self):
        made = uploaded()
        assert queries.adopted_content("engagement_letter", TODAY) is None
        with pytest.raises(NotPermitted, match="另一位"):
            commands.adopt_template(template=made, valid_from=TODAY, by=COUNTY_OFFICER, on=TODAY)
        commands.adopt_template(template=made, valid_from=TODAY, by=SECOND_COUNTY_OFFICER, on=TODAY)
        assert queries.adopted_content("engagement_letter", TODAY) == edited_bytes(made)
        assert list(AuditLeaf.objects.filter(action__startswith="papers.").values_list("action", "actor")) == [
            ("papers.upload_template", "liangyw"), ("papers.adopt_template", "chenms"),
        ]  # fmt: skip

    def test_the_day_before_the_day_and_the_last_day(self):
        adopted(TOMORROW)
        assert queries.adopted_content("engagement_letter", TODAY) is None
        assert queries.adopted_content("engagement_letter", TOMORROW) is not None
        commands.return_to_shipped(name="engagement_letter", last_day=LATER, by=COUNTY_OFFICER, on=TOMORROW)
        assert queries.adopted_content("engagement_letter", LATER) is not None
        assert queries.adopted_content("engagement_letter", LATER + dt.timedelta(days=1)) is None
        with pytest.raises(RuleViolated, match="出厂模板"):
            commands.return_to_shipped(name="engagement_letter", last_day=LATER, by=COUNTY_OFFICER, on=TOMORROW)

    def test_the_letter_is_really_set_by_the_adopted_template(self):
        found = letter()
        assert "本区统一样式" not in said(prints.letter(found, TODAY, "docx"))
        adopted(found.lettered_on, on=found.lettered_on)
        assert "本区统一样式" in said(prints.letter(found, TODAY, "docx"))
        assert found.person.name in said(prints.letter(found, TODAY, "docx"))
        PaperTemplate.objects.update(period=DateRange(found.lettered_on + dt.timedelta(days=1), None))
        assert "本区统一样式" not in said(prints.letter(found, TODAY, "docx"))  # a letter issued before keeps its shape

    def test_the_next_version_ends_the_one_before(self):
        first = adopted(TODAY)
        adopted(LATER, "第二版")
        first.refresh_from_db()
        assert (first.period.lower, first.period.upper) == (TODAY, LATER)
        assert "第二版" in said(queries.adopted_content("engagement_letter", LATER))
        with pytest.raises(RuleViolated, match="更晚的日期"):
            adopted(TOMORROW, "第三版")
        commands.return_to_shipped(name="engagement_letter", last_day=TODAY, by=COUNTY_OFFICER, on=TODAY)
        assert queries.adopted_content("engagement_letter", LATER) is None
        assert PaperTemplate.objects.count() == 3  # history is kept

    def test_not_for_the_past_and_not_twice(self):
        made = uploaded()
        with pytest.raises(RuleViolated, match="早于今天"):
            commands.adopt_template(template=made, valid_from=TODAY, by=SECOND_COUNTY_OFFICER, on=TOMORROW)
        commands.adopt_template(template=made, valid_from=TODAY, by=SECOND_COUNTY_OFFICER, on=TODAY)
        with pytest.raises(RuleViolated, match="已经启用过"):
            commands.adopt_template(template=made, valid_from=LATER, by=SECOND_COUNTY_OFFICER, on=TODAY)

    @pytest.mark.parametrize("content", [edited("{{ no_such }} {{ neither }}"), word.shipped("engagement_letter")])
    def test_unknown_fields_are_named_and_nothing_is_written(self, content):
        with pytest.raises(RuleViolated) as broken:
            commands.upload_template(name="engagement_letter", content=content, filename="a.docx", by=COUNTY_OFFICER)
        assert {v.code for v in broken.value.violations} <= {"unknown_field", "same_as_shipped"}
        assert not PaperTemplate.objects.exists() and not AuditLeaf.objects.exists()

    def test_a_hostile_file_writes_nothing(self):
        with pytest.raises(FileRefused):
            commands.upload_template(name="engagement_letter", content=b"PK\x03\x04", filename="a.docx", by=COUNTY_OFFICER)
        assert not PaperTemplate.objects.exists() and not AuditLeaf.objects.exists()

    @pytest.mark.parametrize("by", [TOWN_OFFICER, TOWN_COMMITTEE, FINANCE])
    def test_others_are_refused(self, by):
        with pytest.raises(NotPermitted):
            uploaded(by=by)
        made = uploaded()
        with pytest.raises(NotPermitted):
            commands.adopt_template(template=made, valid_from=TODAY, by=by, on=TODAY)
        with pytest.raises(NotPermitted):
            commands.return_to_shipped(name="engagement_letter", last_day=TODAY, by=by, on=TODAY)

    def test_postgresql_says_it_too(self):
        made = adopted()
        with pytest.raises(DatabaseError, match="不能再改"), transaction.atomic():
            PaperTemplate.objects.filter(pk=made.pk).update(content=b"other")
        other = uploaded("另一版")
        with pytest.raises(IntegrityError, match="template_adopted_by_another"), transaction.atomic():
            PaperTemplate.objects.filter(pk=other.pk).update(adopted_by="liangyw", period=DateRange(dt.date(2030, 1, 1), None))
        with pytest.raises(IntegrityError, match="one_template_at_a_time"), transaction.atomic():
            PaperTemplate.objects.filter(pk=other.pk).update(adopted_by="chenms", period=DateRange(LATER, None))


def edited_bytes(made: PaperTemplate) -> bytes:
    return bytes(PaperTemplate.objects.get(pk=made.pk).content)


class TestOriginals:
    def keep(self, thing, content, by=TOWN_OFFICER):
        return commands.keep_scan(kind=kind_of("letter"), thing=thing, content=content, by=by)

    def test_every_room_with_papers_tells_its_kinds(self):
        engaged = {"letter", "notice", "decision_minutes", "vetting", "approval", "case_hearing", "case_notice", "case_minutes", "filing"}
        paid = {f"pay_{paper}_{payer}" for paper in ("sheet", "correction") for payer in ("city", "district", "town")} | {"pay_slip"}
        elected = {"election_notice", "election_proxy", "election_roll", "election_candidates", "election_proxies", "election_sheet", "election_result"}
        assert engaged | paid | elected | {"assessment_sheet", "assessment_minutes"} <= {k.code for k in kinds()}

    def test_kept_sealed_and_recorded(self):
        thing = letter()
        scan = self.keep(thing, photo())
        assert (scan.format, scan.pages, scan.uploaded_by) == ("jpeg", 1, TOWN_OFFICER.login)
        raw = queries.scan_bytes(PaperScan.objects.get())
        assert raw.startswith(b"\xff\xd8") and b"SecretPhone" not in raw and raw not in bytes(PaperScan.objects.get().sealed)
        assert AuditLeaf.objects.get(action="papers.keep_scan").object_id == str(scan.uuid)
        self.keep(thing, scanned(2))
        assert PaperScan.objects.count() == 2 and KeptPaper.objects.count() == 1
        with pytest.raises(RuleViolated, match="已经存过"):
            self.keep(thing, photo())

    @pytest.mark.parametrize("content", [b"MZ", acting_pdf("script")])
    def test_a_hostile_scan_writes_nothing(self, content):
        thing = letter()
        with pytest.raises(FileRefused):
            self.keep(thing, content)
        assert not PaperScan.objects.exists() and not KeptPaper.objects.exists()

    @pytest.mark.parametrize("by", [TOWN_COMMITTEE, FINANCE, OTHER_TOWN_OFFICER])
    def test_only_who_issues_keeps_it(self, by):
        thing = letter()
        with pytest.raises(NotPermitted):
            self.keep(thing, photo(), by)

    def test_the_print_is_noted(self):
        thing = letter()
        commands.keep_print(kind=kind_of("letter"), thing=thing, by=TOWN_OFFICER, on=TODAY)
        paper = KeptPaper.objects.get()
        assert (paper.number, paper.printed_on, paper.printed_by) == (thing.letter_number, TODAY, TOWN_OFFICER.login)

    def test_another_town_sees_no_scan(self):
        self.keep(letter(), photo())
        uuid = Engagement.objects.get().uuid
        assert PaperScan.objects.exists() and kind_of("letter").find(TOWN_OFFICER, uuid)
        bind(OTHER_TOWN_OFFICER)
        assert not PaperScan.objects.exists() and not KeptPaper.objects.exists()
        assert kind_of("letter").find(OTHER_TOWN_OFFICER, uuid) is None
        bind(SERVICE)

    def test_the_application_cannot_change_a_scan(self):
        self.keep(letter(), photo())
        with pytest.raises(DatabaseError), transaction.atomic():
            PaperScan.objects.update(pages=9)
