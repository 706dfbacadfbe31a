"""Papers that the county keeps: its own Word templates with their dates, and the scans of signed originals.

How a paper is set stands in ``foundation.papers``, what it says in each room's ``papers.py``; rooms above tell their papers to ``kinds``.
Main verbs: upload_template, adopt_template, return_to_shipped, keep_print, keep_scan.
"""
