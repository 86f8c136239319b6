"""The plan of the house: which room may know which, and how large a thing may grow. No exceptions are listed here."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parent.parent


class Room(NamedTuple):
    """knows: our rooms, or single modules, it may import. outside: packages beyond the standard library."""

    knows: frozenset[str]
    outside: frozenset[str]


def _room(knows: str = "", outside: str = "") -> Room:
    return Room(frozenset(knows.split()), frozenset(outside.split()))


# answers.records and answers.tracked hold the records a page gets back: whoever shows them may know them, and nothing
# else of answers.
ROOMS = {
    "catalog": _room(),
    "loaders": _room("catalog", "openpyxl python_calamine lxml pandas xlrd"),
    "store": _room("catalog", "sqlalchemy alembic pandas numpy"),
    "analysis": _room("catalog", "numpy pandas"),
    "charts": _room("catalog answers.records"),
    "layouts": _room("catalog answers.records answers.tracked answers.paced", "dash dash_ag_grid"),
    "exports": _room("catalog analysis charts answers.records answers.tracked answers.paced",
                     "xlsxwriter openpyxl pptx docx lxml"),
    "answers": _room("catalog store analysis", "numpy pandas sqlalchemy"),
    "samples": _room("catalog", "xlsxwriter openpyxl"),
    "callbacks": _room("catalog store analysis review answers charts layouts exports", "dash flask"),
    "review": _room("catalog loaders store analysis answers", "pandas numpy sqlalchemy openpyxl"),
    "console": _room("catalog loaders store review answers callbacks exports", "click rich sqlalchemy"),
    "server": _room("catalog store", "flask flask_compress werkzeug waitress gunicorn brotli sqlalchemy"),
}
NOT_ROOMS = {"assets", "bench", "build", "data", "deploy", "docs", "tests"}
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "models", "misc"}
MADE_AT_IMPORT = {"DataFrame", "read_csv", "read_excel", "read_sql", "create_engine", "open_store", "connect"}


def _sources(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


ROOM_SOURCES = _sources(*ROOMS)
CODE = [*ROOM_SOURCES, ROOT / "dashboard.py"]


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imports(tree: ast.AST) -> set[str]:
    """Every module a source imports, anywhere in it: `from a import b` gives a and a.b."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level and node.module, "relative imports hide the room"
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def trespasses(room: str, imported: set[str]) -> list[str]:
    """The imports that this room must not have."""
    rule, wrong = ROOMS[room], []
    for module in sorted(imported):
        top = module.split(".")[0]
        if top == room or top in sys.stdlib_module_names or top in rule.outside:
            continue
        # a room, a module of it, what is imported from that module, or the room's name on the way to it
        known = (module == one or module.startswith(f"{one}.") or one.startswith(f"{module}.") for one in rule.knows)
        if not any(known):
            wrong.append(module)
    return wrong


@pytest.mark.parametrize("path", ROOM_SOURCES, ids=_name)
def test_a_room_imports_only_what_it_may_know(path):
    assert not trespasses(path.relative_to(ROOT).parts[0], imports(_tree(path)))


@pytest.mark.parametrize(
    ("room", "line"),
    [("catalog", "import pandas"), ("catalog", "from store.engine import open_store"), ("loaders", "import sqlalchemy"),
     ("charts", "import dash"), ("charts", "from answers.desk import Desk"), ("analysis", "from loaders import read"),
     ("exports", "import dash"), ("layouts", "import pandas"), ("store", "import dashboard")],
)  # fmt: skip
def test_the_wall_is_there(room, line):
    assert trespasses(room, imports(ast.parse(line)))


def test_every_folder_with_code_is_a_room_of_the_plan():
    folders = {path.name for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith(".")}
    with_code = {name for name in folders - NOT_ROOMS if any((ROOT / name).rglob("*.py"))}
    assert with_code <= set(ROOMS)


def test_nobody_imports_the_front_door():
    assert not [path for path in ROOM_SOURCES if "dashboard" in imports(_tree(path))]


def _graph() -> dict[str, set[str]]:
    """Module → modules of ours it imports when it is imported itself."""
    known = {_name(path): path for path in CODE}
    graph: dict[str, set[str]] = {}
    for name, path in known.items():
        graph[name] = set()
        for node in _at_import(_tree(path)):
            if isinstance(node, ast.Import | ast.ImportFrom):
                graph[name] |= _meant(imports(node) & set(known)) - {name}
    return graph


def _meant(modules: set[str]) -> set[str]:
    """`from room import part` means the part, not the room's front page."""
    return {module for module in modules if not any(other.startswith(module + ".") for other in modules)}


def _at_import(tree: ast.Module) -> Iterator[ast.stmt]:
    """Statements that run when the module is imported; what stands under `if TYPE_CHECKING` does not."""
    for node in tree.body:
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            continue
        yield node


def test_no_import_goes_in_a_circle():
    graph, state = _graph(), dict[str, str]()

    def visit(name: str, above: tuple[str, ...]) -> None:
        assert state.get(name) != "open", " → ".join((*above, name))
        if name in state:
            return
        state[name] = "open"
        for module in sorted(graph[name]):
            visit(module, (*above, name))
        state[name] = "done"

    for name in graph:
        visit(name, ())


@pytest.mark.parametrize("path", [*CODE, *_sources("tests")], ids=_name)
def test_a_file_has_at_most_300_lines(path):
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= 300


def _functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


@pytest.mark.parametrize("path", CODE, ids=_name)
def test_a_function_has_fewer_than_50_lines(path):
    long = {node.name: node.end_lineno - node.lineno + 1 for node in _functions(_tree(path)) if node.end_lineno}
    assert not {name: lines for name, lines in long.items() if lines >= 50}


def untyped(tree: ast.AST) -> list[str]:
    """Public functions with an argument or a result that says no type."""
    wrong = []
    for node in _functions(tree):
        arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        named = [argument for argument in arguments if argument.arg not in ("self", "cls")]
        if not node.name.startswith("_") and (node.returns is None or any(a.annotation is None for a in named)):
            wrong.append(node.name)
    return wrong


@pytest.mark.parametrize("path", CODE, ids=_name)
def test_every_public_function_is_typed(path):
    assert not untyped(_tree(path))


def test_an_untyped_function_is_seen():
    assert untyped(ast.parse("def total(facts): ...")) == ["total"]


@pytest.mark.parametrize("path", CODE, ids=_name)
def test_no_frame_and_no_connection_is_made_at_import(path):
    made = []
    for node in _at_import(_tree(path)):
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.Expr):
            calls = [call.func for call in ast.walk(node) if isinstance(call, ast.Call)]
            names = {func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "") for func in calls}
            made += sorted(names & MADE_AT_IMPORT)
    assert not made


def test_no_drawer_for_odds_and_ends():
    names = {part.removesuffix(".py") for path in CODE for part in path.relative_to(ROOT).parts}
    assert not names & FORBIDDEN_NAMES


def _callbacks(tree: ast.AST) -> Iterator[tuple[ast.FunctionDef | ast.AsyncFunctionDef, ast.Call]]:
    for node in _functions(tree):
        for mark in node.decorator_list:
            if isinstance(mark, ast.Call) and getattr(mark.func, "attr", getattr(mark.func, "id", "")) == "callback":
                yield node, mark


@pytest.mark.parametrize("path", _sources("callbacks"), ids=_name)
def test_a_callback_is_a_sentence(path):
    for node, mark in _callbacks(_tree(path)):
        kinds = [getattr(call.func, "attr", getattr(call.func, "id", "")) for call in ast.walk(mark)
                 if isinstance(call, ast.Call)]  # fmt: skip
        assert kinds.count("Input") + kinds.count("State") <= 6, node.name
        assert kinds.count("Output") <= 8, node.name
        assert (node.end_lineno or 0) - node.body[0].lineno + 1 <= 12, node.name
