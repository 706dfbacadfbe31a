"""Bring the tables up to date as the owner, then put grants and row-level security on them from the models' declarations."""

from __future__ import annotations

from qianxian.config.runtime import structure


def migrate() -> None:
    """Make or bring up to date the tables on the owner's connection, and the guards after them; idempotent. Django must be set up."""
    from qianxian.foundation import guards

    if untouched():
        structure.load()
    if missing():
        play()
    guards.apply(using="owner")


def play() -> None:
    """Apply the migrations not applied yet, one after the other."""
    from django.core.management import call_command

    call_command("migrate", database="owner", interactive=False, verbosity=0)


def missing() -> list[str]:
    """Names of migrations not applied yet."""
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connections["owner"])
    return [f"{step.app_label}.{step.name}" for step, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]


def untouched() -> bool:
    """Whether no migration was ever applied here: a new home, where nothing can be lost by making the tables."""
    from django.db import connections
    from django.db.migrations.recorder import MigrationRecorder

    return not MigrationRecorder(connections["owner"]).applied_migrations()
