"""Files per room, their names and sizes, and what each kind of file may import."""

import ast
import re
import subprocess
import sys

import pytest

from tests.architecture import source

EVERYWHERE = {
    "__init__", "apps", "migrations", "rules", "models", "queries", "permissions", "commands", "forms", "tables", "views", "urls", "api",
    "templates", "templatetags", "sheets", "papers", "static", "integrity", "__pycache__",
}  # fmt: skip
# What a room has beside the files that every room has, and why. A new one is named here and in ADR 1's list.
OF_THE_ROOM = {
    "foundation": {"actor", "verdict", "errors", "rulebook", "periods", "money", "masks", "sealing", "clock", "reach", "records", "guards", "audit", "statements", "tasks", "integrity"},
    "rulebook": {"shipped": "the shipped settings as dated YAML", "wording": "codes of settings in words"},
    "accounts": {
        "clients": "which registered program calls, as whom, how often",
        "departments": "the closed list of departments asked in joint vetting, in words: pure, so that rules of higher rooms read it",
        "county": "the county as the door needs it, cached", "logging_in": "the steps of one login", "middleware": "who is at the door", "sessions": "where a login's session is kept",
        "holders": "whose account it is, read by name from the rooms above",
        "oidc": "login by another house's account", "jobs": "nightly housekeeping of logins", "rights": "the closed list of permissions",
        "roles": "the closed list of roles, and what each may do", "tries": "throttling before hashing",
    },
    "divisions": {
        "data": "the county's divisions file",
        "panels": "a place's figures as other rooms add them", "spelling": "pinyin of place names",
        "pages": "what the pages of a place show",
    },
    "notices": {"endpoints": "one POST to a public address, looked up once", "channels": "the shapes of a message", "outbox": "notices written by commands and by a look at 待办",
                "delivery": "the outbox emptied", "jobs": "the sending", "words": "why one did not go out"},
    "papers": {"kinds": "papers of the rooms above, as they tell them", "data": "sample facts of each template", "trials": "a template filled with sample facts"},
    "people": {
        "names": "pinyin of persons' names", "reveals": "sealed fields in full, with reason and limit", "tabs": "tabs that other rooms add to a person's page",
        "beyond_reach": "what may be known of a person outside one's reach", "pages": "what a person's page shows", "overview": "a person's first tab",
    },
    "organisations": {
        "judging": "rules called with rows", "person_tabs": "this room's tab on a person's page", "holders": "who holds which office", "pages": "what the pages show",
        "names": "names of the closed lists", "tasks": "this room's 待办",
    },
    "threads": {"registry": "what the rooms above show on a thread's page", "pages": "what a thread's page shows", "pictures": "the thread drawn to the scale of its days and money"},
    "elections": {"calendar": "days of an election computed from the law", "judging": "rules called with rows", "moves": "the road of an election",
                  "pages": "what an election's page shows", "prints": "papers from a page", "paper_kinds": "whose signed originals are kept",
                  "make_up": "who may sit together, asked before the list and before the offices", "above": "vetting and filing, answered by a higher room"},
    "decisions": {"evidence": "what a certificate rests on, and its digest", "flows": "shipped flows of the minor-powers list", "judging": "rules called with rows",
                  "moves": "the road of a matter", "numbers": "numbers of matters, resolutions and certificates",
                  "on_threads": "what a matter shows on its thread", "outgoings": "what went out under a certificate, told by higher rooms",
                  "pages": "what the pages show", "prints": "papers from a page"},
    "centres": {"holders": "posts and who holds them, told by a higher room", "pages": "what a centre's page shows"},
    "cases": {"books": "numbers whose receipts 查进度 opens, as rooms add theirs", "outcomes": "what higher rooms make of a case",
              "moves": "the road of a case", "screen": "the screen on the hall's wall",
              "paper_kinds": "what applicants brought, kept with the papers", "numbers": "numbers of cases",
              "pages": "what the pages show, and what the public one may", "receipts": "codes of receipts",
              "next_steps": "what an applicant reads of what comes next"},
    "requests": {"moves": "the road of a request", "numbers": "numbers of requests", "pages": "what the pages show, and what the public one may",
                 "on_threads": "what a request shows on its thread", "next_steps": "what who told it reads of what comes next"},
    "services": {"data": "the shipped catalogue", "judging": "what is said of an item, put before the rules"},
    "engagements": {
        "case_pages": "what the pages of cases and filings show",
        "facts": "rows as the rules' inputs", "forms_up": "the two forms that go up to the county",
        "grounds": "the closed list of grounds", "judging": "rules called with rows", "moves": "the road of a review",
        "numbers": "document numbers", "pages": "what a review's page shows", "prints": "papers from a page",
        "paper_kinds": "whose signed originals are kept", "person_tabs": "this room's tab on a person's page",
    },
    "pipeline": {"pages": "the outlook's picture and a candidate's facts", "person_tabs": "this room's tab on a person's page"},
    "assessments": {
        "judging": "rows as the rules' inputs", "moves": "the road of a sheet", "sources": "facts read from the rooms that hold them",
        "pages": "what a sheet's page shows", "prints": "papers from a page", "paper_kinds": "whose signed originals are kept",
    },
    "pay": {"documents": "the pay file per payer", "explanations": "every yuan in words", "pages": "what the pages show", "rows": "the roster a run locks",
            "paper_kinds": "whose signed originals are kept"},
    "contracts": {"on_certificates": "what it shows on its certificate's page",
                  "judging": "rules called with rows", "moves": "the road of a contract", "numbers": "numbers of contracts", "payments": "what was paid, told by a higher room",
                  "conditions": "what higher rooms ask before signing",
                  "on_threads": "what a contract shows on its thread",
                  "pages": "what the pages show", "paper_kinds": "whose signed originals are kept"},
    "funds": {"on_certificates": "what it shows on its certificate's page", "judging": "rules called with rows", "pages": "what the pages show", "figures": "the picture of where every yuan went",
              "exports": "the ledger for other programs", "disclosing": "what the rooms above put onto the disclosure sheet",
              "on_threads": "what payments show on a thread"},
    "collective": {"on_certificates": "what it shows on its certificate's page",
                   "on_sheets": "what the collective shows on the disclosure sheet", "on_signing": "what is asked before a lease-out is signed",
                   "on_threads": "what the collective shows on a thread", "history": "what happened to a thing, written with each change", "judging": "rules called with rows",
                   "numbers": "numbers of members, parcels, assets and leases", "paper_kinds": "whose signed originals are kept",
                   "pages": "what the pages show"},
    "projects": {"on_certificates": "what it shows on its certificate's page", "gate": "what stands against paying a project, asked by the ledger", "judging": "rules called with rows",
                 "moves": "the road of a project", "numbers": "numbers of projects and assets", "on_threads": "what a project shows on its thread", "pages": "what the pages show",
                 "paper_kinds": "whose signed originals are kept", "photos": "a photo drawn anew and made small"},
    "letters": {"sources": "what each kind says, read from its register", "codes": "numbers and codes", "on_cases": "what a letter shows on the case that asked for it"},
    "elements": {"data": "the shipped register of elements", "judging": "what is said of an element or a task, put before the rules", "pages": "what the pages show",
                 "wanted": "a table somebody wants filled", "readers": "where each value lives, read from the rooms below"},
    "imports": {"jobs": "nightly dropping of uploads nobody confirmed"},
    "plans": {"data": "the article's figures", "figures": "each figure from rows"},
    "portal": {
        "acts": "the log in words: actions, and what they changed", "columns": "which columns of a register somebody sees",
        "design": "the page of components", "errors": "pages for what went wrong", "home": "first page, log, help",
        "front": "the first page of who is not signed in", "at_window": "a village window's home on a phone",
        "icons": "icons by name", "marks": "cells with a mark", "menu": "the menu by permission", "search": "search by anything", "shell": "what the frame knows", "frame": "its pieces as drawn",
        "files": "a list as an Excel file", "residents": "the desk of who comes for himself",
        "contract": "what every API operation keeps: shapes, pages, problems, writing once",
        "workbench": "待办 per role", "digests": "待办 counted for a message", "jobs": "the looks that become messages",
        "away": "what is known while the database starts again", "packed": "pages sent gzipped", "stylesheets": "the sheets of every page, gathered into one",
        "upkeep": "what the system administrator answers for", "story": "the article's figures as a page", "language": "Chinese first, until somebody chooses",
    },
    "demo": None,
}  # fmt: skip
DRAWERS = re.compile(r"^(utils?|helpers?|common|core|misc|managers?|handlers?|base|stuff|tools?)$")
LINES, VIEW_LINES = 400, 25
NAME = re.compile(r"[A-Za-z_]\w*")
# Put into the text of a statement though no constant: each is fixed in the same file, none comes from a request.
FIXED_TEXTS = {
    # the two staging tables and their columns, spelled out above
    ("organisations/sheets/staging_members.py", "table"), ("organisations/sheets/staging_members.py", "listed"),
    ("organisations/sheets/staging_members.py", "', '.join(names)"),
    ("pay/commands/runs.py", "marks"),  # one %s per column
    ("people/sheets.py", "more"), ("people/sheets.py", "join"),  # which of two fixed joins
    ("foundation/records.py", "table"), ("foundation/statements.py", "text"),  # a model's table and columns
    ("foundation/statements.py", "condition"),  # a constant of the caller's, looked at here as well
}  # fmt: skip
SKINS = ("views", "tables", "forms", "api", "urls", "pages", "next_steps", "panels", "tabs", "person_tabs", "prints", "oidc")
# A row found by its address through reach is a load, not a query; any other read has a name in queries.py.
LOADS = re.compile(r"^get_object_or_404\(")


def test_only_the_files_a_room_may_have():
    strangers = [
        f"{room}/{entry.name}"
        for room in source.ROOMS
        if source.PACKAGE.joinpath(room).exists() and OF_THE_ROOM[room] is not None
        for entry in source.PACKAGE.joinpath(room).iterdir()
        if entry.name.removesuffix(".py") not in EVERYWHERE | set(OF_THE_ROOM[room])
    ]
    assert not strangers, "name them in OF_THE_ROOM with a reason, or give them a home: " + ", ".join(strangers)


def test_every_room_of_the_package_is_on_the_map():
    rooms = {p.parent.name for p in source.PACKAGE.glob("*/__init__.py")}
    assert rooms == {*source.ROOMS, "config", "cli"}
    for room in (*source.ROOMS, "config", "cli"):
        assert f"`{room}/`" in source.ROOT.joinpath("ARCHITECTURE.md").read_text("utf-8"), room


def test_no_drawers():
    named = [source.short(p) for p in source.PACKAGE.rglob("*") if DRAWERS.match(p.name.removesuffix(".py").removesuffix(".html")) and "migrations" not in p.parts]
    assert not [n for n in named if not n.startswith(("portal/static/", "portal/templates/base.html"))]


def test_every_room_says_what_it_owns():
    assert not [room for room in source.ROOMS if not ast.get_docstring(source.tree(source.PACKAGE / room / "__init__.py"))]


def test_no_file_grows_past_its_bound():
    long = {source.short(p): n for p in source.sources() if (n := len(p.read_text("utf-8").splitlines())) > LINES}
    assert not long, f"cut by noun: {long}"


def test_views_stay_short():
    long = {
        f"{source.short(p)}:{f.name}": n
        for p in source.parts("views", "api")
        for f in source.functions(p)
        if (n := f.end_lineno - f.lineno + 1 - (len(ast.get_docstring(f).splitlines()) if ast.get_docstring(f) else 0)) > VIEW_LINES
    }
    assert not long, f"cut by noun: {long}"


def test_public_functions_have_docstrings():
    def bare(path):
        for node in source.tree(path).body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_") and not ast.get_docstring(node) and not in_words(node):
                yield f"{source.short(path)}:{node.lineno} {node.name}"

    assert not [line for path in source.sources() if path.name != "apps.py" for line in bare(path)]
    assert not [source.short(p) for p in source.sources() if not ast.get_docstring(source.tree(p)) and p.read_text("utf-8").strip()]


def in_words(node: ast.AST) -> bool:
    """True when a decorator already says it: ``@check("…")``, ``@click.command(help=_("…"))``."""
    calls = [d for d in node.decorator_list if isinstance(d, ast.Call)]
    return any(isinstance(a, ast.Constant) and isinstance(a.value, str) for d in calls for a in d.args) or any(k.arg == "help" for d in calls for k in d.keywords)


def test_the_order_of_rooms():
    done = subprocess.run([sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"], cwd=source.ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_only_skins_lean_on_the_frame():
    wrong = [
        f"{source.short(p)} imports {name}"
        for p in source.sources()
        if source.room_of(p) in source.WORK_ROOMS and source.part_of(p) not in SKINS
        for name in source.imports(p)
        if name.startswith("qianxian.portal")
    ]
    assert not wrong


def test_rules_are_pure():
    """Nothing of Django but its translation, no clock, no randomness, no files: facts and dates come as arguments."""
    closed = ("django.db", "django.http", "django.conf", "django.utils.timezone", "time.", "random.", "psycopg", "os.", "secrets")
    wrong = [
        f"{source.short(p)} imports {name}"
        for p in (*source.parts("rules", "moves", "grounds"), *(q for q in source.parts("rulebook") if source.room_of(q) == "foundation"))
        for name in source.imports(p)
        if name.startswith(closed)
    ]
    wrong += [
        f"{source.short(p)} asks the clock"
        for p in source.parts("rules", "moves")
        if {"dt.date.today", "dt.datetime.now", "date.today", "datetime.now", "today"} & source.called(source.tree(p))
    ]
    assert not wrong


def test_views_read_through_queries():
    """No ``.objects`` in the skin, except to find the one row an address names."""

    def reads(path):
        found = [n for n in ast.walk(source.tree(path)) if isinstance(n, ast.Attribute) and n.attr in ("objects", "_default_manager")]
        loads = [n for n in ast.walk(source.tree(path)) if isinstance(n, ast.Call) and LOADS.match(ast.unparse(n))]
        inside = {id(n) for load in loads for n in ast.walk(load)}
        return [(source.short(path), ast.unparse(n)) for n in found if id(n) not in inside]

    assert not [line for p in source.parts("views", "api", "home", "search", "workbench", "pages") for line in reads(p)]


def test_loads_in_views_respect_reach():
    """What belongs to a place is loaded through ``visible_to`` or a query."""
    from qianxian.foundation.guards import is_division_bound, own_models

    bound = {m.__name__ for m in own_models() if is_division_bound(m)}
    wrong = []
    for path in source.parts("views", "api"):
        for call in (n for n in ast.walk(source.tree(path)) if isinstance(n, ast.Call) and LOADS.match(ast.unparse(n))):
            text = ast.unparse(call.args[0])
            if text.split(".")[0] in bound and ".visible_to(" not in text:
                wrong.append(f"{source.short(path)}:{call.lineno} {text}")
    assert not wrong


def test_no_signals_and_no_save_overrides():
    wrong = [f"{source.short(p)} imports {n}" for p in source.sources() for n in source.imports(p) if n.startswith("django.db.models.signals")]
    for path in source.parts("models"):
        wrong += [f"{source.short(path)}:{n.lineno} overrides save" for n in ast.walk(source.tree(path)) if isinstance(n, ast.FunctionDef) and n.name in ("save", "delete")]
    assert not wrong


@pytest.mark.parametrize("path", source.sources(), ids=source.short)
def test_sql_never_carries_values_in_its_text(path):
    """execute() takes a constant, or a text made of identifiers of the house's own models; values travel as parameters."""
    allowed = {
        # Names come from the models and the migrations, never from a request.
        "foundation/guards.py", "config/runtime/roles.py", "config/runtime/self_check.py", "config/runtime/archive.py", "config/runtime/migration.py",
    }  # fmt: skip
    if source.short(path) in allowed:
        return
    safe_names = constants(path)
    wrong = [
        f"{n.lineno}: {ast.unparse(n)[:120]}"
        for n in ast.walk(source.tree(path))
        if isinstance(n, ast.Call) and (text := sql_of(n)) is not None
        for part in variable_parts(text)
        if not (set(NAME.findall(re.sub(r"'[^']*'|\"[^\"]*\"", "", part))) - {"join"} <= safe_names or (source.short(path), part) in FIXED_TEXTS)
    ]
    assert not wrong


def sql_of(call: ast.Call) -> ast.AST | None:
    """The text of SQL that a call hands on: the first of ``execute``, the condition of ``rows_where``."""
    if isinstance(call.func, ast.Name) and call.func.id == "rows_where":
        return call.args[1]
    named = isinstance(call.func, ast.Attribute) and call.func.attr in ("execute", "executemany", "raw", "copy", "RawSQL")
    return call.args[0] if named and call.args else None


def variable_parts(node: ast.AST) -> list[str]:
    """The names that are put into a text: of an f-string, of ``%`` and of ``+``."""
    if isinstance(node, ast.JoinedStr):
        return [ast.unparse(v.value) for v in node.values if isinstance(v, ast.FormattedValue)]
    if isinstance(node, ast.BinOp):
        return variable_parts(node.left) + variable_parts(node.right) + ([ast.unparse(node.right)] if isinstance(node.right, ast.Name) else [])
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format" and isinstance(node.func.value, ast.Constant):
        return [ast.unparse(a) for a in node.args if not ast.unparse(a).startswith(("sql.Identifier", "sql.Literal", "sql.SQL"))]
    return []


def constants(path) -> set[str]:
    """Names that hold fixed text on the file's top level."""
    return {t.id for n in source.tree(path).body if isinstance(n, ast.Assign) for t in n.targets if isinstance(t, ast.Name) and t.id.lstrip("_").isupper()}


def test_no_machine_paths_or_hosts_in_tracked_files():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=source.ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("not a git working tree")
    needle = re.compile(r"/work/|/home/\w+/|/Users/\w+|/tmp/wk|https?://(?:10|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.\d+")
    wrong = []
    for name in listed.stdout.split("\0"):
        path = source.ROOT / name
        if not name or name.endswith((".lock", ".svg", ".woff2", ".min.js", ".min.css")) or name.startswith("tests/architecture/") or not path.is_file():
            continue
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        wrong += [f"{name}:{i}: {m.group()}" for i, line in enumerate(text.splitlines(), 1) if (m := needle.search(line))]
    assert not wrong
