"""Rulebook: the county's dated settings (PARAM) and the pages that show and try the rules.

The registry of pure rules is ``foundation.rulebook``; shipped settings are here. Main verbs: propose_setting, enact_setting, drop_proposal.
"""
