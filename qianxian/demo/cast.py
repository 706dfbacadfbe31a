"""The example's logins: one per role and a few more, all with the same obvious password; and the accounts that come in by Excel.

Example: ``logins()[0]`` is (role, login, password, place). Everybody here is invented. No real county ever has these accounts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qianxian.accounts.roles import ROLES
from qianxian.demo.blueprint import TOWN_START, Blueprint
from qianxian.demo.cadres import Cadre
from qianxian.demo.people_pool import Invented
from qianxian.demo.registers import Row
from qianxian.demo.roster import Member

PASSWORD = "doumen-2019"  # noqa: S105 - printed by ``serve``; the example's only
COUNTY, DOUMEN_TOWN, QIANWU = "440403000000", "440403103000", "440403105000"
BAITENG, BAITENG_PANEL, BAITENG_SECOND = "440403001000", "fuhe-001", "zuban2-001"
BAJIA_CODE, DACHIKAN_CODE, LISHAN_CODE = "440403103210", "440403103200", "440403105209"
LISHAN_BRANCH = "DM105209-01"
#: The second factor of the example: every sensitive login has this key; the login page shows the code of the moment.
TOTP_SECRET = "DOUMENSHILIJIANYANMIYAO234567ABC"  # noqa: S105 - as above


@dataclass(frozen=True)
class Login:
    """One account of the cast. ``part`` names the person of the registry it belongs to."""

    login: str
    name: str
    role: str
    division: str = COUNTY
    place: str = "斗门区"
    unit: str = ""
    department: str = ""
    organisation: str = ""
    part: str = ""


OFFICERS = (
    Login("hebx", "何碧霞", "sys_admin", unit="区委组织部信息中心"),
    Login("mowq", "莫文倩", "sec_admin", unit="区委组织部信息中心"),
    Login("xujs", "许静诗", "audit_admin", unit="区委办公室"),
)
DEPARTMENTS = (
    Login("zuzhi", "区丽琼", "department_replier", unit="区委组织部", department="organisation"),
    Login("jiwei", "霍启航", "department_replier", unit="区纪委监委", department="discipline_inspection"),
    Login("gongan", "冯伟雄", "department_replier", unit="区公安分局", department="public_security"),
    Login("fayuan", "潘静雯", "department_replier", unit="区人民法院", department="court"),
    Login("jianchayuan", "曹志恒", "department_replier", unit="区人民检察院", department="procuratorate"),
    Login("minzheng", "苏彩霞", "department_replier", unit="区民政局", department="civil_affairs"),
    Login("nongye", "伍国强", "department_replier", unit="区农业农村局", department="agriculture_rural"),
    Login("ziran", "江文轩", "department_replier", unit="区自然资源局", department="natural_resources"),
)
STAFF = (
    Login("liangyw", "梁雅文", "district_org_officer", unit="区委组织部"),
    Login("chenms", "陈美珊", "district_org_officer", unit="区委组织部"),
    Login("guozq", "古志强", "district_vetting_officer", unit="区委组织部干部监督科"),
    Login("yuwt", "余婉婷", "district_vetting_officer", unit="区委组织部干部监督科"),
    *DEPARTMENTS,
    Login("zhaobk", "赵炳坤", "town_org_officer", DOUMEN_TOWN, "斗门镇", "斗门镇党建办"),
    Login("lianghs", "梁海珊", "town_org_officer", DOUMEN_TOWN, "斗门镇", "斗门镇党建办"),
    Login("wuhl", "吴惠兰", "town_committee", DOUMEN_TOWN, "斗门镇", "斗门镇党委"),
    Login("dengsf", "邓少峰", "town_committee", DOUMEN_TOWN, "斗门镇", "斗门镇党委"),
    Login("linyf", "林艳芳", "finance_bureau", unit="区财政局"),
    Login("heyl", "何玉莲", "finance_bureau", unit="区财政局"),
    Login("lujm", "卢坚明", "pay_approver", unit="区委组织部"),
    Login("tanrz", "谭瑞珍", "town_bookkeeper", DOUMEN_TOWN, "斗门镇", "斗门镇财政所"),
    Login("kuangsy", "邝素仪", "town_bookkeeper", DOUMEN_TOWN, "斗门镇", "斗门镇财政所"),
    Login("yaoxq", "姚学谦", "cashier", DOUMEN_TOWN, "斗门镇", "斗门镇财政所"),
    Login("guanxf", "关秀芬", "district_petition_officer", unit="区信访局"),
    Login("luoyh", "罗远航", "district_petition_officer", unit="区信访局"),
    Login("qify", "戚凤仪", "discipline_inspection", unit="区纪委监委"),
    Login("zhongyx", "钟颖欣", "audit_bureau", unit="区审计局"),
    Login("diyi", "布景行", "first_secretary", LISHAN_CODE, "荔山村", "区直机关工委"),
    Login("dachikan-jingban", "容桂芳", "centre_member", DACHIKAN_CODE, "大赤坎村", "大赤坎村党群服务中心"),
    Login("guadian", "霍锦荣", "liaison_leader", unit="区委"),
)
#: People of the registry: their names come from the plan.
VILLAGE = (
    Login("bajia-shuji", "", "village_secretary", BAJIA_CODE, "八甲村", part="secretary"),
    Login("bajia-weiyuan", "", "centre_member", BAJIA_CODE, "八甲村", part="centre_member"),
    Login("bajia-chuangkou", "", "window_staff", BAJIA_CODE, "八甲村", part="window"),
    Login("bajia-jiandu", "", "supervision_member", BAJIA_CODE, "八甲村", part="supervisor"),
    Login("bajia-dangyuan", "", "member", BAJIA_CODE, "八甲村", part="member"),
    Login("bajia-cunmin", "", "resident", BAJIA_CODE, "八甲村", part="second_supervisor"),
    Login("dachikan-jiandu", "", "supervision_member", DACHIKAN_CODE, "大赤坎村", part="dachikan_supervisor"),
    Login("lishan-zhibu", "", "branch_secretary", LISHAN_CODE, "荔山村第一党支部", organisation=LISHAN_BRANCH, part="branch_secretary"),
)
CAST = (*OFFICERS, *STAFF, *VILLAGE)


def logins() -> list[tuple[str, str, str, str]]:
    """(role, login, password, place or department) of every account that can log in, in the order of the roles."""
    order = list(ROLES)
    people = sorted(CAST, key=lambda one: order.index(one.role))
    return [(str(ROLES[one.role].title), one.login, PASSWORD, one.unit or one.place) for one in people]


def town_login(town_code: str, role: str) -> str:
    """Who acts for the town: of the cast in Doumen town, by Excel elsewhere."""
    if town_code == DOUMEN_TOWN:
        return "zhaobk" if role == "town_org_officer" else "wuhl"
    return f"{'zuban' if role == 'town_org_officer' else 'dangwei'}-{town_code[6:9]}"


def secretary_login(place_code: str) -> str:
    """Who acts for the village's Party organisation."""
    return "bajia-shuji" if place_code == BAJIA_CODE else f"shuji-{place_code[6:]}"


def village_people(
    cadres: Sequence[Cadre], members: Sequence[Member], secretaries: Mapping[str, Member], offices: Sequence[Row], staff: Sequence[Row]
) -> dict[str, tuple[str, str]]:
    """(name, identity number) by part, for the accounts that belong to people of the registry."""
    bajia = [c.person for c in cadres if c.place.code == BAJIA_CODE]
    supervisors = [row for row in offices if row["body"] == "八甲村村务监督委员会"]
    dachikan = next(row for row in offices if row["body"] == "大赤坎村村务监督委员会")
    elder = next(m.person for m in members if m.division == BAJIA_CODE and m.cadre is None)
    window = next(row for row in staff if row["centre"] == "八甲村党群服务中心")
    found: dict[str, Invented] = {
        "secretary": bajia[0],
        "centre_member": bajia[2],
        "member": elder,
        "branch_secretary": secretaries[LISHAN_BRANCH].person,
    }
    answer = {part: (person.name, person.identity_number) for part, person in found.items()}
    for part, row in (("window", window), ("supervisor", supervisors[0]), ("second_supervisor", supervisors[1]), ("dachikan_supervisor", dachikan)):
        answer[part] = (row["name"], row["identity_number"])
    return answer


def account_rows(plan: Blueprint, first) -> list[Row]:
    """The accounts sheet of the towns: two officers in each but Doumen town, and in Baiteng two more: who scores beside the first, who answers appeals."""
    names = {place.town_code: place.town for place in plan.places}
    of_baiteng = [
        {"login": BAITENG_PANEL, "name": "甘佩珊", "unit": f"{names[BAITENG]}党工委", "role": "town_committee", "division_code": BAITENG, "first": first},
        {"login": BAITENG_SECOND, "name": "阮志航", "unit": f"{names[BAITENG]}党建办", "role": "town_org_officer", "division_code": BAITENG, "first": first},
    ]
    invented = iter("蔡俊杰 彭嘉怡 罗建业 麦思敏 温国栋 廖雅文 姚博文 杜晓彤 区一鸣 甘佩珊".split())  # noqa: SIM905
    return of_baiteng + [
        {
            "login": town_login(town, role),
            "name": next(invented),
            "unit": f"{names[town]}{office}",
            "role": role,
            "division_code": town,
            "first": first,
        }
        for town in TOWN_START
        if town != DOUMEN_TOWN
        for role, office in (("town_org_officer", "党建办"), ("town_committee", "党委"))
    ]


def secretary_rows(cadres: Sequence[Cadre], first) -> list[Row]:
    """The accounts sheet of the villages: the secretary of every other village with a centre, matched to his record by his number."""
    return [
        {
            "login": secretary_login(cadre.place.code),
            "name": cadre.person.name,
            "unit": cadre.place.name,
            "role": "village_secretary",
            "division_code": cadre.place.code,
            "first": first,
            "identity_number": cadre.person.identity_number,
        }
        for cadre in cadres
        if cadre.rank == 1 and cadre.place.has_centre and cadre.place.code != BAJIA_CODE
    ]
