"""What leaves the house to remind somebody: a digest that says how many and links back. 待办 is the truth; nothing else is told outside.

Owns each account's way of being reminded, the outbox, and the sending of it. What waits for whom is the rooms' own and is counted by the
portal. Main verbs: choose a way, write a notice, send what is due.
"""
