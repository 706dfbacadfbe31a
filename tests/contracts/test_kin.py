"""What a candidate declared in an election is known where a contract is judged, without being typed again (R-C06), and PostgreSQL knows it too."""

import pytest

from qianxian.contracts import commands
from qianxian.contracts.models import Contract
from qianxian.elections import commands as elections
from qianxian.elections.models import Election
from qianxian.foundation.sealing import keyed_hash
from qianxian.organisations.models import Mandate
from qianxian.people.models import Person
from tests.cast import TOWN_OFFICER
from tests.contracts import stage
from tests.contracts.stage import CLERK, DRAFTED, OFFICER, SECRETARY, SIGNED, certificate, drafted
from tests.contracts.test_commands import SIGN, refused, sign, told
from tests.elections import stage as polls

pytestmark = pytest.mark.django_db


def declared(relation: str = "spouse", relative: str = "赵丽容") -> tuple[Person, Person]:
    """A member of the village's committee who stood, and declared a relative before the list was published."""
    stage.road.village()
    officer = Mandate.objects.filter(division_code=stage.VILLAGE, committee__isnull=False, role="committee_member").order_by("id").first().person
    election = Election.objects.filter(division_code=stage.VILLAGE).first()
    if election is None:
        election = elections.call_election(kind="villagers_committee", division_code=stage.VILLAGE, election_on=polls.DAY, contests=polls.SEATS, document=polls.DOC,
                                           by=TOWN_OFFICER, on=polls.CALLED)  # fmt: skip
        elections.appoint_staff(election=election, person=polls.person("庚"), duty="chair", by=TOWN_OFFICER, on=polls.CALLED)
        elections.enter_voter(election=election, name=officer.name, birth_date=officer.birth_date, basis="hukou_resident", person=officer, by=TOWN_OFFICER, on=polls.CALLED)
        elections.publish_roll(election=election, by=TOWN_OFFICER, on=polls.CALLED)
        elections.nominate(contest=election.contests.get(role="committee_member", women_only=False), person=officer, nominations=1, by=TOWN_OFFICER, on=polls.CALLED)
    other = Person.objects.filter(division_code=stage.VILLAGE, name=relative).first() or polls.person(relative, "female")
    elections.declare_kinship(election=election, first=other, second=officer, relation=relation, by=TOWN_OFFICER, on=polls.CALLED)
    return officer, other


def lease(paper, **more) -> Contract:
    """Land let by the village's committee to somebody for money."""
    return drafted(paper, kind="land", subject="鱼塘出租", party_kind="person", **more)


def test_a_lease_to_the_wife_of_a_member_needs_his_recusal():
    """Given what he declared, when his wife is the lessee, then he is found, and only a decision without him lets it be signed."""
    officer, wife = declared()
    row = lease(certificate(), counterparty=wife.name)
    party = row.parties.get()
    assert (party.name, party.source, party.relation, party.answer) == (officer.name, "kin_name", "spouse", "")
    assert told(sign, row) == {"related_not_recused"}
    refused(SIGN, [SECRETARY.login, row.pk], "related_party_answered")
    again = certificate("180000", title="重新决定", recused=(officer.name,))
    commands.change_contract(contract=row, by=CLERK, on=DRAFTED, **stage.terms(again, kind="land"))
    commands.answer_party(party=party, answer="recused", by=OFFICER, on=DRAFTED)
    assert sign(Contract.objects.get(pk=row.pk)).state == "signed"


def test_her_company_too_and_straight_sql_does_not_pass_her_over():
    """Declared between draft and signing: the database looks itself."""
    stage.road.village()
    row = drafted(certificate(), counterparty="斗门某公司", representative="赵丽容")
    assert not row.parties.exists()
    declared()
    refused(SIGN, [SECRETARY.login, row.pk], "related_party_answered")
    assert told(sign, row) == {"related_not_recused"}


def test_a_namesake_of_the_wife_is_cleared_and_the_wife_herself_is_not():
    _officer, wife = declared()
    paper = certificate()
    namesake = lease(paper, counterparty=wife.name, amount=stage.yuan(1000))
    commands.answer_party(party=namesake.parties.get(), answer="not_same", document="核对身份证，出生年份不同", by=OFFICER, on=DRAFTED)
    assert sign(namesake).state == "signed"
    number = "440403197908020010"
    Person.objects.filter(pk=wife.pk).update(identity_index=keyed_hash(number, kind="identity"))
    herself = lease(paper, counterparty="赵丽蓉", identity_number=number, amount=stage.yuan(2000))
    party = herself.parties.get()
    assert (party.source, party.relation) == ("kin_number", "spouse")
    assert told(commands.answer_party, party=party, answer="not_same", document="x", by=OFFICER, on=DRAFTED) == {"answer"}
    refused("UPDATE contracts_relatedparty SET answer = 'not_same', document = 'x', answered_on = '2019-07-20', answered_by = %s WHERE id = %s", [OFFICER.login, party.pk],
            "related_party_cleared_by_another")  # fmt: skip


def test_the_later_word_of_a_pair_counts():
    """Declared as spouses, then said not to be related: nobody is held up, by rule or by database."""
    declared()
    declared("none")
    row = lease(certificate(), counterparty="赵丽容")
    assert not row.parties.exists()
    assert sign(row, SIGNED).state == "signed"
