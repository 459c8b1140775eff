"""Invents the residents and the team of the demonstration. None of them exists."""

import random
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from ciudad_global.agenda.models import Alcaldia
from ciudad_global.users.models import User
from home.demonstration.texts import load

DOMAIN = "demo.ciudadglobal.example"
RESIDENTS = 430

# account, group, public name; the resident has no group
STAFF = (
    ("editora", "editor", "Edición"),
    ("publicadora", "publisher", "Publicación"),
    ("moderacion", "moderator", "Moderación"),
    ("responde", "official", "Dirección de Cuidados"),
    ("auditoria", "auditor", "Auditoría"),
    ("admin", "administrator", "Administración"),
)

# Neighbours who came from elsewhere and write in English.
NEWCOMERS = (
    ("Grace Okafor", "f"),
    ("Tom Whitfield", "m"),
    ("Maya Lindqvist", "f"),
    ("Sanjay Rao", "m"),
    ("Nadège Baptiste", "f"),
    ("Kwame Mensah", "m"),
    ("Hannah Brandt", "f"),
    ("Luis Ortega-Bell", "m"),
)


@dataclass
class Resident:
    """A resident and what the loader needs to know to let them speak."""

    user: User
    gender: str
    group: int  # of opinion: 0, 1, 2


def team(password: str | None = None) -> dict[str, User]:
    """Create the account of each role; the key is what stands before the @."""
    accounts = {}
    for account, group, name in STAFF:
        user = User.objects.create_user(f"{account}@{DOMAIN}", password, display_name=name)
        user.groups.add(Group.objects.get(name=group))
        accounts[account] = user
    _confirm(list(accounts.values()))
    return accounts


def residents(rng: random.Random) -> tuple[Resident, list[Resident]]:
    """Create the demonstration's own resident and the others, borough by population."""
    boroughs = list(Alcaldia.objects.order_by("code"))
    weights = [borough.population_2020 for borough in boroughs]
    by_name = {borough.name: borough for borough in boroughs}
    people = [
        Resident(
            User(
                email=f"residente@{DOMAIN}",
                display_name="Ana Lucía Torres",
                alcaldia=by_name["Benito Juárez"],
            ),
            "f",
            0,
        )
    ]
    names = load("names")
    known = {"Ana Lucía Torres"}
    while len(people) <= RESIDENTS:
        number = len(people)
        if number <= len(NEWCOMERS):
            name, gender = NEWCOMERS[number - 1]
            language = "en"
        else:
            gender = rng.choice("fm")
            name = _name(rng, names["women" if gender == "f" else "men"], names["surnames"])
            language = "es"
        if name in known:
            continue
        known.add(name)
        borough = rng.choices(boroughs, weights)[0]
        user = User(
            email=f"persona{number:03}@{DOMAIN}",
            display_name=name,
            alcaldia=borough if rng.random() < 0.93 else None,
            language=language,
        )
        people.append(Resident(user, gender, rng.choices((0, 1, 2), (42, 33, 25))[0]))
    unusable = make_password(None)
    for person in people:
        person.user.password = unusable
    User.objects.bulk_create([person.user for person in people])
    _confirm([person.user for person in people])
    return people[0], people[1:]


def _name(rng: random.Random, given_names: list[str], surnames: list[str]) -> str:
    given = rng.choice(given_names)
    surname, second = rng.sample(surnames, 2)
    return rng.choices(
        (f"{given} {surname}", f"{given} {surname} {second}", f"{given} {surname[0]}.", given),
        (50, 25, 20, 5),
    )[0]


def _confirm(users: list[User]) -> None:
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in users
    )
