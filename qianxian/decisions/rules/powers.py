"""The list of minor powers (R-D05): each power is a flow of steps; a case moves along it, and a skipped step is flagged to supervision.

Example: flow apply → verify → publish → report; a case that jumps from apply to report has skipped verify and publish.
"""

from __future__ import annotations

import datetime as dt

from qianxian.foundation.rulebook import Facts, Finding, ImpossibleFacts, InForce, Input, Output, SettingsOnDay, rule, violation


@rule(
    "R-D05",
    title="小微权力清单",
    title_en="List of minor powers",
    versions=[InForce(dt.date(2018, 1, 2), "2018年中央一号文件（推行村级小微权力清单制度）", "", confidence="sure", note="流程以宁海36条为样本，由区县确定。")],
    inputs=[
        Input("flow", "list", "流程各步", "Steps of the flow"),
        Input("done", "list", "已办各步（按先后）", "Steps done, in order"),
    ],
    outputs=[
        Output("ok", "bool", "是否按流程", "Whether it moved along the flow"),
        Output("skipped", "list", "跳过的步骤", "Steps skipped"),
        Output("next_step", "string", "下一步", "Next step"),
        Output("finished", "bool", "是否办完", "Whether it is finished"),
    ],
)
def along_the_flow(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """What was skipped, what went back, and what comes next. Raises ImpossibleFacts for a step that the flow does not have, or twice."""
    flow, done = list(facts.flow), list(facts.done)
    if len(set(flow)) != len(flow) or not flow:
        raise ImpossibleFacts("流程至少一步，每一步只能写一次，请核对。", "flow")
    unknown = [step for step in done if step not in flow]
    if unknown or len(set(done)) != len(done):
        raise ImpossibleFacts(f"流程里没有“{'、'.join(unknown)}”，或同一步写了两次，请核对。", "done")
    places = [flow.index(step) for step in done]
    furthest = max(places, default=-1)
    skipped = [step for step in flow[: furthest + 1] if step not in done]
    backward = [step for step, place in zip(done, places, strict=True) if any(flow.index(earlier) > place for earlier in done[: done.index(step)])]
    found = []
    if skipped:
        told = f"跳过了“{'、'.join(skipped)}”；已提请村务监督委员会查看，请补办并写明原因。"
        found.append(violation("skipped", told, f"{', '.join(skipped)} skipped: flagged to supervision; make it up and say why.", field="done"))
    if backward:
        told = f"“{'、'.join(backward)}”在后面的步骤之后才办；已提请村务监督委员会查看。"
        found.append(violation("backward", told, f"{', '.join(backward)} came after later steps: flagged to supervision.", field="done"))
    rest = [step for step in flow if step not in done]
    return Finding({"ok": not found, "skipped": skipped, "next_step": rest[0] if rest else "", "finished": not rest}, found)
