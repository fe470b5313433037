"""The three languages of the hall and a text that exists in all of them."""

from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    """A language a visitor can choose; it travels with the ticket."""

    AZ = "az"
    EN = "en"
    RU = "ru"


@dataclass(frozen=True, slots=True)
class Words:
    """One text in all three languages; none of them is empty."""

    az: str
    en: str
    ru: str

    def of(self, language: Language) -> str:
        """Return the text in a language."""
        return {Language.AZ: self.az, Language.EN: self.en, Language.RU: self.ru}[language]
