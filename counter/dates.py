"""Days as the console writes them, and as people type them."""

from datetime import date, datetime

FORMS = ("%d.%m.%Y", "%d.%m.%y", "%Y-%m-%d", "%d/%m/%Y")


def day_words(day: date) -> str:
    """Return a day as the console writes it in every language: 24.11.2026."""
    return f"{day:%d.%m.%Y}"


def day_of(typed: str) -> date | None:
    """Return the day that was typed; None where it is none."""
    for form in FORMS:
        try:
            return datetime.strptime(typed.strip(), form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None
