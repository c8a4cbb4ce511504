"""What of a search the full-text index does not know: it has words of letters and digits only."""

from unicodedata import category


def has_words(text: str) -> bool:
    """Whether there is anything in a text that the index knows."""
    return any(category(character)[0] in "LN" for character in text)


def symbols(text: str) -> list[str]:
    """The symbols of a text: emoji, +, €; punctuation says nothing."""
    return "".join(each if category(each).startswith("S") else " " for each in text).split()
