"""Decisions: what a village decides, who must decide it, the road 四议两公开, and the certificate that money may name.

A matter is classified by kind and amount into the bodies that must vote; each votes by its own threshold; counts are entered by two people;
a published decision whose window has passed is certified. Totals only: never how a person voted. Elections are ``elections``; money is above.
Main verbs: open_matter, call_meeting, enter_count, confirm_count, publish_decision, issue_certificate, revoke_certificate.
"""
