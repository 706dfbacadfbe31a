"""Work that is still open on the example's day, so that every desk has something on it: a second vetting, a transfer, an upload with faults.

The second joint vetting is of the deferred whose first one is concluded, before their dates fall due; two departments have not answered.
"""

from __future__ import annotations

import datetime as dt

from qianxian.demo import cast, registers
from qianxian.demo.blueprint import EXAMPLE_DAY
from qianxian.demo.election_story import branch_by_election, recall_under_way, term_put_off, village_by_election
from qianxian.demo.registry_story import Play
from qianxian.demo.selection_story import candidates
from qianxian.demo.workbooks import workbook
from qianxian.engagements import commands
from qianxian.engagements.models import VettingReply, VettingRound
from qianxian.foundation.reach import acting_as
from qianxian.imports.commands import preview_file
from qianxian.organisations.commands import issue_transfer
from qianxian.organisations.models import PartyMember, PartyOrganisation

SENT, DUE = dt.date(2019, 12, 4), dt.date(2019, 12, 19)
SILENT = ("public_security", "natural_resources")
LETTER = dt.date(2019, 12, 9)
BAJIA, NANMEN = "440403103210", "440403103209"
FAULTY_ROWS = 24


def vet_again(play: Play) -> None:
    """Those of the deferred once more whose first vetting is concluded: six of eight departments have answered."""
    deferred = [c.number for c in candidates(play) if c.cadre.outcome == "deferred" and c.answer != "need_more"]
    with acting_as(play.actor("guozq")) as by:
        people = play.people(deferred)
        listed = commands.create_round(
            persons=[people[number] for number in deferred], purpose=VettingRound.Purpose.CENTRE_POST, due_on=DUE, by=by, on=SENT
        )
        commands.send_round(round=listed, by=by, on=SENT)
    for department in cast.DEPARTMENTS:
        if department.department in SILENT:
            continue
        with acting_as(play.actor(department.login)) as by:
            lines = VettingReply.objects.filter(case__round=listed, department=department.department)
            answers = [commands.Answer(line, "no_objection") for line in lines]
            commands.answer_vetting_list(answers=answers, signed_by=department.name, by=by, on=dt.date(2019, 12, 11))


def transfer(play: Play) -> None:
    """A member of Bajia on the way to Nanmen, the letter not yet received."""
    with acting_as(play.actor("zhaobk")) as by:
        member = PartyMember.objects.visible_to(by).filter(organisation__division_code=BAJIA, status="full", person__mandates__isnull=True).order_by("pk")[10]
        branch = PartyOrganisation.objects.visible_to(by).filter(division_code=NANMEN, kind="party_branch").order_by("code").first()
        issue_transfer(member=member, to_organisation=branch, issued_on=LETTER, by=by, on=LETTER)


def upload_with_faults(play: Play) -> None:
    """An upload of two dozen members that waits for its officer: most are on the register already, one moved branch, three rows are wrong."""
    rows = [dict(row) for row in registers.member_rows(play.members, play.cadres)[-FAULTY_ROWS:]]
    number = rows[3]["identity_number"]
    rows[3]["identity_number"] = number[:-1] + ("0" if number[-1] != "0" else "1")
    rows[9]["organisation"] = "中共斗门区没有这个支部委员会"
    rows[15]["full_on"] = rows[15]["joined_on"] - dt.timedelta(days=20)
    rows[20]["mobile"] = registers.mobile(9_000)
    content = workbook("members", rows)
    with acting_as(play.actor("liangyw")) as by:
        preview_file(register="members", filename="党员名册_12月补报.xlsx", content=content, by=by, on=EXAMPLE_DAY)


def open_work(play: Play) -> None:
    """Everything that is open on the example's day."""
    vet_again(play)
    transfer(play)
    upload_with_faults(play)
    branch_by_election(play)
    village_by_election(play)
    recall_under_way(play)
    term_put_off(play)
