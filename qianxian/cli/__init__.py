"""The ``qianxian`` command line: one command or group per file, each imported only when asked for.

Owns words and exit codes of the commands; what they do stands in the rooms.
"""

from __future__ import annotations

import gettext
import os
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import click

from qianxian.config.runtime.speech import language
from qianxian.config.runtime.speech import say as _

if language() != "en":
    # Click's own words ("Usage:", "Missing argument"): it asks the standard library's gettext, which goes by this variable alone.
    os.environ["LANGUAGE"] = "zh_Hans"
    gettext.bindtextdomain("click", Path(__file__).with_name("locale"))
    gettext.textdomain("click")

# name → module of this package, attribute, the line shown by --help (so that help imports nothing).
COMMANDS = {
    "serve": ("serve", "serve", _("启动：数据库、网页和后台任务")),
    "init": ("county", "init", _("用区划文件建立一个真实的区（县），并开出三个管理员账号")),
    "demo": ("demo", "demo", _("斗门示例：demo load")),
    "migrate": ("serve", "migrate", _("更新数据库结构和权限")),
    "check": ("check", "check", _("自检：安装、权限和数据是否完好")),
    "import": ("registers", "import_register", _("从 Excel 导入一个登记册")),
    "template": ("registers", "template", _("取得导入用的 Excel 模板")),
    "rule": ("rule", "rule", _("列出规则、按日期试算")),
    "pay": ("pay", "pay", _("报酬：pay run")),
    "export": ("export", "export", _("导出：export ledger --format beancount|hledger")),
    "notices": ("notices", "notices", _("消息提醒：notices send")),
    "story": ("story", "story", _("从登记的资料算出文章里的数字")),
    "backup": ("backup", "backup", _("加密备份到一个文件")),
    "restore": ("backup", "restore", _("从备份文件恢复")),
}

# What an option takes, by the name of Click's type.
TYPED = {"text": _("文字"), "integer": _("整数"), "integer range": _("整数")}


class LazyGroup(click.Group):
    """A group whose commands are imported when used: ``rule`` needs neither Django nor a database."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [name for name, (module, _attribute, _line) in COMMANDS.items() if find_spec(f"{__name__}.{module}")]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        module, attribute, _line = COMMANDS[cmd_name]
        return _in_words(getattr(import_module(f"{__name__}.{module}"), attribute))

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return super().collect_usage_pieces(_in_words(self) and ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(_("命令")):
            formatter.write_dl([(name, COMMANDS[name][2]) for name in self.list_commands(ctx)])


def _in_words(command: click.Command) -> click.Command:
    """The command with the words that Click prints for what is to be put in: its own stand in no catalogue."""
    command.options_metavar = _("[选项]")
    for option in command.params:
        if isinstance(option, click.Option) and option.metavar is None and (word := TYPED.get(option.type.name)):
            option.metavar = word
    if isinstance(command, click.Group):
        command.subcommand_metavar = _("命令 [参数]...")
        for below in command.commands.values():
            _in_words(below)
    return command


@click.command(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=_("千线：村（社区）干部的登记、选聘和报酬。")
    + "\n\n"
    + _("数据放在 QIANXIAN_HOME（默认 ~/.qianxian，root 用户为 /var/lib/qianxian）；DATABASE_URL 可换用已有的 PostgreSQL；语言用 QIANXIAN_LANG（zh、en）。"),
)
@click.version_option(package_name="qianxian", prog_name="qianxian")
def main() -> None:
    """The command line; its help is in the language of ``speech``."""
