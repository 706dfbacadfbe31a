"""Divisions: the county, its towns, subdistricts, villages and communities with their 12-digit codes and validity.

Owns population snapshots (resident and registered are different numbers) and designations. Owns no organisation.
Main verbs: open_county, rename_division, merge_divisions, record_population.
"""
