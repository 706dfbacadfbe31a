"""``qianxian demo load``: the Doumen example, where no county was ever opened."""

from __future__ import annotations

import gc
from contextlib import nullcontext

import click

from qianxian.cli.session import begins_database, note
from qianxian.config.runtime.speech import say as _


@click.group(help=_("斗门示例（人物与事件均为虚构）。"))
def demo() -> None:
    """The example county."""


@demo.command("load", help=_("载入斗门示例，约两分钟；已经建立过区（县）的不载入。"))
@click.option("--lines", is_flag=True, help=_("逐行报告各步用时，不画进度条。"))
@begins_database
def load_example(lines: bool) -> None:
    """The example as a county would bring it in; what it writes down is the same in every language of the terminal."""
    from qianxian.accounts.county import county
    from qianxian.config.runtime import first_load, places
    from qianxian.demo.load import load

    home = places.home()
    if first_load.broken_off(home):
        note(_("上一次载入示例没有完成，清空后重新载入。"))
        first_load.start_over()
    # What is imported by now stays, and of the hundred thousand rows made next few stand in circles: looking for such costs a tenth of the whole.
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    with nullcontext() if county().code else first_load.marked(home):
        seconds = load(say=note, progress=False, words=_) if lines else load(words=_)
    note(_("斗门示例已载入，用时 %(n)d 秒。") % {"n": round(seconds)})
