"""What crosses rooms: waiting work, search, and the log for its reader."""

from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from qianxian.accounts.rights import Permission
from qianxian.foundation.verdict import ALLOWED, deny, require
from qianxian.portal import queries, workbench
from qianxian.portal.contract import ListQuery, Page, page, page_of
from qianxian.portal.contract.shapes import At, Day, Name, Shape, Uuid, Word

router = Router(tags=["工作台"])


class TaskShape(Shape):
    """One piece of waiting work and the page that settles it."""

    kind: str = Field(examples=["选聘"])
    title: str
    why: str
    due_on: Day | None
    url: str
    division_code: str
    count: int


class HitShape(Shape):
    """One search hit and its page."""

    group: str
    kind: str
    title: str
    detail: str
    url: str


class SearchFind(ListQuery):
    """A name, pinyin initials, a number or a village."""

    q: Name = Field(min_length=1, examples=["bjc"])


class LeafShape(Shape):
    """Who did what when; never the values."""

    uuid: Uuid
    at: At
    actor: str
    role: str
    on_behalf_of: str
    action: str = Field(examples=["engagements.decide_review"])
    object_type: str
    object_id: str
    division_code: str
    reason: str
    before_digest: str
    after_digest: str


class LogFind(ListQuery):
    """By whom, which act, on which object."""

    actor: Word | None = None
    action: Word | None = None
    object_id: Word | None = None


@router.get("/tasks", response=Page[TaskShape], operation_id="list_tasks", summary="待办")
def list_tasks(request: HttpRequest, find: Query[ListQuery]) -> dict[str, Any]:
    """Work that waits for the acting role."""
    tasks = workbench.tasks_for(request.actor, find.day(request))
    return page_of(find, tasks, lambda task: uuid5(NAMESPACE_URL, f"{task.kind}|{task.title}|{task.url}"))


@router.get("/search", response=Page[HitShape], operation_id="search", summary="查找")
def search(request: HttpRequest, find: Query[SearchFind]) -> dict[str, Any]:
    """Places, organisations, centres and persons within reach."""
    groups = queries.search_everything(request.actor, find.q, find.day(request))
    hits = [
        {"group": str(group), "kind": str(h.kind), "title": h.title, "detail": h.detail, "url": h.url}
        for group, found in groups.items()
        for h in found
    ]
    return page_of(find, hits, lambda hit: uuid5(NAMESPACE_URL, hit["url"]))


@router.get("/log", response=Page[LeafShape], operation_id="list_log", summary="操作日志")
def list_log(request: HttpRequest, find: Query[LogFind]) -> dict[str, Any]:
    """The audit leaves, for the audit administrator."""
    may = request.actor.may(Permission.READ_LOG)
    require(ALLOWED if may else deny("操作日志由审计管理员查看。需要查询请联系本区审计管理员。"))
    rows = queries.log(request.actor, find.prefix)
    wanted = {"actor": find.actor, "action": find.action, "object_id": find.object_id}
    return page(request, find, rows.filter(**{k: v for k, v in wanted.items() if v}))
