"""Nobody gets in where they don't belong: every address, asked by every role, by GET and POST."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import resolve
from django.urls.resolvers import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from ciudad_global.moderation import log
from ciudad_global.moderation.models import (
    Appeal,
    Batch,
    BatchItem,
    Case,
    Decision,
    Flag,
    Sanction,
)
from ciudad_global.notifications.followers import unfollow_url
from ciudad_global.notifications.models import Follow, Mail, Notice
from ciudad_global.users.models import User
from consultations.models import (
    Attachment,
    Comment,
    Commitment,
    CommitmentUpdate,
    Consultation,
    Merge,
    PaperForm,
    Proposal,
    Response,
    Sealing,
    Snapshot,
    Voiding,
    Vote,
)
from consultations.reports import flagged
from dialogues.models import (
    Correction,
    DialogueIndexPage,
    Encounter,
    Minutes,
    Question,
    Registration,
    Tag,
)
from tests.addresses import ROLES, Address, addresses
from tests.factories import (
    AttachmentFactory,
    CityFactory,
    CommentFactory,
    CommitmentFactory,
    CommitmentUpdateFactory,
    ConsultationFactory,
    CorrectionFactory,
    FloorFactory,
    GatheringFactory,
    MinutesFactory,
    ProposalFactory,
    ProposalVersionFactory,
    QuestionFactory,
    RegistrationFactory,
    ResidentFactory,
    StatementFactory,
    UserFactory,
    decide,
    in_role,
    pages,
)

# Of Wagtail's own addresses, those that show what is ours; the others have its tests.
OURS_IN_WAGTAIL = (
    "admin/login/", "admin/elegir-propuesta/", "admin/users/", "admin/snippets/consultations/",
    "admin/informes/", "admin/snippets/dialogues/",
)  # fmt: skip
THEIRS = ("admin/", "documentos/")


def patterns(resolver: URLResolver, above: str = "") -> Iterator[str]:
    """Yield the routes of all addresses."""
    for found in resolver.url_patterns:
        route = above + str(found.pattern).removeprefix("^")
        if isinstance(found, URLPattern):
            yield route
        else:
            yield from patterns(found, route)


def people() -> dict[str, User | None]:
    """Return a person for each role."""
    return {
        "anonymous": None,
        "unverified": UserFactory(),
        "author": ResidentFactory(),
        "resident": ResidentFactory(),
        "moderator": in_role("moderator"),
        "other_moderator": in_role("moderator"),
        **{role: in_role(role) for role in ROLES[6:]},
    }


def things(person: dict[str, Any]) -> dict[str, Any]:
    """Return what the names in the table's addresses stand for."""
    consultation = ConsultationFactory(slug="abierta", moderators=[person["moderator"]])
    draft = ConsultationFactory(
        slug="borrador", state=Consultation.State.DRAFT, moderators=[person["moderator"]]
    )
    ConsultationFactory(moderators=[person["other_moderator"]])
    proposal = ProposalFactory(consultation=consultation, author=person["author"], title="Sombra")
    proposals = {
        state: ProposalFactory(consultation=consultation, author=person["author"], state=state).pk
        for state in ("pending", "rejected", "withdrawn")
    }
    ProposalVersionFactory(proposal=proposal)
    case = Case.objects.create(
        consultation=consultation,
        proposal_id=proposals["pending"],
        cause=Case.Cause.REVIEW,
        waiting_since=timezone.now(),
    )
    decided = Case.objects.create(
        consultation=consultation,
        proposal=ProposalFactory(consultation=consultation, author=person["author"]),
        cause=Case.Cause.FLAG,
        waiting_since=timezone.now(),
    )
    images = {
        "image": AttachmentFactory(proposal=proposal),
        "image_pending": AttachmentFactory(proposal_id=proposals["pending"]),
    }
    colleague = in_role("moderator")
    consultation.moderators.add(colleague)
    batch = Batch.objects.create(proposed_by=colleague, outcome="published")
    BatchItem.objects.create(batch=batch, case=case, seen=case.seen_as())
    duplicates = ProposalFactory.create_batch(2, consultation=consultation)
    question = QuestionFactory(
        floor=FloorFactory(moderators=[person["moderator"]]), author=person["author"]
    )
    return {
        **proposals,
        "question": question.pk,
        "floor": question.floor.pk,
        "other_published": duplicates[0].pk,
        "merge": Merge.objects.create(
            source=duplicates[1],
            target=duplicates[0],
            reason="Igual.",
            proposed_by=person["official"],
        ).pk,
        **{name: image.pk for name, image in images.items()},
        **{f"{name}_name": next(iter(image.names)) for name, image in images.items()},
        "consultation": consultation.pk,
        "draft": draft.pk,
        "closed": ConsultationFactory(state=Consultation.State.CLOSED).pk,
        "published": proposal.pk,
        "seen": proposal.fingerprint(),
        "case_seen": case.seen_as(),
        "batch": batch.pk,
        "just_decided": decide(by=person["moderator"], case=decided, outcome="published").pk,
        "unsent": ProposalFactory(
            consultation=consultation,
            author=person["author"],
            state="draft",
            title="",
            typed={"title": "Sin enviar"},
        ).pk,
        "unopened": ProposalFactory(consultation=draft, author=person["author"]).pk,
        "comment": CommentFactory(proposal=proposal, author=person["author"]).pk,
        "comment_pending": CommentFactory(
            proposal=proposal, author=person["author"], state="pending"
        ).pk,
        "case": case.pk,
        "sanction": Sanction.objects.create(
            user=person["resident"],
            kind=Sanction.Kind.SUSPENSION,
            stops_voting=True,
            hours=24,
            reason="spam",
            text="Es publicidad.",
            proposed_by=person["moderator"],
        ).pk,
        "notice": Notice.objects.create(user=person["author"], kind="content_published").pk,
        "mail": Mail.objects.create(to="a@example.org", subject="Hola", text="Hola").pk,
        "response": Response.objects.create(
            proposal=proposal, status="accepted", body="Sí.", written_by=person["official"]
        ).pk,
        **promises(consultation),
        **refused(consultation, proposals["rejected"], by=person["other_moderator"]),
        **odd_votes(consultation),
        **seats(person),
        "snapshot": Snapshot.objects.create(consultation=consultation, figures={}).pk,
        "city": CityFactory().slug,
        "person": person["resident"].pk,
        "table": GatheringFactory(consultation=consultation, recorders=[person["official"]]).pk,
        "batch_of_forms": GatheringFactory(
            consultation=consultation, kind="paper", recorders=[person["official"]]
        ).pk,
        "nobody": uuid.uuid4(),
        "unfollow": followed(ResidentFactory(), proposal),
    }


def followed(user: User, proposal: Proposal) -> str:
    """Return the token of the link with which this person stops following the proposal."""
    Follow.objects.create(user=user, proposal=proposal)
    url = unfollow_url(user, [(Follow.Kind.PROPOSAL, proposal.pk)])
    return url.removeprefix("/es/dejar-de-seguir/").removesuffix("/")


def refused(consultation: Consultation, proposal: int, *, by: User) -> dict[str, int]:
    """Return a decision against this proposal, and an appeal of another one of its author's."""
    other = ProposalFactory(
        consultation=consultation, author=Proposal.objects.get(pk=proposal).author, state="rejected"
    ).pk
    decision, appealed = (
        log.append(
            case=Case.objects.create(consultation=consultation, proposal_id=pk, cause="review"),
            moderator=by,
            outcome="rejected",
            before="pending",
            after="rejected",
            reason="spam",
            text="Vende algo.",
        )
        for pk in (proposal, other)
    )
    appeal = Appeal.objects.create(
        decision=appealed, author=appealed.concerns, text="No.", due_at=timezone.now()
    )
    return {"decision": decision.pk, "appeal": appeal.pk}


def promises(consultation: Consultation) -> dict[str, int]:
    """Return a public commitment with updates, and one that is not public yet."""
    public = CommitmentFactory(consultation=consultation, title="Abrir")
    return {
        "commitment": public.pk,
        "promise": CommitmentFactory(
            consultation=consultation, title="Abrir", published_at=None
        ).pk,
        "step": CommitmentUpdateFactory(commitment=public, published_at=None).pk,
        "step_public": CommitmentUpdateFactory(commitment=public).pk,
    }


def seats(person: dict[str, Any]) -> dict[str, Any]:
    """Return a session at whose door `moderator` receives people, and the author's pass for it."""
    index = DialogueIndexPage.objects.get(locale__language_code="es")
    session = pages.session(pages.dialogue(index), capacity=5, door_staff=[person["moderator"]])
    encounter = Encounter.objects.get(pk=session.translation_key)
    row = RegistrationFactory(encounter=encounter, user=person["author"])
    return {"encounter": encounter.pk, "pass": row.token, **minutes(encounter, person)}


def minutes(encounter: Encounter, person: dict[str, Any]) -> dict[str, int]:
    """Return minutes that are open for corrections, a draft, and public ones."""
    opened = MinutesFactory(encounter=encounter, state="open")
    draft = MinutesFactory(state="draft")
    StatementFactory(minutes=opened)
    StatementFactory(minutes=draft)
    ready = MinutesFactory(state="open", corrections_until="2026-01-01")
    StatementFactory(minutes=ready)
    return {
        "minutes": opened.pk,
        "minutes_draft": draft.pk,
        "minutes_ready": ready.pk,
        "minutes_public": MinutesFactory().pk,
        "correction": CorrectionFactory(minutes=opened, author=person["author"]).pk,
        "tag": Tag.objects.create(slug="agua", name_es="Agua").pk,
    }


def odd_votes(consultation: Consultation) -> dict[str, Any]:
    """Return a ballot that several accounts cast, and one that somebody proposed to void."""
    proposals = ProposalFactory.create_batch(flagged.LONG, consultation=consultation)
    for voter in [uuid.uuid4() for _number in range(flagged.FEWEST_ALIKE)]:
        Vote.objects.bulk_create(
            Vote(proposal=proposal, voter=voter, value=1, cast_on="2026-11-20")
            for proposal in proposals
        )
    voiding = Voiding.objects.create(
        consultation=consultation, ballot="0" * 64, voters=5, votes=100, reason_es="No.",
        reason_en="No.", proposed_by=ResidentFactory(),
    )  # fmt: skip
    return {"ballot": flagged.groups(consultation)[0].key, "voiding": voiding.pk}


def traces() -> list[Any]:
    """Return what a POST may change, in a form that compares."""
    return [
        Vote.objects.count(),
        Flag.objects.count(),
        Decision.objects.count(),
        *(
            list(model.objects.order_by("pk").values_list("pk", *columns))
            for model, *columns in (
                (Proposal, "state", "typed", "title"),
                (Attachment, "text"),
                (Comment, "state", "body", "useful_count"),
                (Case, "claimed_by"),
                (Question, "state", "supports_count", "picked_at"),
                (Consultation, "state"),
                (Merge, "state"),
                (PaperForm, "state"),
                (Appeal, "outcome"),
                (Voiding, "state"),
                (Batch, "state"),
                (Response, "published_at"),
                (Commitment, "published_at"),
                (CommitmentUpdate, "published_at"),
                (Snapshot, "sha256"),
                (Minutes, "state"),
                (Correction, "state"),
                (Tag, "name_es"),
                (Registration, "state", "needs", "checked_in_at"),
                (Sealing,),
                (User, "is_active", "display_name"),
                (Notice, "read_at"),
                (Follow,),
            )
        ),
    ]


def asked(client: Client, method: str, address: Address, names: dict[str, Any]) -> str:
    """Return the outcome of one request, and undo what it did."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        before = traces() if method == "post" else []
        form = {name: value.format(**names) for name, value in address.form.items()}
        response = getattr(client, method)(
            address.url.format(**names), form if method == "post" else None
        )
        done = "+" if method == "post" and traces() != before else ""
        transaction.set_rollback(True)
    client.cookies = cookies
    location = response.get("Location", "")
    signs_in = location.split("?")[0] in ("/es/cuenta/login/", "/admin/login/")
    return "IN" if signs_in else f"{response.status_code}{done}"


@pytest.mark.django_db
@pytest.mark.filterwarnings("ignore:unclosed file")
@pytest.mark.parametrize("role", ROLES)
def test_each_role_gets_what_the_table_says(role: str) -> None:
    person = people()
    names = things(person)
    client = Client()
    if person[role]:
        client.force_login(person[role])
    rows = list(addresses())
    found = {
        (address.url, method): asked(client, method, address, names)
        for address in rows
        for method in ("get", "post")
    }
    assert found == {
        (address.url, method): getattr(address, method)[role]
        for address in rows
        for method in ("get", "post")
    }


@pytest.mark.django_db
def test_every_address_is_in_the_table() -> None:
    names = things(people())
    listed = {
        resolve(address.url.format(**names).partition("?")[0]).route.replace("^", "")
        for address in addresses()
    }
    ours = {
        route
        for route in patterns(get_resolver())
        if route.startswith(OURS_IN_WAGTAIL) or not route.startswith(THEIRS)
    }
    assert sorted(ours - listed) == []
