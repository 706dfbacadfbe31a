"""Services: what a village's hall handles, for whom, on which papers, in how many days; versions by date, read by residents as 办事指南.

Main verbs: publish_item, withdraw_item. The catalogue is the county's; no person stands in it.
"""
