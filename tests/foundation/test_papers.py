"""Papers are read back by other programs: pypdf, pdftotext, pdftoppm, python-docx and, where present, LibreOffice."""

import dataclasses
import datetime as dt
import hashlib
import io
import itertools
import re
import shutil
import subprocess
from decimal import Decimal

import docx
import pypdf
import pytest
from docx.shared import Mm, Pt

from qianxian.assessments.papers import appeal_minutes, assessment_sheet
from qianxian.engagements.papers import county_form, deferral_notice, engagement_letter, opinion_form, refusal_notice, vetting_form
from qianxian.foundation.errors import RuleViolated
from qianxian.foundation.papers import build_templates, fonts, pdf, word
from qianxian.foundation.papers.engine import FormPaper, chinese_date, numeral, render, render_form
from qianxian.pay.papers import pay_sheet, pay_slip
from tests.foundation.paper_samples import (
    APPEAL,
    APPROVAL,
    ASSESSED,
    DEFERRAL,
    DEPARTMENTS,
    FILING,
    HEARING,
    LETTER,
    LONG_NAME,
    RARE_NAME,
    REFUSAL,
    SHEET,
    SLIP,
    URL,
    VETTING,
)

PAPERS = {
    "letter": (engagement_letter, LETTER),
    "deferral": (deferral_notice, DEFERRAL),
    "refusal": (refusal_notice, REFUSAL),
    "vetting": (vetting_form, VETTING),
    "slip": (pay_slip, SLIP),
    "sheet": (pay_sheet, SHEET),
    "approval": (opinion_form, APPROVAL),
    "filing": (opinion_form, FILING),
    "hearing": (county_form, HEARING),
    "assessment": (assessment_sheet, ASSESSED),
    "appeal": (appeal_minutes, APPEAL),
}
#: Pages by our typesetter and by LibreOffice from the Word file. More than these, and a box to sign has slipped onto a page of its own.
PAGES = {"letter": 2, "deferral": 2, "refusal": 2, "vetting": 2, "slip": 1, "sheet": 3, "approval": 1, "filing": 1, "hearing": 1, "assessment": 1, "appeal": 1}
FORMS = ("vetting", "sheet", "approval", "filing", "hearing", "assessment", "appeal")  # their samples bear the rare name already
WORD_PAPERS = list(PAPERS)
NEXT_LINE = re.compile(r"\s+")


@pytest.fixture(autouse=True)
def shipped_templates_alone(monkeypatch):
    """These are the foundation's papers: no county, no database (tests/papers has both)."""
    monkeypatch.setattr(word, "_adopted", [])


def made(name, format="pdf", **changes):
    function, paper = PAPERS[name]
    return function(dataclasses.replace(paper, **changes), format)


def pdf_text(paper: bytes) -> str:
    return NEXT_LINE.sub("", "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(paper)).pages))


def word_text(paper: bytes) -> str:
    document = docx.Document(io.BytesIO(paper))
    return NEXT_LINE.sub("", "".join(t.text or "" for t in document.element.body.iter(docx.oxml.ns.qn("w:t"))))


@pytest.mark.parametrize("name", PAPERS)
def test_every_face_in_the_pdf_is_embedded_and_none_is_the_systems(name):
    faces = set()
    for page in pypdf.PdfReader(io.BytesIO(made(name))).pages:
        for font in page["/Resources"]["/Font"].values():
            descendant = font["/DescendantFonts"][0]
            assert {"/FontFile3", "/FontFile2"} & set(descendant["/FontDescriptor"])
            faces.add(font["/BaseFont"].split("+")[1])
    assert faces and all(face.startswith(("NotoSerifSC", "NotoSansSC", "QianxianRare")) for face in faces)


@pytest.mark.parametrize(("name", "format"), [(n, "pdf") for n in PAPERS] + [(n, "docx") for n in WORD_PAPERS])
def test_the_same_facts_give_the_same_digest(name, format):
    assert hashlib.sha256(made(name, format)).digest() == hashlib.sha256(made(name, format)).digest()


@pytest.mark.parametrize("read", [("pdf", pdf_text), ("docx", word_text)])
def test_a_letter_says_who_where_from_and_to(read):
    format, text_of = read
    text = text_of(made("letter", format))
    for said in ("斗井聘〔2019〕12号", "黄志明同志", "草朗村党群服务中心主任", "2019年5月1日起至2020年4月30日止",
                 "（二）安排窗口值班", "中共珠海市斗门区井岸镇委员会", "（盖章处）", "受聘人（签名）",
                 "聘任不以当选代替", "主任聘任自当日终止", URL):  # fmt: skip
        assert said in text, said


@pytest.mark.parametrize("read", [("pdf", pdf_text), ("docx", word_text)])
@pytest.mark.parametrize("name", ["deferral", "refusal"])
def test_a_notice_carries_all_that_due_process_owes(name, read):
    format, text_of = read
    text = text_of(made(name, format))
    for said in ("决定理由", "第九条第二项", "（一）2018年度考核表", "陈述和申辩", "不影响您", "15日内", "30日内",
                 "中共珠海市斗门区委组织部", "0756-5550123", "签收不表示同意", "被告知人（签名）", "送达人（签名）"):  # fmt: skip
        assert said in text, said
    assert ("期限至2019年11月1日" in text) is (name == "deferral")
    assert ("不会自动转为不予聘任" in text) is (name == "deferral")
    assert ("至迟2019年5月20日" in text) is (name == "refusal")


@pytest.mark.parametrize("name", ["letter", "deferral", "refusal"])
def test_word_and_pdf_say_the_same(name):
    """Two templates, one wording: every run of Chinese text of the PDF's body stands in the Word paper (tables run on otherwise)."""
    in_word = word_text(made(name, "docx"))
    pieces = re.findall(r"[\u4e00-\u9fff]{5,}", pdf_text(made(name)))
    absent = [piece for piece in pieces if piece not in in_word and not piece.startswith("扫码核对")]
    assert not absent


def test_a_notice_without_due_process_is_refused_with_everything_that_is_missing():
    with pytest.raises(RuleViolated) as refused:
        made("refusal", ground=" ", ground_source="", evidence=(), statement="", review_body="", contact_phone="")
    assert {v.code for v in refused.value.violations} == {
        "ground_missing", "source_missing", "evidence_missing", "statement_missing", "review_body_missing", "contact_missing",
    }  # fmt: skip
    with pytest.raises(RuleViolated, match="暂缓期限"):
        made("deferral", deferred_until=dt.date(2019, 5, 1))
    with pytest.raises(RuleViolated, match="聘期止日"):
        made("letter", last_day=dt.date(2019, 4, 30))
    assert made("letter", last_day=dt.date(2019, 5, 1))  # a term of one day


@pytest.mark.parametrize("name", PAPERS)
@pytest.mark.parametrize("person", [LONG_NAME, RARE_NAME])
def test_long_and_rare_names_stand_whole_in_the_pdf(name, person):
    if name in FORMS[2:]:
        person = RARE_NAME
    changes = {"person_name": person} if name not in FORMS else {}
    assert person in pdf_text(made(name, **changes))


@pytest.mark.parametrize("name", WORD_PAPERS)
def test_rare_names_stay_as_they_are_in_word(name):
    changes = {"person_name": RARE_NAME} if name not in FORMS else {}
    assert RARE_NAME in word_text(made(name, "docx", **changes))


def test_rare_characters_are_really_drawn():
    drawn = fonts.faces_for([RARE_NAME])
    assert drawn.missing == () and "Qianxian Rare 21" in drawn.body
    used = pypdf.PdfReader(io.BytesIO(made("letter", person_name=RARE_NAME))).pages[0]["/Resources"]["/Font"].values()
    assert any("QianxianRare21" in font["/BaseFont"] for font in used)


def test_a_character_without_any_face_is_spelt_out_and_said():
    text = pdf_text(made("letter", person_name="张\U0003134a"))
    assert "张〔U+3134A〕同志" in text and "本机字库缺字：〔U+3134A〕" in text
    assert "本机字库缺字" not in pdf_text(made("letter"))


def test_the_shipped_faces_draw_gb18030_up_to_extension_f():
    blocks = [(0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x2A700, 0x2B734), (0x2B740, 0x2B81D), (0x2B820, 0x2CEA1), (0x2CEB0, 0x2EBE0)]
    missing = fonts.faces_for(chr(code) for first, last in blocks for code in range(first, last + 1)).missing
    assert len(missing) <= 10, missing
    extension_b = fonts.faces_for(chr(code) for code in range(0x20000, 0x2A6D7)).missing
    assert len(extension_b) <= 10, extension_b


def test_typed_text_is_never_a_command():
    hostile = '#set page(width: 1cm) $x$ *a* {{ 7*7 }} {% for %} <w:p/> & "\u202e\x00'
    assert "#setpage(width:1cm)$x$*a*{{7*7}}" in pdf_text(made("letter", pay_basis=hostile))
    assert '{{7*7}}{%for%}<w:p/>&"' in word_text(made("letter", "docx", pay_basis=hostile))


def test_pages_measure_as_the_standard_says():
    paper = made("deferral")
    page = pypdf.PdfReader(io.BytesIO(paper)).pages[0]
    assert [round(float(side) / 72 * 25.4) for side in page.mediabox[2:]] == [210, 297]
    section = docx.Document(io.BytesIO(made("deferral", "docx"))).sections[0]
    sides = (section.page_width, section.page_height, section.top_margin, section.left_margin, section.right_margin, section.bottom_margin)
    assert [round(side / Mm(1)) for side in sides] == [210, 297, 37, 28, 26, 35]
    normal = docx.Document(io.BytesIO(made("deferral", "docx"))).styles["Normal"]
    assert normal.font.size == Pt(16) and Pt(28.9) <= normal.paragraph_format.line_spacing <= Pt(29)


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs poppler-utils")
def test_the_type_area_holds_22_lines_of_28_characters(tmp_path):
    file = tmp_path / "letter.pdf"
    file.write_bytes(made("letter", pay_basis="核" * 28 * 40, verify_url=""))
    boxes = subprocess.run(["pdftotext", "-f", "2", "-l", "2", "-bbox", file, "-"], capture_output=True, text=True, check=True).stdout
    words = re.findall(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(核+)</word>', boxes)
    by_line = {round(float(y)): 0 for _, y, _, _, _ in words}
    for _, y, _, _, text in words:
        by_line[round(float(y))] += len(text)
    tops = sorted(float(y) for _, y, _, _, _ in words)
    assert len(by_line) == 22 and set(by_line.values()) == {28}
    assert all(abs(later - earlier - 29) < 0.1 for earlier, later in itertools.pairwise(tops) if later - earlier > 1)
    millimetres = [(float(x) / 72 * 25.4, float(to) / 72 * 25.4) for x, _, to, _, _ in words]
    assert abs(min(x for x, _ in millimetres) - 28) < 1 and abs(210 - max(to for _, to in millimetres) - 26) < 1


def test_page_numbers_stand_outside_the_type_area():
    pages = pypdf.PdfReader(io.BytesIO(made("deferral"))).pages
    assert len(pages) == 2
    for number, page in enumerate(pages, 1):
        places = []
        page.extract_text(visitor_text=lambda text, cm, tm, _f, _s, found=places: found.append((text.strip(), cm, tm)))
        assert any(f"—{number}—" == text.replace(" ", "") for text, _, _ in places) or f"— {number} —" in page.extract_text()
    assert "第1页，共" in pdf_text(made("sheet"))
    footer = docx.Document(io.BytesIO(made("deferral", "docx"))).sections[0]
    assert "PAGE" in footer.footer._element.xml and footer.footer.paragraphs[0].text.startswith("—")
    assert "PAGE" in footer.even_page_footer._element.xml


@pytest.mark.parametrize("format", ["pdf", "docx"])
def test_empty_optional_fields_leave_no_traces(format):
    text_of = pdf_text if format == "pdf" else word_text
    letter = text_of(made("letter", format, verify_url="", is_director=False, elected_office="", duties=("值班",)))
    slip = text_of(made("slip", format, deductions=(), gross_to_date=None, question_contact="", verify_url=""))
    for text in (letter, slip):
        assert "None" not in text and "扫码" not in text and "{" not in text
    assert "扣" not in slip and "累计" not in slip and "（一）" not in letter.replace("（一）本聘任", "")


@pytest.mark.parametrize("format", ["pdf", "docx"])
def test_a_slip_adds_up_and_says_it_in_capitals(format):
    text = (pdf_text if format == "pdf" else word_text)(made("slip", format))
    for said in ("97,426.80", "97,103.70", "玖万柒仟壹佰零叁元柒角", "镇级18,856.80元", "****6789", "−323.10"):
        assert said in text, said
    with pytest.raises(RuleViolated, match="扣款大于应发"):
        made("slip", format, lines=SLIP.lines[:0])


def test_a_sheet_adds_up_repeats_its_header_and_needs_three_people():
    paper = made("sheet")
    pages = [NEXT_LINE.sub("", page.extract_text()) for page in pypdf.PdfReader(io.BytesIO(paper)).pages]
    assert len(pages) > 1 and all("基本报酬" in page for page in pages[:-1])
    assert SHEET.total == Decimal("130950.00") and "130,950.00" in pages[-1] and "壹拾叁万零玖佰伍拾元整" in pages[-1]
    with pytest.raises(RuleViolated, match="不同人员"):
        made("sheet", approved_by="赵文")
    page = pypdf.PdfReader(io.BytesIO(paper)).pages[0]
    assert [round(float(side) / 72 * 25.4) for side in page.mediabox[2:]] == [297, 210]


@pytest.mark.parametrize("people", [0, 1, 2, 20, 21, 22, 23, 24, 721])
def test_the_total_and_the_signatures_never_stand_without_people(people):
    last = pypdf.PdfReader(io.BytesIO(made("sheet", rows=SHEET.rows[2:3] * people))).pages[-1].extract_text()
    assert "金额大写" in last and "制表：李素芬" in last and ("黄志明" in last) is (people > 0)


def test_a_vetting_form_shows_conclusions_only_and_leaves_silence_blank():
    text = pdf_text(made("vetting"))
    assert all(department in text for department in DEPARTMENTS)
    assert text.count("无异议") >= len(VETTING.candidates) * (len(DEPARTMENTS) - 1)
    assert "逾期未答复不视为无异议" in text and "440403********1234" in text
    table = docx.Document(io.BytesIO(made("vetting", "docx"))).tables[0]
    assert len(table.rows) == len(VETTING.candidates) + 1 and len(table.columns) == 5 + len(DEPARTMENTS)
    assert table.rows[1].cells[-1].text == ""
    odd = made("vetting", "docx", replies=VETTING.replies[:3])
    assert "Undefined" not in word_text(odd)


def test_a_countys_own_template_goes_first_and_a_wrong_field_is_an_error(tmp_path, monkeypatch):
    (tmp_path / "templates").mkdir()
    own = docx.Document()
    own.add_paragraph("本区样式 {{ person_name }}")
    own.save(tmp_path / "templates" / "engagement_letter.docx")
    monkeypatch.setenv("QIANXIAN_PAPERS", str(tmp_path))
    assert word_text(made("letter", "docx", verify_url="")) == "本区样式黄志明"
    own.add_paragraph("{{ no_such_fact }}")
    own.save(tmp_path / "templates" / "engagement_letter.docx")
    with pytest.raises(Exception, match="no_such_fact"):
        made("letter", "docx", verify_url="")


def test_a_countys_own_fangsong_is_used_first(tmp_path, monkeypatch):
    (tmp_path / "fonts").mkdir()
    raw = (fonts.lzma.decompress((fonts.FACES / "rare-20.ttf.xz").read_bytes())).replace(
        "Qianxian Rare 20".encode("utf-16-be"), "County FangSong2".encode("utf-16-be")
    )
    (tmp_path / "fonts" / "fs.ttf").write_bytes(raw)
    monkeypatch.setenv("QIANXIAN_PAPERS", str(tmp_path))
    assert fonts.faces_for(["张"]).body[0] == "County FangSong2"
    assert made("letter")


def by_libreoffice(folder, papers: dict[str, bytes]) -> dict[str, pypdf.PdfReader]:
    """Each Word paper as LibreOffice prints it; one start of the program for all."""
    soffice = shutil.which("soffice")
    if not soffice:
        pytest.skip("needs LibreOffice")
    for name, content in papers.items():
        (folder / f"{name}.docx").write_bytes(content)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    subprocess.run([soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, *(folder / f"{name}.docx" for name in papers)],
                   check=True, capture_output=True, timeout=240)  # fmt: skip
    return {name: pypdf.PdfReader(folder / f"{name}.pdf") for name in papers}


def page_texts(reader: pypdf.PdfReader) -> list[str]:
    return [NEXT_LINE.sub("", page.extract_text()) for page in reader.pages]


def test_libreoffice_prints_the_word_papers_on_as_many_pages_as_we_do(tmp_path):
    printed = by_libreoffice(tmp_path, {name: made(name, "docx") for name in WORD_PAPERS})
    for name, reader in printed.items():
        pages = page_texts(reader)
        assert "{" not in "".join(pages), name
        assert (LETTER.letter_no if name == "letter" else "井岸镇") in "".join(pages), name
    ours = {name: len(pypdf.PdfReader(io.BytesIO(made(name))).pages) for name in PAPERS}
    assert ours == PAGES and {name: len(reader.pages) for name, reader in printed.items()} == PAGES


def test_the_box_to_sign_keeps_office_and_date_by_it_in_libreoffice(tmp_path):
    """Whatever the length before it; the way it is made (one row that may not break) holds in Word too."""
    more = {f"letter{n}": made("letter", "docx", pay_basis="报酬按办法核定。" * 8 * (n + 1)) for n in range(9)}
    more |= {f"refusal{n}": made("refusal", "docx", evidence=("材料。" * 20,) * (n + 1)) for n in range(9)}
    more |= {f"hearing{n}": made("hearing", "docx", parts=(("本人陈述申辩", "陈述。" * 60 * (n + 6)), HEARING.parts[1])) for n in range(9)}
    for name, reader in by_libreoffice(tmp_path, more).items():
        last = page_texts(reader)[-1]
        assert "（签名）" in last and ("（盖章处）" in last) is not name.startswith("hearing"), name  # people sign, bodies stamp
        assert ("核对以上记录" if name.startswith("hearing") else "委员会") in last, name


@pytest.mark.parametrize("more", range(9))
def test_the_boxes_of_a_form_never_stand_alone_on_a_page(more):
    last = NEXT_LINE.sub("", pypdf.PdfReader(io.BytesIO(made("hearing", parts=(("本人陈述申辩", "陈述。" * 60 * (more + 6)), HEARING.parts[1])))).pages[-1].extract_text())
    assert "本人（签名）" in last and "核对" in last and "以上记录" in last


@pytest.mark.parametrize("people", range(1, 30, 4))
def test_departments_sign_on_one_page_with_the_summary(people):
    pages = page_texts(pypdf.PdfReader(io.BytesIO(made("vetting", candidates=VETTING.candidates[:1] * people))))
    assert "汇总意见" in pages[-1] and "税务局" in pages[-1] and "盖章处" in pages[-1]


@pytest.mark.parametrize("format", ["pdf", "docx"])
def test_forms_that_go_up_carry_every_field_of_the_handbook(format):
    text_of = pdf_text if format == "pdf" else word_text
    approval, filing = text_of(made("approval", format)), text_of(made("filing", format))
    for said in ("性别", "出生年月", "文化程度", "入党时间", "当选职务", "履历", "联审结果", "年度考核", "村（社区）党组织意见", "镇（街道）党委意见", "区委组织部意见"):
        assert said in approval, said
    for said in ("任期", "选举结果", "应到47人，实到44人，赞成41票", "联审结果", "公示情况", "编号：BA-440403100-2019-001", "异议期"):
        assert said in filing, said
    assert approval.count("负责人（签名）") == 3 and filing.count("（盖章处）") == 2


def test_the_committed_templates_are_what_the_script_builds():
    for name, build in build_templates.PAPERS.items():
        out = io.BytesIO()
        build().save(out)
        assert (word.TEMPLATES / f"{name}.docx").read_bytes() == word.without_clock(out.getvalue()), f"rebuild {name}"


def test_small_things():
    assert [numeral(n) for n in (1, 10, 11, 20, 35)] == ["一", "十", "十一", "二十", "三十五"]
    assert chinese_date(dt.date(2019, 5, 1)) == "2019年5月1日" and "年" in chinese_date(None)
    assert pdf.code_point("𫖯") == "〔U+2B5AF〕"
    with pytest.raises(ValueError, match="format"):
        render("engagement_letter", {}, "html", title="", dated=dt.date(2019, 5, 1))
    with pytest.raises(FileNotFoundError):
        render("no_such_paper", {}, "pdf", title="", dated=dt.date(2019, 5, 1))
    with pytest.raises(TypeError, match="float"):
        render("engagement_letter", {"x": 0.1}, "pdf", title="", dated=dt.date(2019, 5, 1))


@pytest.mark.parametrize("name", ["letter", "deferral", "refusal"])
@pytest.mark.parametrize("more", range(9))
def test_the_box_to_sign_never_stands_alone_on_a_page(name, more):
    """Whatever the length before it: the page with the box also carries office and date."""
    changes = {"pay_basis": "报酬按办法核定。" * 8 * (more + 1)} if name == "letter" else {"evidence": ("材料。" * 20,) * (more + 1)}
    last = pypdf.PdfReader(io.BytesIO(made(name, **changes))).pages[-1].extract_text()
    assert "（签名）" in last and "委员会" in last and "（盖章处）" in NEXT_LINE.sub("", last)


def test_an_amount_in_a_narrow_column_keeps_its_own_room():
    """Seen by eye first: 1,100,000.00 in 16 mm ran over the number beside it, on vouchers and on the sheets of leases."""
    line = ("2020年1月1日", "7", "1,100,000.00", "0.00", "1,100,000.00")
    heads = ("应付日期", "期", "应收（元）", "已收（元）", "未收（元）")
    paper = FormPaper(kind="x", form_no="HT-1", place="斗门镇", dated=dt.date(2019, 12, 1), pairs=[("合同编号", "HT")], columns=heads, lines=[line])
    page = pypdf.PdfReader(io.BytesIO(render_form(paper, "pdf", title="合同备案表", signs=("经办人",), remark=""))).pages[0]
    placed: list[tuple[str, float]] = []
    page.extract_text(visitor_text=lambda text, cm, _tm, _font, _size: placed.append((text.strip(), float(cm[4]))))
    at = [x for text, x in placed if text in line]
    digit = 5  # points that a digit of the table takes at most
    assert len(at) == len(line)
    assert all(x + digit * len(text) < after for text, x, after in zip(line[1:], at[1:], at[2:], strict=False))


@pytest.mark.parametrize("format", ["pdf", "docx"])
def test_a_column_that_says_nothing_is_not_printed_and_the_count_stands_first(format):
    """Seen by eye first: notices of elections went up with a column without a heading, and the numbers behind the names."""
    paper = FormPaper(
        kind="x", form_no="XJ-1", place="斗门镇", dated=dt.date(2019, 12, 1), pairs=[("选举日", "2019年12月16日"), ("投票地点", "")],
        columns=("候选人", "序号", "得票", "", "职务"), lines=[("陈嘉安", "1", "　　　　", "", "委员"), ("冯桂芳", "2", "　　　　", "", "委员")],
    )  # fmt: skip
    made = render_form(paper, format, title="选举计票单", signs=("监票人", "计票人", "选举委员会盖章处"), remark="")
    if format == "pdf":
        assert "序号候选人得票职务1陈嘉安委员2冯桂芳委员" in pdf_text(made)
        return
    table = next(t for t in docx.Document(io.BytesIO(made)).tables if t.rows[0].cells[0].text == "序号")
    assert [cell.text for cell in table.rows[0].cells] == ["序号", "候选人", "得票", "职务"]
    assert [cell.text.strip() for cell in table.rows[1].cells] == ["1", "陈嘉安", "", "委员"]
    room = sum(column.width for column in table.columns)
    assert abs(room - Mm(170)) < Mm(1) and all(sum(cell.width for cell in row.cells) == room for row in table.rows)
    assert all(abs(row.height - Mm(9)) < Mm(0.1) for row in table.rows[1:]), "a pen has no room"
