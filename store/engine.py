"""Opening the store: SQLite with WAL and full synchronisation, or whatever SQLAlchemy URL is named."""

from __future__ import annotations

import os
import secrets
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import NoSuchModuleError
from sqlalchemy.pool import ConnectionPoolEntry

from store.problems import StoreProblem, plainly
from store.schema import HEAD

MIGRATIONS = Path(__file__).parent / "migrations"
_MAGIC = b"SQLite format 3\x00"
# Alembic keeps what it is doing in module globals: one at a time within a process.
_ALEMBIC = threading.Lock()


def open_store(url: str, *, busy_seconds: float = 10.0) -> Engine:
    """An engine for `url`, a SQLAlchemy URL or the path of an SQLite file; nothing is touched yet.

    A writer waits `busy_seconds` for another one, then says so. Raises StoreProblem for an address nobody can read.
    """
    address = _address(url)
    if address.get_backend_name() != "sqlite":
        return _served(address)
    engine = create_engine(address, pool_size=16, max_overflow=16, connect_args={"timeout": busy_seconds})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def place(engine: Engine) -> str:
    """Where the store is, for a person: the file's path, or the address without its password."""
    path = database_path(engine)
    return str(path) if path else engine.url.render_as_string(hide_password=True)


def database_path(engine: Engine) -> Path | None:
    """The SQLite file, or None for another kind of store."""
    name = engine.url.database
    # file:…?mode=ro is SQLite's own address, not a path.
    plain = engine.dialect.name == "sqlite" and name and not name.startswith(("file:", ":memory:"))
    return Path(str(name)) if plain else None


def open_existing(url: str, *, busy_seconds: float = 10.0) -> Engine:
    """An engine for a store that must be there: nothing is created, nothing migrated. Raises StoreProblem for a file
    that is missing, empty, damaged at its beginning, or without this program's tables."""
    engine = open_store(url, busy_seconds=busy_seconds)
    path = database_path(engine)
    if path is not None:
        if not path.exists():
            raise StoreProblem("store_missing", path=str(path))
        _look(path)
    found = _version(engine)
    if found != HEAD:
        word = "store_not_ours" if found is None else "store_older" if found in _known() else "store_newer"
        raise StoreProblem(word, path=place(engine), version=found or "")
    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection that sees one state of the store throughout; driver errors leave as StoreProblem."""
    with plainly(place(engine)), engine.connect() as connection:
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction, the only one writing: committed whole at the end, or nothing of it stays."""
    with plainly(place(engine)), engine.connect().execution_options(wuli_write=True) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(53421)"))
        yield connection


def migrate(engine: Engine) -> None:
    """Bring the store to this program's schema, creating it where there is none; a store already there is left alone.

    A new SQLite store is built beside its place and moved in whole. Raises StoreProblem for a file that is empty,
    damaged, not ours, or written by a newer program: never is an empty store laid over a damaged one.
    """
    path = database_path(engine)
    if path is not None and not path.exists():
        _create(path)
    if path is not None:
        _look(path)
    found = _version(engine)
    if found == HEAD:
        return
    if found is not None and found not in _known():
        raise StoreProblem("store_newer", path=place(engine), version=found)
    _upgrade(engine)


def _address(url: str) -> URL:
    try:
        address = make_url(url if "://" in url else f"sqlite:///{url}")
        address.get_backend_name()
        return address
    except Exception as error:
        raise StoreProblem("store_bad_url", path=url) from error


def _served(address: URL) -> Engine:
    try:
        return create_engine(address, pool_pre_ping=True)
    except (ImportError, NoSuchModuleError) as error:
        raise StoreProblem("store_no_driver", path=address.render_as_string(), said=str(error)) from error


def _prepare(connection: sqlite3.Connection, entry: ConnectionPoolEntry) -> None:
    # The driver would start transactions by itself, too late for a load that must be whole: _begin does it.
    connection.isolation_level = None
    for pragma in ("foreign_keys=ON", "synchronous=FULL", "temp_store=MEMORY", "cache_size=-8000"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    write = connection.get_execution_options().get("wuli_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def _create(path: Path) -> None:
    """Build the store under another name, then link it into place: whoever comes second finds it made."""
    raw = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        sqlite3.connect(raw).execute("PRAGMA journal_mode=WAL").connection.close()
        engine = open_store(str(raw))
        _upgrade(engine)
        engine.dispose()
        os.link(raw, path)
    except FileExistsError:
        pass
    except (OSError, sqlite3.Error) as error:
        raise StoreProblem("store_cannot_open", path=str(path)) from error
    finally:
        for leftover in (raw, *(raw.with_name(raw.name + tail) for tail in ("-wal", "-shm"))):
            with suppress(OSError):
                leftover.unlink(missing_ok=True)


def _look(path: Path) -> None:
    try:
        with path.open("rb") as file:
            start = file.read(len(_MAGIC))
    except OSError as error:
        raise StoreProblem("store_cannot_open", path=str(path)) from error
    if start != _MAGIC:
        raise StoreProblem("store_not_a_database" if start else "store_empty_file", path=str(path))


def _version(engine: Engine) -> str | None:
    with reading(engine) as connection:
        if not engine.dialect.has_table(connection, "alembic_version"):
            return None
        found: str | None = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        return found


def _known() -> set[str]:
    return {path.name.split("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py")}


def _upgrade(engine: Engine) -> None:
    # Imported here: a start that finds its store ready does without it.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with _ALEMBIC, writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
