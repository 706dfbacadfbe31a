"""Where Chromium is, and how to get it where it is missing."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
HOW = "没有找到 Chromium。请运行：apt-get update && apt-get install -y chromium fonts-noto-cjk（需 root），或 .venv/bin/playwright install chromium"


def find() -> str:
    """The path of Chromium: QIANXIAN_CHROMIUM, one on PATH, or playwright's own; empty when there is none."""
    chosen = os.environ.get("QIANXIAN_CHROMIUM", "")
    if chosen:
        return chosen
    for name in NAMES:
        if path := shutil.which(name):
            return path
    folder = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache/ms-playwright")
    found = sorted(folder.glob("chromium-*/chrome-linux*/chrome")) if folder.is_dir() else []
    return str(found[-1]) if found else ""


def has_chinese_font() -> bool:
    """Whether screenshots will show characters and not boxes; unknown counts as yes."""
    if not shutil.which("fc-list"):
        return True
    return bool(subprocess.run(["fc-list", ":lang=zh-cn"], capture_output=True, text=True, check=False).stdout.strip())
