"""``make test``: make sure of a browser and of the programs that open our files, run everything on both cores, and say at the end what could not be shown here."""

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
    from tests import debian

    if packages := debian.missing():
        print(f"正在安装检验要用的程序（apt-get）：{' '.join(packages)}……", flush=True)
        if not debian.install(packages):
            print(f"缺少检验要用的程序，相关检验会列在最后。以 root 运行：{debian.how(packages)}", flush=True)
    workers = str(max(1, min(4, os.cpu_count() or 1)))
    started = time.monotonic()
    command = [sys.executable, "-m", "pytest", "-q", "-n", workers, "--dist", "worksteal", *(sys.argv[1:] or ["tests"])]
    # The same drawn cases each time, so that a landing can be repeated; ``make soak`` draws others.
    environment = os.environ | {"QIANXIAN_PROFILE": os.environ.get("QIANXIAN_PROFILE") or "ci"}
    # Each worker, and each program that a test starts, reads bytecode that an earlier one compiled; kept beside the environment, not in the source.
    environment |= {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(ROOT / ".venv" / "bytecode")}
    code = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    print(f"make test: {time.monotonic() - started:.0f} s, exit {code}")
    return code


if __name__ == "__main__":
    raise SystemExit(main())
