"""The colour that a dialogue or a consultation keeps everywhere."""

TONES = ("jacaranda", "guinda", "cielo", "nopal", "cempasuchil")


def tone(number: int) -> str:
    """Return the tone of the thing with this number, always the same."""
    return TONES[number % len(TONES)]
