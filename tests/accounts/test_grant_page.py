"""Places and departments are chosen by name where a role is granted; codes that lead nowhere are refused by page, API and Excel alike."""

import pytest

from qianxian.accounts import commands
from qianxian.accounts.departments import DEPARTMENTS
from qianxian.accounts.queries import department_codes
from qianxian.divisions.models import Division
from qianxian.foundation.errors import RuleViolated
from qianxian.rulebook.wording import CODES
from tests import cast
from tests.accounts.conftest import FIRST, ON, bind_phone

VILLAGE = "440403103209"
PLACES = ((cast.COUNTY, "斗门区", "county"), (cast.DOUMEN_TOWN, "斗门镇", "town"), (VILLAGE, "南门村", "village"))


@pytest.fixture
def places(county):
    for code, name, kind in PLACES:
        Division.objects.create(code=code, name=name, official_name=name, kind=kind, valid=(FIRST, None))


def test_places_and_departments_are_chosen_by_name(client, places, security_officers, opened, logged_in):
    replier = opened("gongan2")
    bind_phone(security_officers[0])
    logged_in(security_officers[0])
    at = f"/accounts/{replier.uuid}/"
    page = client.get(at + "grant/").content.decode()
    for code, name, _kind in PLACES:
        assert f'<option value="{code}"' in page and name in page
    assert '<option value="public_security">公安机关</option>' in page and "12 位" not in page
    asked = {"role": "department_replier", "division_code": cast.COUNTY, "first": "2019-12-16"}
    for wrong in ({"department": "区公安分局"}, {"department": ""}, {"division_code": "440403199000", "department": "court"}):
        assert client.post(at + "grant/", asked | wrong).status_code == 422
    assert client.post(at + "grant/", asked | {"department": "public_security"}).status_code == 302
    assert "公安机关" in client.get(at).content.decode() and replier.grants.get().department == "public_security"


@pytest.mark.parametrize(
    ("role", "more", "code"),
    [
        ("department_replier", {"department": "区公安分局"}, "department_unknown"),
        ("branch_secretary", {"organisation_code": "DCK-9"}, "no_such_organisation"),
    ],
)
def test_a_code_that_leads_nowhere_is_no_grant(places, opened, role, more, code):
    place = cast.COUNTY if role == "department_replier" else VILLAGE
    with pytest.raises(RuleViolated) as refused:
        commands.grant_role(user=opened("moumou"), role=role, division_code=place, first=ON, by=cast.SERVICE, on=ON, **more)
    assert [v.code for v in refused.value.violations] == [code]


def test_every_department_the_shipped_settings_ask_has_a_name(county):
    asked = department_codes(ON)
    assert len(asked) == 12 and set(asked) == set(DEPARTMENTS) <= set(CODES)
