"""A home of the benches' own with the Doumen example loaded, gone afterwards unless it was asked to stay.

Example: ``with doumen() as home: …``. ``doumen("/tmp/qx-b-doumen")`` keeps the home and takes it again the next time: loading takes a minute.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.cluster import touch_memory
from qianxian.config.runtime import address

PROGRAM = (sys.executable, "-m", "qianxian")
MARK = "bench-home"


@contextmanager
def doumen(keep: str = "") -> Iterator[Path]:
    """The home, with nothing running in it; ``QIANXIAN_HOME`` points there. Refuses a folder that is not a bench's own."""
    assert not address.outside(), "benches bring their own cluster; unset DATABASE_URL"
    home = Path(keep) if keep else Path(tempfile.mkdtemp(prefix="qx-b-", dir=os.environ.get("QIANXIAN_BENCH_DIR", "/tmp")))
    home.mkdir(exist_ok=True)
    assert home.joinpath(MARK).exists() or not any(home.iterdir()), f"{home} is no home of a bench"
    home.joinpath(MARK).touch()
    home.chmod(0o711)
    os.environ["QIANXIAN_HOME"] = str(home)
    touch_memory()
    try:
        for command in (("migrate",), ("demo", "load", "--lines")):
            done = subprocess.run([*PROGRAM, *command], capture_output=True, text=True, check=False)
            assert done.returncode == 0 or (command[0] == "demo" and keep), done.stderr
        yield home
    finally:
        if not keep:
            shutil.rmtree(home, ignore_errors=True)
