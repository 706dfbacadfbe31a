"""Tables of decisions. Totals only: no table joins a person with a vote, nor says who came."""

from qianxian.decisions.models.matters import Body, Heavy, Matter, MatterNumber, MatterStep, StepKind, Unit
from qianxian.decisions.models.meetings import CountEntry, Meeting, Recusal, Resolution
from qianxian.decisions.models.papers import Certificate, Objection, Publication
from qianxian.decisions.models.powers import PowerCase, PowerFlag, PowerMove

__all__ = [
    "Body",
    "Certificate",
    "CountEntry",
    "Heavy",
    "Matter",
    "MatterNumber",
    "MatterStep",
    "Meeting",
    "Objection",
    "PowerCase",
    "PowerFlag",
    "PowerMove",
    "Publication",
    "Recusal",
    "Resolution",
    "StepKind",
    "Unit",
]
