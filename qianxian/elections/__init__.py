"""Elections: calendar, roll and objections, candidates, proxies, count sheets entered twice, result, recall, handover.

Paper is the source: this room prints, checks arithmetic by the law of the day, and opens offices from a published result only.
It holds totals and never who voted what, nor when anybody voted. Party organisations, terms and offices themselves are
``organisations``; whether an elected person is engaged and paid is decided above, in ``engagements``.
Main verbs: call_election, publish_roll, confirm_sheet, compute_result, publish_result, open_offices.
"""
