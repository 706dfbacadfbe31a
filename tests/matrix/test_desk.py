"""What a newcomer meets: his desk, one way of writing days, no choice where there is nothing to choose, places by name."""

import re

from django.test import Client

from qianxian.accounts.models import RoleGrant
from tests.matrix.addresses import DO, ME, RE, SE, TO

CHINESE_DAY = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")


def main(page) -> str:
    text = page.content.decode()
    return text[text.find("<main") :]


def test_a_resident_finds_what_he_can_do(world):
    village = world.stage.village.centre.division_code
    desk = main(world.browsers[RE].get("/workbench/"))
    for address in ("/guide/", f"/hall/{village}/", f"/hall/{village}/disclosure/", "/me/"):
        assert f'href="{address}"' in desk, address
        assert world.browsers[RE].get(address).status_code == 200, address
    assert "/me/record/" not in desk
    assert 'href="/me/record/"' in main(world.browsers[ME].get("/workbench/"))
    assert f"/hall/{village}/" not in main(world.browsers[TO].get("/workbench/"))


def test_a_published_sheet_is_read_in_its_village_and_a_draft_is_not(world):
    sheet = world.things["disclosure"]
    address = f"/hall/{sheet.division_code}/disclosure/"
    shown = main(world.browsers[RE].get(address))
    assert "还没有公开的财务公开表" in shown and sheet.state != "published"
    type(sheet).objects.filter(pk=sheet.pk).update(state="signed", signed_by="j", signed_on=sheet.prepared_on)
    type(sheet).objects.filter(pk=sheet.pk).update(state="published", published_by="s", published_on=sheet.prepared_on)
    shown = main(world.browsers[RE].get(address))
    assert sheet.content["funds"] and all(fund["title"] in shown for fund in sheet.content["funds"])
    assert Client().get(address).status_code == 200, "totals are everybody's to read"


def test_who_has_one_role_is_offered_no_other(world):
    assert "换角色" not in world.browsers[TO].get("/workbench/").content.decode()
    user = world.stage.users[TO]
    RoleGrant.objects.create(user=user, role="liaison_leader", division_code="440403000000", period=user.grants.get().period, source_document="文", granted_by="x")
    assert "换角色" in world.browsers[TO].get("/workbench/").content.decode()


def test_accounts_are_found_by_the_place_s_name(world):
    page = world.browsers[SE].get("/accounts/")
    text = page.content.decode()
    assert re.search(r'<option value="440403103">\s*斗门镇', text) and "区划代码" not in main(page)
    found = world.browsers[SE].get("/accounts/", {"place": "440403103"}).content.decode()
    assert world.stage.users[TO].login in found and world.stage.users["sys_admin"].login not in main(world.browsers[SE].get("/accounts/", {"place": "440403103"}))


def test_days_are_written_one_way_on_the_pages_of_things(world):
    """Only words that were typed in, like the name of a meeting, may hold a day in another way."""
    pages = {
        "review": f"/engagements/reviews/{world.things['review'].uuid}/", "certificate": f"/decisions/certificates/{world.things['certificate'].uuid}/",
        "contract": f"/contracts/{world.things['contract'].uuid}/", "case": f"/engagements/cases/{world.things['case'].uuid}/",
        "admission": f"/admissions/{world.things['admission'].uuid}/", "project": f"/projects/{world.things['project'].uuid}/",
    }  # fmt: skip
    wrong, days = {}, 0
    for name, address in pages.items():
        answer = world.browsers[TO if name != "review" else DO].get(address)
        assert answer.status_code == 200, name
        text = main(answer)
        days += len(re.findall(r"\d{4}-\d{2}-\d{2}", text))
        if found := CHINESE_DAY.findall(text):
            wrong[name] = found
    assert not wrong
    assert days > 10
