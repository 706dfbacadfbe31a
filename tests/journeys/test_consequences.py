"""A negative outcome from proposal to the overturned ending, each step by whoever holds it, the person on a phone; and grounds of the law on record."""

from __future__ import annotations

from qianxian.accounts.queries import actor_of_login
from qianxian.demo.blueprint import EXAMPLE_DAY
from qianxian.engagements.models import Engagement
from qianxian.foundation.reach import acting_as
from tests.journeys.walker import PHONE


def held_by(login: str) -> tuple[str, str]:
    """(uuid of the engagement, name, uuid of the person) of whoever has the login."""
    person = actor_of_login(login, on=EXAMPLE_DAY).person_uuid
    with acting_as(actor_of_login("zhaobk", on=EXAMPLE_DAY)) as by:
        row = Engagement.objects.visible_to(by).select_related("person").get(person__uuid=person, acting=False)
        return str(row.uuid), row.person.name, str(row.person.uuid)


def test_heard_decided_told_and_overturned_by_others(walker, day, beforehand):
    found: list[tuple[str, str, str]] = []
    beforehand(lambda: found.append(held_by("bajia-weiyuan")))
    ((engagement, name, person),) = found

    # given an officer who proposes from the person's page: petitions are no ground, one of the list with its document is
    officer = walker("zhaobk")
    officer.visit(f"/people/{person}/?tab=engagements")
    officer.follow("提出处理")
    assert engagement in officer.page.url
    officer.tick("提前解聘")
    officer.choose("理由", "违法用地、违法建设未改正")
    officer.fill("理由说明", "自建房旁搭棚 20 平方米未经批准，期限内未改正")
    officer.fill("证据和文书", "镇规划建设办责令限期改正通知书（2019年示例9号）")
    officer.press("提出")
    officer.says("请填写这一情形从哪一天起算")
    officer.fill("情形起算日期", "2019-10-01")
    officer.press("提出")
    officer.says("待通知听取陈述")
    case = officer.page.url

    # when the hearing is called too early it is refused; in time it is held, before anybody decides
    officer.follow("通知听取陈述")
    officer.fill("听取陈述的日期", "2019-12-18")
    officer.fill("地点", "斗门镇党建办")
    officer.press("通知")
    officer.says("至少提前 3 天")
    officer.fill("听取陈述的日期", "2019-12-19")
    officer.press("通知")
    officer.says("待听取陈述")
    day("2019-12-19")
    officer.visit(case)
    officer.follow("记录陈述申辩")
    officer.fill("听取陈述的日期", "2019-12-19")
    officer.fill("听取人、记录人", "党建办、镇纪委各一人")
    officer.fill("本人陈述申辩", "棚子 11 月已经自行拆除，村规划员存有照片。")
    officer.press("保存记录")
    officer.says("待镇（街道）决定", "自行拆除")
    assert officer.page.locator("main").get_by_role("link", name="决定处理").count() == 0

    # and the committee decides, the notice is served with its remedy
    committee = walker("wuhl")
    committee.visit("/workbench/")
    committee.says("已听取陈述，要作出决定")
    committee.visit(case)
    committee.follow("决定处理")
    committee.fill("决定机关", "斗门镇党委")
    committee.fill("会议", "2019年第27次会议")
    committee.fill("决定理由，答复陈述", "期限已满，没有见到复查记录。")
    committee.fill("在岗最后一天", "2019-12-31")
    committee.press("确认决定")
    committee.says("待送达", "2019-12-31")
    committee.shoot("case-decided-1440", whole=True)
    officer.visit(case)
    officer.follow("送达告知书")
    officer.fill("送达日期", "2019-12-19")
    officer.fill("联系人和电话", "斗门镇党建办 0756-5550103")
    officer.press("登记送达")
    officer.says("可申请复核")

    # then the person asks for a review on his phone, and other people restore him from the first day
    himself = walker("bajia-weiyuan", size=PHONE)
    himself.visit(case)
    himself.says("当选职务不受影响", "可以申请复核到")
    himself.follow("申请复核")
    himself.fill("申请复核的理由", "规划建设办已到现场复查，请按复查记录核实。")
    himself.press("提交申请")
    himself.says("复核中")
    himself.shoot("case-360", whole=True)
    assert himself.overflow() <= 0
    committee.visit(case)
    assert committee.page.locator("main").get_by_role("link", name="答复复核").count() == 0
    panel = walker("dengsf")
    panel.visit(case)
    panel.follow("答复复核")
    panel.tick("改变")
    panel.fill("复核人员", "没有参加原决定的党委委员三人")
    panel.fill("复核理由", "现场复查证明期限内已拆除。")
    panel.fill("复核记录文号", "斗镇复〔2019〕6号")
    panel.press("确认答复")
    panel.says("复核改变，已恢复", "听取陈述记录", "处理告知书", "复核记录")
    panel.shoot("case-overturned-1440", whole=True)
    officer.visit(f"/people/{person}/?tab=engagements")
    officer.says(name, "2022-04-14")


def test_a_ground_is_recorded_by_one_officer_and_handled_by_another(walker, beforehand):
    found: list[tuple[str, str, str]] = []
    beforehand(lambda: found.append(held_by("bajia-weiyuan")))
    ((_engagement, name, person),) = found
    vetting = walker("guozq")
    vetting.visit("/engagements/grounds/")
    vetting.says("受过刑事处罚", "（2018）示例刑初1号")
    vetting.visit(f"/people/{person}/?tab=engagements")
    vetting.follow("登记情形")
    vetting.says("都不能登记")
    vetting.choose("情形", "被人民法院列为失信被执行人")
    vetting.fill("起算日期", "2019-12-20")
    vetting.fill("依据文书名称和文号", "（2019）示例执5号")
    vetting.press("登记")
    vetting.says("还没到")
    vetting.fill("起算日期", "2019-12-10")
    vetting.press("登记")
    vetting.says(name, "这一情形不直接终止职务")
    record = vetting.page.url
    vetting.shoot("ground-1440", whole=True)
    county = walker("liangyw", size=PHONE)
    county.visit("/engagements/grounds/")
    county.says(name)
    assert county.overflow() <= 0
    county.visit(record)
    county.says("（2019）示例执5号")
    assert county.page.get_by_role("link", name="依法终止职务").count() == 0
    county.shoot("ground-360", whole=True)
    committee = walker("wuhl")
    committee.visit("/engagements/grounds/", status=403)
