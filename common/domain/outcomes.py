"""What came of a service: said when it ends, where the entity wants to know."""

from enum import StrEnum


class ServiceOutcome(StrEnum):
    """How a service at the window ended."""

    DONE = "done"
    DOCUMENTS_MISSING = "documents_missing"
    NOT_ENTITLED = "not_entitled"
    REFERRED = "referred"
    GAVE_UP = "gave_up"
    OTHER = "other"
