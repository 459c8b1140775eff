"""Who has a place in the demonstration's next sessions: one has seats left, one is full."""

from ciudad_global.users.models import User
from dialogues.actions import registration
from dialogues.models import Encounter, Registration, SessionPage
from home.demonstration.people import Resident

# session -> seats, people who want one
SEATS = {
    "foro-votacion-abierta": (60, 41),
    "vecinas-y-recien-llegados": (24, 30),
    "revision-de-compromisos": (40, 9),
}
NEEDS = (
    "Llego en silla de ruedas.",
    "Necesito intérprete de Lengua de Señas Mexicana.",
    "I only speak English: is there interpreting?",
    "Voy con mi bebé: ¿hay dónde cambiarlo?",
)


def write(resident: User, others: list[Resident], receiver: User) -> None:
    """Give out seats; the demonstration's own resident has a pass for the first session."""
    for session, (capacity, wanted) in SEATS.items():
        for page in SessionPage.objects.filter(slug=session):
            page.capacity, page.door_staff = capacity, [receiver]
            page.save_revision(user=page.owner).publish()
        people = [each.user for each in others[:wanted]]
        Registration.objects.bulk_create(
            Registration(
                encounter=_encounter(session),
                user=user,
                turn=turn,
                state="registered" if turn <= capacity else "waiting",
                seat=turn if turn <= capacity else None,
                needs=NEEDS[turn // 6 % len(NEEDS)] if turn % 6 == 0 else "",
            )
            for turn, user in enumerate(people, 1)
        )
    registration.register(by=resident, encounter=_encounter(next(iter(SEATS))))


def _encounter(session: str) -> Encounter:
    page = SessionPage.objects.filter(slug=session)[:1].get()
    return Encounter.objects.get(pk=page.translation_key)
