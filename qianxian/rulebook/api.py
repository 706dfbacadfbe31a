"""Rules and settings for programs: the same contract as ``qianxian rule list`` and ``qianxian rule eval`` (decisions.md)."""

import datetime as dt
from collections.abc import Sequence
from typing import Annotated, Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.http import Http404, HttpRequest
from ninja import Query, Router
from pydantic import Field, StringConstraints

from qianxian.foundation.errors import RuleViolated, Violation
from qianxian.foundation.rulebook import InputsRefused, RulebookError, UnknownRule, all_rules, describe, evaluate, rule_named
from qianxian.foundation.rulebook.settings import plain
from qianxian.foundation.verdict import require
from qianxian.portal.contract import WRITTEN, ListQuery, Made, Page, once, page_of
from qianxian.portal.contract.shapes import Day, Document, Given, Reason, Shape
from qianxian.rulebook import commands, permissions, queries
from qianxian.rulebook.models import SettingProposal

router = Router(tags=["规则和参数"])
RuleId = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9-]{1,11}$")]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_.]{1,59}$")]


class RuleShape(Shape):
    """As ``qianxian rule list --json`` publishes it."""

    id: str = Field(examples=["R-P12"])
    title: str
    title_en: str
    law: str
    article: str
    valid_from: str = Field(examples=["2020-07-13"])
    valid_to: str | None
    confidence: str
    inputs: list[dict[str, Any]]
    outputs: list[dict[str, Any]]
    versions: list[dict[str, Any]]


class FactsGiven(Given):
    """What is asked of a rule. Inputs left out take their published default; ``county`` takes the county's settings."""

    inputs: dict[str, Any] = Field(default_factory=dict, examples=[{"voters": 20, "present": 11, "for": 11}])
    on: Day | None = None
    county: bool = True


class RuleFault(Shape):
    """One violation as the rule tells it."""

    code: str
    message: str
    source: str


class Evaluated(Shape):
    """As ``qianxian rule eval`` prints it. A "no" is an answer."""

    rule: str = Field(examples=["R-P12"])
    on: str = Field(examples=["2019-03-31"])
    version: str | None
    settings: list[dict[str, Any]]
    outputs: dict[str, Any] | None
    violations: list[RuleFault]


class SettingRow(Shape):
    """One dated value with its source document."""

    value: Any
    valid_from: Day
    valid_to: Day | None
    source: str
    published_on: Day | None = None
    note: str = ""


class ProposalShape(Shape):
    """A value that waits for a second officer."""

    uuid: UUID
    value: Any
    valid_from: Day
    source_document: str
    proposed_by: str = Field(examples=["liangyw"])


class SettingShape(Shape):
    """One key: what it means and every dated value."""

    key: str = Field(examples=["pay.index"])
    title: str
    kind: str
    of_county: bool
    in_force: SettingRow | None
    rows: list[SettingRow]
    proposals: list[ProposalShape]


class SettingGiven(Given):
    """A new dated value with the document it rests on."""

    value: Any = Field(examples=["3"])
    valid_from: Day
    source_document: Document
    published_on: Day | None = None
    note: Reason = ""


class DropGiven(Given):
    """Why the value is not taken."""

    reason: Reason


def _by_name(name: str) -> UUID:
    """A stable public key for things that are known by a name only."""
    return uuid5(NAMESPACE_URL, f"qianxian:{name}")


@router.get("/rules", response=Page[RuleShape], operation_id="list_rules", summary="全部规则")
def list_rules(request: HttpRequest, find: Query[ListQuery]) -> dict[str, Any]:
    """Every rule with law and article, dates in force, typed inputs and outputs."""
    require(permissions.can_try_rules(request.actor))
    return page_of(find, [describe(item) for item in all_rules()], lambda item: _by_name(item["id"]))


@router.get("/rules/{rule_id}", response=RuleShape, operation_id="get_rule", summary="一条规则")
def get_rule(request: HttpRequest, rule_id: RuleId) -> dict[str, Any]:
    """One rule by its number."""
    require(permissions.can_try_rules(request.actor))
    try:
        return describe(rule_named(rule_id))
    except UnknownRule as unknown:
        raise Http404 from unknown


@router.post(
    "/rules/{rule_id}/evaluate",
    response=Evaluated,
    operation_id="evaluate_rule",
    summary="试算规则",
    openapi_extra={"x-writes-nothing": True},
)
def evaluate_rule(request: HttpRequest, rule_id: RuleId, body: FactsGiven) -> dict[str, Any]:
    """Try a rule on a day. Writes nothing; unknown, ill-typed, missing or impossible inputs answer 422."""
    require(permissions.can_try_rules(request.actor))
    try:
        rule_named(rule_id)
        return evaluate(rule_id, body.on or request.today, body.inputs, queries.county_settings() if body.county else None).to_json()
    except UnknownRule as unknown:
        raise Http404 from unknown
    except InputsRefused as refused:
        raise RuleViolated([Violation("inputs", message, rule_id, name) for name, message in refused.problems]) from refused
    except RulebookError as refused:
        raise RuleViolated([Violation("facts", str(refused), rule_id)]) from refused


def _shown(found: queries.KeyPage, on: dt.date, waiting: Sequence[SettingProposal] = ()) -> dict[str, Any]:
    rows = [{"value": plain(row.value), "valid_from": row.valid_from, "valid_to": row.valid_to, "source": row.source,
             "published_on": row.published_on, "note": row.note} for row in found.rows]  # fmt: skip
    now = next((row for row in rows if row["valid_from"] <= on and (row["valid_to"] is None or on <= row["valid_to"])), None)
    return {
        "key": found.key.key,
        "title": str(found.key.title),
        "kind": found.key.kind,
        "of_county": found.is_county,
        "in_force": now,
        "rows": rows,
        "proposals": waiting,
    }


@router.get("/settings", response=Page[SettingShape], operation_id="list_settings", summary="全部参数")
def list_settings(request: HttpRequest, find: Query[ListQuery]) -> dict[str, Any]:
    """Every setting with its dated values and the one in force on the day."""
    require(permissions.can_try_rules(request.actor))
    waiting: dict[str, list[SettingProposal]] = {}
    for one in queries.open_proposals():
        waiting.setdefault(one.key, []).append(one)
    return page_of(find, [_shown(found, find.day(request), waiting.get(found.key.key, ())) for found in queries.key_pages()], lambda item: _by_name(item["key"]))


@router.get("/settings/{key}", response=SettingShape, operation_id="get_setting", summary="一个参数")
def get_setting(request: HttpRequest, key: Key, find: Query[ListQuery]) -> dict[str, Any]:
    """One setting by its key."""
    require(permissions.can_try_rules(request.actor))
    if key not in queries.known_keys():
        raise Http404
    return _shown(queries.key_page(key), find.day(request), list(queries.open_proposals(key)))


@router.post("/settings/{key}/proposals", response=WRITTEN, operation_id="propose_setting", summary="按文件提出新取值")
@once
def propose_setting(request: HttpRequest, key: Key, body: SettingGiven) -> Made:
    """A new dated value with its source document, waiting for a second officer."""
    return Made(commands.propose_setting(key=key, by=request.actor, **body.model_dump()), f"settings/{key}", by="none")


def _proposal(uuid: UUID) -> SettingProposal:
    found = queries.proposal_by_uuid(uuid)
    if found is None:
        raise Http404
    return found


@router.post("/setting-proposals/{uuid}/enact", response=WRITTEN, operation_id="enact_setting", summary="审核新取值")
@once
def enact_setting(request: HttpRequest, uuid: UUID) -> Made:
    """The proposed value in force by a second officer; the one before ends the day before."""
    proposal = _proposal(uuid)
    return Made(commands.enact_setting(proposal=proposal, by=request.actor), f"settings/{proposal.key}", by="none")


@router.post("/setting-proposals/{uuid}/drop", response=WRITTEN, operation_id="drop_setting_proposal", summary="不采用新取值")
@once
def drop_setting_proposal(request: HttpRequest, uuid: UUID, body: DropGiven) -> Made:
    """The proposed value is not taken, with the reason."""
    proposal = _proposal(uuid)
    return Made(commands.drop_proposal(proposal=proposal, by=request.actor, **body.model_dump()), f"settings/{proposal.key}", by="none")
