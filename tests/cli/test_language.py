"""The command line speaks as it is told: Chinese by default, English all through, and JSON the same in both."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

CHINESE = re.compile(r"[\u3400-\u9fff]")
#: Every command with its subcommands.
COMMANDS = ("", "serve", "init", "demo", "demo load", "migrate", "check", "import", "template", "rule", "rule list", "rule eval", "rule docs", "pay", "pay run",
            "pay list", "story", "backup", "restore")  # fmt: skip
CLEAN = {name: value for name, value in os.environ.items() if name not in ("QIANXIAN_LANG", "LANG", "LC_ALL", "LC_MESSAGES", "DJANGO_SETTINGS_MODULE")}


def said(arguments: str, **environment: str) -> str:
    done = subprocess.run([sys.executable, "-m", "qianxian", *arguments.split()], capture_output=True, text=True, env={**CLEAN, "PYTHONUTF8": "1", **environment}, check=False)
    return done.stdout + done.stderr


def test_every_help_is_english_all_through():
    for command in COMMANDS:
        text = said(f"{command} --help", QIANXIAN_LANG="en")
        assert text.startswith("Usage:"), (command, text)
        assert not CHINESE.search(text), (command, text)


@pytest.mark.parametrize("environment", [{}, {"LANG": "C.UTF-8"}, {"LANG": "zh_CN.UTF-8"}, {"LANG": "en_US.UTF-8", "QIANXIAN_LANG": "zh"}, {"LANG": "en_US.UTF-8", "LC_ALL": "zh_CN.UTF-8"}])
def test_chinese_is_the_rule(environment):
    assert "列出全部规则" in said("rule list --help", **environment)


@pytest.mark.parametrize("arguments, words", [("--help", "用法：|选项|显示这份说明"), ("impot", "查看说明：qianxian --help|没有这个命令：impot"), ("rule eval", "缺少参数"),
                                               ("import members /none.xlsx", "没有这个文件：/none.xlsx"), ("import members --on 2019 Makefile", "「2019」不是 .* 这样的日期"),
                                               ("serve --port 99999", "「99999」不在 1<=x<=65535 之内"), ("serve --port abc", "「abc」不是整数"),
                                               ("template members -o /none/x.xlsx", "没有文件夹 /none"),
                                               ("backup /none/x.qxb", "没有文件夹 /none"), ("rule docs -o /none/x.md", "没有文件夹 /none"),
                                               ("rule eval R-P12 {bad", "第 1 行第 2 个字符处读不下去"),
                                               ("import nothing Makefile", "'REGISTER' 填写不对")])  # fmt: skip
def test_what_click_says_is_chinese_as_well(arguments, words):
    text = said(arguments, LANGUAGE="en_US")
    assert all(re.search(word, text) for word in words.split("|")), text
    assert not re.search("Usage|Error|Options:|Show this|Missing|Invalid", text), text


@pytest.mark.parametrize("command", ["", "rule", "pay", "pay run", "serve", "init"])
def test_what_is_to_be_put_in_is_said_in_chinese(command):
    text = said(f"{command} --help")
    assert "[选项]" in text and not re.search(r"OPTIONS|COMMAND|ARGS|TEXT|INTEGER|RANGE|required|[^\]]\.\.\.$", text, re.MULTILINE), text
    assert re.search(r"\[OPTIONS\]", said(f"{command} --help", QIANXIAN_LANG="en"))


@pytest.mark.parametrize("environment", [{"QIANXIAN_LANG": "en"}, {"LANG": "en_GB.UTF-8"}, {"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}])
def test_english_when_told(environment):
    assert "List all rules" in said("rule list --help", **environment)


def test_json_is_the_same_in_every_language():
    facts = "rule eval R-P12 --on 2019-03-31 {\"voters\":20,\"present\":11,\"for\":11}"
    assert said(facts, QIANXIAN_LANG="en") == said(facts, QIANXIAN_LANG="zh") != ""
    assert said("rule list --json", QIANXIAN_LANG="en") == said("rule list --json", QIANXIAN_LANG="zh") != ""


def test_a_refusal_is_said_in_the_language():
    assert "no JSON object" in said("rule eval R-P12 [1]", QIANXIAN_LANG="en")
    assert "不是 JSON 对象" in said("rule eval R-P12 [1]", QIANXIAN_LANG="zh")
