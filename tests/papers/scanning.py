"""A paper's codes read as a phone reads them: the page drawn, the picture searched for a QR code."""

from __future__ import annotations

import io
import subprocess
import zipfile
from pathlib import Path

import zxingcpp
from PIL import Image


def codes_of_picture(picture: Image.Image) -> list[str]:
    """What the QR codes in the picture say."""
    return [found.text for found in zxingcpp.read_barcodes(picture.convert("L")) if found.format == zxingcpp.BarcodeFormat.QRCode]


def codes_of_pdf(content: bytes, folder: Path) -> list[str]:
    """What the codes on a PDF's pages say when it is drawn at 150 dots per inch. FileNotFoundError without poppler."""
    (folder / "scanned.pdf").write_bytes(content)
    subprocess.run(["pdftoppm", "-r", "150", "-png", str(folder / "scanned.pdf"), str(folder / "scanned")], check=True)
    return [text for page in sorted(folder.glob("scanned*.png")) for text in codes_of_picture(Image.open(page))]


def codes_of_docx(content: bytes) -> list[str]:
    """What the codes in a Word file's pictures say."""
    packed = zipfile.ZipFile(io.BytesIO(content))
    return [text for name in packed.namelist() if name.startswith("word/media/") for text in codes_of_picture(Image.open(io.BytesIO(packed.read(name))))]
