"""Tables of the room, by noun."""

from qianxian.elements.models.register import CODE, DataElement
from qianxian.elements.models.tasks import Answer, AskedBefore, CollectionTask, Question, TaskUnit

__all__ = ["CODE", "Answer", "AskedBefore", "CollectionTask", "DataElement", "Question", "TaskUnit"]
