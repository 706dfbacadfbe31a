"""Where a run keeps what lives no longer than itself: its cluster, the folders of its tests, the profiles of its browsers.

A copied database is some 1,800 small files; on a disk one costs up to two seconds of CPU, in memory a tenth of one. Tests that are about a server's
own durability (``tests/runtime``, ``tests/funds/test_kill.py``) make their homes on the disk themselves.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

SHARED = Path("/dev/shm")
ROOM, LEFT = 3 << 30, 6 << 30  # what a run fills at most, and what the machine needs for it and its programs together


def available() -> int:
    """Bytes of memory that programs may still take; 0 where the system does not say."""
    try:
        lines = Path("/proc/meminfo").read_text("ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) << 10 for line in lines if line.startswith("MemAvailable:")), 0)


def roomy() -> bool:
    """Whether memory holds a whole run: a file system in memory where files may be written and run, with room in it and in the machine."""
    try:
        free, flags = shutil.disk_usage(SHARED).free, os.statvfs(SHARED).f_flag
    except OSError:
        return False
    return os.access(SHARED, os.W_OK) and not flags & (os.ST_NOEXEC | os.ST_RDONLY) and free >= ROOM and available() >= LEFT


def folder() -> str:
    """The folder to make a run's own in: in memory where it has room, else on the disk."""
    return str(SHARED) if roomy() else "/tmp"
