"""Every page in English, as somebody who may see it, and every refusal: Chinese is left in data alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.db import transaction
from django.db.models import Model
from django.utils import translation

from qianxian.decisions.flows import flows
from qianxian.foundation.guards import own_models
from qianxian.foundation.reach import bind
from qianxian.foundation.rulebook.settings import plain
from qianxian.rulebook.shipped import shipped_settings
from tests.cast import SERVICE
from tests.matrix.addresses import ADDRESSES
from tests.matrix.asking import address_of
from tests.matrix.people import AT_HOME, World

CHINESE = re.compile(r"[\u3400-\u9fff]")
MASKED = re.compile(r"[\u3400-\u9fff]\*+")  # 单**: a name on the preview of an upload
NAME, OFFICIAL, WRITTEN = "a name is not translated", "an official's document is quoted as issued", "what somebody wrote in his own words"
DATA = {
    **dict.fromkeys(("Person.name", "User.name", "Division.name", "Division.official_name", "County.name", "County.city", "County.province",
                     "PartyOrganisation.name", "PartyOrganisation.short_name", "Committee.name", "ServiceCentre.name", "PayInput.centre_name", "ApiClient.title", "ApiClient.responsible"), NAME),
    **dict.fromkeys(("Book.title", "BankAccount.name", "BankAccount.bank", "Payment.payee", "BankStatementLine.counterparty"), NAME),
    **dict.fromkeys(("Contract.counterparty", "RelatedParty.name", "RelatedParty.office"), NAME), **dict.fromkeys(("Contract.number", "Contract.basis_document"), OFFICIAL),
    **dict.fromkeys(("Contract.subject", "Project.name", "Project.site", "Milestone.title", "BudgetSource.title", "ChangeOrder.reason", "Asset.name"), WRITTEN),
    **dict.fromkeys(("Project.approval_document", "Project.result_document", "Budget.document"), OFFICIAL),
    **dict.fromkeys(("Certificate.number", "FundSource.doc_no", "FundSource.approver", "Allocation.doc_no", "StandingResolution.document", "ApproverCeiling.document"), OFFICIAL),
    **dict.fromkeys(("Certificate.purpose",
                     "FundSource.title", "Allocation.title", "Fund.title", "Voucher.summary", "VoucherDraft.summary", "Payment.summary", "Payment.document", "Payment.emergency_reason",
                     "BankStatement.explanation", "BankStatementLine.summary"), WRITTEN),
    **dict.fromkeys(("Member.name", "Member.household", "RollEntry.name", "RollEntry.household", "NearParty.name", "Parcel.owner_name",
                     "Parcel.certified_by", "Parcel.title", "Asset.title"), NAME),
    **dict.fromkeys(("Member.document", "Seat.document", "Parcel.certificate_no", "PropertyEvent.document", "Asset.document"), OFFICIAL),
    **dict.fromkeys(("Parcel.place", "Asset.place", "Inventory.differences", "PropertyEvent.words"), WRITTEN),
    **dict.fromkeys(("DataElement.name", "DataElement.definition", "DataElement.unit",
                     "CollectionTask.title", "CollectionTask.purpose", "CollectionTask.budget_reason", "AskedBefore.words"), WRITTEN), "CollectionTask.basis": OFFICIAL,
    **dict.fromkeys(("DataElement.legal_basis", "CentreFunction.document", "ServiceItem.law", "ServiceItem.fee_law"), OFFICIAL),
    **dict.fromkeys(("Letter.title", "Letter.addressee", "Letter.purpose", "Letter.issuer", "Letter.end_reason", "Letter.name"), WRITTEN),
    **dict.fromkeys(("Request.matter", "Request.about_body", "Request.holder_body", "RequestStep.words", "RequestStep.remedy", "RequestStep.holder_body", "PetitionReview.words"), WRITTEN),
    **dict.fromkeys(("CaseStep.words", "CaseStep.remedy", "Case.applicant_name", "Case.holder_body"), WRITTEN),
    **dict.fromkeys(("Thread.number",), NAME), **dict.fromkeys(("Thread.document", "Estimate.source", "Estimate.document", "ThreadEvent.document"), OFFICIAL),
    **dict.fromkeys(("Thread.title", "Thread.matter", "Stall.words", "ThreadLink.label", "ThreadEvent.words"), WRITTEN),
    **dict.fromkeys(("Engagement.letter_number", "EngagementReview.proposal_document", "EngagementReview.number", "EngagementDecision.evidence", "OutcomeNotice.number",
                     "EngagementDecision.meeting", "EngagementDecision.body", "PayRun.number", "PopulationSnapshot.source"), OFFICIAL),
    **dict.fromkeys(("EngagementDecision.ground", "EngagementReview.proposal_opinion", "EngagementReview.publicity_feedback", "OutcomeNotice.contact",
                     "PayRun.override_reason", "AuditLeaf.reason", "VettingReply.signed_by", "WindowStaff.title",
                     "CentreFunction.desk", "CentreFunction.moved_to",
                     "ServiceItem.name", "ServiceItem.who",
                     "ServiceItem.department", "ServiceItem.village_step", "ServiceItem.link_title", "ServiceItem.materials", "ServiceCentre.opening_hours", "ServiceCentre.address",
                     "ApiToken.label", "User.unit",
                     "Capability.fact", "Capability.evidence", "ReserveCandidate.reason", "ReserveCandidate.document", "AdmissionStep.document",
                     "AssessmentScheme.title", "AssessmentSheet.scheme_title", "AssessmentIndicator.name", "AssessmentIndicator.measure", "AssessmentMark.name", "AssessmentMark.measure",
                     "AssessmentFact.fact", "AssessmentFact.evidence", "ConsequenceCase.ground", "ConsequenceCase.evidence", "ConsequenceCase.heard_by",
                     "ConsequenceCase.statement", "SecretaryFiling.document", "SecretaryFiling.late_reason", "GroundRecord.document", "RollObjection.about", "RollObjection.made_by",
                     "Matter.title", "Matter.purpose", "Meeting.place", "Meeting.agenda", "Meeting.eligible_note", "PowerCase.title"), WRITTEN),
}  # fmt: skip
# Pages whose Chinese is itself the content.
SAMPLES = {"design": "the page of components shows the example county's names and matters as a page would"}
ATTRIBUTES = ("title", "alt", "aria-label", "placeholder", "value", "data-label", "content", "data-confirm")
TAB = re.compile(r'href="(\?tab=[a-z_]+)"')


class Words(HTMLParser):
    """What is read or heard on a page: text and speaking attributes. What ``lang`` marks as Chinese (a law's title, the other language's name) is data."""

    VOID = ("area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr")

    def __init__(self, page: str):
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        """Whether what follows is to be read."""
        given = dict(attrs)
        quiet = (bool(self.open) and self.open[-1][1]) or tag in ("script", "style") or (given.get("lang") or "").startswith("zh")
        if not quiet:
            self.found += [given[name] for name in ATTRIBUTES if given.get(name)]
        if tag not in self.VOID:
            self.open.append((tag, quiet))

    def handle_startendtag(self, tag, attrs):
        """An empty element of a drawing."""

    def handle_endtag(self, tag):
        """The element is closed, with those left open in it."""
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        """Text."""
        if not (self.open and self.open[-1][1]):
            self.found.append(data)


def texts_of(value: object) -> Iterator[str]:
    """Chinese inside a setting's value: the list of a document, quoted as issued."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for part in value:
            yield from texts_of(part)
    elif isinstance(value, str) and CHINESE.search(value):
        yield value


def values(model: type[Model], field: str) -> set[str]:
    """What stands in a column."""
    return {str(v) for v in model._base_manager.values_list(field, flat=True) if v and CHINESE.search(str(v))}


def has(model: type[Model], field: str) -> bool:
    """True where the model has that column: two rooms may call a model alike."""
    return field in {column.name for column in model._meta.get_fields()}


@pytest.fixture(scope="module")
def data(built, django_db_blocker) -> list[str]:
    """Chinese texts that are data, the longest first."""
    models: dict[str, list[type[Model]]] = {}
    for model in own_models():
        models.setdefault(model.__name__, []).append(model)
    with django_db_blocker.unblock(), transaction.atomic():
        bind(SERVICE)
        found = {text for line in DATA for name, field in [line.split(".")] for model in models[name] if has(model, field) for text in values(model, field)}
        transaction.set_rollback(True)
    found |= {text for row in shipped_settings() for text in (*texts_of(plain(row.value)), *texts_of(row.source))}
    found |= {text for flow in flows().values() for text in (flow.title, *(step.title for step in flow.steps))}  # the county's own list of powers
    return sorted(found, key=len, reverse=True)


def left(page: str, data: list[str]) -> list[str]:
    """The Chinese of a page that is no data."""
    found = []
    for text in Words(page).found:
        if not CHINESE.search(text):
            continue
        for known in data:
            text = text.replace(known, "")
        if CHINESE.search(MASKED.sub("", text)):
            found.append(" ".join(text.split()))
    return list(dict.fromkeys(found))


def asked(world: World, role: str, path: str) -> str:
    """The page in English, refusals and errors too; "" where the answer is a file or leads on."""
    browser = world.browsers[role]
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    try:
        with transaction.atomic():
            answer = browser.get(path)
            transaction.set_rollback(True)
    finally:
        del browser.cookies[settings.LANGUAGE_COOKIE_NAME]
        translation.activate(settings.LANGUAGE_CODE)
    return answer.content.decode() if answer.headers.get("Content-Type", "").startswith("text/html") else ""


READ = [key for key, line in ADDRESSES.items() if not line.post and line.may and key not in SAMPLES]


@pytest.mark.parametrize("key", READ)
def test_pages(world, data, key):
    """As every role on the workbench, elsewhere as the one with the widest reach; with each tab."""
    may = [role for role in AT_HOME if role in ADDRESSES[key].may]
    wrong, path = {}, address_of(world, key)
    for role in may if key == "workbench" else may[:1]:
        page = asked(world, role, path)
        pages = {"": page} | {tab: asked(world, role, path + tab) for tab in dict.fromkeys(TAB.findall(page))}
        wrong |= {f"{role} {tab}": found for tab, text in pages.items() if (found := left(text, data))}
    assert not wrong, path


@pytest.mark.parametrize("key", [key for key in READ if frozenset(AT_HOME) - ADDRESSES[key].may])
def test_refusals(world, data, key):
    """Who may not reads in English who may."""
    role = next(role for role in AT_HOME if role not in ADDRESSES[key].may)
    page = asked(world, role, address_of(world, key))
    assert not left(page, data)


def test_the_walker_finds_what_it_should():
    page = '<p>Posts <b title="岗位">x</b></p><script>"脚本"</script><p lang="zh-CN">法律</p><input value="值"><br><svg><path d="M0"/></svg>斗门镇的书记'
    assert left(page, ["斗门镇"]) == ["岗位", "值", "的书记"]


def test_every_kind_of_data_is_still_met(built):
    names = {f"{m.__name__}.{f.name}" for m in own_models() for f in m._meta.concrete_fields}
    assert not set(DATA) - names
