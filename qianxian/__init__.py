"""Qianxian 千线: party-building-led grassroots governance of one county, room by room.

See ARCHITECTURE.md for the map. Nothing is imported here, so that the command line starts fast.
"""
