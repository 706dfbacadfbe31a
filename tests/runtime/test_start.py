"""What a start refuses and what it shows: an old server, a late web, and no words of the job queue's own."""

from __future__ import annotations

import subprocess
import sys
from types import SimpleNamespace

import pytest

from qianxian.config.runtime import archive, database, places, roles, self_check, supervisor


def stand_in(monkeypatch, number: int, shown: str) -> None:
    """A server of that version, which is asked nothing more."""
    info = SimpleNamespace(server_version=number, parameter_status=lambda name: shown)
    monkeypatch.setattr(roles.psycopg, "connect", lambda **how: SimpleNamespace(info=info, close=lambda: None))


@pytest.mark.parametrize(("number", "shown", "old"), [(90_624, "9.6.24", True), (140_999, "14.999", True), (150_000, "15.0", False), (180_006, "18.6", False)])
def test_a_server_before_15_is_refused_by_its_version(monkeypatch, number, shown, old):
    stand_in(monkeypatch, number, shown)
    if not old:
        assert roles._connected({}).info.server_version == number
        return
    with pytest.raises(places.PlaceRefused, match=f"太旧（{shown}）.*15 以上"):
        roles._connected({})


@pytest.mark.parametrize(("program", "server", "wrong"), [(18, 180_006, []), (18, 150_018, []), (15, 180_006, ["postgresql-client-18"])])
def test_the_self_check_names_a_pg_dump_older_than_the_server(monkeypatch, program, server, wrong):
    monkeypatch.setattr(archive, "version_of", lambda name, where, least: program)
    monkeypatch.setattr(self_check, "ask", lambda query: [(str(server),)])
    found = [str(one) for one in self_check.dump_program()]
    assert len(found) == len(wrong) and all(word in said for word, said in zip(wrong, found, strict=True))


@pytest.mark.parametrize(
    ("installed", "shipped", "server", "taken"),
    [(15, 18, 18, "shipped"), (15, 18, 15, "installed"), (18, 18, 18, "installed"), (19, 18, 19, "installed"), (None, 18, 18, "shipped"), (16, 18, 17, "shipped"), (19, 18, 20, "installed")],
)
def test_an_outside_server_is_dumped_by_a_program_that_is_not_older(monkeypatch, installed, shipped, server, taken):
    """Debian's pg_dump 15 on the path stood before the wheel's 18, and no backup of a server 18 was possible."""
    monkeypatch.setattr(archive.shutil, "which", lambda name: installed and f"/usr/bin/{name}")
    monkeypatch.setattr(archive, "_major", lambda program: installed if program == "/usr/bin/pg_dump" else shipped)
    command = archive.tool(None, "pg_dump", target={"host": "h", "user": "u", "dbname": "d"}, least=server)
    assert (command[0] == "/usr/bin/pg_dump") is (taken == "installed")


def test_the_programs_of_the_embedded_server_say_their_version(home):
    with database.ready(home) as server:
        assert archive.version_of("pg_dump", server) >= 15


def test_a_web_that_answers_late_is_told_all_the_same(monkeypatch, tmp_path):
    """The address was printed within a minute or never: on a busy machine nobody learned it."""
    said, up, answers = [], [], iter([False, False, False, True])
    keeper = supervisor.Supervisor(tmp_path, "127.0.0.1", 1, None, say=said.append)
    keeper.children = []
    monkeypatch.setattr(supervisor, "TELL_AFTER", -1)
    monkeypatch.setattr(supervisor, "LOOK_EVERY", 0)
    monkeypatch.setattr(supervisor.Supervisor, "answers", lambda self: next(answers))

    def is_up() -> None:
        up.append(len(said))
        keeper.ask_to_stop()

    keeper.run(when_up=is_up)
    assert up == [3] and said[:3] == ["网页服务还在启动，请稍候……"] * 3


def test_the_job_worker_starts_without_a_word(home):
    """The queue's own command greets in English whoever runs ``make run``."""
    code = "from procrastinate import App\nApp.run_worker = lambda self, **how: print(sorted(how))\nfrom qianxian.config.runtime import jobs\njobs.run()"
    with database.ready(home):
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "") and done.stdout == "['concurrency', 'shutdown_graceful_timeout']\n"
