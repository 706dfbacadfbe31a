"""A letter asked for over the phone page: refused at once where no village writes it, drafted from the case, fetched by who holds the receipt and is who he says."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal
from uuid import uuid4

import pypdf
import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from qianxian.cases import commands as cases
from qianxian.cases.commands.receiving import Received
from qianxian.cases.models import Case
from qianxian.cases.permissions import guest_of
from qianxian.foundation.errors import RuleViolated
from qianxian.foundation.models import AuditLeaf
from qianxian.foundation.reach import bind
from qianxian.letters import commands, queries
from qianxian.letters.models import Letter
from qianxian.services import commands as services
from qianxian.services.models import ServiceItem
from tests.api.letter_operations import GENERAL, SIGNER, WRITER
from tests.api.stage import DAY, SIBLING, VILLAGE
from tests.cast import COUNTY_OFFICER, SERVICE
from tests.matrix.people import browser

pytestmark = pytest.mark.usefixtures("stage")
PHONE, WORDS = "13800001234", "给区人民法院，推荐代理人用"


def item(code: str = "ZM-001", category: str = "letters") -> ServiceItem:
    """An item of letters."""
    bind(SERVICE)
    return services.publish_item(
        code=code, name="党群服务中心办件情况说明", category=category, law="国办发〔2018〕47号", who="在本中心办过事的人", handled_by="village", limit_days=3, fee=Decimal(0),
        first_day=dt.date(2019, 1, 1), by=COUNTY_OFFICER, on=DAY,
    )  # fmt: skip


def asked(what: ServiceItem | None = None, place: str = VILLAGE, words: str = WORDS, name: str = "容小妹") -> Received:
    """Handed in by the resident himself."""
    by = guest_of(place)
    bind(by)
    return cases.apply_for(division_code=place, item=what or item(), name=name, phone=PHONE, words=words, by=by, on=DAY)


def refused(call, *args, **kwargs) -> set[str]:
    """The codes with which a command is refused."""
    with pytest.raises(RuleViolated) as told, transaction.atomic():
        call(*args, **kwargs)
    return {v.code for v in told.value.violations}


def drafted(received: Received, online: bool = True, kind: str = "case", about: Case | None = None, **more) -> Letter:
    """From the case, about an earlier one of the same applicant or about itself."""
    bind(WRITER)
    told = {"about": (about or received.case).uuid} if kind == "case" else {name: GENERAL[name] for name in ("title", "text")}
    return commands.draft_letter(kind=kind, addressee="珠海市斗门区人民法院", purpose="推荐代理人", case=received.case, online=online, by=WRITER, on=DAY, **(told | more))


def issued(received: Received, **more) -> Letter:
    """Signed."""
    letter = drafted(received, **more)
    bind(SIGNER)
    return commands.issue_letter(letter=letter, by=SIGNER, on=DAY)


def fetch(letter: Letter, number: str, code: str):
    """What somebody without a login gets."""
    return Client().post("/progress/letter/", {"number": number, "code": code, "letter": str(letter.uuid)})


def test_what_it_is_for_is_asked_of_letters_alone(stage):
    letters, other = item(), item("CW-001", "village_affairs")
    page = Client()
    assert "给哪个单位、做什么用" in page.get(f"/apply/{VILLAGE}/{letters.code}/").content.decode()
    assert "给哪个单位、做什么用" not in page.get(f"/apply/{VILLAGE}/{other.code}/").content.decode()
    assert refused(asked, letters, words=" ") == {"words"}
    assert asked(other, words="").case.state == "received"


def test_what_no_village_writes_is_told_at_once_with_whom_to_turn_to(stage):
    letters = item()
    answer = Client().post(f"/apply/{VILLAGE}/{letters.code}/", {"name": "容小妹", "phone": PHONE, "words": "给银行，开亲属关系证明"})
    assert answer.status_code == 422 and "请凭户口簿" in answer.content.decode()
    assert refused(asked, letters, words=f"给法院，电话{PHONE}") == {"names_somebody"}


def test_the_holder_of_the_receipt_fetches_what_was_issued_for_him(stage):
    received = asked()
    letter = issued(received)
    page = Client().post("/progress/", {"number": received.case.number, "proof": received.code}).content.decode()
    assert letter.number in page and "下载（PDF）" in page and WORDS in page and "容小妹" not in page
    answer = fetch(letter, received.case.number, received.code)
    text = pypdf.PdfReader(io.BytesIO(b"".join(answer) if answer.streaming else answer.content)).pages[0].extract_text()
    assert answer.status_code == 200 and "attachment" in answer["Content-Disposition"] and letter.number in "".join(text.split()) and "/verify/letters/" in "".join(text.split())
    bind(SERVICE)
    assert AuditLeaf.objects.filter(action="letters.take_file").count() == 1


def test_a_telephone_or_a_wrong_code_opens_no_letter(stage):
    received = asked()
    letter = issued(received)
    page = Client().post("/progress/", {"number": received.case.number, "proof": PHONE[-4:]}).content.decode()
    assert letter.number in page and "下载（PDF）" not in page and "用回执上的查询码" in page
    other = asked(item("ZM-002"))
    wrong = [fetch(letter, received.case.number, proof) for proof in (PHONE[-4:], "0000-0000-0000")]
    wrong += [fetch(letter, other.case.number, other.code), fetch(letter, "BJ999999-2019-0001", received.code)]
    assert {(answer.status_code, answer.get("Location")) for answer in wrong} == {(302, "/progress/")}


@pytest.mark.parametrize("ends", ["window", "revoked", "draft"])
def test_what_is_handed_over_at_the_window_or_holds_no_more_is_not_fetched(stage, ends):
    received = asked()
    letter = drafted(received) if ends == "draft" else issued(received, online=ends != "window")
    if ends == "revoked":
        commands.revoke_letter(letter=letter, reason="写错", by=SIGNER, on=DAY)
    assert fetch(letter, received.case.number, received.code).status_code == 302
    page = Client().post("/progress/", {"number": received.case.number, "proof": received.code}).content.decode()
    assert ("请带身份证到窗口领取" in page) is (ends == "window") and "下载（PDF）" not in page


def test_guesses_of_letters_are_throttled(stage):
    received = asked()
    letter = issued(received)
    for _turn in range(40):
        fetch(letter, received.case.number, "0000-0000-0000")
    assert fetch(letter, received.case.number, received.code).status_code == 302


def test_a_letter_speaks_of_nobody_but_its_applicant(stage):
    received = asked()
    bind(WRITER)
    other = asked(received.case.item, name="容大妹")
    assert refused(commands.draft_letter, kind="case", about=other.case.uuid, addressee="甲", purpose="乙", case=received.case, by=WRITER, on=DAY) == {"case"}
    elsewhere = asked(received.case.item, place=SIBLING)
    assert refused(drafted, elsewhere, kind="general") == {"case"}
    closed = asked(received.case.item)
    bind(WRITER)
    cases.accept_case(case=closed.case, by=WRITER, on=DAY)
    cases.finish_case(case=closed.case, words="办好", by=WRITER, on=DAY)
    closed.case.refresh_from_db()
    assert refused(drafted, closed, kind="general") == {"case"}
    bind(WRITER)
    assert refused(commands.draft_letter, by=WRITER, on=DAY, online=True, **GENERAL) == {"online"}


def test_the_database_says_no_as_well(stage):
    received = asked()
    letter = drafted(received)
    bind(SERVICE)
    for change in ({"name": "别人"}, {"division_code": SIBLING}):
        copy = Letter.objects.get(pk=letter.pk)
        copy.pk, copy.uuid = None, uuid4()
        for name, value in change.items():
            setattr(copy, name, value)
        with pytest.raises(DatabaseError, match="函件只能写申请人本人"), transaction.atomic():
            copy.save(force_insert=True)
    with pytest.raises(DatabaseError, match="letter_fetched_by_who_asked_for_it"), transaction.atomic():
        Letter.objects.create(division_code=VILLAGE, kind="general", title="函", addressee="甲", purpose="乙", lines=["丙"], issuer="丁", drafted_on=DAY, drafted_by="x", online=True)


def test_staff_go_from_the_case_to_the_letter_and_back(stage):
    received = asked()
    earlier = asked(item("CW-001", "village_affairs"), words="").case
    clerk = browser(stage.users["centre_member"])
    assert "letters/new" not in clerk.get(f"/cases/{received.case.uuid}/").content.decode(), "a case is accepted first"
    cases.accept_case(case=received.case, by=WRITER, on=DAY)
    page = clerk.get(f"/cases/{received.case.uuid}/").content.decode()
    assert f"/letters/new/?case={received.case.uuid}" in page
    page = clerk.get(f"/letters/new/?case={received.case.uuid}").content.decode()
    assert WORDS in page and f"/letters/new/case/?case={received.case.uuid}" in page
    page = clerk.get(f"/letters/new/case/?case={received.case.uuid}").content.decode()
    assert str(earlier.uuid) in page and f"about={received.case.uuid}" not in page
    address = f"/letters/new/case/?case={received.case.uuid}&about={earlier.uuid}"
    assert "到窗口领取，领取时核对身份证" in clerk.get(address).content.decode()
    given = {"addressee": "珠海市斗门区人民法院", "purpose": "推荐代理人"}
    assert clerk.post(address, given).status_code == 422
    assert clerk.post(address, given | {"online": "1"}).status_code == 302
    bind(SERVICE)
    letter = Letter.objects.get()
    assert letter.online and letter.case == received.case
    commands.issue_letter(letter=letter, by=SIGNER, on=DAY)
    page = clerk.get(f"/cases/{received.case.uuid}/").content.decode()
    assert f"/letters/{letter.uuid}/" in page and "拟函件" not in page
    assert "用回执上的查询码下载" in clerk.get(f"/cases/{received.case.uuid}/do/finish/").content.decode()
    assert queries.words_asked(received.case) == WORDS
