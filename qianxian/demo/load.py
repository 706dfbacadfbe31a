"""Load the example: every stage in its order, each in transactions of the accounts that act. Refused where a county was ever opened.

Example: ``load(say=print)`` takes about a minute and a half; ``qianxian demo load`` calls it.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

import click
from django.utils.translation import gettext, gettext_noop, override

from qianxian.demo import consequence_story as consequences
from qianxian.demo import registry_story as registry
from qianxian.demo import selection_story as selection
from qianxian.demo.assessment_story import assess_members
from qianxian.demo.case_story import hall_cases
from qianxian.demo.collective_story import collective
from qianxian.demo.decision_story import decide
from qianxian.demo.element_story import elements
from qianxian.demo.hall_story import equip_halls
from qianxian.demo.letter_story import letters
from qianxian.demo.money_story import money, rectification_money
from qianxian.demo.open_work_story import open_work
from qianxian.demo.pipeline_story import develop_people
from qianxian.demo.project_story import plan_projects
from qianxian.demo.registry_story import Play, silent
from qianxian.demo.request_story import requests
from qianxian.demo.review_story import correct_pay
from qianxian.demo.thread_story import threads
from qianxian.divisions.queries import county
from qianxian.foundation.errors import violated
from qianxian.rulebook.queries import read_once

# title, stage, its share of the time; stages with inner steps tell them themselves
STAGES: tuple[tuple[str, Callable[[Play], None], int, int], ...] = (
    (gettext_noop("建立斗门区和三个管理员账号"), registry.open_county, 2, 2),
    (gettext_noop("开通账号"), registry.open_accounts, 2, 2),
    (gettext_noop("登记参数和人口数"), registry.fix_numbers, 2, 2),
    (gettext_noop("导入党组织、党员、村（居）委会和任职"), registry.bring_registers_in, 8, 0),
    (gettext_noop("撤换 14 名书记并备案"), consequences.replace_secretaries, 2, 2),
    (gettext_noop("设立 127 个党群服务中心"), registry.open_centres, 2, 2),
    (gettext_noop("开通村（社区）账号"), registry.open_village_accounts, 1, 1),
    (gettext_noop("县级联审"), selection.vet, 72, 0),
    (gettext_noop("751 件选聘"), selection.review, 126, 0),
    (gettext_noop("依法终止职务"), consequences.clear_convicted, 1, 1),
    (gettext_noop("登记年度考核"), selection.grade, 1, 1),
    (gettext_noop("白藤街道领导成员年度考核"), assess_members, 6, 6),
    (gettext_noop("一件处理事项，复核改变"), consequences.overturn_ending, 1, 1),
    (gettext_noop("各中心大厅的职能和值班"), equip_halls, 4, 4),
    (gettext_noop("算 2019 年工资"), selection.pay_the_year, 2, 2),
    (gettext_noop("更正两笔工资"), correct_pay, 3, 3),
    (gettext_noop("从提出到答复的线"), threads, 1, 1),
    (gettext_noop("四议两公开的决策事项"), decide, 1, 1),
    (gettext_noop("八甲村的账和付款"), money, 1, 1),
    (gettext_noop("项目、合同和大赤坎村的账"), plan_projects, 2, 2),
    (gettext_noop("2018 年以来的整顿资金"), rectification_money, 1, 1),
    (gettext_noop("荔山村留用地，八甲村集体经济"), collective, 1, 1),
    (gettext_noop("八甲村窗口的办件"), hall_cases, 1, 1),
    (gettext_noop("斗门镇中心年度考核"), consequences.assess_centres, 2, 2),
    (gettext_noop("八甲村和大赤坎村的诉求"), requests, 1, 1),
    (gettext_noop("八甲村的证明和函件"), letters, 1, 1),
    (gettext_noop("数据元和填报任务"), elements, 1, 1),
    (gettext_noop("后备人选和发展党员"), develop_people, 4, 4),
    (gettext_noop("留下正在办的事"), open_work, 2, 2),
)
# Thousands of decisions in a row, none of which fixes a setting: the settings are read once for all of them.
SETTINGS_STAND = (selection.vet, selection.review)
TOOK = gettext_noop("%(stage)s：%(n).1f 秒")


def load(say: Callable[[str], None] = silent, progress: bool = True, words: Callable[[str], str] = str) -> float:
    """The example county in the empty database; the seconds it took. Raises RuleViolated where a county exists already.

    ``words`` puts what is said on the way into the terminal's language; what is written down is Chinese in every one.
    """
    if county() is not None:
        raise violated("county_exists", gettext("这里已经建立过区（县），示例只能载入空的系统。另设 QIANXIAN_HOME 再载入。"))
    started = time.monotonic()
    bar = _bar(words(gettext_noop("载入斗门示例")) if progress else "")
    with override("zh-hans"), bar as shown:
        play = Play(say=say, step=shown.update if shown is not None else (lambda n: None))
        for title, stage, _weight, at_end in STAGES:
            began = time.monotonic()
            with read_once() if stage in SETTINGS_STAND else nullcontext():
                stage(play)
            play.step(at_end)
            told = {"stage": words(title), "n": time.monotonic() - began}
            say(words(TOOK) % told)
    return time.monotonic() - started


def _bar(label: str) -> AbstractContextManager:
    if not label:
        return nullcontext()
    return click.progressbar(length=sum(stage[2] for stage in STAGES), label=label, file=sys.stderr)
