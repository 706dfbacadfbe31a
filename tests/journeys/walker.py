"""One person at one screen: logs in through the real page, goes about by links and forms, and every page is looked at.

Example: ``officer = screen.person("liangyw"); officer.visit("/members/"); officer.shoot("register-1440")``.
Looked at means: axe finds nothing (WCAG 2.2 AA), no error in the console, one h1, and on narrow screens nothing runs off the side.
"""

from __future__ import annotations

import re
from pathlib import Path

import axe_core_python
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Response

AXE = next(Path(axe_core_python.__file__).parent.rglob("axe.min.js")).read_text("utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
DESKTOP, PHONE, NARROW = (1440, 900), (360, 780), (320, 700)
PASSWORD = "doumen-2019"
BANNED = ("非法", "无效", "操作失败", "系统异常", "Traceback", "None<", "undefined", "{{", "{%")
LOOKS = (Path(__file__).parent / "looks.js").read_text("utf-8")
#: Shapes of elements that axe found clean in this run (looks.js says what one shape is): a page made of these alone need not be asked again.
CLEAN: set[str] = set()
#: How many pixels the page is wider than the screen.
OVER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
#: The page's text, its heads, its shapes and what runs off the side, in one question: each is a way through four processes.
SEEN = f"() => [document.documentElement.outerHTML, document.querySelectorAll('h1').length, {LOOKS.strip()}, {OVER}]"

SENDS_ITSELF = """button => !!(button.form && button.form.hasAttribute('data-draft') && button.form.elements.key
  && document.body.getAttribute('data-account'))"""


class Walker:
    """A person in a browser of his own."""

    def __init__(self, browser: Browser, address: str, shots: Path, *, size: tuple[int, int] = DESKTOP, scripts: bool = True) -> None:
        self.address, self.shots, self.scripts, self.narrow = address, shots, scripts, size[0] < 600
        more = {"device_scale_factor": 2, "is_mobile": True, "has_touch": True} if self.narrow else {}
        self.context: BrowserContext = browser.new_context(
            base_url=address, viewport={"width": size[0], "height": size[1]}, locale="zh-CN", timezone_id="Asia/Shanghai",
            java_script_enabled=scripts, accept_downloads=True, reduced_motion="reduce",  # axe measures colours, and half-way to its own a button has another
            **more,
        )  # fmt: skip
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(15_000)
        self.faults: list[str] = []
        self.looked: list[str] = []
        self.page.on("console", lambda said: self.faults.append(said.text) if said.type == "error" and "status of 4" not in said.text else None)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))

    # going about

    def log_in(self, login: str, password: str = PASSWORD) -> Walker:
        """Through the login page, with the code that the example shows."""
        self.visit("/login/")
        self.fill("登录名", login)
        self.fill("密码", password)
        self.press("登录")
        shown = self.page.locator("[data-example-code]")
        if self.page.url.endswith("/login/code/"):
            self.fill("6 位动态验证码", shown.inner_text())
            self.press("继续")
        assert "/login/" not in self.page.url, self.page.locator("main").inner_text()
        return self

    def log_out(self) -> None:
        """By the account menu, or by forgetting the cookies where it folds away."""
        self.context.clear_cookies()

    def visit(self, path: str, *, status: int = 200) -> Response:
        """Open an address and look at it."""
        answer = self.page.goto(path, wait_until="load")
        assert answer is not None and answer.status == status, f"{path}: {answer.status if answer else 'no answer'}\n{self.text()[:400]}"
        self.look()
        return answer

    def press(self, name: str, *, within: Locator | None = None, exact: bool = True, look: bool = True) -> None:
        """Press the visible button or link of that name, and look at what comes."""
        place = within or self.page
        target = place.get_by_role("button", name=name, exact=exact).or_(place.get_by_role("link", name=name, exact=exact))
        self._go(target.first, look)

    def follow(self, name: str | re.Pattern, *, look: bool = True) -> None:
        """Follow a link within the page's body."""
        self._go(self.page.locator("main").get_by_role("link", name=name).first, look)

    def open(self, target: Locator) -> None:
        """Click what leads to another page, wait for that page, and look at it."""
        self._go(target, True)

    def _go(self, target: Locator, look: bool) -> None:
        if self.scripts and target.evaluate(SENDS_ITSELF):
            # Such a form goes out by fetch, and what stands on the page is changed for what comes back (ADR 25).
            self.page.evaluate("() => document.body.setAttribute('data-left', '')")
            target.click()
            self.page.locator("body:not([data-left])").wait_for()
        else:
            with self.page.expect_navigation(wait_until="load"):
                target.click()
        if look:
            self.look()

    # forms

    def field(self, label: str) -> Locator:
        """The field whose label begins so (never a panel of that name)."""
        labelled = self.page.locator("main").get_by_label(re.compile("^" + re.escape(label)))
        return labelled.and_(self.page.locator("input, textarea, select")).first

    def fill(self, label: str, value: str) -> None:
        """Put text, a date or a file path into the field with that label."""
        self.field(label).fill(value)

    def choose(self, label: str, option: str) -> None:
        """Choose by the option's words."""
        field = self.field(label)
        value = field.locator("option", has_text=option).first.get_attribute("value")
        field.select_option(value)

    def tick(self, label: str) -> None:
        """A radio button or a tick box."""
        self.page.locator("main").get_by_label(label, exact=True).first.check()

    def download(self, name: str | re.Pattern, beside: str = "") -> bytes:
        """The bytes behind a link or button of the page; ``beside``: the one on the line that says so."""
        main = self.page.locator("main li", has_text=beside).filter(has=self.page.get_by_role("link", name=name)).first if beside else self.page.locator("main")
        with self.page.expect_download() as coming:
            main.get_by_role("link", name=name).or_(main.get_by_role("button", name=name)).first.click()
        return Path(coming.value.path()).read_bytes()

    # looking

    def text(self) -> str:
        """What the page's body says."""
        return self.page.locator("main").inner_text() if self.page.locator("main").count() else self.page.locator("body").inner_text()

    def says(self, *words: str) -> None:
        """Each of the words stands on the page."""
        said = self.text()
        for word in words:
            assert word in said, f"{word} is not on {self.page.url}:\n{said[:1500]}"

    def silent(self, *words: str) -> None:
        """None of the words stands on the page."""
        said = self.text()
        for word in words:
            assert word not in said, f"{word} is on {self.page.url}"

    def look(self) -> None:
        """The page as a picky reader and a screen reader meet it."""
        self.page.wait_for_load_state("load")
        where = f"{self.page.url} ({self.page.viewport_size['width']})"
        self.looked.append(where)
        if self.scripts:
            content, heads, shapes, over = self.page.evaluate(SEEN)
        else:
            content, heads, shapes, over = self.page.content(), self.page.locator("h1").count(), [], 0
        english = 'lang="en"' in content[:400]  # there None is a word, not a value that was forgotten
        wrong = [f"says {word}" for word in BANNED if word in content and not (english and word == "None<")] + [f"console: {text}" for text in self.faults]
        wrong += [f"{heads} h1"] if heads != 1 else []
        wrong += self._axe(shapes)
        wrong += [f"runs {over} px off the side"] if self.narrow and over > 0 else []
        self.faults.clear()
        assert not wrong, f"{where}: {wrong}"

    def _axe(self, seen: list[str] | None = None) -> list[str]:
        """What axe finds on a page with anything new to it; ``seen``: the shapes where they were asked for already."""
        shapes = set(self.page.evaluate(LOOKS) if seen is None else seen)
        if shapes <= CLEAN:
            return []
        self.page.evaluate(AXE)
        found = self.page.evaluate("([tags, clean]) => qxJudge(tags, clean)", [TAGS, sorted(shapes & CLEAN)])
        if not found:
            CLEAN.update(shapes)
        return found

    def overflow(self) -> int:
        """How many pixels the page is wider than the screen."""
        return self.page.evaluate(OVER)

    def shoot(self, name: str, *, whole: bool = False) -> Path:
        """A picture of the screen, or of the whole page, kept by name."""
        self.shots.mkdir(parents=True, exist_ok=True)
        path = self.shots / f"{name}.png"
        self.page.screenshot(path=str(path), full_page=whole, animations="disabled")
        return path

    def close(self) -> None:
        """The browser window shut."""
        self.context.close()
