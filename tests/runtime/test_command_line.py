"""The command line imports only what a command needs."""

import os
import subprocess
import sys

from click.testing import CliRunner

from qianxian import cli


def run(code: str, **environment: str) -> subprocess.CompletedProcess:
    return subprocess.run([sys.executable, "-c", code], env=os.environ | environment, capture_output=True, text=True, check=False)


def test_help_lists_every_command_without_importing_one():
    done = run(
        "import sys\nfrom qianxian.cli import main\ntry: main(['--help'])\nfinally: print([m for m in sys.modules if m.startswith('qianxian.cli.')])"
    )
    assert done.returncode == 0, done.stderr
    for word in ("serve", "check", "rule", "backup", "restore", "migrate"):
        assert word in done.stdout
    assert done.stdout.strip().endswith("[]")


def test_rule_needs_neither_django_nor_a_home(tmp_path):
    missing = tmp_path / "never made"
    code = (
        "import sys\nfrom qianxian.cli import main\n"
        "try: main(['rule', 'eval', 'R-P12', '--on', '2019-03-31', '{\"voters\":20,\"present\":11,\"for\":11}'])\n"
        "finally: assert 'django' not in sys.modules and 'psycopg' not in sys.modules"
    )
    done = run(code, QIANXIAN_HOME=str(missing), DATABASE_URL="postgresql://nobody@127.0.0.1:1/none")
    assert done.returncode == 0, done.stderr
    assert '"outputs"' in done.stdout
    assert not missing.exists()


def test_unknown_commands_are_refused():
    assert CliRunner().invoke(cli.main, ["nothing"]).exit_code == 2
