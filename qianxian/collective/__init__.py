"""The village's collective economic organisation: members, delegates and board; assets and land; leases and rent; yearly distribution.

Decisions (votes, certificates) are ``decisions``' and money is ``funds``': here a lease or a disposal rests on a certificate, rent is matched to
posted vouchers, and a distribution becomes a voucher through the ledger's one door.
Main verbs: admit_member, end_member, freeze_roll, seat, register_parcel, move_parcel, register_asset, dispose_asset, sign_lease, match_rent, distribute.
"""
