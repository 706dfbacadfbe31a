"""The description of /api/v1: OpenAPI completed with problems, headers and examples.

The page that shows it asks nothing of any outside host.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.parser import Parser

from qianxian.portal.contract.problems import PRIVATE, PROBLEM
from qianxian.portal.contract.shapes import Problem

KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": True,
    "description": "每件事一个编号，重发时不变；同一编号不会办两次。",
    "schema": {"type": "string", "pattern": "^[A-Za-z0-9._:-]{8,80}$"},
    "example": "3f0c1a52-6f0e-4a3a-8d1b-0c5f2d9b7e11",
}
MATCH = {
    "name": "If-Match",
    "in": "header",
    "required": False,
    "description": "读到的 ETag；已被别人改过时答 412，不会盖掉。",
    "schema": {"type": "string", "pattern": r'^("?[0-9]{1,9}"?|\*)$'},
    "example": '"2"',
}
ETAG = {"ETag": {"description": "这条记录的版本，下次修改时放进 If-Match", "schema": {"type": "string"}, "example": '"2"'}}
SAID = {
    400: "读不懂，或缺少提交编号",
    401: "没有登录，或令牌已停用",
    403: "角色不能办",
    404: "没有，或不在范围内",
    405: "这个地址没有这种请求",
    409: "已有变化，或编号用过了",
    412: "看到的不是最新版本",
    413: "太大了",
    415: "格式不对",
    422: "内容要改",
    428: "缺少 If-Match",
    429: "太快了",
    500: "这里出了错，没有写入任何内容",
}
# A response must say something (OpenAPI 3.1).
DONE = {201: "已写入"}
SPOKEN, DATA = frozenset({"title", "summary", "description", "tags", "scopes"}), frozenset({"example", "examples", "default", "enum", "const"})
CHINESE = re.compile(r"[\u3400-\u9fff]")
READS, WRITES = (401, 403, 404, 422, 429, 500), (400, 401, 403, 404, 409, 412, 413, 422, 428, 429, 500)


class ExactJson(Parser):
    """Numbers exact, each name once, nothing that is no JSON; what cannot be read is a 400."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The JSON value of the body, money still as the client wrote it."""
        return json.loads(request.body, parse_constant=_no_number, object_pairs_hook=_each_name_once)


def _no_number(name: str) -> Any:
    raise ValueError(name)


def _each_name_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({name for name, _value in pairs}) < len(pairs):
        raise ValueError("a name twice")
    return dict(pairs)


class DescribedApi(NinjaAPI):
    """An API whose description says everything that its answers may be."""

    def create_temporal_response(self, request: HttpRequest) -> HttpResponse:
        """Answers carry people's data: no cache between here and the client may keep them."""
        answer = super().create_temporal_response(request)
        answer.headers["Cache-Control"] = PRIVATE["Cache-Control"]
        return answer

    @cached_property
    def _kept(self) -> dict[str | None, dict[str, Any]]:
        return {}

    def get_openapi_schema(self, **more: Any) -> dict[str, Any]:
        """OpenAPI 3.1 with problems, headers and examples; for reading only.

        Four hundred operations take a second to describe and stay as they are while the process lives, so each language's is kept.
        """
        if more:
            return self._put_together(**more)
        language = get_language()
        if language not in self._kept:
            self._kept[language] = self._put_together()
        return self._kept[language]

    def _put_together(self, **more: Any) -> dict[str, Any]:
        described = super().get_openapi_schema(**more)
        schemas = described["components"]["schemas"]
        problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        schemas.update(problem.pop("$defs", {}))
        schemas["Problem"] = problem
        for item in described["paths"].values():
            for method, operation in item.items():
                _complete(method, operation)
        described["security"] = [{"ScopedClient": []}, {"BearerToken": []}, {"PageSession": []}]
        return described


def _complete(method: str, operation: dict[str, Any]) -> None:
    evaluates = operation.get("x-writes-nothing", False)
    writes = method in ("post", "patch") and not evaluates
    operation.setdefault("parameters", [])
    if writes:
        operation["parameters"] += [KEY, MATCH | {"required": method == "patch"}]
    for status in WRITES if writes else (400, 413, *READS) if evaluates else READS:
        operation["responses"][str(status)] = {
            "description": SAID[status],
            "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
    operation["responses"]["429"]["headers"] = {"Retry-After": {"schema": {"type": "integer"}, "description": "多少秒后再试"}}
    for status in [key for key in operation["responses"] if isinstance(key, int)]:
        answer = operation["responses"].pop(status) | {"description": DONE.get(status, "成功")}
        operation["responses"][str(status)] = answer
        if method == "get" and operation.get("x-tagged"):
            answer["headers"] = ETAG


def said(described: Any, key: str = "") -> Any:
    """The description in the reader's language: titles, summaries, descriptions and groups; examples are data and stay.

    What is written for programmers in English only (docstrings, titles made of field names) is left out of the Chinese description.
    """
    if isinstance(described, dict):
        told = {name: part for name, part in described.items() if not (_in_chinese() and _only_english(name, part))}
        return {name: part if name in DATA else said(part, key if key == "scopes" else name) for name, part in told.items()}
    if isinstance(described, list):
        return [said(part, key) for part in described]
    return gettext(described) if isinstance(described, str) and key in SPOKEN and CHINESE.search(described) else described


def _in_chinese() -> bool:
    return (get_language() or "zh").startswith("zh")


def _only_english(name: str, part: Any) -> bool:
    return name in ("title", "description") and isinstance(part, str) and not CHINESE.search(part)


def spoken(described: Any, key: str = "") -> Iterator[str]:
    """Every Chinese text of the description that ``said`` turns into the reader's language."""
    if isinstance(described, dict):
        for name, part in described.items():
            yield from () if name in DATA else spoken(part, key if key == "scopes" else name)
    elif isinstance(described, list):
        for part in described:
            yield from spoken(part, key)
    elif isinstance(described, str) and key in SPOKEN and CHINESE.search(described):
        yield described


def page_of_operations(request: HttpRequest, described: dict[str, Any]) -> HttpResponse:
    """The description as one plain page: no script, nothing from elsewhere, fit for print."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for path, item in described["paths"].items():
        for method, operation in item.items():
            groups.setdefault((operation.get("tags") or [""])[0], []).append(_row(path, method, operation, described))
    context = {"page_title": _("接口说明"), "groups": groups, "described": described, "server": request.build_absolute_uri("/api/v1/")}
    return render(request, "portal/api.html", context)


def _row(path: str, method: str, operation: dict[str, Any], described: dict[str, Any]) -> dict[str, Any]:
    schemas = described["components"]["schemas"]
    body = operation.get("requestBody", {}).get("content", {})
    kind, content = next(iter(body.items()), ("", {}))
    shape = content.get("schema", {})
    return {
        "id": operation["operationId"],
        "method": method.upper(),
        "path": path,
        "title": operation.get("summary", ""),
        "says": operation.get("description", ""),
        "kind": kind,
        "fields": _fields(shape, schemas),
        "query": [p for p in operation["parameters"] if p["in"] == "query"],
        "example": json.dumps(example_of(shape, schemas), ensure_ascii=False, indent=2) if body and "multipart" not in kind else "",
    }


def _resolved(shape: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in shape:
        return schemas[shape["$ref"].rsplit("/", 1)[1]]
    return shape


def _fields(shape: dict[str, Any], schemas: dict[str, Any]) -> list[dict[str, Any]]:
    shape = _resolved(shape, schemas)
    required = shape.get("required", [])
    return [
        {"name": name, "required": name in required, "says": one.get("description", ""), "kind": _kind(one)}
        for name, one in shape.get("properties", {}).items()
    ]


def _kind(one: dict[str, Any]) -> str:
    if "enum" in one:
        return " | ".join(map(str, one["enum"]))
    if "anyOf" in one:
        return " | ".join(filter(None, (_kind(part) for part in one["anyOf"] if part.get("type") != "null")))
    return one.get("format") or one.get("type", "object")


def example_of(shape: dict[str, Any], schemas: dict[str, Any]) -> Any:
    """An example built from the examples of the fields."""
    shape = _resolved(shape, schemas)
    for key in ("example", "default"):
        if shape.get(key) is not None:
            return shape[key]
    if shape.get("examples"):
        return shape["examples"][0]
    if "enum" in shape:
        return shape["enum"][0]
    if "const" in shape:
        return shape["const"]
    for part in shape.get("anyOf", []) + shape.get("allOf", []):
        if part.get("type") != "null":
            return example_of(part, schemas)
    if shape.get("type") == "array":
        return [example_of(shape.get("items", {}), schemas)]
    if "properties" in shape:
        return {name: example_of(one, schemas) for name, one in shape["properties"].items()}
    return {"integer": 1, "number": 1, "boolean": False, "string": "", "object": {}}.get(shape.get("type", ""))
