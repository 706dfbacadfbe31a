"""Tables of the collective: members and seats, property, leases and rent, distribution."""

from qianxian.collective.models.distribution import Distribution, DistributionLine
from qianxian.collective.models.leases import Instalment, Lease, NamesakeStatement, RentReceipt
from qianxian.collective.models.members import CollectiveNumber, Member, NearParty, Roll, RollEntry, Seat
from qianxian.collective.models.property import Asset, Inventory, Parcel, PropertyEvent

__all__ = [
    "Asset",
    "CollectiveNumber",
    "Distribution",
    "DistributionLine",
    "Instalment",
    "Inventory",
    "Lease",
    "Member",
    "NamesakeStatement",
    "NearParty",
    "Parcel",
    "PropertyEvent",
    "RentReceipt",
    "Roll",
    "RollEntry",
    "Seat",
]
