"""Imports: a county's Excel sheets come in through one door: upload → checks → preview → one all-or-nothing commit → undo.

The sheets themselves are declared by their rooms (``sheets.py``). Main verbs: preview_file, commit_batch, undo_batch.
"""
