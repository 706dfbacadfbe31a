"""Pages of residents and desks: told without a login, the one door of 查进度, wrong guesses, throttles, 待办, the receipt as paper, an identity opened."""

from __future__ import annotations

import datetime as dt
import io
import re
from uuid import uuid4

import pytest
from django.test import Client, RequestFactory
from pypdf import PdfReader

from qianxian.accounts import rules
from qianxian.cases.numbers import read_number
from qianxian.cases.receipts import holds_code
from qianxian.divisions.models import County
from qianxian.foundation.reach import bind
from qianxian.requests import commands, pages, queries
from qianxian.requests.models import Request
from qianxian.requests.pages import line_of, progress_of, receipt_facts, request_page
from qianxian.requests.papers import request_receipt
from tests.cases.stage import item
from tests.cases.stage import received as case_received
from tests.cases.test_pages import SIGNS, ask, plain
from tests.cast import OTHER_TOWN_OFFICER, SERVICE
from tests.engagements.stage import VILLAGE, open_county
from tests.requests.stage import COMMITTEE, DAYS, DISTRICT, MEMBER, MONDAY, NAME, PHONE, SECRETARY, TOWN, WINDOW, accepted, received, told

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def county():
    open_county()
    bind(SERVICE)


def whys(actor, on) -> list[str]:
    bind(actor)
    found = [str(t.why) for t in queries.tasks_for(actor, on)]
    bind(SERVICE)
    return found


def test_work_waits_with_its_last_day_a_reminder_and_the_level_above():
    row = accepted("help")  # received on Monday, five working days: reminded on Friday, due the next Monday
    assert [whys(WINDOW, DAYS[n]) for n in (3, 4, 7, 8)] == [["要书面答复"], ["期限快到了，请抓紧"], ["期限快到了，请抓紧"], ["已过期，请马上答复"]]
    for above in (SECRETARY, TOWN):
        assert [whys(above, DAYS[n]) for n in (7, 8)] == [[], ["下级过期没有答复，请督办"]]
    assert whys(COMMITTEE, DAYS[8]) == whys(DISTRICT, DAYS[8]) == whys(OTHER_TOWN_OFFICER, DAYS[8]) == []
    commands.assign_request(request=row, to="town", words="请镇里办", by=WINDOW, on=DAYS[4])
    assert whys(SECRETARY, DAYS[8]) == [] and whys(TOWN, DAYS[8]) == ["已过期，请马上答复"] and whys(COMMITTEE, DAYS[8]) == whys(DISTRICT, DAYS[8]) == ["下级过期没有答复，请督办"]
    commands.answer_request(request=row, words="已解决", by=TOWN, on=DAYS[8])
    assert whys(COMMITTEE, DAYS[9]) == [] and whys(TOWN, DAYS[9]) == ["已答复，请回访、办结"]


def test_what_is_overdue_in_the_district_has_no_level_above_stays_there_and_says_so():
    row = commands.assign_request(request=accepted("help"), to="town", words="请镇里办", by=WINDOW, on=MONDAY)
    row = commands.assign_request(request=row, to="district", words="要区里协调", by=TOWN, on=MONDAY)
    for day in (DAYS[8], DAYS[20], DAYS[29]):
        assert whys(DISTRICT, day) == ["已过期，请马上答复"] and whys(TOWN, day) == whys(COMMITTEE, day) == whys(SECRETARY, day) == []
    assert _page_for(DISTRICT, row)["topmost"] and _page_for(DISTRICT, row)["late"]
    low = accepted("help")
    assert _page_for(WINDOW, low)["late"] and not _page_for(WINDOW, low)["topmost"]


def _page_for(actor, row) -> dict:
    http = RequestFactory().get("/")
    http.actor, http.today, http.on, http.scope_prefix = actor, DAYS[8], DAYS[8], None
    bind(actor)
    shown = request_page(http, row)
    bind(SERVICE)
    return shown


def test_what_came_in_is_accepted_or_declined_within_two_working_days():
    told("report")
    bind(TOWN)
    (task,) = queries.tasks_for(TOWN, MONDAY)
    assert task.why == "要受理，或写明理由不予受理" and task.due_on == DAYS[2]


def test_the_line_is_in_plain_words_without_names():
    row = accepted("help")
    row = commands.assign_request(request=row, to="town", words="要镇里协调", by=WINDOW, on=DAYS[1])
    row = commands.assign_request(request=row, to="department", body="区民政局", words="请核实", by=TOWN, on=DAYS[1])
    row = commands.assign_request(request=row, to="town", words="已核实", by=TOWN, on=DAYS[2])
    row = commands.assign_request(request=row, to="village", words="请村里落实", by=TOWN, on=DAYS[2])
    row = commands.answer_request(request=row, words="已请志愿者每周上门", by=MEMBER, on=DAYS[3])
    assert [s["title"] for s in line_of(row)] == [
        "收到您反映的事", "已受理", "转到镇（街道）办理：要镇里协调", "转到区民政局办理：请核实", "转到镇（街道）办理：已核实", "退回村（社区）办理：请村里落实", "书面答复：已请志愿者每周上门",
    ]  # fmt: skip
    shown = str(progress_of(row, MONDAY))
    assert all(text not in shown for text in (NAME, PHONE, "5678", "窗口甲", "chuangkou", "煤气"))


def test_the_receipt_is_a_paper_with_its_code_and_nobodys_name():
    made = received()
    words = "".join(page.extract_text() for page in PdfReader(io.BytesIO(request_receipt(receipt_facts(made.request, made.code, MONDAY), dated=MONDAY))).pages).replace("\n", "")
    assert all(part in words for part in (made.request.number, made.code, "求助", "/progress/")) and made.code not in words.split("/progress/")[1]
    assert NAME not in words and PHONE not in words and "煤气" not in words


# one door for both


def test_one_door_answers_for_cases_and_requests():
    case, made = case_received(item()), told("report", about="village")
    assert ask(case.case.number, case.code).status_code == 200
    for code in (made.code, made.code.lower().replace("-", " ")):
        answer = ask(made.request.number.replace("-", " "), code)
        page = answer.content.decode()
        assert answer.status_code == 200 and "收到您反映的事" in page and "镇（街道）" in page and "no-store" in answer.headers["Cache-Control"]
        assert all(text not in page for text in (NAME, "5678", "路灯"))
    commands.accept_request(request=made.request, by=TOWN, on=DAYS[1])
    commands.answer_request(request=made.request, words="经查属实，已处理", by=TOWN, on=DAYS[2])
    assert "书面答复：经查属实，已处理" in ask(made.request.number, made.code).content.decode()


def test_every_wrong_guess_looks_the_same_whatever_it_is_of():
    case, made, other = case_received(item()), told("report"), told("help")
    guesses = [
        (made.request.number, "0000-0000-0000"), (made.request.number, other.code), (made.request.number, case.code), (made.request.number, "5678"), (case.case.number, made.code),
        ("SQ103200-2019-0099", made.code), ("SQ999999-2019-0001", made.code), ("XX103200-2019-0001", made.code), (made.request.number.replace("SQ", "BJ"), made.code), ("什么", "x"),
    ]  # fmt: skip
    answers = [ask(*guess) for guess in guesses]
    assert {a.status_code for a in answers} == {422} and len({plain(a) for a in answers}) == 1


def test_guessing_is_throttled_per_number():
    made = told("help")
    statuses = [ask(made.request.number, f"{n:04d}-0000-0000").status_code for n in range(rules.LIMITS["receipt"].failures + 2)]
    assert statuses[-1] == 429 and set(statuses) == {422, 429}


@pytest.mark.parametrize(("typed", "number"), [("SQ103200-2019-0001", "SQ103200-2019-0001"), ("ｓｑ103200 2019 0001", "SQ103200-2019-0001"), ("ZZ103200-2019-0001", ""),
                                              ("103200-2019-0001", "BJ103200-2019-0001")])  # fmt: skip
def test_numbers_as_people_type_them(typed, number):
    assert read_number(typed, "440403000000")[0] == number


# 反映问题


def test_told_without_a_login_and_without_a_name_once():
    County.objects.update(is_example=True, example_day=MONDAY)
    client = Client()
    for address in ("/tell/", f"/tell/{VILLAGE}/", f"/tell/{VILLAGE}/report/"):
        page = client.get(address).content.decode()
        main = page[page.find("<main") :]
        assert all(f'href="tel:{line}"' in main for line in ("110", "120", "119")) and main.find("tel:110") < main.find("<form") % len(main)
    key = re.search(r'name="key" value="([^"]+)"', page)[1]
    said = {"key": key, "about": "village", "about_body": "", "matter": "集体鱼塘没有公开就租出去了", "subject": "collective", "name": "", "phone": ""}
    bind(None)
    first, second = (client.post(f"/tell/{VILLAGE}/report/", said) for _turn in range(2))
    bind(SERVICE)
    assert first.status_code == second.status_code == 200 and "查询码只显示这一次" in first.content.decode()
    row, codes = Request.objects.get(), [re.search(SIGNS, answer.content.decode())[0] for answer in (first, second)]
    assert codes[0] == codes[1] and holds_code(row, codes[0])  # without a name nobody could ever renew it: an answer that was lost is told again
    assert (row.kind, row.channel, row.holder, row.anonymous, row.protected) == ("report", "online", "town", True, True) and str(row.uuid) != key
    assert client.post(f"/tell/{VILLAGE}/report/", {"key": ""}).status_code == 422
    assert {client.get(path).status_code for path in (f"/tell/{VILLAGE}/gossip/", "/tell/440403103000/", "/tell/x/")} == {404}


def test_telling_is_throttled():
    County.objects.update(is_example=True, example_day=MONDAY)
    statuses = []
    for _turn in range(rules.LIMITS["handin"].failures + 1):
        bind(None)
        statuses.append(Client().post(f"/tell/{VILLAGE}/advice/", {"key": str(uuid4()), "matter": "装路灯", "subject": "roads"}).status_code)
    assert set(statuses[:-1]) == {200} and statuses[-1] == 429


def test_a_lost_receipt_is_replaced_where_it_can_be_known_whose_it_is():
    made = received("consult")
    again = commands.renew_request_receipt(request=made.request, by=WINDOW, on=MONDAY + dt.timedelta(days=1))
    assert queries.holds_code(made.request, again.code) and not queries.holds_code(made.request, made.code)


def test_who_complains_of_the_village_is_never_sent_to_its_window():
    made = told("complaint", about="village")
    page = ask(made.request.number, made.code).content.decode()
    assert "不用到村（社区）问" in page and "带回执到窗口" not in page and "tel:0756" not in page
    row = commands.decline_request(request=made.request, words="不属于镇里的职权", remedy="可以向区里反映", by=TOWN, on=MONDAY)
    shown = progress_of(row, MONDAY)
    assert "镇（街道）信访人员" in shown["now"] and "窗口" not in shown["now"] + shown["ask"] and shown["desk"] == {}


def test_what_is_a_thread_already_is_not_offered_again():
    row = accepted("advice")
    http = RequestFactory().get("/")
    http.actor, http.today = MEMBER, MONDAY
    offers = [str(words) for _url, words in pages.acts_of(http, row, None)]
    assert "转成线" in offers
    commands.open_thread_for(request=row, title="路灯", matter=row.matter, by=MEMBER, on=MONDAY)
    assert "转成线" not in [str(words) for _url, words in pages.acts_of(http, row, None)]


def test_what_is_closed_says_when_it_ended():
    row = commands.withdraw_request(request=accepted("advice"), words="本人不办了", by=WINDOW, on=MONDAY)
    rows = {str(one["label"]): one["value"] for one in pages.progress_of(row, MONDAY)["rows"]}
    assert rows["结束日期"] == "2019年3月4日（周一）" and "最迟答复日期" not in rows
