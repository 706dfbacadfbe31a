"""What a village may not be made to write (R-K23), and the road of a letter. Pure; no database, no clock.

Example: a letter that says somebody has no criminal record is refused, with the sentence whom to turn to.
"""

from __future__ import annotations

import datetime as dt

from qianxian.foundation.rulebook import Facts, Finding, InForce, Input, Output, SettingsOnDay, rule, violation

ALLOWED_MOVES: dict[str, tuple[str, ...]] = {
    "draft": ("issued", "withdrawn"), "issued": ("revoked", "superseded"), "withdrawn": (), "revoked": (), "superseded": (),
}  # fmt: skip
LAW = "国务院办公厅《关于做好证明事项清理工作的通知》（国办发〔2018〕47号）"


@rule(
    "R-K23", title="村（社区）不出具的证明", title_en="Proofs that a village does not write",
    versions=[InForce(dt.date(2018, 6, 15), LAW, "没有法律法规依据的证明、能由部门核实的事实，不由村（社区）出具", confidence="check")],
    inputs=[Input("words", "string", "函件的标题、用途和正文", "Title, purpose and text of the letter")],
    outputs=[Output("allowed", "bool", "可以出具", "May be written"), Output("turn_to", "string", "找谁办", "Whom to turn to")],
)  # fmt: skip
def may_be_written(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """Every proof of the county's list that the words ask for is told, with who knows the fact itself."""
    words = "".join(facts.words.split())
    told = [row for row in settings["letters.forbidden"] if any(one in words for one in row["words"].split("|"))]
    return Finding({"allowed": not told, "turn_to": told[0]["turn_to"] if told else ""}, [
        violation("forbidden", f"「{row['what']}」不由村（社区）出具。{row['turn_to']}。", f"A village does not write 「{row['what']}」. {row['turn_to']}", field="text") for row in told
    ])
