"""Who a member is in the registry of persons, and whose name only looks like a relative's: both said by whom the pages let say it."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from pydantic import Field

from qianxian.collective import commands, permissions
from qianxian.collective.api.reading import router
from qianxian.collective.queries import members
from qianxian.decisions.queries import certificate_by_uuid
from qianxian.foundation.errors import violated
from qianxian.foundation.verdict import require
from qianxian.people.queries import by_identity
from qianxian.portal.contract import WRITTEN, Made, matched, once, there
from qianxian.portal.contract.shapes import Document, Given, Name, Reason, Uuid


class LinkGiven(Given):
    """The number on the member's own paper; it goes in and never comes out. A reason where another link is set right."""

    identity_number: Annotated[str, Field(min_length=15, max_length=24, pattern=r"^[0-9Xx ]+$", examples=["44040319750504123X"])]
    reason: Reason = ""


class NamesakeGiven(Given):
    """Whose name it is under which certificate, and what was compared."""

    certificate: Uuid
    name: Name
    document: Document


@router.post("/collective/members/{uuid}/link", response=WRITTEN, operation_id="link_collective_member", summary="集体成员对应人员档案")
@once
def link_collective_member(request: HttpRequest, uuid: UUID, body: LinkGiven) -> Made:
    """The member known as the person with this number."""
    require(permissions.can_view_collective(request.actor))
    row = matched(request, there(members.member_by_uuid(uuid, request.actor)))
    require(permissions.can_keep_members(request.actor, row.division_code))
    person = by_identity(request.actor, body.identity_number).first()
    if person is None:
        raise violated("identity", _("没有找到这个号码。先在「人员」里登记，或请镇（街道）组织干部核对。"), "R-C04", "identity_number")
    return Made(commands.link_member(member=row, person=person, reason=body.reason, by=request.actor))


@router.post("/collective/namesakes", response=WRITTEN, operation_id="state_namesake", summary="登记同名说明")
@once
def state_namesake(request: HttpRequest, body: NamesakeGiven) -> Made:
    """The supervision committee's word that who is to lease only bears a declared relative's name."""
    require(permissions.can_view_collective(request.actor))
    paper = there(certificate_by_uuid(body.certificate, request.actor))
    return Made(commands.state_namesake(certificate=paper, name=body.name, document=body.document, by=request.actor, on=request.today))
