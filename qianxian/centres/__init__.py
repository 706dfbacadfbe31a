"""Centres: the register of party-masses service centres, their window staff and staffing plans (R-E03, R-K01).

Does not own who is engaged to a leading post (engagements). Main verbs: open_centre, plan_staffing, assign_window_staff.
"""
