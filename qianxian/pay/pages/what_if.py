"""Scenarios from the address of a page, and what the page and its Excel show of them: terms side by side, sums, a chart, people, posts, towns.

Nothing is stored: a scenario lives in the URL, so that a link shows a colleague the same figures.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qianxian.engagements.models import EngagementReview
from qianxian.pay.forms import ScenarioForm
from qianxian.pay.queries import PAYERS, Picture
from qianxian.pay.rules.what_if import Change, Outcome, Scenario, change, outcome
from qianxian.portal.marks import money_mark

KEYS = ("a", "b", "c")
POSTS = ("director", "deputy_director", "member")
GRADES = ("excellent", "competent", "basic", "not_competent")
POST_WORDS = dict(EngagementReview.Post.choices)
#: What may be looked at below the summary.
LEVELS = {"payer": gettext_lazy("按付款方"), "post": gettext_lazy("按岗位"), "town": gettext_lazy("按镇（街道）"), "people": gettext_lazy("每个人")}
#: Payers where a line holds three of them.
SHORT = {"city": gettext_lazy("市"), "district": gettext_lazy("区"), "town": gettext_lazy("镇")}


def bands_text(bands: Any) -> str:
    """Bands as the form writes them: 1999:4, 4999:5, 9999:6, :7."""
    return ", ".join(f"{row['resident_max'] if row['resident_max'] is not None else ''}:{row['leading_posts']}" for row in bands)


def initial_of(seen: Picture) -> dict[str, Any]:
    """The form's values for the policy in force."""
    terms = seen.terms
    return {
        "multiple": terms.multiple, "cap": terms.bonus_cap_rate, "city": terms.city_share, "bands": bands_text(seen.bands),
        **{post: terms.post_coeff[post] for post in POSTS}, **{grade: terms.grade_coeff[grade] for grade in GRADES},
    }


def forms_of(query: QueryDict, seen: Picture) -> list[ScenarioForm]:
    """One form per scenario in the address, at least one, at most three; an empty one shows the policy in force.

    A term that the address does not name, or names without a value, is the one in force: ``?a-multiple=3.2`` is a whole scenario.
    """
    now = initial_of(seen)
    asked = [key for key in KEYS if any(f"{key}-{name}" in query for name in now)]
    made = [ScenarioForm({f"{key}-{name}": query.get(f"{key}-{name}", "").strip() or value for name, value in now.items()}, prefix=key, name=name_of(key))
            for key in asked]
    free = [key for key in KEYS if key not in asked]
    wanted = 1 if not made else query.get("more") == "1"
    return made + [ScenarioForm(None, prefix=key, name=name_of(key), initial=now) for key in free[:wanted]]


def scenario_of(form: ScenarioForm, seen: Picture) -> Scenario:
    """The scenario of a valid form; what the form leaves out stays as in force."""
    clean, now = form.cleaned_data, seen.terms
    terms = replace(
        now, multiple=clean["multiple"], bonus_cap_rate=clean["cap"], city_share=clean["city"],
        post_coeff={**now.post_coeff, **{post: clean[post] for post in POSTS}},
        grade_coeff={**now.grade_coeff, **{grade: clean[grade] for grade in GRADES}},
    )
    return Scenario(name_of(form.prefix), terms, clean["bands"], seen.insurance)


def name_of(key: str) -> str:
    """Scenario A, B or C in words."""
    return {"a": _("方案一"), "b": _("方案二"), "c": _("方案三")}[key]


@dataclass(frozen=True)
class Compared:
    """The policy in force and the scenarios, computed on one picture."""

    seen: Picture
    now: Outcome
    then: list[Outcome]
    changes: list[Change]


def compared(seen: Picture, forms: list[ScenarioForm]) -> Compared:
    """Every valid scenario beside the policy in force."""
    now = outcome(seen.year, seen.workers, seen.centres, Scenario(_("现行"), seen.terms, seen.bands, seen.insurance))
    then = [outcome(seen.year, seen.workers, seen.centres, scenario_of(f, seen)) for f in forms if f.is_bound and f.is_valid()]
    return Compared(seen, now, then, [change(now, one) for one in then])


def terms_side_by_side(seen: Picture, forms: list[ScenarioForm]) -> list[dict[str, Any]]:
    """A row per term: what it is called, what is in force, and the field of each scenario; ``other`` where a scenario differs."""
    now = initial_of(seen)
    return [
        {"label": field.label, "hint": field.help_text, "now": now[name],
         "cells": [{"field": form[name], "name": form.name, "other": _differs(form, name, now[name])} for form in forms]}
        for name, field in ScenarioForm.base_fields.items()
    ]


def _differs(form: ScenarioForm, name: str, now: Any) -> bool:
    field = form.fields[name]
    try:
        return field.clean(form[name].value()) != field.clean(now)
    except ValidationError:  # told beside the field
        return False


def differing(terms: list[dict[str, Any]]) -> list[str]:
    """Each scenario in a line: the terms that it has otherwise than the policy in force."""
    said: dict[str, list[str]] = {}
    for row in terms:
        for cell in row["cells"]:
            said.setdefault(str(cell["name"]), [])
            if cell["other"]:
                said[str(cell["name"])].append(f"{row['label']} {cell['field'].value()}")
    return [_("%(name)s：%(terms)s") % {"name": name, "terms": "，".join(parts) if parts else _("和现行一样")} for name, parts in said.items()]


def level_of(query: QueryDict) -> str:
    """Which sums the page shows below its summary: by payer, post, town, or the people one by one."""
    asked = query.get("level", "")
    return asked if asked in LEVELS else "payer"


def _levels(query: QueryDict, level: str) -> list[dict[str, Any]]:
    """The tabs between levels; each keeps the scenarios and drops what belongs to another level's table."""
    tabs = []
    for key, title in LEVELS.items():
        to = query.copy()
        for name in ("page", "more"):
            to.pop(name, None)
        to["level"] = key
        tabs.append({"title": title, "url": f"?{to.urlencode()}", "current": key == level})
    return tabs


def what_if_context(found: Compared, forms: list[ScenarioForm], query: QueryDict) -> dict[str, Any]:
    """Everything the page shows beside the people: the summary, the chosen level, the terms."""
    seen, columns, terms, level = found.seen, [found.now, *found.then], terms_side_by_side(found.seen, forms), level_of(query)
    groups = {"post": by_post, "town": by_town}.get(level)
    more = query.copy()
    more["more"] = "1"
    return {
        "level": level, "tabs": _levels(query, level), "differing": differing(terms), "more": more.urlencode(),
        "asking": not found.then or query.get("more") == "1" or any(form.is_bound and form.errors for form in forms),
        "groups": _grouped(columns, groups(seen)) if groups else [],
        "page_title": _("%(year)s 年报酬测算") % {"year": seen.year}, "forms": forms, "terms": terms, "names": [o.scenario.name for o in columns],
        "computed": bool(found.then), "sentences": [_sentence(o, c) for o, c in zip(found.then, found.changes, strict=True)],
        "below": [o.scenario.name for o in found.then if o.scenario.terms.multiple < 3], "payers": _payer_rows(columns), "chart": chart(columns),
        "posts": [{"name": o.scenario.name, "posts": f"{c.posts:+d}".replace("-", "−"), "payers": [money_mark(c.posts_by_payer[p]) for p in PAYERS]}
                  for o, c in zip(found.then, found.changes, strict=True) if c.posts],
        "query": query.urlencode(), "can_add": len(forms) < len(KEYS) and bool(found.then), "year": seen.year,
    }


def by_post(seen: Picture) -> dict[Any, str]:
    """The group of each person by post."""
    return {key: str(POST_WORDS.get(one.post, one.post)) for key, one in seen.workers.items()}


def by_town(seen: Picture) -> dict[Any, str]:
    """The group of each person by town."""
    return {key: seen.places.get(one.place[:9] + "000", one.place[:9]) for key, one in seen.workers.items()}


def _signed(amount: Decimal) -> str:
    return f"{'+' if amount > 0 else ''}{money_mark(amount)}"


def _moved(amounts: dict[str, Decimal], words: Mapping[str, Any] = PAYERS) -> str:
    """Which budgets pay more or less, and by how much; those that stay are not named."""
    return "，".join(f"{words[payer]} {_signed(amount)}" for payer, amount in amounts.items() if amount)


def _sentence(one: Outcome, found: Change) -> str:
    words = {"name": one.scenario.name, "n": found.people, "total": _signed(found.total)}
    if not found.people:
        said = _("%(name)s：没有人的报酬有变化") % words
    elif found.incomes:
        said = _("%(name)s：%(n)s 人有变化，一年 %(total)s 元") % words
    else:
        said = _("%(name)s：%(n)s 人的报酬不变，只是各级财政出的数变了，一年 %(total)s 元") % words
    if moved := _moved({p: found.by_payer[p] for p in PAYERS}):
        said = _("%(said)s（%(parts)s）") % {"said": said, "parts": moved}
    if found.borne:
        said += _("；单位缴纳社会保险另 %(borne)s 元") % {"borne": _signed(found.borne)}
    if found.posts:
        said += _("；岗位 %(posts)s 个，按委员、称职全年测算 %(cost)s 元") % {
            "posts": f"{found.posts:+d}".replace("-", "−"), "cost": _signed(sum(found.posts_by_payer.values(), Decimal(0)))}
    return said


def _payer_rows(columns: list[Outcome]) -> list[dict[str, Any]]:
    sums = [o.by_payer() for o in columns]
    names = [o.scenario.name for o in columns]
    rows = [{"label": str(PAYERS[p]), "cells": [_cell(s[p], sums[0][p], names[i]) for i, s in enumerate(sums)]} for p in PAYERS]
    totals = [sum(s.values(), Decimal(0)) for s in sums]
    rows.append({"label": _("合计"), "cells": [_cell(t, totals[0], names[i]) for i, t in enumerate(totals)], "total": True})
    borne = [o.borne_by_payer() for o in columns]
    beside = _("单位缴纳社会保险（%(payer)s，另计）")
    return rows + [
        {"label": beside % {"payer": PAYERS[p]}, "cells": [_cell(s[p], borne[0][p], names[i]) for i, s in enumerate(borne)]}
        for p in PAYERS
        if any(s[p] for s in borne)
    ]


def _cell(amount: Decimal, now: Decimal, column: str) -> dict[str, Any]:
    return {"column": column, "amount": money_mark(amount), "change": _signed(amount - now) if amount != now else ""}


def _grouped(columns: list[Outcome], groups: dict[Any, str]) -> list[dict[str, Any]]:
    sums = [o.grouped(groups) for o in columns]
    totals = [{name: sum(payers.values(), Decimal(0)) for name, payers in one.items()} for one in sums]
    counts: dict[str, int] = {}
    for name in groups.values():
        counts[name] = counts.get(name, 0) + 1
    return [{"label": name, "people": counts[name], "cells": [_cell(t[name], totals[0][name], columns[i].scenario.name) for i, t in enumerate(totals)]}
            for name in sorted(counts)]


def chart(columns: list[Outcome]) -> list[dict[str, Any]]:
    """A bar for every payer under the policy in force and under each scenario."""
    sums = [o.by_payer() for o in columns]
    return [
        {"label": _("%(payer)s · %(scenario)s") % {"payer": word, "scenario": o.scenario.name}, "value": sums[i][payer],
         "shown": money_mark(sums[i][payer]), "series": i + 1}
        for payer, word in PAYERS.items()
        for i, o in enumerate(columns)
    ]


def person_rows(found: Compared) -> list[tuple[Any, ...]]:
    """For Excel: name, town, village, post, grade, then per column the three payers, the whole and the employer's insurance."""
    seen, columns = found.seen, [found.now, *found.then]
    rows = []
    for key, one in sorted(seen.workers.items(), key=lambda item: (item[1].place, seen.names.get(item[0], ""))):
        amounts = []
        for column in columns:
            paid = column.pay[key]
            amounts += [paid.city, paid.district, paid.town, paid.gross, sum(column.borne.get(key, {}).values(), Decimal("0.00"))]
        rows.append((seen.names.get(key, ""), seen.places.get(one.place[:9] + "000", ""), seen.places.get(one.place, ""),
                     str(POST_WORDS.get(one.post, one.post)), *amounts))
    return rows


def term_rows(found: Compared, forms: list[ScenarioForm]) -> list[tuple[str, ...]]:
    """For Excel: each term as in force and as each computed scenario has it."""
    computed = {one.scenario.name for one in found.then}
    return [
        (str(row["label"]), str(row["now"]), *(str(cell["field"].value()) for cell in row["cells"] if cell["name"] in computed))
        for row in terms_side_by_side(found.seen, forms)
    ]


def sum_rows(found: Compared) -> list[tuple[Any, ...]]:
    """For Excel: by payer, by post and by town, the whole under each column and how far each scenario moves it; then the posts of the bands."""
    columns = [found.now, *found.then]
    whole = [sum(o.by_payer().values(), Decimal("0.00")) for o in columns]
    rows = [(_("哪一级财政出钱"), str(word), None, *_with_changes([o.by_payer()[p] for o in columns])) for p, word in PAYERS.items()]
    rows.append((_("哪一级财政出钱"), _("合计"), len(found.seen.workers), *_with_changes(whole)))
    for p, word in PAYERS.items():
        borne = [o.borne_by_payer()[p] for o in columns]
        if any(borne):
            rows.append((_("单位缴纳社会保险（另计）"), str(word), None, *_with_changes(borne)))
    for title, groups in ((_("按岗位"), by_post(found.seen)), (_("按镇（街道）"), by_town(found.seen))):
        sums = [{name: sum(payers.values(), Decimal("0.00")) for name, payers in o.grouped(groups).items()} for o in columns]
        rows += [(title, name, list(groups.values()).count(name), *_with_changes([one[name] for one in sums])) for name in sorted(sums[0])]
    if any(c.posts for c in found.changes):
        priced = [Decimal("0.00"), *(sum(c.posts_by_payer.values(), Decimal("0.00")) for c in found.changes)]
        moved = "，".join(f"{o.scenario.name} {c.posts:+d}" for o, c in zip(found.then, found.changes, strict=True) if c.posts)
        rows.append((_("职数档次变动（按委员、称职、全年测算，另计）"), moved, None, *_with_changes(priced)))
    return rows


def _with_changes(amounts: list[Decimal]) -> list[Decimal]:
    return [amounts[0], *(cell for amount in amounts[1:] for cell in (amount, amount - amounts[0]))]


def people_shown(found: Compared) -> list[dict[str, Any]]:
    """For the page: each person whose pay changes in any scenario, the largest change first."""
    rows = []
    for key, one in found.seen.workers.items():
        now = found.now.pay[key]
        cells = [{"amount": money_mark(now.gross), "change": "", "parts": ""}]
        moved = Decimal(0)
        for column in found.then:
            then = column.pay[key]
            moved = max(moved, abs(then.gross - now.gross), abs(then.city - now.city))
            whole = _signed(then.gross - now.gross) if then.gross != now.gross else ""
            parts = _moved({p: getattr(then, p) - getattr(now, p) for p in PAYERS}, SHORT)
            cells.append({"amount": money_mark(then.gross), "change": whole, "parts": parts})
        if moved:
            rows.append((moved, {"name": found.seen.names.get(key, ""), "place": found.seen.places.get(one.place, one.place),
                                 "post": str(POST_WORDS.get(one.post, one.post)), "cells": cells}))
    return [row for _moved, row in sorted(rows, key=lambda item: -item[0])]
