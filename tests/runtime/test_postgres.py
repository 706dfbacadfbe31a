"""The embedded server: started, used, killed, taken over."""

import os
import pwd
import signal
import stat
import time
from pathlib import Path

import psycopg
import pytest

from qianxian.config.runtime import address, database, keys, places
from qianxian.config.runtime.postgres import Server, process_state


def owner_connection(home: Path, **more) -> psycopg.Connection:
    return psycopg.connect(**address.dsn(address.owner(home)), autocommit=True, **more)


def test_first_start_makes_a_cluster_that_speaks_chinese_whatever_lang_says(home, monkeypatch):
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    with database.ready(home), owner_connection(home) as connection:
        query = "SELECT current_setting('server_version_num')::int >= 150000, pg_encoding_to_char(encoding), datlocprovider::text"
        assert connection.execute(f"{query} FROM pg_database WHERE datname = current_database()").fetchone() == (True, "UTF8", "b")
        connection.execute("CREATE EXTENSION pg_trgm; CREATE EXTENSION btree_gist")
        assert connection.execute("SELECT similarity('南门村党支部', '南门村党总支') > 0.3").fetchone() == (True,)
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            assert connection.execute(f"SHOW {setting}").fetchone() == ("on",)


def test_no_tcp_and_nothing_open_to_others(home):
    with database.ready(home), owner_connection(home) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        server = Server(home)
        for folder in (server.folder, server.tables, server.socket, keys.folder(home)):
            assert stat.S_IMODE(folder.stat().st_mode) & 0o077 == 0, folder
        for file in keys.folder(home).iterdir():
            assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.skipif(os.geteuid() != 0, reason="只有 root 才换用户运行 PostgreSQL")
def test_root_runs_it_as_somebody_else(home):
    with database.ready(home) as server:
        assert Path(f"/proc/{server.pid()}").stat().st_uid == server.account.uid != 0
        assert pwd.getpwuid(server.account.uid).pw_name == server.account.name


@pytest.mark.skipif(os.geteuid() != 0, reason="只有 root 的目录会对 PostgreSQL 的用户关闭")
def test_a_home_the_server_cannot_reach_still_works(home):
    home.chmod(0o700)
    inside = home / "closed"
    inside.mkdir()
    try:
        with database.ready(inside), owner_connection(inside) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
            assert (inside / "postgres").is_symlink()
    finally:
        import shutil

        shutil.rmtree((inside / "postgres").resolve(), ignore_errors=True)


def test_the_application_needs_its_secret_and_the_secret_is_mended_at_each_start(home):
    with database.ready(home):
        secret = keys.load(home).app_db_password
        right = address.dsn(address.application(home, role=os.environ["QIANXIAN_APP_ROLE"], password=secret))
        psycopg.connect(**right).close()
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(**(right | {"password": "wrong"}))
    keys.write(home, "app_db_password", "another-secret", replace=True)
    with database.ready(home):
        psycopg.connect(**(right | {"password": "another-secret"})).close()


def test_the_last_one_out_stops_it(home):
    with database.ready(home) as first:
        with database.ready(home) as second:
            assert second.pid() == first.pid()
        assert first.running()
    assert not first.running()
    assert not (first.tables / "postmaster.pid").exists()


def test_killed_and_left_as_a_zombie_it_starts_again_with_every_acknowledged_row(home):
    server = Server(home)
    server.start()
    from qianxian.config.runtime import roles

    roles.ensure_embedded(server)
    with owner_connection(home) as connection:
        connection.execute("CREATE TABLE told (n int)")
        for n in range(50):
            connection.execute("INSERT INTO told VALUES (%s)", [n])
    # Kill it behind the back of whoever should have waited for it: the number stays taken, in state Z.
    dead = server.process.pid
    os.kill(dead, signal.SIGKILL)
    deadline = time.monotonic() + 10
    while process_state(dead) != "zombie" and time.monotonic() < deadline:
        time.sleep(0.01)
    assert process_state(dead) == "zombie"
    again = Server(home)
    assert not again.running()
    assert again.start() is True
    with owner_connection(home) as connection:
        assert connection.execute("SELECT count(*) FROM told").fetchone() == (50,)
    server.process.wait()


def test_a_leftover_number_that_now_belongs_to_another_program_does_not_stop_it(home):
    with database.ready(home) as server:
        text = (server.tables / "postmaster.pid").read_text()
    (server.tables / "postmaster.pid").write_text("\n".join([str(os.getpid()), *text.splitlines()[1:]]) + "\n")
    places.own(server.tables / "postmaster.pid", server.account)
    assert not Server(home).running()
    with database.ready(home), owner_connection(home) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_a_long_home_gets_a_short_socket(tmp_path):
    long = tmp_path / ("很长的目录名" * 8)
    assert len(os.fsencode(places.socket_folder(long))) <= places.LONGEST_SOCKET_FOLDER


def test_a_lost_field_key_is_refused_where_rows_exist(home):
    with database.ready(home):
        pass
    (keys.folder(home) / "field_keys").unlink()
    with pytest.raises(places.PlaceRefused, match="密钥"):
        keys.load(home)


def test_keys_from_the_environment_go_before_files(home, monkeypatch):
    monkeypatch.setenv("QIANXIAN_FIELD_KEYS", "k1:" + "A" * 43 + "=,k2:" + "B" * 43 + "=")
    found = keys.load(home)
    assert list(found.field_keys) == ["k1", "k2"]
    assert found.field_key_id == "k2"
    assert not (keys.folder(home) / "field_keys").exists()
