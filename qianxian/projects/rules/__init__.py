"""Pure rules of projects: which tender an amount asks for, whom an acceptance may rest on, what changes go back to who decided."""

from qianxian.projects.rules import changes, hands, modes

__all__ = ["changes", "hands", "modes"]
