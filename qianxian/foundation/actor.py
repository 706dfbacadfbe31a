"""Who acts: one person in exactly one role, or the named service account.

Example: ``Actor(login="liangyw", name="梁雅文", role="town_org_officer", reach=("440403103",))`` may work on Doumen town.
What a role may do is decided in ``accounts``; an actor only carries the answer.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Actor:
    """A person acting in one role. ``reach`` holds division-code prefixes (6, 9 or 12 digits), the grant's own place first.

    A deputy carries whom he stands in for: ``on_behalf_of`` the name that pages and the record show, ``principal`` the login by which both count as one.
    ``absorbed`` holds (old code, code that took it in) of merged places inside the reach: their rows keep the old code.
    """

    login: str
    name: str
    role: str
    reach: tuple[str, ...] = ()
    permissions: frozenset[str] = field(default_factory=frozenset)
    department: str = ""
    organisation_code: str = ""
    person_uuid: str = ""
    role_title: str = ""
    on_behalf_of: str = ""
    principal: str = ""
    # Seconds since the person gave a second factor; None where there is none to ask for (no phone bound, command line, tests).
    code_age: float | None = None
    absorbed: tuple[tuple[str, str], ...] = ()

    @property
    def county_code(self) -> str:
        """The 12 digits of the county in which the actor stands; empty without reach."""
        return self.reach[0][:6].ljust(12, "0") if self.reach else ""

    def may(self, permission: str) -> bool:
        """True when the acting role carries the permission (what); reach (where) is asked separately."""
        return str(permission) in self.permissions

    def reaches(self, division_code: str) -> bool:
        """True when the division lies inside the actor's reach."""
        return any(prefix and division_code.startswith(prefix) for prefix in self.reach)


NOBODY = Actor(login="", name="", role="")
