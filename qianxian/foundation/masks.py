"""One table of masks (decisions.md): 张*, 张**; 440403********1234; 138****5678; ****6789."""

from __future__ import annotations


def mask_name(name: str) -> str:
    """The surname, then one star per further character: 张三丰 → 张**."""
    return name[:1] + "*" * max(len(name) - 1, 1) if name else ""


def mask_identity(number: str) -> str:
    """First six and last four of an identity number: 440403********1234."""
    return f"{number[:6]}********{number[-4:]}" if len(number) >= 15 else "*" * len(number)


def mask_phone(number: str) -> str:
    """138****5678; short numbers keep their last two digits."""
    if len(number) == 11:
        return f"{number[:3]}****{number[-4:]}"
    return "*" * max(len(number) - 2, 0) + number[-2:] if number else ""


def mask_account(number: str) -> str:
    """Last four digits of a bank account: ****6789."""
    return f"****{number[-4:]}" if number else ""


MASKS = {"name": mask_name, "identity": mask_identity, "phone": mask_phone, "account": mask_account}


def masked(kind: str, value: str) -> str:
    """The value masked by its kind (name, identity, phone, account)."""
    return MASKS[kind](value or "")
