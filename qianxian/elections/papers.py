"""The papers of elections: notice of the vote, roll, candidates, blank proxy and notice of proxies, blank count sheet, report of the result (domain handbook 6).

    result_report(FormPaper(form_no="E-…", place="斗门镇某村", …), "pdf")

Plain values in, bytes out; what stands in them is gathered by ``prints.py``. Wording is Chinese by office and is not translated.
"""

from __future__ import annotations

from qianxian.foundation.papers.engine import Format, FormPaper, render_form

TITLES = {
    "notice": "选举公告", "proxy": "委托投票书",
    "roll": "选民名单", "members": "有选举权的党员名单", "candidates": "候选人名单公告", "party_candidates": "候选人名单公告", "recall": "罢免投票公告",
    "proxies": "委托投票公示", "sheet": "选举计票单",
    "result": "选举结果报告单", "recall_result": "罢免投票结果报告单",
}  # fmt: skip
REMARKS = {
    "notice": "登记参加选举的村民，选举期间外出不能到场的，可以书面委托本村有选举权的近亲属代为投票；委托名单在选举日以前公布。",
    "proxy": "依据《中华人民共和国村民委员会组织法》第十五条。受托人是本村有选举权的近亲属，不是候选人；选举委员会在选举日以前公布委托人和受托人的名单。投票以前可以收回委托。",
    "roll": "对名单有异议的，自公布之日起五日内向选举委员会提出，选举委员会自收到之日起三日内处理。",
    "members": "对名单有异议的，请向所在党支部提出。",
    "proxies": "受托人为委托人的近亲属且在本村有选举权；每人接受的委托不超过规定人数；候选人不接受委托。",
    "candidates": "候选人由登记参加选举的村民提名产生，按姓名拼音排列；对候选人有意见的，请向选举委员会反映。",
    "party_candidates": "候选人按姓名拼音排列；对候选人有意见的，请向本党组织或者上级党组织反映。",
    "recall": "罢免须有登记参加选举的村民过半数投票，并经投票的村民过半数通过。",
    "sheet": "本单由监票人、计票人当场填写签名，以纸质为准；由两人各录入一遍。只记合计，不记选民姓名。",
    **dict.fromkeys(("result", "recall_result"), "本单由监票人、计票人签名后公布并归档；只记合计，不记选民姓名。"),
}
SIGNS = {
    "notice": ("选举委员会主任", "选举委员会盖章处"), "proxy": ("委托人", "受托人", "选举委员会盖章处"),
    "roll": ("选举委员会主任", "选举委员会盖章处"), "members": ("党组织书记", "党组织盖章处"),
    "candidates": ("选举委员会主任", "选举委员会盖章处"), "party_candidates": ("党组织书记", "党组织盖章处"), "recall": ("选举委员会主任", "选举委员会盖章处"),
    "proxies": ("选举委员会主任", "选举委员会盖章处"), "sheet": ("监票人", "计票人"),
    **dict.fromkeys(("result", "recall_result"), ("监票人", "计票人", "主持人", "镇（街道）党委盖章处")),
}  # fmt: skip


def election_paper(paper: FormPaper, format: Format = "pdf") -> bytes:
    """The paper on A4 as PDF or Word, with the boxes to sign that its kind asks for. Raises KeyError for a kind that is not printed."""
    return render_form(paper, format, title=TITLES[paper.kind], signs=SIGNS[paper.kind], remark=REMARKS[paper.kind])
