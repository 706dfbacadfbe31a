"""Every address of the product with the roles that may, written by hand from handbook section 7 and never read from the code.

A name without a line here fails the build. Who is not named is refused: 403 or 404. ``reach`` lines name a thing of the village:
somebody whose place does not hold the village gets 404 even in the right role, so that he does not learn that it is there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.api.operations import RULING
from tests.api.stage import VILLAGE

DO, DV, DR, TC, TO = "district_org_officer", "district_vetting_officer", "department_replier", "town_committee", "town_org_officer"
FB, PA, BK, CA, DI, AU = "finance_bureau", "pay_approver", "town_bookkeeper", "cashier", "discipline_inspection", "audit_bureau"
VS, CM, WS, BS, SM, FS = "village_secretary", "centre_member", "window_staff", "branch_secretary", "supervision_member", "first_secretary"
PO = "district_petition_officer"
LL, ME, RE, SY, SE, AA = "liaison_leader", "member", "resident", "sys_admin", "sec_admin", "audit_admin"
ALL = frozenset({DO, DV, DR, PO, TC, TO, FB, PA, BK, CA, DI, AU, VS, CM, WS, BS, SM, FS, LL, ME, RE, SY, SE, AA})
EDITORS = frozenset({DO, TO})
REGISTRY = frozenset({DO, DV, TC, TO, VS, BS, FS})
MEMBERS = frozenset({DO, TC, TO, VS, BS})
PERSONS = MEMBERS | {DV}
CENTRES = frozenset({DO, PO, TC, TO, VS, BK, CA, AU, CM, WS, SM, FS, LL})
ENGAGEMENTS = frozenset({DO, DV, TC, TO, VS})
PAY = frozenset({DO, FB, PA})
FUNDS = frozenset({FB, BK, CA, AU, TC, VS, CM, SM})
COLLECTIVE = frozenset({TC, TO, BK, AU, VS, CM, SM, FS})
HOME_KEEPERS = frozenset({VS, CM})
ASKED = frozenset({DO, TC, TO, FB, AU, VS, CM, WS})
ISSUERS, AGREERS, FILLERS = frozenset({DO, TO, FB, AU}), frozenset({DO, TC}), frozenset({VS, CM, WS})
SEC = frozenset({SE})
CONTRACTS = frozenset({DO, TC, TO, FB, BK, AU, VS, CM, SM, FS})
CONTRACT_KEEPERS = frozenset({VS, CM})
CASES, CASE_RECORDERS = frozenset({TC, TO, VS, CM, WS}), frozenset({CM, WS})
LETTERS = frozenset({CM, TO, VS, TC})
REQUESTS, REQUEST_RECEIVERS = frozenset({PO, TC, TO, VS, CM, WS}), frozenset({PO, TO, CM, WS})
PROJECT_KEEPERS, ACCEPTERS = frozenset({VS, CM, FS}), frozenset({SM, TO})
DECISIONS = frozenset({DO, TC, TO, BK, AU, VS, SM, FS})
RULES = frozenset({DO, DV, PO, TC, TO, VS, FB, PA, BK, AU, BS, SM, FS})
OWN = frozenset({VS, CM, WS, BS, ME})
STORY = frozenset({DO, TC, TO, VS, AU, LL})
KEEPERS = frozenset({DO, TO, VS, CM, FS})
OPENERS = KEEPERS | {WS}
THREADS = OPENERS | {TC, FB, BK, CA, AU, SM, LL}
IMPORTS = frozenset({DO, TC, TO, SE})
EXPORTERS = frozenset({DO, TC, TO, FB, BK, AU})
OFFICES = frozenset({DO, TC, TO})


@dataclass(frozen=True)
class Address:
    """Who may ask for it, how it is filled, and whether it names a thing of the village."""

    may: frozenset[str]
    at: Callable[[Any], dict[str, Any]] = lambda w: {}
    post: bool = False
    reach: bool = False
    body: Any = None
    query: str = ""


def thing(name: str) -> Callable[[Any], dict[str, Any]]:
    """The uuid of one of the world's things."""
    return lambda w: {"uuid": w.things[name].uuid}


def of(read: Callable[[Any], Any]) -> Callable[[Any], dict[str, Any]]:
    """The uuid of something that stands in the village."""
    return lambda w: {"uuid": read(w.stage.village).uuid}


def step(where: Callable[[Any], dict[str, Any]], **more: Any) -> Callable[[Any], dict[str, Any]]:
    """An address with more than a uuid."""
    return lambda w: where(w) | more


def account(w: Any) -> dict[str, Any]:
    """The account of the town's officer."""
    return {"uuid": w.stage.users[TO].uuid}


def grant(w: Any) -> dict[str, Any]:
    """His grant."""
    return {"uuid": w.stage.users[TO].grants.get().uuid}


def batch_of(w: Any) -> dict[str, Any]:
    """The upload that waits."""
    return {"uuid": w.things["batch"].uuid}


CODE = lambda w: {"code": VILLAGE}  # noqa: E731
PERSON, BRANCH, CENTRE = of(lambda v: v.member), of(lambda v: v.organisation), of(lambda v: v.centre)
MEMBER, COMMITTEE, SEAT = thing("member"), of(lambda v: v.committee), of(lambda v: v.seat)
PUBLIC = {"healthz", "letters:verify", "letters:verify_code", "letters:fetch", "home", "affairs", "funds:published",
          "centres:hall", "cases:progress", "cases:villages", "cases:opinion", "cases:screen", "cases:items", "cases:apply", "requests:tell", "requests:kinds", "requests:telling",
          "services:guide", "services:guide_item",
          "help", "choose_view", "choose_language", "accounts:login", "accounts:second_factor", "accounts:enrol", "accounts:logout", "feedback", "design",
          "openid_connect_login", "openid_connect_callback"}  # fmt: skip
NOT_ASKED = {
    "openid_connect_login": "answers only where an OIDC provider is configured", "openid_connect_callback": "as above",
    "accounts:token": "for programs with a secret of their own; tests/accounts/test_clients.py",
    "accounts:second_factor": "a step of logging in", "accounts:enrol": "a step of logging in", "accounts:logout": "ends the session the matrix works with",
}  # fmt: skip

ADDRESSES: dict[str, Address] = {
    **{name: Address(ALL) for name in ("home", "affairs", "workbench", "search", "help", "healthz", "feedback", "accounts:login", "accounts:me", "accounts:switch_role",
                                       "accounts:change_password", "accounts:enrol_phone", "divisions:list", "divisions:scope", "design")},
    "log": Address(frozenset({AA})),
    "choose_view": Address(ALL), "choose_language": Address(ALL), "accounts:codes": Address(ALL, post=True), "accounts:issue_token": Address(ALL, post=True),
    "accounts:end_session": Address(frozenset(), lambda w: {"number": 999_999}, post=True),
    "accounts:revoke_token": Address(frozenset({TO}), lambda w: {"uuid": w.stage.users[TO].api_tokens.get().uuid}, post=True),
    # accounts: the security administrator's alone
    "accounts:users": Address(SEC), "accounts:export": Address(SEC), "accounts:deputies": Address(SEC), "accounts:deputies_export": Address(SEC), "accounts:role_table": Address(ALL),
    "accounts:clients": Address(SEC), "accounts:register_client": Address(SEC), "accounts:revoke_client": Address(SEC, thing("client")),
    "accounts:renew_client_secret": Address(SEC, thing("client"), post=True),
    "accounts:open_account": Address(SEC), "accounts:appoint_deputy": Address(SEC),
    "accounts:confirm_reset": Address(frozenset(), lambda w: {"uuid": w.things["slip"].uuid}, post=True),
    "accounts:end_grant": Address(SEC, grant), "accounts:user": Address(SEC, account), "accounts:change_account": Address(SEC, account),
    "accounts:grant_role": Address(SEC, account), "accounts:end_access": Address(SEC, account), "accounts:reopen_access": Address(SEC, account),
    "accounts:reset_password": Address(SEC, account), "accounts:first_passwords": Address(SEC), "accounts:request_reset": Address(SEC, account),
    "accounts:end_session_of": Address(frozenset(), lambda w: account(w) | {"number": 999_999}, post=True),
    # divisions: places are public within the house, their numbers are kept by the place's officers
    "divisions:division": Address(ALL, CODE), "divisions:merge": Address(frozenset({DO})), "divisions:rename": Address(frozenset({DO}), CODE),
    "divisions:population": Address(EDITORS, CODE), "divisions:designate": Address(EDITORS, CODE),
    "divisions:approve": Address(EDITORS, lambda w: {"code": VILLAGE, "uuid": w.things["snapshot"].uuid}, post=True),
    # people
    "people:list": Address(MEMBERS), "people:find": Address(MEMBERS, post=True), "people:register": Address(EDITORS), "people:own_record": Address(OWN),
    "people:person": Address(PERSONS, PERSON, reach=True), "people:correct": Address(EDITORS, PERSON, reach=True),
    "people:merge": Address(EDITORS, PERSON, reach=True), "people:reveal": Address(EDITORS, PERSON, reach=True),
    # organisations
    **{f"organisations:{name}": Address(REGISTRY) for name in ("organisations", "list", "terms", "committees", "mandates")},
    "organisations:members": Address(MEMBERS), "organisations:transfers": Address(MEMBERS),
    "organisations:found": Address(EDITORS), "organisations:open_committee": Address(EDITORS),
    "organisations:organisation": Address(REGISTRY, BRANCH, reach=True),
    **{f"organisations:{name}": Address(EDITORS, BRANCH, reach=True) for name in ("change", "dissolve", "open_term", "admit", "open_mandate")},
    "organisations:extend_term": Address(EDITORS, lambda w: BRANCH(w) | {"number": w.things["term"].number}, reach=True),
    "organisations:member_status": Address(EDITORS, MEMBER, reach=True), "organisations:issue_transfer": Address(EDITORS, MEMBER, reach=True),
    "organisations:record_death": Address(EDITORS, PERSON, reach=True),
    # the place that takes in; the letting town sees the letter among its own, and may take it back
    "organisations:receive_transfer": Address(frozenset({DO}), thing("transfer")), "organisations:cancel_transfer": Address(EDITORS, thing("transfer"), post=True),
    "organisations:committee": Address(REGISTRY, COMMITTEE, reach=True), "organisations:open_seat": Address(EDITORS, COMMITTEE, reach=True),
    "organisations:end_mandate": Address(EDITORS, SEAT, reach=True),
    # elections: the town's officer organises, its committee approves and publishes, the county looks
    "elections:elections": Address(frozenset({DO, TC, TO})), "elections:call": Address(frozenset({TO})), "elections:recall": Address(frozenset({TO})),
    "elections:election": Address(frozenset({DO, TC, TO}), thing("election"), reach=True),
    "elections:paper": Address(frozenset({DO, TC, TO}), step(thing("election"), kind="roll", form="pdf"), reach=True),
    "elections:act": Address(frozenset({TO}), step(thing("election"), act="staff"), reach=True),
    "elections:act#approve": Address(frozenset({TC}), step(thing("election"), act="approve"), reach=True),
    "elections:contest": Address(frozenset({TO}), step(thing("contest"), act="nominate"), reach=True),
    "elections:contest#sheet": Address(frozenset({TO}), step(thing("contest"), act="sheet"), reach=True),
    "elections:contest#publish": Address(frozenset({TC}), step(thing("contest"), act="publish"), reach=True),
    "elections:exclude": Address(frozenset({TO}), thing("roll_entry"), reach=True), "elections:decide": Address(frozenset({TO}), thing("objection"), reach=True),
    "elections:withdraw": Address(frozenset({TO}), thing("nominee"), reach=True), "elections:statement": Address(frozenset({TO}), thing("nominee"), reach=True),
    # threads: who works on the way and who watches it; kept by village, centre, first secretary, town and district
    "threads:list": Address(THREADS), "threads:open": Address(OPENERS), "threads:thread": Address(THREADS, thing("thread"), reach=True),
    "threads:act": Address(KEEPERS, step(thing("thread"), act="move"), reach=True), "threads:act#tie": Address(THREADS, step(thing("thread"), act="attach"), reach=True),
    **{f"threads:act#{act}": Address(KEEPERS, step(thing("thread"), act=act), reach=True) for act in ("estimate", "note", "stall", "tell", "close", "join", "split")},
    "threads:act#lift": Address(KEEPERS, step(thing("stalled_thread"), act="lift"), reach=True), "threads:thread#stalled": Address(THREADS, thing("stalled_thread"), reach=True),
    "threads:act#reopen": Address(KEEPERS, step(thing("closed_thread"), act="reopen"), reach=True), "threads:thread#closed": Address(THREADS, thing("closed_thread"), reach=True),
    "threads:detach": Address(KEEPERS, thing("tie"), reach=True),
    # decisions: the village proposes, its supervision committee counts a second time and notes, the town confirms, its committee revokes
    **{f"decisions:{name}": Address(DECISIONS) for name in ("matters", "certificates", "powers")},
    "decisions:open": Address(frozenset({VS})), "decisions:power_open": Address(frozenset({VS})),
    "decisions:matter": Address(DECISIONS, thing("matter"), reach=True), "decisions:meeting": Address(DECISIONS, thing("meeting"), reach=True),
    "decisions:certificate": Address(DECISIONS, thing("certificate"), reach=True), "decisions:power_case": Address(DECISIONS, thing("power_case"), reach=True),
    "decisions:record": Address(DECISIONS, step(thing("matter"), form="docx"), reach=True),
    "decisions:meeting_paper": Address(DECISIONS, step(thing("meeting"), kind="roll", form="docx"), reach=True),
    "decisions:certificate_paper": Address(DECISIONS, step(thing("certificate"), form="json"), reach=True),
    "decisions:act": Address(frozenset({VS}), step(thing("matter"), act="withdraw"), reach=True),
    "decisions:act#certify": Address(frozenset({TO}), step(thing("matter"), act="certify"), reach=True),
    "decisions:act#objection": Address(frozenset({VS, SM, TO}), step(thing("matter"), act="objection"), reach=True),
    "decisions:meeting_act": Address(frozenset({VS}), step(thing("meeting"), act="cancel"), reach=True),
    "decisions:meeting_act#count": Address(frozenset({VS, SM}), step(thing("meeting"), act="count"), reach=True),
    "decisions:meeting_act#confirm": Address(frozenset({TO}), step(thing("meeting"), act="confirm"), reach=True),
    "decisions:answer": Address(frozenset({TO}), thing("decision_objection"), reach=True), "decisions:revoke": Address(frozenset({TC}), thing("certificate"), reach=True),
    "decisions:power_act": Address(frozenset({VS}), step(thing("power_case"), act="move"), reach=True),
    "decisions:look": Address(frozenset({SM}), thing("power_flag"), reach=True),
    # centres
    "centres:list": Address(CENTRES), "centres:export": Address(CENTRES & EXPORTERS), "centres:open": Address(EDITORS), "centres:staffing": Address(CENTRES),
    "centres:centre": Address(CENTRES, CENTRE, reach=True), "centres:act": Address(EDITORS, step(CENTRE, step="change"), reach=True),
    "centres:lacking": Address(CENTRES), "centres:paper": Address(CENTRES, step(CENTRE, kind="card"), reach=True),
    "centres:hall": Address(ALL, lambda w: {"code": w.stage.village.centre.division_code}),
    "centres:settle": Address(EDITORS, step(CENTRE, step="function"), reach=True),
    "centres:settle#duty": Address(EDITORS | {VS, CM}, step(CENTRE, step="duty"), reach=True),
    "centres:end": Address(EDITORS, step(thing("centre_function"), kind="function"), reach=True),
    "centres:end#duty": Address(EDITORS | {VS, CM}, step(thing("duty_turn"), kind="duty"), reach=True),
    # services: the catalogue hangs in every hall
    "services:list": Address(ALL), "services:item": Address(ALL, lambda w: {"code": "CW-001"}), "services:guide": Address(ALL),
    "services:guide_item": Address(ALL, lambda w: {"code": "CW-001"}), "services:publish": Address(frozenset({DO})),
    "services:renew": Address(frozenset({DO}), lambda w: {"code": "CW-001"}), "services:withdraw": Address(frozenset({DO}), lambda w: {"code": "CW-001"}),
    # elements: the register is open to who asks and who is asked
    "elements:list": Address(ASKED), "elements:element": Address(ASKED, lambda w: {"code": "village.fire_extinguishers"}), "elements:register": Address(frozenset({DO})),
    "elements:change": Address(frozenset({DO}), lambda w: {"code": "village.fire_extinguishers"}),
    "elements:burden": Address(ASKED), "elements:fill_table": Address(ASKED), "elements:tasks": Address(ASKED), "elements:reports": Address(ASKED), "elements:draft": Address(ISSUERS),
    "elements:task": Address(ASKED, thing("collection"), reach=True), "elements:fill": Address(ASKED, thing("collection_unit"), reach=True),
    "elements:send_back": Address(frozenset({TO}), thing("collection_unit"), reach=True),
    "elements:asked_before": Address(FILLERS, lambda w: {"uuid": w.things["collection_unit"].uuid, "question": w.things["collection"].questions.get().uuid}, reach=True),
    "elements:answer_report": Address(frozenset({AU}), thing("asked_before"), reach=True),
    "elements:add": Address(frozenset({TO}), thing("collection"), reach=True), "elements:act": Address(frozenset({TO}), step(thing("collection"), act="close"), reach=True),
    "elements:act#decline": Address(AGREERS, step(thing("waiting_collection"), act="decline"), reach=True),
    "elements:question": Address(frozenset({TO}),
                                 lambda w: {"uuid": w.things["collection"].uuid, "question": w.things["collection"].questions.get().uuid, "act": "confirm"}, post=True, reach=True),
    "elements:pressed": Address(AGREERS, step(thing("waiting_collection"), act="approve"), post=True, reach=True),
    # requests: the window, the town and the district; a report is the town's, and one role alone opens who told it
    "requests:list": Address(REQUESTS), "requests:receive": Address(REQUEST_RECEIVERS), "requests:reveal": Address(frozenset({DI})),
    "requests:tell": Address(ALL), "requests:kinds": Address(ALL, CODE), "requests:telling": Address(ALL, lambda w: {"code": VILLAGE, "kind": "report"}),
    "requests:request": Address(REQUESTS, thing("request"), reach=True), "requests:request#report": Address(frozenset({PO, TC, TO}), thing("report"), reach=True),
    "requests:paper": Address(REQUESTS, thing("request"), post=True, reach=True, body={"code": "x"}),
    **{f"requests:act#{act}": Address(CASE_RECORDERS, step(thing("request"), act=act), reach=True) for act in (
        "accept", "note", "answer", "finish", "visit", "decline", "withdraw", "reopen", "petition", "thread", "receipt")},
    "requests:act": Address(frozenset({TO}), step(thing("report"), act="assign"), reach=True), "requests:act#name": Address(frozenset({PO, TO}), step(thing("report"), act="name"), reach=True),
    "requests:act#extend": Address(frozenset({PO, TC}), step(thing("petition_request"), act="extend"), reach=True),
    "requests:act#ask_review": Address(REQUEST_RECEIVERS, step(thing("petition_request"), act="ask_review"), reach=True),
    "requests:act#answer_review": Address(frozenset({PO}), step(thing("petition_request"), act="answer_review"), reach=True),
    # cases: the window takes in and handles, the town what was passed up; secretary and committee look
    "cases:list": Address(CASES), "cases:choose": Address(CASE_RECORDERS), "cases:receive": Address(CASE_RECORDERS, lambda w: {"code": "CW-001"}), "cases:progress": Address(ALL),
    "cases:villages": Address(ALL), "cases:screen": Address(ALL, CODE), "cases:opinion": Address(ALL, post=True),
    "cases:opinions": Address(CASES), "papers:kept#case": Address(CASES, step(thing("hall_case"), kind="case_materials"), reach=True),
    "cases:items": Address(ALL, CODE), "cases:apply": Address(ALL, lambda w: {"code": VILLAGE, "item_code": "SB-009"}),
    "cases:mine": Address(OWN | {RE}), "cases:my_case": Address(frozenset({CM, WS, ME, RE}), thing("own_case")),
    "cases:case": Address(CASES, thing("hall_case"), reach=True), "cases:paper": Address(CASES, thing("hall_case"), post=True, reach=True, body={"code": "x"}),
    **{f"cases:act#{act}": Address(CASE_RECORDERS, step(thing("hall_case"), act=act), reach=True) for act in (
        "accept", "ask", "supply", "transfer", "note", "finish", "refuse", "withdraw", "reopen", "receipt")},
    "cases:case#passed_up": Address(CASES, thing("passed_case"), reach=True), "cases:act": Address(frozenset({TO}), step(thing("passed_case"), act="transfer"), reach=True),
    "centres:act#plan": Address(frozenset({DO}), step(CENTRE, step="plan"), reach=True),
    # engagements
    **{f"engagements:{name}": Address(ENGAGEMENTS) for name in ("cadres", "list", "reviews", "grades")},
    **{f"engagements:{name}": Address(frozenset({DO, TC, TO})) for name in ("cadres_export", "reviews_export", "grades_export")},
    "engagements:approval": Address(ENGAGEMENTS, thing("review"), reach=True),
    "engagements:nominate": Address(frozenset({TO})), "engagements:review": Address(ENGAGEMENTS, thing("review"), reach=True),
    "engagements:act": Address(frozenset({TC}), step(thing("review"), step="decide"), post=True, reach=True, body=RULING | {"confirm": "1"}),
    # a department's person is led on to the lists sent to it
    "engagements:rounds": Address(frozenset({DV, DR})), "engagements:vetting": Address(frozenset({DV, DR})), "engagements:round_new": Address(frozenset({DV})),
    "engagements:round": Address(frozenset({DV}), thing("round")), "engagements:round_paper": Address(frozenset({DV}), thing("round")),
    "engagements:round_send": Address(frozenset({DV}), thing("round"), post=True), "engagements:round_conclude": Address(frozenset({DV}), thing("round"), post=True),
    "engagements:answers": Address(frozenset({DR})), "engagements:answer": Address(frozenset({DR}), thing("round")),
    "engagements:letter": Address(ENGAGEMENTS | {CM, WS, ME, RE}, thing("letter"), reach=True), "engagements:notice": Address(ENGAGEMENTS, thing("notice"), reach=True),
    "engagements:acting": Address(frozenset({TC}), CENTRE, reach=True), "engagements:secretary": Address(EDITORS, CENTRE, reach=True),
    # the reserve: confidential, organisation roles alone
    **{f"pipeline:{name}": Address(frozenset({DO, TC, TO})) for name in ("outlook", "candidates", "export")},
    "pipeline:propose": Address(EDITORS, BRANCH, reach=True), "pipeline:candidate": Address(frozenset({DO, TC, TO}), thing("candidate"), reach=True),
    "pipeline:settle": Address(frozenset({TC}), thing("candidate"), reach=True), "pipeline:end": Address(EDITORS, thing("candidate"), reach=True),
    "pipeline:capability": Address(EDITORS, thing("candidate"), reach=True), "pipeline:withdraw": Address(EDITORS, thing("capability"), reach=True),
    "pipeline:admissions": Address(MEMBERS), "pipeline:open_admission": Address(EDITORS), "pipeline:take_over_probation": Address(EDITORS),
    "pipeline:admission": Address(MEMBERS, thing("admission"), reach=True),
    "pipeline:admission_step": Address(EDITORS, step(thing("admission"), step="activist"), reach=True),
    **{f"engagements:{name}": Address(frozenset({DO, TC, TO})) for name in ("cases", "filings")},
    # the person concerned is here centre member, window clerk and party member at once
    "engagements:case": Address(frozenset({DO, TC, TO, CM, WS, ME}), thing("case"), reach=True),
    "engagements:case_paper": Address(frozenset({DO, TC, TO, CM, WS, ME}), step(thing("case"), paper="hearing"), reach=True),
    "engagements:case_act": Address(frozenset({TC}), step(thing("case"), step="decide"), reach=True),
    "engagements:case_new": Address(frozenset({TO}), thing("letter"), reach=True),
    "engagements:filing": Address(frozenset({DO, TC, TO}), thing("filing"), reach=True), "engagements:filing_paper": Address(frozenset({DO, TC, TO}), thing("filing"), reach=True),
    "engagements:filing_act": Address(frozenset({DO}), step(thing("filing"), step="object"), reach=True),
    "engagements:grounds": Address(frozenset({DO, DV})), "engagements:ground": Address(frozenset({DO, DV}), thing("ground")),
    "engagements:ground_new": Address(frozenset({DV}), PERSON), "engagements:clear": Address(frozenset({DO}), thing("ground")),
    "engagements:file_secretary": Address(frozenset({TO}), of(lambda v: v.secretary_mandate), reach=True),
    # assessments
    **{f"assessments:{name}": Address(frozenset({DO, TC, TO})) for name in ("sheets", "schemes")}, "assessments:mine": Address(OWN),
    "assessments:scheme_new": Address(frozenset({TO})),
    **{f"assessments:{name}": Address(frozenset({DO, TC, TO}), thing("scheme")) for name in ("scheme", "evenness")},
    "assessments:scheme_act": Address(frozenset({TO}), step(thing("scheme"), step="open"), post=True),
    # the person who answers for the sheet is here centre member, window clerk and party member at once
    **{f"assessments:{name}": Address(frozenset({DO, TC, TO, CM, WS, ME}), thing("sheet"), reach=True) for name in ("sheet", "paper")},
    "assessments:act": Address(frozenset({TO}), step(thing("sheet"), step="score"), reach=True),
    # contracts: the village drafts and signs, the town answers for related parties and older contracts
    "contracts:list": Address(CONTRACTS), "contracts:draft": Address(CONTRACT_KEEPERS), "contracts:contract": Address(CONTRACTS, thing("contract"), reach=True),
    "contracts:sheet": Address(CONTRACTS, thing("contract"), reach=True), "projects:acceptance": Address(CONTRACTS, thing("project"), reach=True),
    "contracts:change": Address(CONTRACT_KEEPERS, thing("contract"), reach=True), "contracts:act": Address(CONTRACT_KEEPERS, step(thing("contract"), act="withdraw"), reach=True),
    "contracts:act#take": Address(frozenset({TO}), step(thing("contract"), act="take"), reach=True), "contracts:answer": Address(frozenset({TO}), thing("party"), reach=True),
    # projects: the village records, the town approves, supervision and town accept, the audit bureau audits; the same people look as at contracts
    **{f"projects:{name}": Address(CONTRACTS) for name in ("list", "assets")}, "projects:open": Address(PROJECT_KEEPERS),
    "projects:project": Address(CONTRACTS, thing("project"), reach=True), "projects:photo": Address(CONTRACTS, thing("photo"), reach=True),
    "projects:act": Address(PROJECT_KEEPERS, step(thing("project"), act="stall"), reach=True), "projects:act#approve": Address(frozenset({TC}), step(thing("project"), act="approve"), reach=True),
    "projects:act#look": Address(ACCEPTERS, step(thing("project"), act="look"), reach=True), "projects:act#audit": Address(frozenset({AU}), step(thing("project"), act="audit"), reach=True),
    **{f"projects:act#{act}": Address(PROJECT_KEEPERS, step(thing("project"), act=act), reach=True) for act in (
        "budget", "vote", "tender", "award", "measure", "milestone", "change", "decide", "accept", "asset", "resume", "cancel")},
    **{f"projects:{name}": Address(PROJECT_KEEPERS, thing("milestone"), reach=True) for name in ("done", "add_photo")},
    # funds: finance allocates, the bookkeeper keeps books, five people carry a payment
    **{f"funds:{name}": Address(FUNDS) for name in ("list", "vouchers", "ledger", "sources", "payments", "bases", "disclosures")},
    "funds:published": Address(ALL, CODE),
    "funds:disclosure": Address(FUNDS, thing("disclosure"), reach=True), "funds:disclosure#sign": Address(frozenset({SM}), thing("disclosure"), post=True, reach=True),
    "funds:prepare_disclosure": Address(frozenset({BK}), step(thing("book"), last="2019-03"), post=True, reach=True),
    "funds:open_book": Address(frozenset({BK})), "funds:enter_source": Address(frozenset({FB})), "funds:propose_ceiling": Address(frozenset({FB})),
    "funds:book": Address(FUNDS, thing("book"), reach=True), "funds:statements": Address(FUNDS, thing("book"), reach=True),
    "funds:reconcile": Address(FUNDS, step(thing("book"), month="2019-03"), reach=True), "funds:explain": Address(frozenset({BK}), thing("bank_statement"), reach=True),
    **{f"funds:{name}": Address(frozenset({BK}), thing("book"), reach=True) for name in ("open_bank_account", "open_fund", "prepare", "move", "accrue", "recover", "enter_standing")},
    "funds:close_month": Address(frozenset({BK}), thing("book"), post=True, reach=True),
    "funds:draft": Address(FUNDS, thing("voucher_draft"), reach=True), "funds:draft#check": Address(frozenset({BK}), thing("voucher_draft"), post=True, reach=True),
    "funds:voucher": Address(FUNDS, thing("voucher"), reach=True), "funds:reverse": Address(frozenset({BK}), thing("voucher"), reach=True),
    "funds:voucher_paper": Address(FUNDS, step(thing("voucher"), form="docx"), reach=True),
    "funds:allocate": Address(frozenset({FB}), thing("fund_source")), "funds:change_purpose": Address(frozenset({FB}), thing("fund"), reach=True),
    "funds:end_standing": Address(frozenset({BK}), thing("standing"), post=True, reach=True), "funds:close_bank_account": Address(frozenset({BK}), thing("bank_account"), post=True, reach=True),
    "funds:confirm_standing": Address(frozenset({BK}), thing("standing"), post=True, reach=True), "funds:confirm_ceiling": Address(frozenset({FB}), thing("ceiling"), post=True, reach=True),
    "funds:request_payment": Address(frozenset({CM}), thing("book"), reach=True), "funds:payment": Address(FUNDS, thing("payment"), reach=True),
    "funds:change_payment": Address(frozenset({CM}), thing("payment"), reach=True), "funds:ratify": Address(frozenset({BK}), thing("payment"), reach=True),
    "funds:press": Address(frozenset({SM}), step(thing("payment"), act="look"), post=True, reach=True),
    "funds:send_back": Address(frozenset({SM}), step(thing("payment"), act="return"), reach=True),
    "funds:send_back#withdraw": Address(frozenset({CM}), step(thing("payment"), act="withdraw"), reach=True),
    # pay
    "pay:runs": Address(PAY), "pay:run": Address(PAY, thing("run")), "pay:export": Address(PAY & {DO, FB}, thing("run")), "pay:own_slips": Address(OWN | {RE}),
    "pay:payer_file": Address(PAY, step(thing("run"), payer="city")), "pay:payer_sheet": Address(PAY, step(thing("run"), payer="city")),
    "pay:move": Address(frozenset({PA}), step(thing("run"), move="approve"), post=True),
    "pay:move#check": Address(frozenset({FB}), step(thing("run"), move="check"), post=True),
    # the slip of an approved run is open to its person, who here is centre member, window clerk, party member and resident at once
    "pay:slip": Address(PAY | {CM, WS, ME, RE}, thing("slip")), "pay:slip_paper": Address(PAY | {CM, WS, ME, RE}, step(thing("slip"), form="pdf")),
    "pay:settlement": Address(PAY), "pay:settlement_file": Address(PAY & {DO, FB}),
    "pay:what_if": Address(PAY), "pay:what_if_file": Address(PAY & {DO, FB}), "pay:payer_sheet_word": Address(PAY, step(thing("run"), payer="city")),
    "pay:correction_sheet": Address(PAY, step(thing("correction"), payer="city", form="docx")), "pay:corrections": Address(PAY), "pay:correction": Address(PAY, thing("correction")),
    "pay:correction_move": Address(frozenset({PA}), step(thing("correction"), move="approve"), post=True),
    "pay:correction_move#check": Address(frozenset({FB}), step(thing("correction"), move="check"), post=True),
    "pay:correction_move#withdraw": Address(frozenset({DO}), step(thing("correction"), move="withdraw"), post=True, body={"reason": "重做"}),
    "pay:correct_person": Address(frozenset({DO}), step(thing("engaged"), year=2019)), "pay:fact": Address(frozenset({DO}), step(thing("engaged"), year=2019)),
    "pay:fact_cancel": Address(frozenset({DO}), thing("fact"), post=True, body={"document": "撤销单"}),
    # collective: the village's secretary and centre keep it, the bookkeeper matches rent and distributes
    **{f"collective:{name}": Address(COLLECTIVE) for name in ("list", "members", "land", "assets", "leases", "distributions")},
    **{f"collective:{name}": Address(HOME_KEEPERS) for name in ("admit", "freeze", "register_asset", "register_parcel", "inventory")},
    "collective:distribute": Address(frozenset({BK})), "collective:state_namesake": Address(frozenset({SM})),
    "collective:member": Address(COLLECTIVE, thing("collective_member"), reach=True), "collective:roll": Address(COLLECTIVE, thing("roll"), reach=True),
    "collective:roll_paper": Address(COLLECTIVE, thing("roll"), reach=True), "collective:lease_paper": Address(COLLECTIVE, thing("lease"), reach=True),
    **{f"collective:{name}": Address(HOME_KEEPERS, thing("collective_member"), reach=True) for name in ("correct_member", "end_member", "link_member", "seat")},
    **{f"collective:{name}": Address(HOME_KEEPERS, thing("seat"), reach=True) for name in ("end_seat", "related")},
    "collective:asset": Address(COLLECTIVE, thing("asset"), reach=True), "collective:parcel": Address(COLLECTIVE, thing("parcel"), reach=True),
    **{f"collective:{name}": Address(HOME_KEEPERS, thing("asset"), reach=True) for name in ("move_asset", "count_facility", "strike_asset", "dispose_asset", "lease_asset", "take_over_asset")},
    **{f"collective:{name}": Address(HOME_KEEPERS, thing("parcel"), reach=True) for name in ("move_parcel", "remeasure_parcel", "lease_parcel", "take_over_parcel")},
    "collective:lease": Address(COLLECTIVE, thing("lease"), reach=True), "collective:end_lease": Address(HOME_KEEPERS, thing("lease"), reach=True),
    "collective:sign_lease": Address(HOME_KEEPERS, thing("lease"), reach=True), "collective:drop_lease": Address(HOME_KEEPERS, thing("lease"), reach=True),
    "collective:match_rent": Address(frozenset({BK}), thing("lease"), reach=True),
    "collective:distribution": Address(COLLECTIVE, thing("distribution"), reach=True),
    "collective:distribution#post": Address(frozenset({BK}), thing("distribution"), post=True, reach=True),
    "collective:drop_distribution": Address(frozenset({BK}), thing("distribution"), reach=True),
    # papers
    "papers:templates": Address(frozenset({DO})),
    **{f"papers:{name}": Address(frozenset({DO}), lambda w: {"name": "engagement_letter"}) for name in ("template", "template_file")},
    "papers:return_to_shipped": Address(frozenset({DO}), lambda w: {"name": "engagement_letter"}, post=True),
    **{f"papers:{name}": Address(frozenset({DO}), thing("paper_template")) for name in ("version_file", "version_sample")},
    "papers:adopt": Address(frozenset({DO}), thing("paper_template"), post=True),
    "papers:kept": Address(ENGAGEMENTS | {CM, WS, ME, RE}, step(thing("letter"), kind="letter"), reach=True),
    "papers:kept#notice": Address(ENGAGEMENTS, step(thing("notice"), kind="notice"), reach=True),
    "papers:kept#election": Address(frozenset({DO, TC, TO}), step(thing("election"), kind="election_roll"), reach=True),
    "papers:kept#vetting": Address(frozenset({DV}), step(thing("round"), kind="vetting")),
    "papers:scan": Address(ENGAGEMENTS | {CM, WS, ME, RE}, lambda w: {"kind": "letter", "uuid": w.things["letter"].uuid, "scan": w.things["scan"].uuid}, reach=True),
    # letters: the centre's members and the town's officer draft, the village's secretary and the town's committee sign; everybody checks
    "letters:list": Address(LETTERS), "letters:choose": Address(frozenset({CM, TO})), "letters:draft": Address(frozenset({CM, TO}), lambda w: {"kind": "general"}),
    "letters:letter": Address(LETTERS, thing("outgoing"), reach=True), "letters:paper": Address(LETTERS, step(thing("outgoing"), form="pdf"), reach=True),
    "letters:issue": Address(frozenset({VS, TC}), thing("outgoing"), post=True, reach=True), "letters:end": Address(frozenset({VS, TC}), step(thing("outgoing"), act="revoke"), reach=True),
    "letters:end#withdraw": Address(LETTERS, step(thing("outgoing"), act="withdraw"), reach=True), "letters:letter#draft": Address(LETTERS, thing("outgoing_draft"), reach=True),
    "letters:fetch": Address(ALL, post=True), "letters:verify": Address(ALL), "letters:verify_code": Address(ALL, lambda w: {"code": "103200-7KQ2-9MXB-4TRE"}),
    # messages: everybody chooses for himself, the system administrator keeps the outbox
    "notices:preference": Address(ALL), "notices:try_out": Address(ALL, post=True),
    "notices:outbox": Address(frozenset({SY})), "notices:outbox#export": Address(frozenset({SY}), query="?export=xlsx"),
    "notices:notice": Address(frozenset({SY}), thing("message")), "notices:stop": Address(frozenset({SY}), thing("notice_robot")),
    "notices:act": Address(frozenset({SY}), step(thing("message"), act="drop"), post=True),
    # imports
    "imports:list": Address(IMPORTS | HOME_KEEPERS),
    "imports:upload": Address(EDITORS, lambda w: {"register": "members"}), "imports:template": Address(EDITORS, lambda w: {"register": "members"}),
    "imports:upload#accounts": Address(SEC, lambda w: {"register": "accounts"}), "imports:upload#grades": Address(frozenset({DO, TC}), lambda w: {"register": "grades"}),
    **{f"imports:upload#{one}": Address(HOME_KEEPERS, lambda w, one=one: {"register": one}) for one in ("contracts", "collective_members", "assets")},
    **{f"imports:upload#{one}": Address(frozenset({DO}), lambda w, one=one: {"register": one}) for one in ("services", "elements")},
    "imports:upload#voters": Address(frozenset({TO}), lambda w: {"register": "voters"}),
    **{f"imports:{name}": Address(EDITORS, batch_of, reach=True) for name in ("batch", "errors")},
    **{f"imports:{name}": Address(EDITORS, batch_of, post=True, reach=True) for name in ("commit", "drop", "undo")},
    # rules, settings, story
    "rulebook:list": Address(RULES), "rulebook:trial": Address(RULES, lambda w: {"rule_id": "R-P12"}),
    "rulebook:settings": Address(RULES), "rulebook:setting": Address(RULES, lambda w: {"key": "engagement.appeal_days"}),
    **{f"rulebook:{name}": Address(frozenset({DO}), thing("setting_proposal"), post=True) for name in ("enact", "drop")},
    "plans:story": Address(STORY),
    # lists taken out as Excel: of those who see the list, whoever may take lists out; some lists belong to the one role that sees them
    **{f"{name}#export": Address(seen & EXPORTERS, query="?export=xlsx") for name, seen in {
        "divisions:list": ALL, "people:list": MEMBERS, "organisations:list": REGISTRY, "organisations:members": MEMBERS, "organisations:transfers": MEMBERS,
        "organisations:terms": REGISTRY, "organisations:committees": REGISTRY, "organisations:mandates": REGISTRY, "elections:elections": OFFICES, "threads:list": THREADS,
        "decisions:matters": DECISIONS, "decisions:certificates": DECISIONS, "decisions:powers": DECISIONS, "centres:staffing": CENTRES, "pipeline:outlook": OFFICES,
        "pipeline:admissions": MEMBERS, "engagements:cases": OFFICES, "engagements:filings": OFFICES, "assessments:sheets": OFFICES,
        "assessments:schemes": OFFICES, "pay:runs": PAY, "pay:corrections": PAY, "imports:list": IMPORTS,
        **{f"funds:{one}": FUNDS for one in ("list", "vouchers", "ledger", "sources", "payments", "bases", "disclosures")}, "contracts:list": CONTRACTS, "plans:story": STORY,
        "requests:list": REQUESTS,
        **{f"collective:{one}": COLLECTIVE for one in ("members", "assets", "land", "leases", "distributions")}, "papers:templates": frozenset({DO}),
        **{f"projects:{one}": CONTRACTS for one in ("list", "assets")}, "services:list": ALL, "centres:lacking": CENTRES, "letters:list": LETTERS,
    }.items()},
    "accounts:clients#export": Address(SEC, query="?export=xlsx"), **{f"rulebook:{one}#export": Address(RULES, query="?export=xlsx") for one in ("list", "settings")},
    "funds:sources#allocations": Address(FUNDS & EXPORTERS, query="?export=xlsx&list=allocations"), "funds:bases#ceilings": Address(FUNDS & EXPORTERS, query="?export=xlsx&list=ceilings"),
    "log#export": Address(frozenset({AA}), query="?export=xlsx"), "engagements:rounds#export": Address(frozenset({DV, DR}), query="?export=xlsx"),
}  # fmt: skip
