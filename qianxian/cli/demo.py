"""``qianxian demo load``: the Doumen example, where no county was ever opened."""

from __future__ import annotations

import click

from qianxian.cli.session import needs_database, note


@click.group()
def demo() -> None:
    """斗门示例（人物与事件均为虚构）。"""


@demo.command("load")
@click.option("--lines", is_flag=True, help="逐行报告各步用时，不画进度条。")
@needs_database
def load_example(lines: bool) -> None:
    """载入斗门示例，约一分钟；已经建立过区（县）的不载入。"""
    from qianxian.demo.load import load

    seconds = load(say=note, progress=False) if lines else load()
    note(f"斗门示例已载入，用时 {seconds:.0f} 秒。")
