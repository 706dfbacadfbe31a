"""The village's papers: sheet of a contract and of a lease, roll of members, record of acceptance; as PDF, as Word, and as LibreOffice prints the Word file."""

from __future__ import annotations

import io
import os
from decimal import Decimal
from pathlib import Path

import docx
import pypdf
import pytest
from django.db import connection

from qianxian.collective.papers import lease_paper, roll_paper
from qianxian.contracts.papers import contract_sheet
from qianxian.foundation.money import amount_in_words, format_yuan
from qianxian.foundation.reach import bind
from qianxian.papers.kinds import kind_of
from qianxian.projects.papers import acceptance_paper
from tests.cast import SERVICE
from tests.collective import stage as collective
from tests.contracts import stage as contracts
from tests.decisions.stage import village
from tests.foundation.test_papers import by_libreoffice, page_texts
from tests.projects import stage as projects

pytestmark = pytest.mark.django_db
NEXT = "\n"


@pytest.fixture
def things():
    """(paper, words that must stand in it, pages at most) by name, out of rows made by commands."""
    village()
    bind(SERVICE)
    contract = contracts.signed(contracts.certificate())
    contracts.amended(contract, "1000")
    people = [collective.admitted(f"容{n}妹", f"{n // 4 + 1}号") for n in range(60)]
    roll = collective.roll()
    lease = collective.signed(collective.asset(), collective.small_certificate(), total="3000")
    works = projects.accepted()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return {
        "contract": (lambda f: contract_sheet(contract, f), (contract.number, contract.counterparty, amount_in_words(contract.amount), "补充协议", "对方："), 1),
        "lease": (lambda f: lease_paper(lease, f), (lease.contract.number, lease.thing.title, amount_in_words(Decimal(3000)), "应付日期", "镇（街道）备案"), 1),
        "roll": (lambda f: roll_paper(roll, f), (roll.number, people[0].name, people[-1].name, "签名", "理事长", f"{roll.members} 人"), 4),
        "acceptance": (lambda f: acceptance_paper(works, f), (works.name, "合格", "按图施工", amount_in_words(works.contract.amount), "施工单位"), 1),
    }  # fmt: skip


def words_of(name: str, make) -> tuple[str, str, int]:
    pdf, word = make("pdf"), make("docx")
    if folder := os.environ.get("QIANXIAN_SHOTS"):
        (Path(folder) / f"{name}.pdf").write_bytes(pdf)
        (Path(folder) / f"{name}.docx").write_bytes(word)
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    said = "".join(t.text or "" for t in docx.Document(io.BytesIO(word)).element.body.iter(docx.oxml.ns.qn("w:t")))
    return "".join(page.extract_text() for page in reader.pages).replace(NEXT, ""), said, len(reader.pages)


def test_pdf_and_word_say_who_what_and_how_much(things):
    for name, (make, wanted, most) in things.items():
        pdf, word, pages = words_of(name, make)
        for words in wanted:
            assert words in pdf and words in word, (name, words)
        assert pages <= most, (name, pages)
        assert "None" not in pdf + word and "{" not in pdf + word, name


def test_libreoffice_prints_them_whole_with_their_boxes(things, tmp_path):
    printed = by_libreoffice(tmp_path, {name: make("docx") for name, (make, _wanted, _most) in things.items()})
    for name, reader in printed.items():
        pages = page_texts(reader)
        assert len(pages) <= things[name][2], (name, len(pages))
        assert "（签名）" in pages[-1] and "（盖章处）" in pages[-1], name
    roll = "".join(page_texts(printed["roll"]))
    assert all(f"容{n}妹" in roll for n in range(60)), "every member has his line"


def test_amounts_stand_in_figures_and_in_capitals(things):
    _pdf, word, _pages = words_of("contract", things["contract"][0])
    assert f"{format_yuan(Decimal(1000))} 元" in word and "元整" in word


def test_a_record_before_anybody_has_looked_has_lines_to_write_on():
    village()
    bind(SERVICE)
    works = projects.building()
    pdf, word, _pages = words_of("open", lambda f: acceptance_paper(works, f))
    assert "合格" not in word.replace("验收合格", "").replace("不合格意见", "").replace("合格后", "") and "验收人" in pdf


def test_the_signed_originals_have_a_place():
    for code in ("contract_sheet", "lease_sheet", "member_roll", "acceptance"):
        assert kind_of(code) is not None, code
