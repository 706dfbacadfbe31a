"""Every ``can_…`` of every room with the roles that may, by hand from handbook section 7, and whether the place counts.

Facts handed in stand in the village; who acts is never the person concerned and had no part in the earlier steps. A permission without a
line fails, and so does a command that asks none of these.
"""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

from qianxian.accounts.roles import ROLES
from qianxian.foundation.actor import Actor
from qianxian.papers.kinds import kind_of
from tests.api.stage import OTHER_TOWN, SIBLING, VILLAGE
from tests.architecture import source
from tests.cast import acting
from tests.matrix.addresses import (
    ACCEPTERS,
    AGREERS,
    ALL,
    ASKED,
    AU,
    BK,
    CA,
    CASE_RECORDERS,
    CASES,
    CENTRES,
    CM,
    COLLECTIVE,
    CONTRACT_KEEPERS,
    CONTRACTS,
    DECISIONS,
    DI,
    DO,
    DR,
    DV,
    EDITORS,
    ENGAGEMENTS,
    FB,
    FILLERS,
    FUNDS,
    HOME_KEEPERS,
    ISSUERS,
    KEEPERS,
    LETTERS,
    MEMBERS,
    OPENERS,
    PA,
    PAY,
    PERSONS,
    PO,
    PROJECT_KEEPERS,
    REGISTRY,
    REQUEST_RECEIVERS,
    REQUESTS,
    RULES,
    SEC,
    SM,
    STORY,
    SY,
    TC,
    THREADS,
    TO,
    VS,
)

# Where an actor stands, seen from a thing of the village, and the reach that makes it so.
PLACES = {"own": VILLAGE, "parent": VILLAGE[:9], "county": VILLAGE[:6], "child": f"{VILLAGE}01", "sibling": SIBLING, "other town": OTHER_TOWN[:9], "none": ""}
HOLDS = {"own", "parent", "county"}
NONE: frozenset[str] = frozenset()
ANYWHERE, HERE, COUNTY_ONLY = frozenset(PLACES), frozenset(HOLDS), frozenset({"county"})

DOORS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    **{f"accounts.{name}": (SEC, ANYWHERE) for name in ("can_manage_accounts", "can_change_account", "can_grant_role", "can_end_grant", "can_appoint_deputy",
                                                        "can_end_session", "can_request_reset", "can_confirm_reset", "can_revoke_token",
                                                        "can_manage_clients")},
    **{f"accounts.{name}": (NONE, NONE) for name in ("can_use_own_account", "can_switch_role", "can_issue_token", "can_use_client")},
    "letters.can_view_letters": (LETTERS, ANYWHERE), "letters.can_draft_letter": (frozenset({CM, TO}), HERE), "letters.can_withdraw_letter": (LETTERS, HERE),
    "letters.can_sign_letter": (frozenset({VS, TC}), HERE),
    "notices.can_choose_notices": (NONE, NONE), "notices.can_keep_outbox": (frozenset({SY}), ANYWHERE),
    "papers.can_edit_templates": (frozenset({DO}), ANYWHERE), "papers.can_adopt_template": (frozenset({DO}), ANYWHERE),
    "papers.can_see_paper": (ENGAGEMENTS, HERE), "papers.can_keep_original": (frozenset({TO}), HERE),
    "rulebook.can_try_rules": (RULES, ANYWHERE), **{f"rulebook.{name}": (frozenset({DO}), ANYWHERE) for name in ("can_edit_settings", "can_enact_proposal", "can_drop_proposal")},
    "divisions.can_export_lists": (frozenset({DO, TC, TO, FB, BK, AU}), ANYWHERE),
    "divisions.can_open_county": (frozenset({SY}), ANYWHERE), "divisions.can_view_divisions": (ALL, ANYWHERE),
    "divisions.can_change_map": (EDITORS, COUNTY_ONLY), "divisions.can_record_population": (EDITORS, HERE), "divisions.can_approve_population": (EDITORS, HERE),
    "people.can_list_people": (MEMBERS, ANYWHERE), "people.can_view_person": (PERSONS, HERE), "people.can_view_own_record": (NONE, NONE),
    **{f"people.{name}": (EDITORS, HERE) for name in ("can_register_person", "can_correct_person", "can_merge_persons", "can_reveal_field")},
    "organisations.can_view_organisations": (REGISTRY, ANYWHERE), "organisations.can_view_members": (MEMBERS, ANYWHERE),
    **{f"organisations.{name}": (EDITORS, HERE) for name in ("can_found_organisation", "can_change_organisation", "can_keep_terms", "can_admit_member",
                                                             "can_change_member", "can_issue_transfer", "can_receive_transfer", "can_keep_committee",
                                                             "can_open_mandate", "can_end_mandate")},
    "threads.can_view_threads": (THREADS, ANYWHERE), "threads.can_attach": (THREADS, HERE), "threads.can_open_thread": (OPENERS, HERE), "threads.can_keep_thread": (KEEPERS, HERE),
    "elections.can_view_elections": (frozenset({DO, TC, TO}), ANYWHERE),
    **{f"elections.{name}": (frozenset({TO}), HERE) for name in ("can_call_election", "can_organise", "can_count")},
    **{f"elections.{name}": (frozenset({TC}), HERE) for name in ("can_approve_election", "can_publish_result")},
    "decisions.can_view_decisions": (DECISIONS, ANYWHERE),
    **{f"decisions.{name}": (frozenset({VS}), HERE) for name in ("can_open_matter", "can_conduct", "can_open_power_case", "can_move_power_case")},
    **{f"decisions.{name}": (frozenset({TO}), HERE) for name in ("can_confirm_count", "can_answer_objection", "can_issue_certificate", "can_close_matter")},
    "decisions.can_enter_count": (frozenset({VS, SM}), HERE), "decisions.can_receive_objection": (frozenset({VS, SM, TO}), HERE),
    "decisions.can_revoke_certificate": (frozenset({TC}), HERE), "decisions.can_look_at_flag": (frozenset({SM}), HERE),
    "centres.can_view_centres": (CENTRES, ANYWHERE), "centres.can_view_centre": (CENTRES, HERE), "centres.can_edit_centre": (EDITORS, HERE),
    "centres.can_plan_staffing": (frozenset({DO}), HERE), "centres.can_keep_duty": (EDITORS | {VS, CM}, HERE),
    "cases.can_view_cases": (CASES, ANYWHERE), "cases.can_view_case": (CASES, HERE), "cases.can_record_case": (CASE_RECORDERS, HERE),
    "cases.can_apply": (ALL, HERE), "cases.can_handle_case": (frozenset({TO}), HERE), "cases.can_see_own_cases": (NONE, NONE),
    "requests.can_view_requests": (REQUESTS, ANYWHERE), "requests.can_view_request": (REQUESTS, HERE), "requests.can_receive_request": (REQUEST_RECEIVERS, HERE),
    "requests.can_tell": (ALL, HERE), "requests.can_handle_request": (frozenset({TO}), HERE), "requests.can_name_complained_of": (frozenset({PO, TO}), HERE),
    "requests.can_extend_petition": (frozenset({PO, TC}), HERE), "requests.can_review_petition": (frozenset({PO}), HERE),
    "requests.can_reveal_requester": (frozenset({DI}), HERE), "requests.can_reveal_by_number": (frozenset({DI}), ANYWHERE),
    "services.can_edit_items": (frozenset({DO}), ANYWHERE),
    "elements.can_view_elements": (ASKED, ANYWHERE), "elements.can_keep_elements": (frozenset({DO}), ANYWHERE),
    "elements.can_issue_collections": (ISSUERS, ANYWHERE), "elements.can_steer_collection": (frozenset({TO}), HERE), "elements.can_approve_collection": (AGREERS, HERE),
    "elements.can_fill": (FILLERS, HERE), "elements.can_answer_report": (frozenset({AU}), HERE),
    "engagements.can_view_engagements": (ENGAGEMENTS, ANYWHERE), "engagements.can_view_review": (ENGAGEMENTS, HERE),
    "engagements.can_view_vetting": (frozenset({DV}), ANYWHERE), "engagements.can_view_department_list": (frozenset({DR}), ANYWHERE),
    **{f"engagements.{name}": (frozenset({DV}), HERE) for name in ("can_create_round", "can_send_round", "can_conclude_case")},
    "engagements.can_answer_vetting": (frozenset({DR}), ANYWHERE),
    **{f"engagements.{name}": (frozenset({TO}), HERE) for name in ("can_nominate", "can_withdraw", "can_issue", "can_request_review")},
    "engagements.can_propose": (frozenset({VS}), HERE),
    **{f"engagements.{name}": (frozenset({TC}), HERE) for name in ("can_return", "can_decide", "can_answer_review", "can_end_engagement", "can_appoint_acting")},
    "engagements.can_change_secretary": (EDITORS, HERE), "engagements.can_record_grade": (frozenset({DO, TC}), HERE),
    "pipeline.can_view_reserve": (frozenset({DO, TC, TO}), ANYWHERE),
    **{f"pipeline.{name}": (EDITORS, HERE) for name in ("can_propose_candidate", "can_end_candidate", "can_record_capability", "can_withdraw_capability")},
    "pipeline.can_view_admissions": (MEMBERS, ANYWHERE), "pipeline.can_keep_admission": (EDITORS, HERE), "pipeline.can_approve_admission": (EDITORS, HERE),
    "pipeline.can_settle_candidate": (frozenset({TC}), HERE),
    "engagements.can_view_cases": (frozenset({DO, TC, TO}), ANYWHERE), "engagements.can_view_case": (frozenset({DO, TC, TO}), HERE),
    **{f"engagements.{name}": (frozenset({TO}), HERE) for name in ("can_propose_consequence", "can_hear", "can_serve_case", "can_ask_case_review", "can_file_secretary")},
    **{f"engagements.{name}": (frozenset({TC}), HERE) for name in ("can_decide_case", "can_answer_case_review", "can_answer_objection")},
    "engagements.can_object_to_filing": (frozenset({DO}), HERE), "engagements.can_clear_cadre": (frozenset({DO}), HERE),
    "engagements.can_record_ground": (frozenset({DV}), HERE), "engagements.can_view_grounds": (frozenset({DO, DV}), ANYWHERE),
    "assessments.can_view_assessments": (frozenset({DO, TC, TO}), ANYWHERE), "assessments.can_view_sheet": (frozenset({DO, TC, TO}), HERE),
    "assessments.can_view_own_sheets": (NONE, NONE),
    **{f"assessments.{name}": (frozenset({TO}), HERE) for name in ("can_draft_scheme", "can_open_sheets", "can_report", "can_sign", "can_appeal", "can_record_fact",
                                                                  "can_score", "can_tell")},
    **{f"assessments.{name}": (frozenset({TC}), HERE) for name in ("can_publish_scheme", "can_approve", "can_grade", "can_answer_appeal", "can_fix_grade")},
    "pay.can_view_pay": (PAY, ANYWHERE), "pay.can_prepare": (frozenset({DO}), HERE), "pay.can_check": (frozenset({FB}), ANYWHERE),
    "pay.can_approve": (frozenset({PA}), ANYWHERE), "pay.can_see_slip": (PAY, ANYWHERE),
    "pay.can_record_fact": (frozenset({DO}), HERE), "pay.can_check_correction": (frozenset({FB}), ANYWHERE),
    "pay.can_approve_correction": (frozenset({PA}), ANYWHERE),
    "collective.can_view_collective": (COLLECTIVE, ANYWHERE),
    **{f"collective.{name}": (HOME_KEEPERS, HERE) for name in ("can_keep_members", "can_keep_property", "can_plan_lease", "can_sign_lease", "can_end_lease")},
    "collective.can_state_namesake": (frozenset({SM}), HERE),
    **{f"collective.{name}": (frozenset({BK}), HERE) for name in ("can_match_rent", "can_distribute", "can_post_distribution")},
    "contracts.can_view_contracts": (CONTRACTS, ANYWHERE),
    **{f"contracts.{name}": (CONTRACT_KEEPERS, HERE) for name in ("can_keep_contract", "can_sign_contract")},
    **{f"contracts.{name}": (frozenset({TO}), HERE) for name in ("can_take_over_contract", "can_answer_party")},
    "projects.can_view_projects": (CONTRACTS, ANYWHERE), "projects.can_keep_project": (PROJECT_KEEPERS, HERE), "projects.can_approve_project": (frozenset({TC}), HERE),
    "projects.can_accept_works": (ACCEPTERS, HERE), "projects.can_audit_project": (frozenset({AU}), HERE),
    "funds.can_view_funds": (FUNDS, ANYWHERE), "funds.can_read_published": (ALL, HERE),
    **{f"funds.{name}": (frozenset({FB}), HERE) for name in ("can_allocate", "can_propose_ceiling", "can_confirm_ceiling")},
    **{f"funds.{name}": (frozenset({BK}), HERE) for name in ("can_keep_books", "can_check_voucher", "can_book_payment", "can_enter_standing", "can_confirm_standing",
                                                             "can_prepare_disclosure")},
    **{f"funds.{name}": (frozenset({CM}), HERE) for name in ("can_request_payment", "can_change_payment", "can_publish_disclosure")},
    **{f"funds.{name}": (frozenset({SM}), HERE) for name in ("can_look_at_payment", "can_return_payment", "can_sign_disclosure")},
    "funds.can_approve_payment": (frozenset({VS, TC}), HERE), "funds.can_pay_out": (frozenset({CA}), HERE),
    "plans.can_view_story": (STORY, ANYWHERE), "imports.can_import": (EDITORS, ANYWHERE), "imports.can_settle": (EDITORS, HERE),
}  # fmt: skip

class Login(str):
    """A login; where a column lists logins, the list of this one."""

    def __iter__(self) -> Iterator[str]:
        return iter([str(self)])


SOMEBODY_ELSE = Login("somebody else")


class Thing(SimpleNamespace):
    """Whatever a permission looks at: it stands in the village, was begun by others, and belongs to nobody who acts."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if name in ("person", "user", "review", "case", "round", "run",
                     "centre", "organisation", "decision", "requested_by", "deputy_for", "grading", "election", "contest", "matter", "question", "element", "request"):
            return Thing()
        if name == "assessed_people":
            return ["of somebody else"]
        if name == "answers_for":
            return "of somebody else"
        return {"code": VILLAGE, "division_code": VILLAGE, "to_division_code": VILLAGE, "department": "court", "register": "members", "uuid": "of somebody else",
                "issuer_code": VILLAGE, "seen_from": "village", "issuer_role": TO, "owner": "agriculture",
                "deputy_for_id": None}.get(name, SOMEBODY_ELSE)  # fmt: skip


GIVEN = {"division_code": VILLAGE, "about_secretary": False, "register": "members", "kind": kind_of("letter")}


def permissions() -> Iterator[tuple[str, Callable]]:
    """(room.can_x, function) of every permission of every room."""
    for path in source.parts("permissions"):
        room = source.room_of(path)
        module = importlib.import_module(f"qianxian.{room}.permissions")
        for name, function in vars(module).items():
            if name.startswith("can_") and function.__module__ == module.__name__:
                yield f"{room}.{name}", function


def actor(role: str, place: str) -> Actor:
    """Somebody in the role at the place."""
    reach = (PLACES[place],) if PLACES[place] else ()
    return acting("acts", "甲", role, *reach, department="court" if role == DR else "")


def verdict(function: Callable, by: Actor) -> bool:
    """The permission's answer about a thing of the village."""
    asked = [GIVEN.get(name, Thing()) for name in list(inspect.signature(function).parameters)[1:]]
    return bool(function(by, *asked))


def wrong_cells(name: str, function: Callable) -> list[str]:
    """Every role at every place where the answer is not the table's."""
    roles, places = DOORS[name]
    return [
        f"{role} at {place}"
        for role in ROLES
        if role != "service"
        for place in PLACES
        if verdict(function, actor(role, place)) != (role in roles and place in places)
    ]


def asked_by_commands() -> Iterator[tuple[str, set[str]]]:
    """(command, the permissions it asks), read from its body and from the private functions it calls."""
    from tests.architecture.test_commands import NOT_A_COMMAND, WITHOUT_PERMISSION, commands, reached

    for name, path, function in commands():
        if name in NOT_A_COMMAND or name in WITHOUT_PERMISSION:
            continue
        yield name, {last for last in (n.rsplit(".", 1)[-1] for n in reached(path, function)) if last.startswith("can_")}
