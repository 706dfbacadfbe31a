"""A letter from the register to the stranger who checks it: two people, one number, one code, and never a name in full outside."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import re
import subprocess
import zipfile
from urllib.parse import urlsplit

import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client

from qianxian.collective.models import Member
from qianxian.foundation.errors import Conflict, NotPermitted, RuleViolated
from qianxian.foundation.models import AuditLeaf
from qianxian.foundation.reach import bind
from qianxian.foundation.rulebook import evaluate
from qianxian.letters import commands, queries, sources
from qianxian.letters.codes import read_code
from qianxian.letters.models import Letter, LetterFile, LetterNumber
from qianxian.rulebook.shipped import shipped_settings
from tests.api.letter_operations import GENERAL, SIGNER, WRITER, draft, issued
from tests.api.stage import DAY, SIBLING, VILLAGE
from tests.cast import SERVICE, TOWN_COMMITTEE, TOWN_OFFICER, acting
from tests.collective import stage as collective
from tests.matrix.people import browser
from tests.papers.scanning import codes_of_docx, codes_of_pdf

pytestmark = pytest.mark.usefixtures("stage")
CODE = re.compile(r"\d{6}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")
FORBIDDEN = shipped_settings().on(DAY)["letters.forbidden"]


def main_of(answer) -> str:
    """What the page itself says."""
    page = answer.content.decode()
    return page[page.find("<main") : page.find("</main>")]


def of_the_member(stage, **more) -> Letter:
    """党员身份证明 of the village's member, by the town."""
    bind(SERVICE)
    (found,) = sources.found("membership", stage.village.member.name, TOWN_OFFICER, DAY)
    return commands.draft_letter(kind="membership", about=found.about, addressee="珠海市斗门区人民法院", purpose="人民陪审员选任", by=TOWN_OFFICER, on=DAY, **more)


def signed(letter: Letter, by=TOWN_COMMITTEE, on: dt.date = DAY) -> tuple[Letter, str]:
    """Issued, with the code that stands on its paper alone."""
    done = commands.issue_letter(letter=letter, by=by, on=on)
    text = pypdf.PdfReader(io.BytesIO(queries.file_of(done, "pdf"))).pages[0].extract_text()
    return done, CODE.search("".join(text.split()))[0]


@pytest.mark.parametrize("row", FORBIDDEN, ids=lambda row: row["what"])
def test_what_no_village_writes_is_refused_with_whom_to_turn_to(row):
    for words in row["words"].split("|"):
        told = evaluate("R-K23", on=DAY, inputs={"words": f"兹证明某某{words[:1]} {words[1:]}情况属实"}, settings=shipped_settings())
        assert told.outputs["allowed"] is False and row["turn_to"] in "".join(v.message for v in told.violations)


@pytest.mark.parametrize("words", ["党员身份证明 人民陪审员选任", "关于借用会议室的函", "任职证明 办理银行账户预留印鉴", "集体经济组织成员身份证明 办理宅基地申请", "办件情况说明"])
def test_what_may_be_written(words):
    assert evaluate("R-K23", on=DAY, inputs={"words": words}, settings=shipped_settings()).outputs["allowed"]


def test_a_letter_says_what_the_register_says(stage):
    letter = of_the_member(stage)
    assert letter.title == "党员身份证明" and letter.lines[0].startswith(f"兹证明{stage.village.member.name}（公民身份号码") and "2001年7月1日入党" in letter.lines[0]
    assert "****" in letter.lines[0] and not re.search(r"\d{17}[\dX]", " ".join(letter.lines)) and letter.state == "draft" and letter.number == ""


def test_other_kinds_read_their_registers(stage):
    bind(SERVICE)
    (office, *_more) = sources.found("office", stage.village.secretary.name, TOWN_OFFICER, DAY)
    assert "至今在任" in office.lines[0] and "书记" in office.lines[0]
    collective.things(VILLAGE, DAY, dt.date(2019, 1, 1))
    bind(SERVICE)
    row = Member.objects.order_by("id").first()
    found = sources.found("collective", row.name, WRITER, DAY)
    assert found and row.number in found[0].lines[0]
    assert sources.found("membership", stage.village.member.name, WRITER, DAY) == [], "the centre's members do not read the roll of members"
    assert "membership" not in dict(sources.kinds_of(WRITER)) and "collective" in dict(sources.kinds_of(WRITER))
    assert sources.said("membership", office.about, TOWN_OFFICER, DAY) is None


def test_two_people_one_number_both_files(stage):
    first, second = draft(stage), draft(stage)
    for by in (WRITER, acting("niegao", "拟稿员", "village_secretary", VILLAGE)):
        with pytest.raises(NotPermitted):
            commands.issue_letter(letter=first, by=by, on=DAY)
    done, _code = signed(first, SIGNER)
    other, _other = signed(second, SIGNER)
    assert (done.number, other.number) == ("HJ103200-2019-0001", "HJ103200-2019-0002")
    assert {f.form: f.digest for f in done.files.all()} == {form: hashlib.sha256(queries.file_of(done, form)).hexdigest() for form in ("pdf", "docx")}
    with pytest.raises(Conflict):
        commands.issue_letter(letter=done, by=SIGNER, on=DAY)
    assert LetterNumber.objects.get().last == 2


def test_a_letter_that_is_refused_takes_no_number(stage):
    letter = of_the_member(stage)
    bind(SERVICE)
    member = stage.made[f"member:{stage.village.member.pk}"]
    type(member).objects.filter(pk=member.pk).update(joined_on=dt.date(2000, 7, 1))
    committee = acting("wuhl", "吴惠兰", "town_committee", "440403103")
    with pytest.raises(RuleViolated, match="台账有变动"):
        commands.issue_letter(letter=letter, by=committee, on=DAY)
    assert not LetterNumber.objects.exists() and not LetterFile.objects.exists()


@pytest.mark.parametrize(("changed", "said"), [
    ({"addressee": " "}, "写给谁"), ({"purpose": ""}, "用途"), ({"kind": "birth"}, "哪一种"), ({"text": ""}, "标题和正文"), ({"title": ""}, "标题和正文"),
    ({"text": "兹证明某某无犯罪记录。"}, "公安派出所"), ({"purpose": "办理亲属关系公证"}, "亲属关系证明"), ({"text": "\n".join("一" * 3 for _n in range(13))}, "最多 12 段"),
    ({"kind": "membership"}, "台账里没有"),
])  # fmt: skip
def test_what_cannot_be_drafted_is_said(stage, changed, said):
    bind(SERVICE)
    with pytest.raises(RuleViolated, match=said):
        commands.draft_letter(by=WRITER, on=DAY, **(GENERAL | changed))
    assert not Letter.objects.exists()


def test_the_paper_holds_text_number_and_the_way_to_check(stage, tmp_path):
    done, code = signed(of_the_member(stage))
    pdf = tmp_path / "letter.pdf"
    pdf.write_bytes(queries.file_of(done, "pdf"))
    try:
        said = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
    except FileNotFoundError:
        said = "".join(page.extract_text() for page in pypdf.PdfReader(pdf).pages)
    flat = "".join(said.split())
    assert done.number in flat and "党员身份证明" in flat and stage.village.member.name in flat and f"/verify/letters/{code}/" in flat
    word = zipfile.ZipFile(io.BytesIO(queries.file_of(done, "docx")))
    text = "".join(re.findall(r"<w:t[^>]*>([^<]*)", word.read("word/document.xml").decode()))
    assert done.number in text and code in text and [name for name in word.namelist() if name.startswith("word/media/")]


def test_a_phone_reads_the_code_off_both_papers_and_comes_to_the_page(stage, tmp_path):
    done, code = signed(of_the_member(stage))
    said = codes_of_docx(queries.file_of(done, "docx"))
    try:
        said += codes_of_pdf(queries.file_of(done, "pdf"), tmp_path)
    except FileNotFoundError:
        said *= 2  # no poppler here; .ci/run has it
    assert len(said) == 2 and len(set(said)) == 1 and said[0].endswith(f"/verify/letters/{code}/")
    page = main_of(Client().get(urlsplit(said[0]).path))
    assert "真实有效" in page and done.number in page and stage.village.member.name not in page


def test_the_code_is_kept_nowhere(stage):
    done, code = signed(of_the_member(stage))
    signs = code.replace("-", "")[6:]
    bind(SERVICE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' AND data_type IN ('text', 'character varying', 'jsonb', 'bytea')")
        for table, column in cursor.fetchall():
            cursor.execute(f"SELECT count(*) FROM {table} WHERE {column}::text LIKE %s OR {column}::text LIKE %s", [f"%{signs}%", f"%{code[7:]}%"])
            assert cursor.fetchone() == (0,), f"{table}.{column}"
    assert read_code(code.lower().replace("-", " "), VILLAGE)[0] == done.code_hash, "typed with spaces and in small letters"


def test_anybody_checks_a_letter_and_learns_no_name(stage):
    letter = of_the_member(stage)
    done, code = signed(letter)
    stranger = Client()
    page = stranger.get(f"/verify/letters/{code}/").content.decode()
    name = stage.village.member.name
    assert "真实有效" in page and "党员身份证明" in page and done.number in page and done.issuer in page and "2019-03-20" in page
    assert name not in page and f"{name[0]}*" in page and "440403*" not in page
    file = SimpleUploadedFile("a.pdf", queries.file_of(done, "pdf"))
    assert "文件没有改过" in stranger.post("/verify/letters/", {"code": code, "file": file}).content.decode()
    assert "文件没有改过" in stranger.post("/verify/letters/", {"code": code, "digest": queries.digests_of(done)["docx"].upper()}).content.decode()
    assert "文件对不上" in stranger.post("/verify/letters/", {"code": code, "file": SimpleUploadedFile("a.pdf", b"%PDF-1.7 forged")}).content.decode()


def test_revoked_and_superseded_are_told_apart(stage):
    (old, code), reason = signed(of_the_member(stage)), "入党日期写错"
    new, new_code = signed(of_the_member(stage, replaces=old))
    page = Client().get(f"/verify/letters/{code}/").content.decode()
    assert "已被新的代替" in page and new.number not in page
    commands.revoke_letter(letter=new, reason=reason, by=TOWN_COMMITTEE, on=DAY)
    page = Client().get(f"/verify/letters/{new_code}/").content.decode()
    assert "已经撤销" in page and reason not in page
    with pytest.raises(Conflict):
        commands.revoke_letter(letter=new, reason=reason, by=TOWN_COMMITTEE, on=DAY)
    bind(SERVICE)
    assert AuditLeaf.objects.filter(action="letters.revoke_letter", reason=reason).exists()


def test_every_wrong_guess_looks_alike_and_too_many_are_not_answered(stage):
    _done, code = signed(of_the_member(stage))
    wrong = [code[:-1] + ("2" if code[-1] != "2" else "3"), f"103209-{code[7:]}", "103200-0000-0000-0000", "x", "999999-7KQ2-9MXB-4TRE"]
    typed, stranger = re.compile(r' value="[^"]*"'), Client(REMOTE_ADDR="203.0.113.9")
    pages = {typed.sub("", main_of(stranger.post("/verify/letters/", {"code": one}))) for one in wrong}
    assert len(pages) == 1 and "没有查到这份函件" in pages.pop()
    statuses = [stranger.post("/verify/letters/", {"code": f"103200-0000-0000-{n:04d}"}).status_code for n in range(60)]
    assert 429 in statuses and stranger.post("/verify/letters/", {"code": code}).status_code == 429
    assert Client(REMOTE_ADDR="203.0.113.77").get(f"/verify/letters/{code}/").status_code == 200, "somebody else is not locked out"


def test_withdrawn_with_its_reason(stage):
    letter = draft(stage)
    with pytest.raises(RuleViolated, match="原因"):
        commands.withdraw_letter(letter=letter, reason=" ", by=SIGNER, on=DAY)
    assert commands.withdraw_letter(letter=letter, reason="写错单位", by=SIGNER, on=DAY).state == "withdrawn"
    with pytest.raises(Conflict):
        commands.issue_letter(letter=letter, by=SIGNER, on=DAY)


def test_the_database_keeps_what_was_issued(stage):
    """By straight SQL as the application role."""
    waiting, done = draft(stage), issued(stage)
    bind(SERVICE)
    bare = draft(stage)
    for form in ("pdf", "docx"):
        LetterFile.objects.create(division_code=VILLAGE, letter=waiting, form=form, digest="0" * 64, sealed=b"x")
    tried = {
        f"DELETE FROM letters_letter WHERE id = {done.pk}": "permission denied",
        f"UPDATE letters_letter SET lines = '{{别的}}', state = 'revoked', ended_on = now(), ended_by = 'x', end_reason = 'x' WHERE id = {done.pk}": "内容不能改",
        f"UPDATE letters_letter SET state = 'draft' WHERE id = {done.pk}": "不能这样办",
        f"UPDATE letters_letter SET state = 'issued', number = 'X', code_hash = 'x', issued_on = now(), issued_by = drafted_by WHERE id = {waiting.pk}": "letter_issued_by_a_second_person",
        f"UPDATE letters_letter SET state = 'issued', number = '{done.number}', code_hash = 'x', issued_on = now(), issued_by = 'x' WHERE id = {waiting.pk}": "one_letter_per_number",
        f"UPDATE letters_letter SET state = 'issued', number = 'X', code_hash = 'x', issued_on = now(), issued_by = 'x' WHERE id = {bare.pk}": "各一份",
        f"UPDATE letters_letterfile SET digest = 'x' WHERE letter_id = {done.pk}": "permission denied",
        "UPDATE letters_letternumber SET last = last + 2": "依次增加",
    }  # fmt: skip
    for statement, said in tried.items():
        with pytest.raises((DatabaseError, IntegrityError), match=said), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_pages_from_draft_to_file(stage):
    writer, signer = browser(stage.users["town_org_officer"]), browser(stage.users["town_committee"])
    name = stage.village.member.name
    assert "党员身份证明" in writer.get("/letters/new/").content.decode() and "无犯罪记录证明" in writer.get("/letters/new/").content.decode()
    found = writer.get(f"/letters/new/membership/?q={name}").content.decode()
    about = re.search(r"\?about=([0-9a-f-]{36})", found)[1]
    assert "2001年7月1日入党" in writer.get(f"/letters/new/membership/?about={about}").content.decode()
    answer = writer.post(f"/letters/new/membership/?about={about}", {"addressee": "斗门区人民法院", "purpose": "人民陪审员选任", "replaces": ""})
    assert answer.status_code == 302
    url = answer.headers["Location"]
    assert "签发" in signer.get(url).content.decode() and "要您签发或退回" in signer.get("/workbench/").content.decode()
    assert signer.post(f"{url}issue/").status_code == 302
    page = writer.get(url).content.decode()
    assert "HJ103000-2019-0001" in page and writer.get(f"{url}file.pdf").content.startswith(b"%PDF") and writer.get(f"{url}file.docx").content.startswith(b"PK")
    assert writer.get(f"{url}file.exe").status_code == 404
    assert signer.post(f"{url}revoke/", {"reason": ""}).status_code == 422 and signer.post(f"{url}revoke/", {"reason": "写错"}).status_code == 302
    assert "已撤销" in writer.get("/letters/").content.decode()
    refused = writer.post("/letters/new/general/", GENERAL | {"text": "兹证明某某未婚。", "replaces": ""})
    assert refused.status_code == 422 and "民政婚姻登记机关" in refused.content.decode()


def test_another_village_sees_nothing(stage):
    letter = draft(stage)
    bind(acting("x", "x", "village_secretary", SIBLING))
    assert queries.letter_by_uuid(letter.uuid, acting("x", "x", "village_secretary", SIBLING)) is None and not Letter.objects.exists()
