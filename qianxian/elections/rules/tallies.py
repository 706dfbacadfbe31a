"""Who is elected by a table of votes: the most votes first, a bar that must be reached, a tie at the last seat voted on again.

Example: 77 present, five seats, bar 39, E and F both with 39 for the last seat: A, B, C, D are elected and E, F are voted on again.
Names decide nothing: equal votes stand in the order of the table, and no tie is broken by it. No law is named here; the rules bring it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qianxian.foundation.rulebook import ImpossibleFacts


@dataclass(frozen=True)
class Tally:
    """``elected`` by votes; ``revote`` those tied at the last seat; ``left`` the others by votes; ``open_seats`` not filled yet."""

    elected: tuple[str, ...]
    revote: tuple[str, ...]
    left: tuple[str, ...]
    open_seats: int


def by_votes(votes: Mapping[str, int]) -> list[str]:
    """The names, most votes first; equal ones stay in the order of the table."""
    return sorted(votes, key=lambda name: -votes[name])


def tally(votes: Mapping[str, int], seats: int, needed: int) -> Tally:
    """Fill ``seats`` with those who have ``needed`` votes or more; equal votes across the last seat elect nobody of the equals."""
    order = by_votes(votes)
    reached = [name for name in order if votes[name] >= needed]
    if len(reached) <= seats:
        elected, revote = reached, []
    else:
        last = votes[reached[seats - 1]]
        tied = [name for name in reached if votes[name] == last]
        above = [name for name in reached if votes[name] > last]
        elected, revote = (above, tied) if len(above) + len(tied) > seats else (above + tied, [])
    left = [name for name in order if name not in elected and name not in revote]
    return Tally(tuple(elected), tuple(revote), tuple(left), seats - len(elected))


def best_with_ties(votes: Mapping[str, int], names: tuple[str, ...], count: int) -> list[str]:
    """The first ``count`` of ``names`` (most votes first) and all who equal the last of them: a cut never falls between equals."""
    if len(names) <= count:
        return list(names)
    last = votes[names[count - 1]]
    return [name for name in names if votes[name] >= last]


def refuse_impossible_table(votes: Mapping[str, int], seats: int, ballots: int, ballots_word: str) -> None:
    """Raise ImpossibleFacts when a name has more votes than there are ballots, or all have more than the ballots can carry."""
    for name, count in votes.items():
        if count > ballots:
            raise ImpossibleFacts(f"{name} 得 {count} 票，多于{ballots_word} {ballots}，请核对计票。", "votes")
    if sum(votes.values()) > seats * ballots:
        raise ImpossibleFacts(
            f"各人得票合计 {sum(votes.values())}，多于{ballots_word} {ballots} × 应选 {seats} 名，请核对计票。", "votes"
        )
