"""Committees and the offices in them; the end of any office."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from qianxian.divisions import pages
from qianxian.divisions.queries import names_of
from qianxian.organisations import commands, permissions, queries
from qianxian.organisations.commands.mandates import FROM_ABOVE
from qianxian.organisations.forms import CommitteeForm, EndForm, MandateForm
from qianxian.organisations.models import Committee, Mandate
from qianxian.organisations.views.organisation import person_by_number
from qianxian.people import queries as people
from qianxian.portal.forms import need


def _found(request: HttpRequest, uuid: UUID) -> Committee:
    need(permissions.can_view_organisations(request.actor))
    found = queries.committee_by_uuid(uuid, request.actor)
    if found is None:
        raise Http404
    return found


def _url(committee: Committee) -> str:
    return reverse("organisations:committee", args=[committee.uuid])


@login_required
def committee(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One committee of one term: who sits in it and who sat."""
    found = _found(request, uuid)
    seats = queries.as_known(found.mandates.select_related("person").order_by("period"), request.past)
    place = names_of([found.division_code], request.on).get(found.division_code, "")
    context = {
        "page_title": _("%(name)s（第 %(n)d 届）") % {"name": found.name, "n": found.number}, "page_sub": place, "committee": found,
        "mandates": [m for m in seats if request.on in m.period], "former": [m for m in seats if m.period.upper and m.period.upper <= request.on],
        "rows": [{"label": _("职数"), "value": _("%(n)d 人") % {"n": found.seats}}, {"label": _("选举日期"), "value": found.elected_on},
                 {"label": _("届满日期"), "value": found.due_on}, {"label": _("任期"), "value": _("%(n)d 年") % {"n": found.term_years}},
                 {"label": _("结束日期"), "value": found.ended_on if found.ended_on and found.ended_on <= request.on else _("在任")}],
        "may_edit": permissions.can_keep_committee(request.actor, found.division_code).allowed,
        "log": pages.log_rows(people.log_of(found, *seats)), "crumbs": [(_("村（居）委会"), reverse("organisations:committees")), (found.name, "")],
    }  # fmt: skip
    return render(request, "organisations/committee.html", context)


@login_required
def open_committee(request: HttpRequest) -> HttpResponse:
    """A committee after its election."""
    need(permissions.can_keep_committee(request.actor, (request.actor.reach or ("",))[0].ljust(12, "0")))
    form = CommitteeForm(request.POST or None, places=pages.village_choices(request), initial={"elected_on": request.today})
    return pages.command_page(request, form, commands.open_committee, title=_("登记村（居）委会换届"), back=reverse("organisations:committees"), done=_url,
                           arguments={"on": request.today}, crumbs=[(_("村（居）委会"), reverse("organisations:committees")), (_("登记换届"), "")])  # fmt: skip


@login_required
def open_seat(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Somebody was elected to the committee."""
    found = _found(request, uuid)
    need(permissions.can_open_mandate(request.actor, found))

    def run(*, by, number, **clean):
        return commands.open_mandate(person=person_by_number(request, number), committee=found, by=by, on=request.today, **clean)

    form = MandateForm(
        request.POST or None, roles=["head", "deputy_head", "committee_member"], initial={"way": "elected", "first_day": found.elected_on}
    )
    return pages.command_page(request, form, run, title=_("%(name)s：登记任职") % {"name": found.name}, done=_url(found), back=_url(found),
                           crumbs=[(_("村（居）委会"), reverse("organisations:committees")), (found.name, _url(found)), (_("登记任职"), "")])  # fmt: skip


@login_required
def end_mandate(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The end of an office. Those from above are not offered for a committee's seat, and refused if sent all the same."""
    held = queries.mandates(request.actor).filter(uuid=uuid).first()
    if held is None:
        raise Http404
    need(permissions.can_end_mandate(request.actor, held))
    back = reverse("people:person", args=[held.person.uuid]) + "?tab=career"
    form = EndForm(request.POST or None, initial={"last_day": request.today})
    if held.committee_id and request.method != "POST":
        form.fields["reason"].choices = [c for c in Mandate.EndReason.choices if c[0] not in FROM_ABOVE]
    body = held.organisation or held.committee
    return pages.command_page(
        request, form, commands.end_mandate, title=_("登记%(name)s离任") % {"name": held.person.name}, done=back, back=back,
        arguments={"mandate": held, "on": request.today}, crumbs=[(_("职务"), reverse("organisations:mandates")), (held.person.name, back), (_("离任"), "")],
        facts=[{"label": _("职务"), "value": f"{body.name}　{held.get_role_display()}"}, {"label": _("任职日期"), "value": held.period.lower}],
        note=_("村（居）委会成员由选民选举，不能由上级撤换") if held.committee_id else "",
        note_text=_("可以登记：选民罢免、本人辞职、任期届满、依法终止（村民委员会组织法第十一条、第十六条）。") if held.committee_id else "",
    )  # fmt: skip
