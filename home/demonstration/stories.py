"""One dialogue of the demonstration whose story uses every block."""

from typing import TYPE_CHECKING, Any

from dialogues.models import DialoguePage
from home.demonstration.texts import load
from home.models import StandardPage

if TYPE_CHECKING:
    from home.demonstration.pages import Publisher


def publish(publisher: "Publisher") -> None:
    """Lengthen the story of the dialogue, in each language."""
    facts = load("stories")
    for language, locale in publisher.locales.items():
        page = DialoguePage.objects.get(slug=facts["dialogue"][language], locale=locale)
        question = page.consultations.order_by("pk")[0].pages.get(locale=locale)
        about = StandardPage.objects.filter(locale=locale).order_by("path")[0]
        blocks = _blocks(publisher, facts, language, question.pk, about.pk)
        added = [{"type": name, "value": value} for name, value in blocks]
        page.body = [*page.body.raw_data, *added]
        page.save_revision(user=publisher.editor).publish()


def _blocks(
    publisher: "Publisher", facts: Any, language: str, question: int, about: int
) -> list[tuple[str, Any]]:
    said = facts[language]
    number, what, source = said["figure"]
    text, person, role = said["quote"]
    pictures = [publisher.picture(name) for name in facts["pictures"]]
    described = [one.description_en if language == "en" else one.description for one in pictures]
    image = [
        {"image": one.pk, "alt_text": alt, "decorative": False}
        for one, alt in zip(pictures, described, strict=True)
    ]
    return [
        ("standing", {"about": question}),
        ("figure", {"number": number, "text": what, "source": source}),
        ("quote", {"text": text, "person": person, "role": role}),
        ("heading", said["timeline_heading"]),
        (
            "timeline",
            [
                {"when": when, "title": title, "text": detail, "page": None}
                for when, title, detail in said["timeline"]
            ],
        ),
        ("heading", said["gallery_heading"]),
        (
            "gallery",
            [
                {"image": one, "caption": caption}
                for one, caption in zip(image, said["captions"], strict=True)
            ],
        ),
        ("heading", said["people_heading"]),
        (
            "people",
            [{"name": name, "role": role, "portrait": None} for name, role in said["people"]],
        ),
        ("top_proposals", {"about": question}),
        ("goals", {"about": None}),
        ("next_sessions", {"about": None}),
        ("heading", said["video_heading"]),
        ("embed", {"url": facts["video"], "title": said["video"]}),
        ("heading", said["questions_heading"]),
        *(
            ("question", {"question": asked, "answer": answer})
            for asked, answer in said["questions"]
        ),
        ("call_to_act", {"text": said["act"], "page": about}),
        ("related", [about, question]),
    ]
