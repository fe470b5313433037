"""What the first administrator of a centre has to be called."""

import re
from enum import StrEnum

from common.domain.azeri import foreign_letter

CODE = r"[a-z0-9][a-z0-9._-]{0,31}"
"""What a person signs in with."""
LONGEST_NAME = 64


class PersonFault(StrEnum):
    """What is wrong with a person that was typed in; each has its words (`person.fault.*`)."""

    NAME = "name"
    CODE = "code"
    KNOWN = "known"
    """The set-up knows one of this code, who is no administrator."""


def fault_of_person(code: str, name: str) -> PersonFault | None:
    """Say what is wrong with a code and a name."""
    if not 1 <= len(name.strip()) <= LONGEST_NAME or foreign_letter(name) is not None:
        return PersonFault.NAME
    return None if re.fullmatch(CODE, code) else PersonFault.CODE
