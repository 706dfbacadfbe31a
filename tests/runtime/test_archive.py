"""Backup and restore: everything comes back, nothing opens without the passphrase, and nothing is overwritten by accident."""

import io

import psycopg
import pytest

from qianxian.config.runtime import address, archive, database, keys, places, sealed_file

PASSPHRASE = "正确的口令 correct horse"


def sealed(data: bytes) -> bytes:
    file = io.BytesIO()
    writer = sealed_file.Writer(file, PASSPHRASE)
    writer.write(data)
    writer.close()
    return file.getvalue()


@pytest.mark.parametrize("size", [0, 1, sealed_file.CHUNK - 1, sealed_file.CHUNK, sealed_file.CHUNK + 1, 3 * sealed_file.CHUNK])
def test_what_goes_in_comes_out(size):
    data = bytes(range(256)) * (size // 256 + 1)
    assert sealed_file.Reader(io.BytesIO(sealed(data[:size])), PASSPHRASE).read() == data[:size]


def test_cut_swapped_lengthened_or_altered_files_do_not_open():
    whole = sealed(b"x" * (2 * sealed_file.CHUNK + 5))
    chunk = 4 + sealed_file.CHUNK + 16
    swapped = whole[:23] + whole[23 + chunk : 23 + 2 * chunk] + whole[23 : 23 + chunk] + whole[23 + 2 * chunk :]
    damaged = [whole[: 23 + chunk], whole[: 23 + 2 * chunk], whole[:-1], whole[:23], whole + whole[23 : 23 + chunk], swapped]
    damaged += [whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :] for at in (7, 30, 23 + chunk + 9, len(whole) - 1)]
    for bytes_ in damaged:
        with pytest.raises(sealed_file.FileNotOpened):
            sealed_file.Reader(io.BytesIO(bytes_), PASSPHRASE).read()


def test_a_wrong_passphrase_says_so():
    with pytest.raises(sealed_file.FileNotOpened, match="口令不对"):
        sealed_file.Reader(io.BytesIO(sealed(b"secret")), "something else").read()


def fill(home) -> None:
    with psycopg.connect(**address.dsn(address.owner(home)), autocommit=True) as connection:
        connection.execute("CREATE EXTENSION btree_gist")
        connection.execute("CREATE TABLE divisions_county (name text)")
        connection.execute("CREATE TABLE posts (who text, period daterange, EXCLUDE USING gist (who WITH =, period WITH &&))")
        connection.execute("ALTER TABLE posts ENABLE ROW LEVEL SECURITY; ALTER TABLE posts FORCE ROW LEVEL SECURITY")
        connection.execute("INSERT INTO divisions_county VALUES ('斗门区')")
        connection.execute("INSERT INTO posts SELECT '梁雅文' || n, '[2019-01-01,2020-01-01)' FROM generate_series(1, 500) n")


def arguments(home, server) -> dict:
    return {"passphrase": PASSPHRASE, "home": home, "server": server, "say": lambda text: None}


def test_a_county_comes_back_whole_with_keys_and_uploads(home, tmp_path):
    file = tmp_path / "county.qxb"
    with database.ready(home) as server:
        fill(home)
        (home / "uploads").mkdir()
        (home / "uploads" / "名单.xlsx").write_bytes(b"PK..")
        manifest = archive.backup(file, **arguments(home, server), with_keys=True)
        before = keys.load(home)
    assert manifest["rows"] == {"divisions_county": 1, "posts": 500}
    assert file.stat().st_mode & 0o777 == 0o600
    assert "梁雅文".encode() not in file.read_bytes()

    import shutil
    import tempfile
    from pathlib import Path

    other = Path(tempfile.mkdtemp(prefix="qx-h-", dir="/tmp"))
    other.chmod(0o711)
    try:
        with database.ready(other) as server:
            archive.restore(file, **arguments(other, server), replace=False)
            assert archive.counts(address.dsn(address.owner(other))) == manifest["rows"]
            assert keys.load(other).field_keys == before.field_keys
            assert keys.load(other).hash_key == before.hash_key
            assert (other / "uploads" / "名单.xlsx").read_bytes() == b"PK.."
            # A county is there now: it is not written over unless somebody says so.
            with pytest.raises(archive.ArchiveRefused, match="--replace"):
                archive.restore(file, **arguments(other, server), replace=False)
            with psycopg.connect(**address.dsn(address.owner(other)), autocommit=True) as connection:
                connection.execute("DELETE FROM posts")
            archive.restore(file, **arguments(other, server), replace=True)
            assert archive.counts(address.dsn(address.owner(other))) == manifest["rows"]
    finally:
        shutil.rmtree(other, ignore_errors=True)


def test_without_its_keys_a_backup_is_refused_before_anything_is_touched(home, tmp_path, monkeypatch):
    file = tmp_path / "county.qxb"
    with database.ready(home) as server:
        fill(home)
        monkeypatch.setenv("QIANXIAN_FIELD_KEYS", "k9:" + "A" * 43 + "=")
        archive.backup(file, **arguments(home, server), with_keys=False)
        monkeypatch.delenv("QIANXIAN_FIELD_KEYS")
        with pytest.raises(archive.ArchiveRefused, match="密钥"):
            archive.restore(file, **arguments(home, server), replace=True)
        assert archive.counts(address.dsn(address.owner(home)))["posts"] == 500


@pytest.mark.parametrize("foreign", ["field_keys", "hash_key"])
def test_another_homes_key_of_the_same_name_is_no_key_of_the_backup(home, tmp_path, foreign):
    """Every home calls its first key k1: a backup without keys went into a fresh home, was green in the check and never opened again."""
    file, made = tmp_path / "county.qxb", {"field_keys": "k1 " + "A" * 43 + "=", "hash_key": "B" * 43 + "="}
    with database.ready(home) as server:
        fill(home)
        archive.backup(file, **arguments(home, server), with_keys=False)
        archive.restore(file, **arguments(home, server), replace=True)
        keys.write(home, foreign, made[foreign], replace=True)
        with pytest.raises(archive.ArchiveRefused, match="secrets"):
            archive.restore(file, **arguments(home, server), replace=True)


def test_a_damaged_file_leaves_what_was_there(home, tmp_path):
    file = tmp_path / "county.qxb"
    with database.ready(home) as server:
        fill(home)
        archive.backup(file, **arguments(home, server), with_keys=True)
        file.write_bytes(file.read_bytes()[:-40])
        with pytest.raises(sealed_file.FileNotOpened):
            archive.restore(file, **arguments(home, server), replace=True)
        assert archive.counts(address.dsn(address.owner(home)))["posts"] == 500
        assert places.server_folder(home).exists()


def test_what_an_older_server_does_not_know_is_left_out_of_the_script(tmp_path):
    """A county on the embedded server moves to an older one of its own: pg_dump of 18 sets what 15 does not know."""
    script = tmp_path / "tables.sql"
    text = "SET lock_timeout = 0;\nSET transaction_timeout = 0;\nSET client_encoding = 'UTF8';\n\nCREATE FUNCTION f() AS $$UPDATE t\nSET words = 1$$;\n"
    script.write_text(text + "x" * 70_000 + "\nSET late = 0;\n")
    archive._leave_unknown_settings(script, {"lock_timeout", "client_encoding"})
    assert script.read_text().splitlines()[:3] == ["SET lock_timeout = 0;", "--  transaction_timeout = 0;", "SET client_encoding = 'UTF8';"]
    assert script.read_text().split("CREATE")[1] == (text + "x" * 70_000 + "\nSET late = 0;\n").split("CREATE")[1]
