"""Homes of their own, with a real and durable cluster, for tests that start, kill and restore."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from qianxian.config.runtime.postgres import Server


@pytest.fixture
def home(monkeypatch) -> Iterator[Path]:
    """An empty data home, short enough for a socket, for the embedded server whatever DATABASE_URL says."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    folder = Path(tempfile.mkdtemp(prefix="qx-h-", dir="/tmp"))
    folder.chmod(0o711)
    monkeypatch.setenv("QIANXIAN_HOME", str(folder))
    yield folder
    Server(folder).stop()
    linked = folder / "postgres"
    if linked.is_symlink():
        shutil.rmtree(linked.resolve(), ignore_errors=True)
    shutil.rmtree(folder, ignore_errors=True)
