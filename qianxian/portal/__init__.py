"""The page shell of the house: frame, menu, components, workbench, global search and the design page.

Owns how a page looks and how a person finds the way. Owns no facts of the county: figures and 待办 come from each room's queries.
Main verbs: ``frame.page_context`` (context processor), ``shell.remember`` (最近打开), ``marks.status_mark`` and its siblings.
"""
