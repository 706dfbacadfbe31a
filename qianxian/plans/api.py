"""The article's figures beside the county's own for programs: the contract of ``qianxian story --json`` (decisions.md)."""

from typing import Any

from django.http import HttpRequest
from ninja import Router
from pydantic import Field

from qianxian.foundation.verdict import require
from qianxian.plans import queries
from qianxian.plans.permissions import can_view_story
from qianxian.portal.contract.shapes import Shape

router = Router(tags=["文章数字"])


class FigureShape(Shape):
    """One figure; ``value`` and ``agrees`` null while its room is not built."""

    id: str = Field(examples=["F01"])
    article: Any
    qualifier: str | None
    value: Any
    agrees: bool | None
    room: str | None


class StoryShape(Shape):
    """Every figure of the article."""

    figures: list[FigureShape]


@router.get("/story", response=StoryShape, operation_id="get_story", summary="文章数字对照")
def get_story(request: HttpRequest) -> dict[str, Any]:
    """As ``qianxian story --json`` prints it, within the reader's reach."""
    require(can_view_story(request.actor))
    return {"figures": [line.to_json() for line in queries.story(request.actor)]}
