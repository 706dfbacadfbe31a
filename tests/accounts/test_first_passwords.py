"""First passwords for a whole batch: one sealed slip each, shown once, changed at the first login, recorded without the secret."""

from __future__ import annotations

import io
import re

import pypdf
import pytest

from qianxian.accounts import commands, queries
from qianxian.accounts.models import User
from qianxian.foundation.errors import NotPermitted, RuleViolated
from qianxian.foundation.models import AuditLeaf, ChangeHistory
from qianxian.foundation.reach import acting_as
from tests import cast
from tests.accounts.conftest import ON, bind_phone
from tests.accounts.test_sheets import ROW, plan_of, write

PAGE = "/accounts/first-passwords/"
WHY = "装信封当面交给本人"
SECOND = ["zhongsj", "钟诗静", None, "八甲村", "村（社区）党组织书记", "440403103201", None, None, "2019-01-01", None]


@pytest.fixture
def waiting(county):
    """Two accounts that came by Excel."""
    with acting_as(cast.SERVICE):
        write(plan_of(ROW, SECOND))
    return User.objects.filter(login__in=["liangyw", "zhongsj"]).order_by("login")


def text_of(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def test_a_batch_is_given_out_once_on_paper(waiting, security_officers, logged_in, client):
    bind_phone(security_officers[0])
    browser = logged_in(security_officers[0])
    page = browser.get(PAGE)
    assert page.status_code == 200 and "2 个账号在等初始密码" in page.content.decode() and "liangyw" in page.content.decode()
    paper = browser.post(PAGE, {"reason": WHY})
    assert paper["Content-Type"] == "application/pdf" and "no-store" in paper["Cache-Control"]
    words = text_of(paper.content)
    assert "梁雅文" in words and "钟诗静" in words and "liangyw" in words
    passwords = set(re.findall(r"\b[A-HJ-NP-Za-km-z2-9]{16}\b", words))
    assert len(passwords) == 2
    user = User.objects.get(login="liangyw")
    assert user.must_change_password and any(user.check_password(p) for p in passwords)
    leaves = AuditLeaf.objects.filter(action="accounts.issue_first_passwords")
    assert {leaf.object_id for leaf in leaves} == {str(u.uuid) for u in waiting} and all(leaf.reason == WHY for leaf in leaves)
    kept = str(list(ChangeHistory.objects.values("before", "after"))) + str(list(AuditLeaf.objects.values()))
    assert not [p for p in passwords if p in kept], "the log says who was given one, never what"
    again = browser.post(PAGE, {"reason": WHY})
    assert again.status_code == 422 and "没有等待初始密码的账号" in again.content.decode()
    assert "0 个账号在等初始密码" in browser.get(PAGE).content.decode()


def test_the_password_must_be_changed_at_the_first_login(waiting, security_officers, client):
    with acting_as(cast.SERVICE):
        (opened, _other) = commands.issue_first_passwords(users=list(waiting), by=cast.SERVICE, on=ON, reason=WHY)
    User.objects.filter(pk=opened.user.pk).update(phone="")
    assert client.post("/login/", {"login": opened.user.login, "password": opened.password}).status_code == 302
    turned = client.get("/accounts/roles/")
    assert turned.status_code == 302 and turned["Location"].startswith("/me/password/")


def test_narrowed_by_role_and_place_and_given_again_until_used(waiting):
    found = lambda **by: list(queries.waiting_for_first_password(ON, **by).values_list("login", flat=True))  # noqa: E731
    assert found() == ["liangyw", "zhongsj"] and found(role="village_secretary") == ["zhongsj"]
    assert found(place="440403103201") == ["zhongsj"] and found(place="440403107") == []
    with acting_as(cast.SERVICE):
        first = commands.issue_first_passwords(users=list(waiting), by=cast.SERVICE, on=ON, reason=WHY)
        assert found() == [] and found(again=True) == ["liangyw", "zhongsj"], "a lost sheet is printed anew while nobody has logged in"
        second = commands.issue_first_passwords(users=list(waiting), by=cast.SERVICE, on=ON, reason=WHY)
    user = User.objects.get(login="liangyw")
    assert user.check_password(second[0].password) and not user.check_password(first[0].password)


def test_who_may_not_and_what_does_not_fit(waiting, town_officer, security_officers):
    town = queries.actor_of_login("zhaobk", on=ON)
    with pytest.raises(NotPermitted):
        commands.issue_first_passwords(users=list(waiting), by=town, on=ON, reason=WHY)
    with pytest.raises(NotPermitted):
        commands.issue_first_passwords(users=[], by=town, on=ON, reason=WHY)
    own = queries.actor_of_login("luojy", on=ON)
    with pytest.raises(NotPermitted):
        commands.issue_first_passwords(users=[*waiting, security_officers[0]], by=own, on=ON, reason=WHY)
    with acting_as(cast.SERVICE):
        for users, reason, code in (([], WHY, "nobody_waits"), (list(waiting), " ", "reason"), ([*waiting, town_officer], WHY, "already_used")):
            with pytest.raises(RuleViolated) as refused:
                commands.issue_first_passwords(users=users, by=cast.SERVICE, on=ON, reason=reason)
            assert [fault.code for fault in refused.value.violations] == [code]
    assert not any(user.has_usable_password() for user in User.objects.filter(login__in=["liangyw", "zhongsj"])), "all or nothing"


def test_the_page_is_the_security_administrators(client, town_officer, logged_in):
    bind_phone(town_officer)
    assert logged_in(town_officer).get(PAGE).status_code == 403
