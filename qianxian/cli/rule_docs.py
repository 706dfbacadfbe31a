"""docs/rules.md written from the registry: rule, file, law, dates in force, inputs, outputs, and the dated settings behind them.

Example: ``qianxian rule docs -o docs/rules.md``; a test compares the file with the registry.
"""

from __future__ import annotations

import json
from typing import Any

from qianxian.foundation.rulebook import DatedSetting, Rule, all_rules, describe
from qianxian.foundation.rulebook.settings import plain
from qianxian.rulebook.shipped import shipped_settings

_HEAD = """# Rules

Generated from the registry by `qianxian rule docs -o docs/rules.md`; do not edit by hand. Try a rule with
`qianxian rule eval R-P12 --on 2019-03-31 '{"voters":20,"present":11,"for":11}'`.
Confidence: *sure* (text seen), *likely* (well known, number or article not checked again), *check* (local or remembered: verify).
"""


def rules_as_markdown() -> str:
    """The whole page as Markdown."""
    rules = all_rules()
    parts = [_HEAD, _overview(rules), *(_one_rule(item) for item in rules), _settings(list(shipped_settings()))]
    return "\n".join(parts)


def _file_of(item: Rule) -> str:
    """The module as a path; a rule registered in a package's __init__ says so."""
    return "qianxian/" + item.latest.function.__module__.removeprefix("qianxian.").replace(".", "/") + ".py"


def _overview(rules: list[Rule]) -> str:
    lines = ["| Rule | Title | Law | In force from | File |", "|---|---|---|---|---|"]
    for item in rules:
        latest = item.latest
        lines.append(
            f"| [{item.id}](#{item.id.lower()}) | {latest.title} · {latest.title_en} | {latest.text.source} | {item.versions[0].version} "
            f"| `{_file_of(item)}` |"
        )
    return "\n".join(lines) + "\n"


def _one_rule(item: Rule) -> str:
    shown = describe(item)
    summary = (item.latest.function.__doc__ or "").strip().split("\n\n")[0].replace("\n    ", " ")
    lines = [f"## {item.id}", "", f"**{shown['title']}** · {shown['title_en']}. {summary}", ""]
    for text in shown["versions"]:
        until = f" to {text['valid_to']}" if text["valid_to"] else ""
        unverified = f"; text unverified from {text['unverified_from']}" if text["unverified_from"] else ""
        note = f" {text['note']}" if text["note"] else ""
        lines.append(f"- From {text['valid_from']}{until}: {text['law']}{text['article']} (*{text['confidence']}*{unverified}).{note}")
    lines += ["", "| Input | Type | Unit | Required | Default | Meaning |", "|---|---|---|---|---|---|"]
    lines += [_input_line(entry) for entry in shown["inputs"]]
    lines += ["", "| Output | Type | Unit | Meaning |", "|---|---|---|---|"]
    lines += [
        f"| `{entry['name']}` | {entry['type']} | {entry['unit']} | {entry['label']} · {entry['label_en']} |" for entry in shown["outputs"]
    ]
    return "\n".join(lines) + "\n"


def _input_line(entry: dict[str, Any]) -> str:
    choices = "; one of " + ", ".join(f"`{choice['value']}`" for choice in entry.get("choices", ())) if entry.get("choices") else ""
    fields = "; each with " + ", ".join(f"`{field['name']}`" for field in entry["fields"]) if entry.get("fields") else ""
    default = f"setting `{entry['setting']}`" if entry.get("setting") else _shown(entry["default"])
    required = "yes" if entry["required"] else "no"
    meaning = f"{entry['label']} · {entry['label_en']}{choices}{fields}"
    return f"| `{entry['name']}` | {entry['type']} | {entry['unit']} | {required} | {default} | {meaning} |"


def _shown(value: Any) -> str:
    return "" if value is None else f"`{json.dumps(plain(value), ensure_ascii=False)}`"


def _settings(rows: list[DatedSetting]) -> str:
    lines = [
        "## Shipped settings",
        "",
        "Dated rows that a county may replace by its own on the settings page; the row in force on the event's date is taken.",
        "",
        "| Key | Meaning | Value | Unit | From | To | Source | Confidence |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for row in rows:
        lines.append(
            f"| `{row.key}` | {row.title} · {row.title_en} | {_shown(row.value)} | {row.unit} | {row.valid_from} | {row.valid_to or ''} "
            f"| {row.source} | {row.confidence} |"
        )
    return "\n".join(lines) + "\n"
