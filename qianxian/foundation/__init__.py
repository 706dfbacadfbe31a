"""Foundation: what every room stands on and no county officer would name.

Actors, verdicts, rules' registry, periods, money, masks, sealing of fields, reach, audit, Excel and paper engines.
Owns no business noun. The list of files is closed: a new one needs an ADR.
"""
