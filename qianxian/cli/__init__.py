"""The ``qianxian`` command line: one group per file, each imported only when asked for.

Owns words and exit codes of the commands; what they do stands in the rooms.
"""
