"""The programs that open our pages and files from outside, each with the Debian package that brings it; ``make test`` installs what is missing."""

from __future__ import annotations

import os
import shutil
import subprocess

from tests import chromium

PACKAGES = {"soffice": ("libreoffice-writer-nogui", "libreoffice-calc-nogui"), "pdftotext": ("poppler-utils",), "hledger": ("hledger",)}


def missing() -> list[str]:
    """Packages whose program is not here: a browser, Chinese fonts, LibreOffice, poppler, hledger."""
    wanted = [package for program, packages in PACKAGES.items() if not shutil.which(program) for package in packages]
    return wanted + _browser() + ([] if chromium.has_chinese_font() else ["fonts-noto-cjk"])


def _browser() -> list[str]:
    """The quick Chromium where Debian offers it to whoever may install it; any other browser does as well, and slower."""
    if shutil.which(chromium.QUICK):
        return []
    if os.geteuid() == 0 and shutil.which("apt-cache") and subprocess.run(["apt-cache", "show", chromium.QUICK], capture_output=True, check=False).returncode == 0:
        return [chromium.QUICK]
    return [] if chromium.find() else ["chromium"]


def how(packages: list[str]) -> str:
    """What a person types to get them."""
    return f"apt-get update && apt-get install -y --no-install-recommends {' '.join(packages)}"


def install(packages: list[str]) -> bool:
    """Through apt-get, as root on Debian only. True when nothing is missing afterwards."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "-q", "update"], check=False, env=quiet)
    packages = missing() or packages  # a fresh system knows no package before
    subprocess.run(["apt-get", "-qy", "--no-install-recommends", "install", *packages], check=False, env=quiet)
    return not missing()
