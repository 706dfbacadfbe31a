"""A first load that was broken off is loaded anew, and never shown to anybody as if it were whole."""

from __future__ import annotations

import subprocess
from types import SimpleNamespace

import click
import pytest
from django.db import connections

from qianxian.cli import serve
from qianxian.config.runtime import first_load, migration, static_files
from qianxian.config.runtime.places import PlaceRefused
from tests.runtime.test_structure import empty_database  # noqa: F401

COUNTY = "INSERT INTO divisions_county (code, name, city, province, is_example, initialised_at, telephone) VALUES ('440403000000', '斗门区', '', '', %s, now(), '')"


def test_the_mark_stands_until_the_loading_has_ended_well(tmp_path):
    with pytest.raises(RuntimeError), first_load.marked(tmp_path):
        raise RuntimeError("power fails")
    assert first_load.broken_off(tmp_path)
    with first_load.marked(tmp_path):
        pass
    assert not first_load.broken_off(tmp_path)


def test_the_mark_of_one_database_empties_no_other(tmp_path, monkeypatch):
    """Half an example in one outside database, and the home is then served with another that holds somebody's tables."""
    monkeypatch.setenv("DATABASE_URL", "postgresql://a:b@db1:5432/one")
    with pytest.raises(RuntimeError), first_load.marked(tmp_path):
        raise RuntimeError("power fails")
    assert first_load.broken_off(tmp_path)
    for other in ("postgresql://a:b@db1:5432/two", "postgresql://a:b@db2:5432/one", ""):
        monkeypatch.setenv("DATABASE_URL", other)
        assert not first_load.broken_off(tmp_path), other


@pytest.mark.parametrize(("mark", "there", "example", "loads"), [(True, True, True, 1), (True, True, False, 0), (False, True, True, 0), (False, False, True, 1)])
def test_half_an_example_is_loaded_anew_or_not_served(tmp_path, monkeypatch, mark, there, example, loads):
    ran = []
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setattr(serve, "county", lambda: object() if there else None)
    monkeypatch.setattr(migration, "missing", list)
    for module, name in ((migration, "migrate"), (static_files, "collect"), (connections, "close_all")):
        monkeypatch.setattr(module, name, lambda: None)
    monkeypatch.setattr(subprocess, "run", lambda command, check: ran.append(command) or SimpleNamespace(returncode=0))
    if mark:
        (tmp_path / first_load.MARK).write_text("embedded")
    if mark and not example:
        with pytest.raises(click.ClickException, match="make run"):
            serve.bring_up_to_date(example, tmp_path)
    else:
        serve.bring_up_to_date(example, tmp_path)
    assert len(ran) == loads


def test_start_over_empties_half_an_example_and_no_real_county(empty_database):  # noqa: F811
    with empty_database():
        migration.migrate()
        with connections["owner"].cursor() as cursor:
            cursor.execute(COUNTY, [True])
        first_load.start_over()
        with connections["owner"].cursor() as cursor:
            cursor.execute("SELECT count(*) FROM divisions_county")
            assert cursor.fetchone() == (0,) and migration.missing() == []
            cursor.execute(COUNTY, [False])
        with pytest.raises(PlaceRefused, match="不是示例"):
            first_load.start_over()
