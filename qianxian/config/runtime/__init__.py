"""Start and stop: where data lives, keys, the embedded PostgreSQL, and the one supervisor that owns all processes.

Knows no county noun and imports no Django outside functions that need it. Verbs: ``database.ready()``, ``supervisor.run()``.
"""
