"""Reads the demonstration's texts, which lie beside this file as Markdown and JSON."""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from wagtail.rich_text import RichText

from ciudad_global.common.html import render

HERE = Path(__file__).parent
LIMIT = 20_000

Story = list[tuple[str, Any]]


@dataclass
class CommentText:
    """A comment as written, with its replies. `marks` say who signs it and what became of it."""

    body: str
    marks: list[str]
    replies: list["CommentText"] = field(default_factory=list)


@dataclass
class UpdateText:
    """How a promise went, some days ago (`day` is negative)."""

    day: int
    status: str
    progress: int
    note: str
    evidence_label: str
    evidence_url: str


@dataclass
class PromiseText:
    """What the city says it will do, due `day` days from now."""

    what: str
    who: str
    day: int
    updates: list[UpdateText]


@dataclass
class ResponseText:
    """The city's answer."""

    status: str
    body: str
    promises: list[PromiseText]


@dataclass
class ProposalText:
    """A proposal as written. `facts` are the `key: value` lines below its title."""

    title: str
    summary: str
    body: str
    facts: dict[str, str]
    response: ResponseText | None
    comments: list[CommentText]

    @property
    def agreement(self) -> list[int]:
        """The per cent of each opinion group that agrees."""
        return [int(share) for share in self.facts.get("votes", "").split()]


def load(name: str) -> Any:
    """The content of a JSON file."""
    return json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))


def proposals(name: str) -> list[ProposalText]:
    """The proposals of one consultation, with comments and responses, in the file's order."""
    source = (HERE / "proposals" / f"{name}.md").read_text(encoding="utf-8")
    return [_proposal(part) for part in re.split(r"^# ", source, flags=re.MULTILINE)[1:]]


def _proposal(source: str) -> ProposalText:
    main, *sections = re.split(r"^## ", source, flags=re.MULTILINE)
    head, summary, body = main.split("\n\n", 2)
    title, *facts = head.splitlines()
    parts = dict(section.split("\n", 1) for section in sections)
    return ProposalText(
        title=title,
        summary=summary.removeprefix("> "),
        body=body.strip(),
        facts=dict(line.split(": ", 1) for line in facts),
        response=_response(parts["Respuesta"]) if "Respuesta" in parts else None,
        comments=_comments(parts.get("Comentarios", "")),
    )


def _response(source: str) -> ResponseText:
    status, *lines = source.strip().splitlines()
    body, promises = [], []
    for line in lines:
        kind, _colon, rest = line.partition(": ")
        if kind == "compromiso":
            what, who, day = rest.split(" | ")
            promises.append(PromiseText(what, who, int(day), []))
        elif kind == "avance":
            day, how, progress, *words = rest.split(" | ")
            promises[-1].updates.append(UpdateText(int(day), how, int(progress), *words))
        else:
            body.append(line)
    return ResponseText(status.removeprefix("estado: "), "\n\n".join(body), promises)


def _comments(source: str) -> list[CommentText]:
    top: list[CommentText] = []
    levels: list[list[CommentText]] = [top]
    for line in source.splitlines():
        if found := re.fullmatch(r"( *)- ((?:\[\S+\] )*)(.+)", line):
            depth = len(found[1]) // 2
            comment = CommentText(found[3], re.findall(r"\[(\S+)\]", found[2]))
            levels[depth].append(comment)
            levels[depth + 1 :] = [comment.replies]
    return top


def story(paragraphs: list[str]) -> Story:
    """Markdown paragraphs as blocks of a page's body."""
    blocks: Story = []
    for paragraph in paragraphs:
        if paragraph.startswith("### "):  # a rule, by the reason that leads to it
            head, _line, text = paragraph.removeprefix("### ").partition("\n")
            reason, title = head.split(": ", 1)
            rule = {"reason": reason, "title": title, "text": RichText(render(text, limit=LIMIT))}
            blocks.append(("rule", rule))
        elif paragraph.startswith("## "):
            blocks.append(("heading", paragraph.removeprefix("## ")))
        else:
            blocks.append(("text", RichText(render(paragraph, limit=LIMIT))))
    return blocks


def programme(rows: list[list[str]]) -> Story:
    """Times and what happens then, as one block."""
    listed = "\n".join(f"- **{time}** {what}" for time, what in rows)
    return [("text", RichText(render(listed, limit=LIMIT)))]


def standing(name: str, language: str) -> tuple[str, str, Story]:
    """Title, introduction and body of a standing page."""
    source = (HERE / "pages" / f"{name}.{language}.md").read_text(encoding="utf-8").strip()
    title, introduction, *rest = source.split("\n\n")
    return title.removeprefix("# "), introduction.removeprefix("> "), story(rest)
