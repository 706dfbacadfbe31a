"""Every Chinese sentence that users may read has an English one, and none uses a banned word."""

import ast
import re
import subprocess
import sys
from functools import cache

from qianxian.config import messages
from tests.architecture import source

BANNED = ("非法", "无效", "操作失败", "系统异常")
HOLES = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}")


@cache
def catalogue():
    """What the collector finds: five seconds of reading, for all tests of this file."""
    return messages.collected()


def test_every_sentence_has_english():
    """Asked in a process of its own, where no sample of another test is registered."""
    asked = "from qianxian.config import messages; print(*messages.missing(), sep='\\n')"
    done = subprocess.run([sys.executable, "-c", asked], cwd=source.ROOT, capture_output=True, text=True, check=True)
    missing = done.stdout.split("\n")[:-1]
    assert not any(missing), f"{len(missing)} without English: {missing[:20]}"


SAYS = {"_", "now", "say", "L", "gettext", "gettext_lazy", "gettext_noop"}


def test_no_sentence_is_out_of_the_collectors_sight():
    """What a file hands to gettext is in the catalogue: a call inside another one of these names would be read over."""
    known = {m.id for m in catalogue() if isinstance(m.id, str)}
    unseen = [
        f"{source.short(path)}:{node.lineno} {node.args[0].value[:40]}"
        for path in source.sources()
        for node in ast.walk(source.tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SAYS and node.args
        and isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str) and node.args[0].value and node.args[0].value not in known
    ]
    assert not unseen


def test_rules_say_both_languages():
    """Every violation and warning of a rule carries its English beside its Chinese."""
    mute = [
        f"{source.short(path)}:{node.lineno}"
        for path in source.parts("rules")
        for node in ast.walk(source.tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("violation", "warning")
        and len(node.args) < 3 and not any(isinstance(arg, ast.Starred) for arg in node.args) and not any(word.arg == "message_en" for word in node.keywords)
    ]
    assert not mute


def test_translations_fill_only_holes_that_exist():
    wrong = [
        m.id for m in messages.current()
        if m.id and isinstance(m.id, str) and isinstance(m.string, str) and m.string and not set(HOLES.findall(m.string)) <= set(HOLES.findall(m.id))
    ]
    assert not wrong


def test_no_banned_words_are_said():
    said = [m.id if isinstance(m.id, str) else m.id[0] for m in catalogue() if m.id]
    assert not [text for text in said if any(word in text for word in BANNED)]


def test_chinese_in_templates_is_wrapped():
    """Text of a template outside tags, attributes and comments carries no bare Chinese."""
    wrong = []
    for path in sorted(source.PACKAGE.rglob("templates/**/*.html")):
        text = path.read_text("utf-8")
        for cut in (r"{#.*?#}", r"{% comment.*?{% endcomment %}", r"{% blocktranslate.*?{% endblocktranslate %}", r"{% blocktrans .*?{% endblocktrans %}", r"{%.*?%}", r"{{.*?}}", r"<!--.*?-->"):
            text = re.sub(cut, lambda m: "\n" * m.group().count("\n"), text, flags=re.S)
        wrong += [f"{source.short(path)}:{i}: {line.strip()[:60]}" for i, line in enumerate(text.splitlines(), 1) if re.search(r"[\u4e00-\u9fff]", line)]
    assert not [line for line in wrong if not line.startswith(tuple(PLAIN_CHINESE))]


# Pages whose Chinese is itself the content.
PLAIN_CHINESE = ("portal/templates/portal/design", "portal/templates/design")
