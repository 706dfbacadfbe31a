"""Pages of this room: login, own account, the register, and one form per command."""
