"""Commands have the six steps, workflows are whole, and the log has words for every act."""

import ast
import re

from tests.architecture import source

RECORDS = ("audit.record", "audit.record_each")
# Public functions of a commands file that are not a whole command, and why.
NOT_A_COMMAND = {
    "accounts.county_code_of": "a reading: where the leaf of an account's change belongs",
    "contracts.look_for_parties": "the shared middle of drafting, changing and signing, which lock, ask and record",
    "threads.end_link": "the shared second half of detach and split, which lock and ask",
    "engagements.close_engagement": "the shared second half of end_engagement, end_secretary and decide_case, which lock and ask",
    "engagements.relieve_acting": "the shared second half of issue_letter and answer_case_review, which lock and ask",
    "engagements.write_decision": "the shared second half of decide_review and answer_review, which lock and ask",
    "people.token_for": "signs an address; the reveal itself asked and recorded",
    "people.shown_field": "reads within five minutes of a recorded reveal",
}
WITHOUT_PERMISSION = {"organisations.expire_transfers": "the calendar's act, run nightly by the service account; nobody decides anything"}
WITHOUT_RECORD = {
    "imports.plan_file": "writes nothing; the preview and the commit record",
    "funds.accrue_pay": "writes by prepare_voucher alone, which records the draft with the pay it is of",
}
WITHOUT_TRANSACTION = {"imports.plan_file": "writes nothing"}


def commands():
    """(name, path, function) of every command: a public function in a room's commands that acts by somebody."""
    for path in source.parts("commands", "reveals"):
        for function in source.functions(path):
            if not function.name.startswith("_") and "by" in {a.arg for a in (*function.args.args, *function.args.kwonlyargs)}:
                yield f"{source.room_of(path)}.{function.name}", path, function


def reached(path, function: ast.FunctionDef) -> set[str]:
    """What the function calls, itself or through private functions of its file."""
    by_name = {f.name: f for f in source.functions(path)}
    seen, waiting, names = set(), [function], set()
    while waiting:
        node = waiting.pop()
        if node.name in seen:
            continue
        seen.add(node.name)
        found = source.called(node)
        # A helper handed over as a value counts as called.
        found |= {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}
        names |= found
        waiting += [by_name[name] for name in found if name in by_name]
    return names


def test_every_command_names_its_arguments_and_its_actor():
    wrong = [
        name for name, _path, f in commands()
        if name not in NOT_A_COMMAND and (f.args.args or f.args.posonlyargs or "by" not in {a.arg for a in f.args.kwonlyargs})
    ]
    assert not wrong


def test_every_command_is_one_transaction():
    wrong = [name for name, _p, f in commands() if name not in {*NOT_A_COMMAND, *WITHOUT_TRANSACTION} and not any("atomic" in ast.unparse(d) for d in f.decorator_list)]
    assert not wrong


def test_every_command_asks_and_records():
    silent, open_doors = [], []
    for name, path, function in commands():
        if name in NOT_A_COMMAND:
            continue
        names = reached(path, function)
        if "require" not in names and name not in WITHOUT_PERMISSION:
            open_doors.append(name)
        if not {*RECORDS, "record"} & names and name not in WITHOUT_RECORD:
            silent.append(name)
    assert not open_doors, f"no require(): {open_doors}"
    assert not silent, f"no audit.record(): {silent}"


def test_exceptions_still_stand():
    known = {name for name, _p, _f in commands()}
    assert not {*NOT_A_COMMAND, *WITHOUT_PERMISSION, *WITHOUT_RECORD, *WITHOUT_TRANSACTION} - known


def test_only_commands_write():
    """No ``.save()``, ``.create()``, ``.update()`` or ``.delete()`` of rows in the skin, in queries or in permissions."""
    allowed = {"accounts/logging_in.py", "accounts/tries.py", "accounts/middleware.py"}
    wrong = []
    for path in source.parts("views", "queries", "permissions", "tables", "pages", "api", "home", "search", "workbench"):
        for n in ast.walk(source.tree(path)):
            if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute) and n.func.attr in ("create", "bulk_create", "save", "delete", "bulk_update", "update"):
                text = ast.unparse(n.func)
                if (".objects." in text or n.func.attr in ("save",)) and "form" not in text and source.short(path) not in allowed and "session" not in text:
                    wrong.append(f"{source.short(path)}:{n.lineno} {text}")
    assert not wrong


def test_every_act_has_words():
    from qianxian.portal.acts import ACTS

    acts, patterns = {}, []
    for path in source.sources():
        for n in ast.walk(source.tree(path)):
            if isinstance(n, ast.Call) and ast.unparse(n.func) in (*RECORDS, "record"):
                for k in n.keywords:
                    if k.arg == "action" and isinstance(k.value, ast.Constant):
                        acts[k.value.value] = f"{source.short(path)}:{n.lineno}"
                    elif k.arg == "action" and isinstance(k.value, ast.JoinedStr):
                        patterns.append(re.compile("".join(re.escape(v.value) if isinstance(v, ast.Constant) else r"\w+" for v in k.value.values)))
    assert acts
    nameless = {a: at for a, at in acts.items() if a not in ACTS}
    assert not nameless
    assert not [p.pattern for p in patterns if not any(p.fullmatch(a) for a in ACTS)]


def test_acts_are_named_after_their_room():
    wrong = []
    for path in source.sources():
        for n in ast.walk(source.tree(path)):
            if isinstance(n, ast.Call) and ast.unparse(n.func) in RECORDS:
                values = [k.value for k in n.keywords if k.arg == "action" and isinstance(k.value, ast.Constant | ast.JoinedStr)]
                action = ast.unparse(values[0]).removeprefix("f").strip("'\"") if values else ""
                if "." in action and not action.startswith(source.room_of(path)) and source.room_of(path) in source.WORK_ROOMS:
                    wrong.append(f"{source.short(path)}:{n.lineno} {action}")
    assert not wrong


def test_no_command_is_given_the_day_that_a_page_looks_at():
    """``request.on`` is ?on= of the address: what was looked at. What is written takes ``request.today`` or a date of its own form."""
    written = {function.name for _name, _path, function in commands()}
    wrong = []
    for path in source.parts("views", "pages", "api", "person_tabs", "papers", "logging_in"):
        for call in [n for n in ast.walk(source.tree(path)) if isinstance(n, ast.Call)]:
            names = {ast.unparse(call.func).rsplit(".", 1)[-1], *(ast.unparse(a).rsplit(".", 1)[-1] for a in call.args)}
            given = [ast.unparse(a) for a in [*call.args, *(k.value for k in call.keywords)]]
            if names & written and any(word in text for text in given for word in ("request.on", ".day(request)")):
                wrong.append(f"{path}:{call.lineno}")
    assert not wrong
