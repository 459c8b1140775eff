"""The demonstration's pages, in Spanish and English."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from wagtail.models import Locale, Page

from ciudad_global.agenda.models import Alcaldia, City
from ciudad_global.users.models import User
from consultations.models import (
    Consultation,
    ConsultationIndexPage,
    ConsultationPage,
    Snapshot,
    SummaryPage,
)
from dialogues.models import DialogueIndexPage, DialoguePage, SessionPage, Speaker
from home.demonstration import pictures, practices, stories
from home.demonstration.contributions import goals
from home.demonstration.moments import day
from home.demonstration.texts import load, programme, standing, story
from home.models import HomePage, Picture, RulesPage, StandardPage

LANGUAGES = ("es", "en")
DIALOGUES = ("clima", "movilidad", "cuidados")
STANDING = {
    "que-es": "about",
    "reglas": "rules",
    "como-moderamos": "moderation",
    "privacidad": "privacy",
    "accesibilidad": "accessibility",
    "contacto": "contact",
}
KINDS = {
    "mesa": SessionPage.Kind.TABLE,
    "taller": SessionPage.Kind.WORKSHOP,
    "foro": SessionPage.Kind.FORUM,
    "conferencia": SessionPage.Kind.TALK,
}
ACCESS = {
    "es": "Entrada sin escalones, espacio de juego e intérprete de Lengua de Señas Mexicana. "
    "Si necesitas algo más, escríbenos tres días antes.",
    "en": "Step-free entrance, play area and Mexican Sign Language interpreting. "
    "If you need anything else, write to us three days before.",
}

Pair = dict[str, Any]  # a page by language


class Publisher:
    """Writes pages in both languages as translations of each other, and publishes them."""

    def __init__(self, editor: User) -> None:
        self.editor = editor
        self.locales = {
            language: Locale.objects.get(language_code=language) for language in LANGUAGES
        }
        self.pictures: dict[str, Picture] = {}
        # Of dialogues, by the name of their file: what else is published below them.
        self.pages: dict[str, Pair] = {}

    def picture(self, name: str) -> Picture:
        """The picture of this name, drawn once."""
        if name not in self.pictures:
            drawn = pictures.PICTURES[name]
            self.pictures[name] = Picture.objects.create(
                title=drawn.alt_es,
                description=drawn.alt_es,
                description_en=drawn.alt_en,
                file=ContentFile(pictures.png(name), f"{name}.png"),
            )
        return self.pictures[name]

    def add(self, parents: Pair, model: type[Page], texts: Pair, **shared: Any) -> Pair:
        """Publish a page below `parents` in each language; `texts` are its fields by language."""
        key = uuid4()
        pages: Pair = {}
        for language in LANGUAGES:
            page = model(
                locale=self.locales[language],
                translation_key=key,
                owner=self.editor,
                **shared,
                **texts[language],
            )
            parents[language].add_child(instance=page)
            page.save_revision(user=self.editor).publish()
            pages[language] = page
        return pages

    def tree(self, consultations: dict[str, Consultation], figures: Snapshot) -> None:
        """Publish every page. Keys are those of consultations.json; `figures` of the summary."""
        site = load("site")
        home = self.fill(HomePage, _texts(site["home"]), picture=self.picture("lineas"))
        dialogues = self.fill(DialogueIndexPage, _texts(site["dialogues"]))
        questions = self.fill(ConsultationIndexPage, _texts(site["consultations"]))
        facts = load("consultations")
        for row in facts:
            pages = self._consultation(questions, row, consultations[row["key"]])
            if row["key"] == site["summary"]["consultation"]:
                self.add(pages, SummaryPage, _texts(site["summary"]), snapshot=figures)
        for name in DIALOGUES:
            linked = [consultations[row["key"]] for row in facts if row["dialogue"] == name]
            self.pages[name] = self._dialogue(dialogues, load(f"dialogues/{name}"), linked)
        practices.publish(self, home)
        for slug, slug_en in STANDING.items():
            texts = {}
            for language in LANGUAGES:
                title, introduction, body = standing(slug, language)
                texts[language] = {
                    "slug": slug if language == "es" else slug_en,
                    "title": title,
                    "introduction": introduction,
                    "body": body,
                }
            model = RulesPage if slug == "reglas" else StandardPage
            pages = self.add(home, model, texts, show_in_menus=slug == "que-es")
        stories.publish(self)
        self._submit(pages["es"])

    def _submit(self, page: Page) -> None:
        """Leave a change that waits for the publisher's approval."""
        page.introduction = "Escríbenos: te contesta una persona en un máximo de tres días hábiles."
        page.save_revision(user=self.editor)
        page.get_workflow().start(page, self.editor)

    def fill(self, model: type[Page], texts: Pair, **shared: Any) -> Pair:
        """Publish these fields on the one page of this model that each language starts with."""
        pages: Pair = {}
        for language in LANGUAGES:
            page = model.objects.get(locale=self.locales[language])
            for name, value in (shared | texts[language]).items():
                setattr(page, name, value)
            page.save_revision(user=self.editor).publish()
            pages[language] = page
        return pages

    def _consultation(self, parents: Pair, row: Pair, consultation: Consultation) -> Pair:
        texts = {
            language: {
                "slug": row["slug" if language == "es" else "slug_en"],
                "title": row[language]["question"],
                "seo_title": row[language]["title"],
                "introduction": row[language]["intro"],
                "who_decides": row[language]["who_decides"],
                "what_next": row[language]["what_next"],
                "body": story(row[language]["body"]),
            }
            for language in LANGUAGES
        }
        return self.add(
            parents,
            ConsultationPage,
            texts,
            consultation=consultation,
            picture=self.picture(row["picture"]),
        )

    def _dialogue(self, parents: Pair, facts: Pair, linked: list[Consultation]) -> Pair:
        texts = {
            language: {
                "slug": facts["slug" if language == "es" else "slug_en"],
                "title": facts[language]["title"],
                "question": facts[language]["question"],
                "introduction": facts[language]["intro"],
                "body": story(facts[language]["body"]),
            }
            for language in LANGUAGES
        }
        dialogue = self.add(
            parents,
            DialoguePage,
            texts,
            picture=self.picture(facts["picture"]),
            goals=goals(facts["goals"]),
            cities=City.objects.filter(slug__in=facts["cities"]),
            consultations=linked,
        )
        for session in facts["sessions"]:
            self._session(dialogue, session)
        return dialogue

    def _session(self, parents: Pair, facts: Pair) -> None:
        starts_at = day(facts["day"], facts["start"])
        if "weekday" in facts:  # the texts speak of a Saturday: the first one from that day on
            starts_at += timedelta(days=(facts["weekday"] - starts_at.weekday()) % 7)
        keys = [uuid4() for _speaker in facts["speakers"]]
        texts = {
            language: {
                "slug": facts["slug"],
                "title": facts[language]["title"],
                "introduction": facts[language]["summary"],
                "accessibility": ACCESS[language],
                "programme": programme(facts[language]["programme"]),
                "minutes": story(facts[language]["minutes"]),
                "speakers": [
                    Speaker(
                        locale=self.locales[language],
                        translation_key=key,
                        sort_order=order,
                        name=speaker["name"],
                        role=speaker[f"role_{language}"],
                        organisation=speaker[f"organisation_{language}"],
                    )
                    for order, (key, speaker) in enumerate(
                        zip(keys, facts["speakers"], strict=True)
                    )
                ],
            }
            for language in LANGUAGES
        }
        self.add(
            parents,
            SessionPage,
            texts,
            kind=KINDS[facts["kind"]],
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=facts["hours"]),
            venue=facts["venue"],
            address=facts["address"],
            alcaldia=Alcaldia.objects.get(name=facts["alcaldia"]),
        )


def _texts(facts: Pair) -> Pair:
    """The fields that simple pages share, by language."""
    texts = {}
    for language in LANGUAGES:
        words = facts[language]
        texts[language] = {"title": words["title"], "introduction": words["intro"]}
        if "slug" in words:
            texts[language]["slug"] = words["slug"]
        if "body" in words:
            texts[language]["body"] = story(words["body"])
    return texts
