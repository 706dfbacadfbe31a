"""``make test``: make sure of a browser, run everything on both cores, and say at the end what could not be shown here."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """pytest's exit code."""
    sys.path.insert(0, str(ROOT))
    from tests import chromium

    if not chromium.find() or not chromium.has_chinese_font():
        print("正在安装 Chromium 和中文字体（apt-get）……", flush=True)
        if not chromium.install():
            print(chromium.HOW, flush=True)
    workers = str(max(1, min(4, os.cpu_count() or 1)))
    started = time.monotonic()
    command = [sys.executable, "-m", "pytest", "-q", "-n", workers, "--dist", "worksteal", *(sys.argv[1:] or ["tests"])]
    code = subprocess.run(command, cwd=ROOT, check=False).returncode
    print(f"make test: {time.monotonic() - started:.0f} s, exit {code}")
    return code


if __name__ == "__main__":
    raise SystemExit(main())
