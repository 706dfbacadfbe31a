"""Role × every permission × place, and role × every command through the permission it asks. An unlisted one fails."""

import pytest

from qianxian.foundation.actor import NOBODY
from tests.matrix import doors

pytestmark = pytest.mark.django_db  # whether two logins are one person's is asked of the accounts
FOUND = dict(doors.permissions())
# A command that leaves the asking to the command it calls.
LEANS_ON = {"engagements.answer_vetting": "answer_vetting_list", "imports.preview_file": "plan_file", "imports.import_file": "plan_file"}


def test_every_permission_stands_in_the_table():
    assert set(FOUND) == set(doors.DOORS)


@pytest.mark.parametrize("name", FOUND)
def test_roles_and_places(name):
    assert not doors.wrong_cells(name, FOUND[name])


@pytest.mark.parametrize("name", FOUND)
def test_nobody_may_nothing(name):
    assert not doors.verdict(FOUND[name], NOBODY)


def test_every_command_asks_a_permission_of_the_table():
    asked = dict(doors.asked_by_commands())
    listed = {name.partition(".")[2] for name in doors.DOORS}
    open_doors = sorted(name for name, can in asked.items() if not can & listed and name not in LEANS_ON)
    assert len(asked) > 60
    assert not open_doors


# Somebody in the right role who is the person concerned, or who did an earlier step: refused.
SELF = {
    "people.can_correct_person": ("uuid", "district_org_officer"), "organisations.can_change_member": ("uuid", "district_org_officer"),
    "organisations.can_end_mandate": ("uuid", "district_org_officer"), "engagements.can_decide": ("uuid", "town_committee"),
    "engagements.can_record_grade": ("uuid", "district_org_officer"), "engagements.can_issue": ("uuid", "town_org_officer"),
    "engagements.can_end_engagement": ("uuid", "town_committee"), "engagements.can_appoint_acting": ("uuid", "town_committee"),
    "divisions.can_approve_population": ("recorded_by", "district_org_officer"), "pay.can_check": ("prepared_by", "finance_bureau"),
    "pay.can_approve": ("checked_by", "pay_approver"), "engagements.can_conclude_case": ("sent_by", "district_vetting_officer"),
    "engagements.can_propose_consequence": ("uuid", "town_org_officer"), "engagements.can_decide_case": ("proposed_by", "town_committee"),
    "engagements.can_answer_case_review": ("decided_by", "town_committee"), "engagements.can_object_to_filing": ("filed_by", "district_org_officer"),
    "engagements.can_clear_cadre": ("recorded_by", "district_org_officer"),
    "assessments.can_score": ("uuid", "town_org_officer"), "assessments.can_record_fact": ("uuid", "town_org_officer"),
    "assessments.can_approve": ("scored_by", "town_committee"), "assessments.can_fix_grade": ("uuid", "town_committee"),
    "assessments.can_publish_scheme": ("drafted_by", "town_committee"), "assessments.can_answer_appeal": ("decided_by", "town_committee"),
    "pay.can_check_correction": ("prepared_by", "finance_bureau"), "pay.can_approve_correction": ("checked_by", "pay_approver"),
    "funds.can_check_voucher": ("prepared_by", "town_bookkeeper"), "funds.can_confirm_standing": ("entered_by", "town_bookkeeper"),
    "funds.can_confirm_ceiling": ("login", "finance_bureau"), "funds.can_sign_disclosure": ("prepared_by", "supervision_member"),
    "funds.can_look_at_payment": ("handled_by", "supervision_member"), "funds.can_approve_payment": ("looked_by", "village_secretary"),
    "funds.can_book_payment": ("approved_by", "town_bookkeeper"), "funds.can_pay_out": ("booked_by", "cashier"),
    "collective.can_match_rent": ("opened_by", "town_bookkeeper"), "collective.can_sign_lease": ("opened_by", "village_secretary"),
    "requests.can_extend_petition": ("handled_by", "district_petition_officer"), "requests.can_review_petition": ("handled_by", "district_petition_officer"),
    "requests.can_reveal_requester": ("handled_by", "discipline_inspection"),
    "rulebook.can_enact_proposal": ("proposed_by", "district_org_officer"), "papers.can_adopt_template": ("uploaded_by", "district_org_officer"),
    "decisions.can_confirm_count": ("counters", "town_org_officer"), "decisions.can_issue_certificate": ("opened_by", "town_org_officer"),
    "decisions.can_answer_objection": ("opened_by", "town_org_officer"), "decisions.can_close_matter": ("opened_by", "town_org_officer"),
    "decisions.can_revoke_certificate": ("issued_by", "town_committee"), "decisions.can_look_at_flag": ("flagged_by", "supervision_member"),
    "contracts.can_sign_contract": ("drafted_by", "village_secretary"), "contracts.can_take_over_contract": ("drafted_by", "town_org_officer"),
    "projects.can_approve_project": ("recorded_by", "town_committee"), "projects.can_accept_works": ("recorded_by", "supervision_member"),
    "projects.can_audit_project": ("recorded_by", "audit_bureau"),
    "contracts.can_answer_party": ("found_by", "town_org_officer"),
    "pay.can_record_fact": ("uuid", "district_org_officer"),
    "accounts.can_change_account": ("login", "sec_admin"), "accounts.can_confirm_reset": ("login", "sec_admin"), "accounts.can_grant_role": ("login", "sec_admin"),
}  # fmt: skip


@pytest.mark.parametrize("name", SELF)
def test_never_for_oneself_nor_twice_in_one_affair(name, monkeypatch):
    part, role = SELF[name]
    by = doors.acting("somebody else", "甲", role, "440403", person_uuid="of somebody else" if part == "uuid" else "")
    if part == "uuid":
        by = doors.acting("acts", "甲", role, "440403", person_uuid="of somebody else")
    assert not doors.verdict(FOUND[name], by)
