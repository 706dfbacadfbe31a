"""Who may do which part of a payment: different people all along (R-F04), and the way a payment goes.

Example: the same login as handler and approver is ``same_person``; a director who travels has his claim approved by the town.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from qianxian.foundation.rulebook import Facts, Finding, InForce, Input, Output, SettingsOnDay, rule, violation

#: handler → supervision → approval → bookkeeper → cashier. Sent back it returns to the handler; paid it stays.
ALLOWED_MOVES: dict[str, frozenset[str]] = {
    "requested": frozenset({"looked", "returned", "withdrawn"}),
    "looked": frozenset({"approved", "returned", "withdrawn"}),
    "approved": frozenset({"booked", "returned", "withdrawn"}),
    "booked": frozenset({"paid", "returned", "withdrawn"}),
    "paid": frozenset(),
    "returned": frozenset({"requested", "withdrawn"}),
    "withdrawn": frozenset(),
}
WHO_HOLDS_IT: dict[str, str] = {"requested": "review_payments", "looked": "approve_payments", "approved": "keep_books", "booked": "pay_out",
                                "paid": "", "returned": "request_payments", "withdrawn": ""}  # fmt: skip
PARTS = (("handler", "经手人"), ("supervision", "监督人"), ("approver", "审批人"), ("bookkeeper", "记账员"), ("cashier", "出纳"))


def same_hands(parts: Mapping[str, tuple[str, str]]) -> list[tuple[str, str]]:
    """Pairs of parts that one person holds, himself or by a deputy. ``parts``: part → (login, login he stands in for or "").

    A deputy counts as himself and as the one he stands in for: nobody checks his own work through somebody else.
    """
    held = [(part, {one for one in who if one}) for part, who in parts.items() if any(who)]
    return [(a, b) for n, (a, hands) in enumerate(held) for b, others in held[n + 1 :] if hands & others]


@rule(
    "R-F04", title="经手、审批、记账、付款分开", title_en="Separation of duties in a payment",
    versions=[InForce(dt.date(2000, 7, 1), "《中华人民共和国会计法》", "内部会计监督：不相容岗位分离，出纳不得兼任稽核和账目登记", confidence="sure")],
    inputs=[
        *(Input(code, "string", title, code.capitalize(), required=False, default="", hint="登录名或姓名") for code, title in PARTS),
        *(Input(f"{code}_for", "string", f"{title}代谁办", f"{code.capitalize()} stands in for", required=False, default="") for code, title in PARTS),
        Input("payee", "string", "收款人（个人报销时）", "Payee of a personal claim", required=False, default=""),
    ],
    outputs=[Output("allowed", "bool", "可以这样分工", "Whether the parts are apart"), Output("next_level", "bool", "由上一级审批", "Goes to the next level"),
             Output("error", "string", "差错", "Error")],
)  # fmt: skip
def separation(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """No person in two parts, deputies included; one's own claim is approved one level up."""
    words = dict(PARTS)
    parts = {code: (facts[code].strip(), facts[f"{code}_for"].strip()) for code, _title in PARTS}
    told = [
        violation("same_person", f"{words[a]}和{words[b]}不能是同一个人（代办的也算）；请由另一位同志办理。",
                  f"The {a} and the {b} may not be one person, deputies included; let somebody else do it.", field=b)
        for a, b in same_hands(parts)
    ]  # fmt: skip
    own = bool(facts.payee.strip()) and facts.payee.strip() in parts["approver"]
    if own:
        told.append(violation("own_expense", "审批人不能审批自己的支出；请报上一级（镇、街道）审批。", "Nobody approves his own expense; send it one level up.", field="approver"))
    return Finding({"allowed": not told, "next_level": own, "error": told[0].code if told else None}, told)
