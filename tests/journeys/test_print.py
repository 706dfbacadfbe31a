"""Pages on paper: the register and the slip print clean on A4, with Chinese fonts inside."""

from __future__ import annotations

import io
import unicodedata

import pypdf


def fonts_of(reader: pypdf.PdfReader) -> dict[str, bool]:
    """Font name → whether it is embedded, over all pages; a Type 3 font has no name and carries its glyphs itself."""
    found = {}
    for page in reader.pages:
        for font in (page["/Resources"].get("/Font") or {}).values():
            font = font.get_object()
            if font["/Subtype"] == "/Type3":
                found["Type 3"] = found.get("Type 3", True) and bool(font["/CharProcs"])
                continue
            for part in [d.get_object() for d in font.get("/DescendantFonts", [])] or [font]:
                described = part.get("/FontDescriptor")
                described = described.get_object() if described is not None else {}
                found[str(part["/BaseFont"])] = any(key in described for key in ("/FontFile", "/FontFile2", "/FontFile3"))
    return found


def printed(officer, name: str) -> pypdf.PdfReader:
    """The page as the browser's own PDF, kept beside the pictures."""
    officer.shots.mkdir(parents=True, exist_ok=True)
    path = officer.shots / f"{name}.pdf"
    officer.page.pdf(path=str(path), prefer_css_page_size=True, print_background=False)
    return pypdf.PdfReader(io.BytesIO(path.read_bytes()))


def test_register_and_slip_on_paper(walker):
    officer = walker("liangyw")
    for path, name, words in (("/engagements/?per_page=50", "print-register", "村（社区）干部"), ("/pay/", "print-slip", "每一元怎么来的")):
        officer.visit(path)
        if name == "print-slip":
            officer.follow("2019")
            officer.page.locator("main table.qx-register tbody a").first.click()
            officer.page.wait_for_load_state()
        reader = printed(officer, name)
        # some readers are given the radical for the character: ⽃ for 斗
        text = unicodedata.normalize("NFKC", "\n".join(page.extract_text() for page in reader.pages))
        assert unicodedata.normalize("NFKC", words) in text and "梁雅文" in text and "打印人" in text
        for word in ("退出登录", "工作台", "导出当前", "查询", "长辈版"):
            assert word not in text
        fonts = fonts_of(reader)
        assert fonts and all(fonts.values()), fonts
        assert any(font == "Type 3" or "CJK" in font or "Noto" in font or "Song" in font or "Hei" in font for font in fonts), fonts
