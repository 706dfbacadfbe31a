"""Pages of the window and of residents: intake with its receipt, one case, 待办 with reminders, 查进度 without a login and its throttle."""

from __future__ import annotations

import datetime as dt
import io
import re
from dataclasses import replace
from uuid import uuid4

import pytest
from django.test import Client
from pypdf import PdfReader

from qianxian.accounts import rules
from qianxian.accounts.models import LoginAttempt
from qianxian.cases import commands, queries
from qianxian.cases.models import Case
from qianxian.cases.pages import line_of, progress_of, receipt_facts
from qianxian.cases.papers import case_receipt
from qianxian.cases.permissions import guest_of
from qianxian.cases.receipts import holds_code
from qianxian.divisions.models import County
from qianxian.foundation.actor import Actor
from qianxian.foundation.reach import acting_as, bind
from qianxian.foundation.sealing import keyed_hash
from qianxian.people.models import Person
from tests.cases.stage import MEMBER, MONDAY, PAPERS, PHONE, SECRETARY, TOWN, WINDOW, accepted, asked, item, received
from tests.cast import OTHER_TOWN_OFFICER, SERVICE, TOWN_COMMITTEE, acting
from tests.engagements.stage import VILLAGE, open_county, person

pytestmark = pytest.mark.django_db
DAYS = [MONDAY + dt.timedelta(days=n) for n in range(12)]
FRIDAY, DUE, AFTER = DAYS[4], DAYS[7], DAYS[8]
SIGNS = r"(?<![0-9A-Z-])[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}(?![0-9A-Z-])"


@pytest.fixture(autouse=True)
def county():
    open_county()
    bind(SERVICE)


def whys(actor, on) -> list[str]:
    bind(actor)
    told = [str(t.why) for t in queries.tasks_for(actor, on)]
    bind(SERVICE)
    return told


def test_work_waits_with_its_last_day_a_reminder_and_the_level_above():
    row = accepted()  # received on Monday, due the next Monday, reminded on Friday
    assert [whys(WINDOW, d) for d in (DAYS[3], FRIDAY, DUE, AFTER)] == [["要办结"], ["期限快到了，请抓紧"], ["期限快到了，请抓紧"], ["已过期，请马上办结"]]
    for above in (SECRETARY, TOWN):
        assert [whys(above, d) for d in (DUE, AFTER)] == [[], ["下级过期没有办结，请督办"]]
    assert whys(TOWN_COMMITTEE, AFTER) == whys(OTHER_TOWN_OFFICER, AFTER) == []
    commands.transfer_case(case=row, to="town", words="镇里审核", by=WINDOW, on=FRIDAY)
    assert whys(WINDOW, AFTER) == whys(SECRETARY, AFTER) == [] and whys(TOWN, AFTER) == ["已过期，请马上办结"] and whys(TOWN_COMMITTEE, AFTER) == ["下级过期没有办结，请督办"]


def test_what_was_handed_in_waits_for_its_first_look_and_what_waits_for_papers_waits_for_nobody():
    commands.apply_for(division_code=VILLAGE, item=item(limit_days=20), name="容小妹", phone=PHONE, by=guest_of(VILLAGE), on=MONDAY)
    asked(item("SB-002"))
    bind(MEMBER)
    (task,) = queries.tasks_for(MEMBER, MONDAY)
    assert task.why == "要受理，或一次性告知缺什么" and task.due_on == DUE  # the fifth working day, before the last day of its twenty


def test_the_line_is_in_plain_words_without_names():
    row = asked()
    row = commands.supply(case=row, brought=PAPERS, by=WINDOW, on=DAYS[1])
    row = commands.transfer_case(case=row, to="town", words="要镇里审核", by=WINDOW, on=DAYS[1])
    row = commands.transfer_case(case=row, to="village", words="照片不清楚", by=TOWN, on=DAYS[2])
    row = commands.refuse_case(case=row, words="不在本村参保", remedy="可以向镇里反映", by=WINDOW, on=DAYS[3])
    assert [s["title"] for s in line_of(row)] == [
        "收到申请", "还缺：身份证；户口簿", "补交了：身份证；户口簿", "转到镇（街道）办理：要镇里审核", "退回村（社区）办理：照片不清楚",
        "不予办理，理由：不在本村参保 不服的可以这样办：可以向镇里反映",
    ]  # fmt: skip
    shown = str(progress_of(row, MONDAY))
    assert "欧阳大妹" not in shown and "5678" not in shown and "窗口甲" not in shown and "chuangkou" not in shown


def test_the_receipt_is_a_paper_with_its_code_and_what_is_missing():
    made = received(item(), missing=PAPERS)
    content = case_receipt(receipt_facts(made.case, made.code, MONDAY), dated=MONDAY)
    words = "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).replace("\n", "")
    assert all(part in words for part in (made.case.number, made.code, "欧阳大妹", "户口簿", "一次性告知单", "/progress/"))
    assert PHONE not in words and made.code not in words.split("/progress/")[1]


# 查进度


def ask(number: str, proof: str, client: Client | None = None):
    bind(None)
    answer = (client or Client()).post("/progress/", {"number": number, "proof": proof})
    bind(SERVICE)
    return answer


def plain(answer) -> str:
    """The page without what differs each time: token, nonce, and what was typed."""
    return re.sub(r'nonce="[^"]*"|name="csrfmiddlewaretoken" value="[^"]*"|csrf\w*[^>]*>|value="[^"]*"', "", answer.content.decode())


def test_the_receipts_code_or_the_last_digits_show_progress_and_not_whose_it_is():
    made = received(item(), missing=PAPERS)
    for proof in (made.code, made.code.lower().replace("-", ""), "5678"):
        answer = ask(made.case.number.replace("-", " "), proof)
        page = answer.content.decode()
        assert answer.status_code == 200 and "还缺：身份证；户口簿" in page and made.case.number in page
        assert "欧阳大妹" not in page and "5678" not in page and "窗口甲" not in page
        assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("phone", ["13800005678", "138 0000 5678", "0756-0555678", "07560555678", "0755-88885678", "010-88885678"])
def test_the_last_digits_of_any_telephone_find_the_case(phone):
    made = received(item(), phone=phone)
    assert made.case.phone_masked.endswith("*5678") and ask(made.case.number, "5678").status_code == 200


def test_every_wrong_guess_looks_the_same():
    made, other = received(item()), received(item("SB-002"), phone="")
    guesses = [(made.case.number, "0000-0000-0000"), (made.case.number, other.code), (made.case.number, "1234"), ("BJ103200-2019-0099", made.code), ("BJ999999-2019-0001", "5678"),
               ("什么", "5678"), (other.case.number, "0000"), (other.case.number, "5678")]  # fmt: skip
    answers = [ask(*guess) for guess in guesses]
    assert {a.status_code for a in answers} == {422} and len({plain(a) for a in answers}) == 1


def test_guessing_is_throttled_per_number_and_per_day_and_the_right_one_is_not_told_from_the_wrong():
    made = received(item())
    for _turn in range(rules.LIMITS["lastfour"].failures):
        assert ask(made.case.number, "0000").status_code == 422
    wrong, right = ask(made.case.number, "0000"), ask(made.case.number, "5678")
    assert wrong.status_code == right.status_code == 429 and plain(wrong) == plain(right)
    assert ask(made.case.number, made.code).status_code == 200  # who holds the paper is not locked out
    LoginAttempt.objects.filter(key__startswith="lastfour:").delete()  # a quarter of an hour later
    LoginAttempt.objects.bulk_create([LoginAttempt(key=key) for key in LoginAttempt.objects.filter(key__startswith="lastfourday:").values_list("key", flat=True)[:1] for _n in range(20)])
    assert ask(made.case.number, "5678").status_code == 429


def test_one_address_cannot_try_many_numbers():
    received(item())
    statuses = [ask(f"BJ103200-2019-{n:04d}", "9999").status_code for n in range(1, rules.LIMITS["visitor"].failures + 3)]
    assert statuses.count(429) == 2 and set(statuses) == {422, 429}


def test_right_answers_are_not_held_against_an_address():
    made = received(item())
    assert {ask(made.case.number, made.code).status_code for _turn in range(rules.LIMITS["receipt"].failures + 5)} == {200}


# over the phone


def test_handed_in_over_the_phone_once():
    item()
    County.objects.update(is_example=True, example_day=MONDAY)
    client = Client()
    address = f"/apply/{VILLAGE}/SB-001/"
    assert "城乡居民养老保险参保登记" in client.get(f"/apply/{VILLAGE}/").content.decode() and client.get("/apply/").status_code == 200
    page = client.get(address).content.decode()
    key = re.search(r'name="key" value="([^"]+)"', page)[1]
    bind(None)
    first, second = (client.post(address, {"key": key, "name": "容小妹", "phone": PHONE}) for _turn in range(2))
    bind(SERVICE)
    assert first.status_code == second.status_code == 200 and "查询码只显示这一次" in first.content.decode()
    row, said = Case.objects.get(), [re.search(SIGNS, answer.content.decode())[0] for answer in (first, second)]
    assert said[0] == said[1] and holds_code(row, said[0])  # an answer that was lost is told again
    assert (row.state, row.channel) == ("received", "phone") and str(row.uuid) != key  # who sees the row's number has not the form's
    commands.renew_receipt(case=row, by=WINDOW, on=MONDAY)
    bind(None)
    third = client.post(address, {"key": key, "name": "容小妹", "phone": PHONE}).content.decode()
    bind(SERVICE)
    assert "没有重复提交" in third and not re.search(SIGNS, third) and Case.objects.count() == 1
    assert client.post(address, {"key": "", "name": "", "phone": "1"}).status_code == 422
    assert client.get(f"/apply/{VILLAGE}/XX-001/").status_code == client.get("/apply/440403103000/").status_code == 404


def test_handing_in_is_throttled():
    item()
    County.objects.update(is_example=True, example_day=MONDAY)
    statuses = []
    for _turn in range(rules.LIMITS["handin"].failures + 1):
        bind(None)
        statuses.append(Client().post(f"/apply/{VILLAGE}/SB-001/", {"key": str(uuid4()), "name": "容小妹", "phone": PHONE}).status_code)
    assert set(statuses[:-1]) == {200} and statuses[-1] == 429


# one's own


def case_of(name: str, code: str, number: str) -> tuple[Case, Actor]:
    """A case tied to a person's record by his identity number, and his own login."""
    who = person(name)
    Person.objects.filter(pk=who.pk).update(identity_index=keyed_hash(number, kind="identity"))
    row = accepted(item(code), name=name, identity_number=number)
    bind(SERVICE)
    return row, acting("cunmin", name, "resident", VILLAGE, person_uuid=str(who.uuid))


def test_each_of_two_residents_sees_his_own_case_alone():
    """By the query, by the database alone when the query asks for too much, and what hangs on the case."""
    (one, first), (two, second) = case_of("欧阳甲", "SB-001", "440403198001010025"), case_of("欧阳乙", "SB-002", "440403199001010029")
    for resident, mine, other in ((first, one, two), (second, two, one)):
        with acting_as(resident) as by:
            assert list(queries.own_cases(by)) == [mine] == list(queries.cases(by)) == list(Case.objects.all())
            assert mine.steps.exists() and not other.steps.exists() and not other.receipts.exists() and queries.case_by_uuid(other.uuid, by) is None
    with acting_as(WINDOW) as by:  # the query alone: who sees the village's cases and has a record of his own
        assert list(queries.own_cases(replace(by, person_uuid=first.person_uuid))) == [one]


def test_a_resident_without_a_case_sees_none():
    mine, other = accepted(), accepted(item("SB-002"))
    resident = acting("cunmin", "村民甲", "resident", VILLAGE, person_uuid="7b0a2a0e-0000-4000-8000-000000000000")
    with acting_as(resident) as by:
        assert not queries.own_cases(by).exists() and not Case.objects.exists() and not queries.cases(by).exists()
        assert not mine.steps.exists() and not other.receipts.exists()
