"""Each status of each workflow is covered: where it may go, who holds it, and the plain word that pages show."""

import ast

import pytest
from django.db import models

from qianxian.accounts.rights import Permission
from qianxian.accounts.roles import ROLES
from qianxian.assessments import moves as assessment
from qianxian.cases import moves as cases
from qianxian.collective.rules.property import ASSET_MOVES, PARCEL_MOVES
from qianxian.contracts import moves as contracts
from qianxian.decisions import moves as decisions
from qianxian.elections import moves as elections
from qianxian.elements import rules as elements
from qianxian.engagements import moves
from qianxian.engagements.models import EngagementReview
from qianxian.foundation import guards
from qianxian.funds import rules as funds
from qianxian.letters import rules as letters
from qianxian.notices import rules as notices
from qianxian.organisations.commands.members import ALLOWED_MOVES as MEMBERSHIP
from qianxian.organisations.models import PartyMember
from qianxian.pipeline import rules as reserve
from qianxian.projects import moves as projects
from qianxian.requests import moves as requests
from qianxian.threads import rules as threads
from tests.architecture import source

# Roads with branches are readable dicts. The others go straight on, and their commands name every state.
DICTS = {"engagements.engagementreview": (moves.ALLOWED_MOVES, moves.WHO_HOLDS_IT), "organisations.partymember": (MEMBERSHIP, None),
         "threads.thread": (threads.ALLOWED_MOVES, None),
         "pipeline.reservecandidate": (reserve.ALLOWED_MOVES, reserve.WHO_HOLDS_IT),
         "assessments.assessmentsheet": (assessment.ALLOWED_MOVES, assessment.WHO_HOLDS_IT), "assessments.assessmentscheme": (assessment.SCHEME_MOVES, None),
         "engagements.consequencecase": (moves.CASE_MOVES, moves.WHO_HOLDS_CASE),
         "collective.parcel": (PARCEL_MOVES, None), "collective.asset": (ASSET_MOVES, None),
         "funds.payment": (funds.ALLOWED_MOVES, funds.WHO_HOLDS_IT),
         "contracts.contract": (contracts.ALLOWED_MOVES, contracts.WHO_HOLDS_IT),
         "requests.request": (requests.ALLOWED_MOVES, requests.WHO_HOLDS_IT), "requests.requeststep": (requests.ALLOWED_MOVES, None),
         "cases.case": (cases.ALLOWED_MOVES, cases.WHO_HOLDS_IT), "cases.casestep": (cases.ALLOWED_MOVES, None),
         "projects.project": (projects.ALLOWED_MOVES, projects.WHO_HOLDS_IT),
         "letters.letter": (letters.ALLOWED_MOVES, None),
         "notices.notice": (notices.ALLOWED_MOVES, None),
         "elements.collectiontask": (elements.ALLOWED_MOVES, elements.WHO_HOLDS_IT),
         "elections.election": (elections.ALLOWED_MOVES, elections.WHO_HOLDS_IT),
         "decisions.matter": (decisions.ALLOWED_MOVES, decisions.WHO_HOLDS_IT), "decisions.powercase": (decisions.POWER_MOVES, decisions.POWER_HOLDERS)}  # fmt: skip
STRAIGHT = {
    "elections.candidate": "nominated → listed, or withdrawn by himself",
    "engagements.vettingcase": "open → concluded, judged by engagements.rules.vetting",
    "organisations.partyorganisation": "active → dissolved or merged",
    "organisations.membertransfer": "issued → received, expired or cancelled",
    "pay.payrun": "locked → computed → checked → approved, returned or withdrawn",
    "pay.paycorrection": "computed → checked → approved; returned → computed again; withdrawn",
    "funds.voucherdraft": "prepared → posted or dropped",
    "funds.disclosuresheet": "prepared → signed by supervision → published",
    "collective.lease": "planned → running → ended; dropped before it is signed",
    "collective.distribution": "computed → drafted as a voucher; dropped before it is booked",
    "elements.taskunit": "open → submitted, or returned and submitted again",
    "imports.importbatch": "previewed → committed → undone, or dropped",
}
PLAIN = {"草稿", "待审", "已退回", "办理中", "已办结", "已公开", "已更正", "已撤销", "已聘任", "不予聘任", "暂缓聘任"}


def state_field(model) -> models.Field | None:
    return next((f for f in model._meta.fields if f.name in ("state", "status") and f.choices), None)


WITH_STATES = [m for m in guards.own_models() if state_field(m)]


@pytest.mark.parametrize("model", WITH_STATES, ids=lambda m: m._meta.label_lower)
def test_every_status_is_covered(model):
    label, codes = model._meta.label_lower, {code for code, _ in state_field(model).choices}
    if label in DICTS:
        allowed, holders = DICTS[label]
        assert {str(s) for s in allowed} == codes
        assert {str(t) for targets in allowed.values() for t in targets} <= codes
        assert holders is None or set(holders) == codes
        return
    assert label in STRAIGHT, "give it ALLOWED_MOVES, or say why its road is straight"
    room = label.split(".")[0]
    text = "\n".join(p.read_text("utf-8") for p in source.parts("commands", "judging", "rules") if source.room_of(p) == room)
    unnamed = [c for c in codes if f'"{c}"' not in text and f".{c.upper()}" not in text]
    assert not unnamed


def test_no_status_is_an_island():
    """From the first status of a review every other one can be reached, and each open one can be left."""
    reached, waiting = set(), [EngagementReview.State.values[0]]
    while waiting:
        state = waiting.pop()
        if state not in reached:
            reached.add(state)
            waiting += moves.ALLOWED_MOVES[state]
    assert reached == set(EngagementReview.State.values)
    assert all(moves.ALLOWED_MOVES[s] for s, holder in moves.WHO_HOLDS_IT.items() if holder)
    assert not moves.ALLOWED_MOVES["withdrawn"]
    assert PartyMember.Status.EXPELLED in MEMBERSHIP and not MEMBERSHIP[PartyMember.Status.EXPELLED]


def test_who_holds_a_status_exists():
    for permission in filter(None, (*moves.WHO_HOLDS_IT.values(), *assessment.WHO_HOLDS_IT.values(), *decisions.WHO_HOLDS_IT.values(), *decisions.POWER_HOLDERS.values(),
                                    *contracts.WHO_HOLDS_IT.values(), *projects.WHO_HOLDS_IT.values(), *cases.WHO_HOLDS_IT.values(), *requests.WHO_HOLDS_IT.values())):
        assert [r for r in ROLES.values() if permission in r.permissions and r.code != "service"], permission


def test_pages_show_plain_words():
    assert set(moves.STATUS_WORDS.values()) | set(moves.OUTCOME_WORDS.values()) <= PLAIN
    assert set(moves.STATUS_WORDS) == set(moves.ALLOWED_MOVES)
    assert set(moves.CASE_WORDS.values()) <= PLAIN and set(moves.CASE_WORDS) == set(moves.CASE_MOVES)
    assert set(assessment.STATUS_WORDS.values()) <= PLAIN and set(assessment.STATUS_WORDS) == set(assessment.ALLOWED_MOVES)


def test_every_permission_is_asked_for_and_held():
    """No permission without a role, none that no code asks for."""
    held = {p for r in ROLES.values() if r.code != "service" for p in r.permissions}
    assert set(Permission) == held
    asked = {
        n.attr for path in source.sources() if path.name not in ("roles.py", "rights.py") for n in ast.walk(source.tree(path))
        if isinstance(n, ast.Attribute) and ast.unparse(n.value) in ("Permission", "P", "roles.Permission")
    }  # fmt: skip
    unasked = {p.name for p in Permission} - asked
    assert unasked == set(LATER), sorted(unasked ^ set(LATER))


# Permissions of work whose room is not built yet, or that name an identity rather than a door.
LATER = {
    "INSPECT_BY_CASE": "files of a case number come with the rectification room",
}


def test_officers_hold_no_business():
    """三员分立: system, security and audit administrators are three people and touch no business."""
    officers = {r.code: set(r.permissions) for r in ROLES.values() if r.officer}
    assert len(officers) == 3
    assert officers == {"sys_admin": {Permission.MANAGE_SYSTEM}, "sec_admin": {Permission.MANAGE_ACCOUNTS}, "audit_admin": {Permission.READ_LOG}}


FIVE = (Permission.REQUEST_PAYMENTS, Permission.REVIEW_PAYMENTS, Permission.APPROVE_PAYMENTS, Permission.KEEP_BOOKS, Permission.PAY_OUT)
APART = [
    (Permission.PREPARE_PAY, Permission.CHECK_PAY), (Permission.CHECK_PAY, Permission.APPROVE_PAY), (Permission.PREPARE_PAY, Permission.APPROVE_PAY),
    *((one, other) for n, one in enumerate(FIVE) for other in FIVE[n + 1 :]), (Permission.ALLOCATE_FUNDS, Permission.KEEP_BOOKS), (Permission.KEEP_CONTRACTS, Permission.REVIEW_CONTRACTS),
    *((Permission.KEEP_PROJECTS, other) for other in (Permission.APPROVE_PROJECTS, Permission.ACCEPT_PROJECTS, Permission.AUDIT_PROJECTS)),
    (Permission.NOMINATE, Permission.DECIDE_ENGAGEMENT), (Permission.PROPOSE_ENGAGEMENT, Permission.DECIDE_ENGAGEMENT),
    (Permission.SCORE_ASSESSMENTS, Permission.APPROVE_ASSESSMENTS), (Permission.SCORE_ASSESSMENTS, Permission.ANSWER_APPEALS),
    (Permission.ANSWER_VETTING, Permission.CONCLUDE_VETTING), (Permission.MANAGE_ACCOUNTS, Permission.READ_LOG), (Permission.DRAFT_LETTERS, Permission.SIGN_LETTERS),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), APART)
def test_duties_that_no_role_joins(one, other):
    assert not [r.code for r in ROLES.values() if r.code != "service" and one in r.permissions and other in r.permissions]
