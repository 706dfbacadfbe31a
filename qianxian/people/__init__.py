"""People: persons, once each, with sealed identity numbers and bank accounts.

Owns merges of double records, corrections of typing errors and reveals with a reason. Does not own membership or posts.
Main verbs: register_person, correct_person, merge_persons, reveal_field.
"""
