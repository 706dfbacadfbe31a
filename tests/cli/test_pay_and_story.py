"""``qianxian pay`` and ``qianxian story`` by their contract."""

import json
from contextlib import nullcontext
from decimal import Decimal

import pytest
from click.testing import CliRunner

from qianxian.cli import session
from qianxian.cli.demo import demo
from qianxian.cli.pay import pay
from qianxian.cli.story import story


@pytest.fixture
def cli(doumen, monkeypatch):
    monkeypatch.setattr(session, "django_on_database", lambda **_how: nullcontext())
    return lambda command, *words: CliRunner().invoke(command, list(words))


def test_a_standing_run_is_shown_not_computed_again(cli):
    answer = json.loads(cli(pay, "run", "--year", "2019", "--json").stdout)
    assert (answer["state"], answer["people"], answer["computed_now"]) == ("approved", 721, False)
    assert Decimal(answer["gross_total"]) == Decimal(answer["base_total"]) + Decimal(answer["bonus_total"])
    assert json.loads(cli(pay, "list", "--json").stdout)["runs"][0]["number"] == answer["number"]


def test_without_a_run_it_is_computed_and_stored(cli):
    answer = json.loads(cli(pay, "run", "--year", "2020", "--json", "--slips", "--as", "liangyw").stdout)
    assert (answer["state"], answer["computed_now"], len(answer["slips"])) == ("computed", True, answer["people"])
    assert answer["people"] >= 721
    for payer in ("city", "district", "town"):
        assert sum(Decimal(slip[payer]) for slip in answer["slips"]) == Decimal(answer[f"{payer}_total"])
    assert cli(pay, "run", "--year", "2020").stdout.startswith("2020 年已有批次")


def test_a_year_without_a_policy_says_what_to_do(cli):
    done = cli(pay, "run", "--year", "2018")
    assert done.exit_code == 1 and "参数" in done.stderr


def test_who_has_no_business_with_pay_is_refused(cli):
    assert cli(pay, "run", "--year", "2019", "--as", "zhaobk").exit_code == 1


def test_story_by_the_contract(cli):
    figures = json.loads(cli(story, "--json").stdout)["figures"]
    assert [f["id"] for f in figures] == [f"F{n:02d}" for n in range(1, 48)]
    assert all(set(f) == {"id", "article", "qualifier", "value", "agrees", "room"} for f in figures)
    assert sum(f["agrees"] is True for f in figures) == 37 and not any(f["agrees"] is False for f in figures)
    assert "✓ 相符" in cli(story).stdout


def test_the_example_loads_only_once(cli):
    done = cli(demo, "load")
    assert done.exit_code == 1 and "已经建立过" in done.stderr
