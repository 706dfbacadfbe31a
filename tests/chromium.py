"""Where Chromium is, and how to get it where it is missing."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from tests import memory

QUICK = "chromium-headless-shell"  # Chromium without the window that nobody looks at: a quarter of the CPU for the same page
NAMES = (QUICK, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Where there is only the one with a window: at least it does not play a graphics card by software.
ARGUMENTS = ("--no-sandbox", "--lang=zh-CN", "--disable-gpu", *(() if memory.roomy() else ("--disable-dev-shm-usage",)))
HOW = "没有找到 Chromium。请运行：apt-get update && apt-get install -y chromium-headless-shell fonts-noto-cjk（需 root），或 .venv/bin/playwright install chromium"


def find() -> str:
    """The path of Chromium: QIANXIAN_CHROMIUM, one on PATH, or playwright's own; empty when there is none."""
    chosen = os.environ.get("QIANXIAN_CHROMIUM", "")
    if chosen:
        return chosen
    for name in NAMES:
        if path := shutil.which(name):
            return path
    folder = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache/ms-playwright")
    for pattern in ("chromium_headless_shell-*/*/*headless*shell", "chromium-*/chrome-linux*/chrome"):
        if found := sorted(folder.glob(pattern)):
            return str(found[-1])
    return ""


def has_chinese_font() -> bool:
    """Whether screenshots will show characters and not boxes; unknown counts as yes."""
    if not shutil.which("fc-list"):
        return True
    return bool(subprocess.run(["fc-list", ":lang=zh-cn"], capture_output=True, text=True, check=False).stdout.strip())
