"""Patience with a gradebook that another program has locked: SQLite gives up after five seconds, or at once."""

from __future__ import annotations

from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine, make_url

PATIENCE = 120
"""Seconds to wait for a gradebook that another program has locked."""


def patient_url(db_url: str) -> str:
    """Return `db_url` with a waiting time for locks, if it is SQLite's, where the default gives up after 5 s."""
    url = make_url(db_url)
    if url.get_backend_name() != "sqlite":
        return db_url
    return url.update_query_dict({"timeout": str(PATIENCE)}).render_as_string(hide_password=False)


def lock_before_reading(engine: Engine) -> None:
    """Let every SQLite transaction take its lock at its start, where SQLite waits; it does not when a reader writes."""
    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "connect")
    def no_driver_transactions(connection: Any, _: object) -> None:
        connection.isolation_level = None

    @event.listens_for(engine, "begin")
    def begin_immediately(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    engine.dispose()
