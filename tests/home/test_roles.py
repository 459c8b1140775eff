"""What each role may do comes from a migration; everything else is denied."""

import pytest
from django.contrib.auth.models import Group
from wagtail.admin.menu import help_menu, reports_menu
from wagtail.models import Page, Site

from home.models import HomePage
from tests.factories import in_role

pytestmark = pytest.mark.django_db

TEAM = ["administrator", "auditor", "editor", "moderator", "official", "publisher"]
MAY = {
    "wagtailadmin.access_admin": TEAM,
    "consultations.add_consultation": ["editor", "publisher"],
    "consultations.change_consultation": ["editor", "publisher"],
    "consultations.delete_consultation": ["publisher"],
    "consultations.publish_consultation": ["publisher"],
    "consultations.add_response": ["editor", "official"],
    "consultations.change_response": ["editor", "official"],
    "consultations.publish_response": ["publisher"],
    "consultations.add_commitment": ["editor", "official"],
    "consultations.change_commitment": ["editor", "official"],
    "consultations.delete_commitment": [],
    "consultations.view_commitment": ["auditor", "editor", "official", "publisher"],
    "consultations.publish_commitment": ["publisher"],
    "consultations.add_commitmentupdate": ["editor", "official"],
    "consultations.delete_commitmentupdate": [],
    "consultations.change_snapshot": [],
    "consultations.delete_snapshot": [],
    "consultations.change_proposal": [],
    "consultations.view_vote": [],
    "consultations.void_votes": ["administrator", "auditor"],
    "consultations.view_participation": [],
    "dialogues.add_minutes": ["editor", "publisher"],
    "dialogues.change_minutes": ["editor", "publisher"],
    "dialogues.view_minutes": ["auditor", "editor", "publisher"],
    "dialogues.publish_minutes": ["publisher"],
    "dialogues.delete_minutes": [],
    "dialogues.delete_correction": [],
    "moderation.decide_case": ["moderator"],
    "moderation.audit_case": ["administrator", "auditor"],
    "moderation.change_decision": [],
    "agenda.change_goal": ["editor"],
    "users.change_user": ["administrator"],
    "users.delete_user": [],
    "wagtailredirects.add_redirect": ["editor", "publisher"],
    "wagtailredirects.delete_redirect": ["editor", "publisher"],
    "wagtailsearchpromotions.add_searchpromotion": ["editor", "publisher"],
    "wagtailsearchpromotions.delete_searchpromotion": ["editor", "publisher"],
    "auth.change_group": [],
    "wagtailcore.change_workflow": [],
}


def test_the_groups_are_the_roles() -> None:
    assert sorted(Group.objects.values_list("name", flat=True)) == TEAM


@pytest.mark.parametrize(("permission", "roles"), MAY.items())
def test_who_may(permission, roles) -> None:
    assert [role for role in TEAM if in_role(role).has_perm(permission)] == roles


@pytest.mark.parametrize("role", TEAM)
def test_pages(role) -> None:
    page = HomePage.objects.first()
    may = page.permissions_for_user(in_role(role))
    assert may.can_edit() == (role in ("editor", "publisher"))
    assert may.can_publish() == (role == "publisher")
    assert may.can_unpublish() == (role == "publisher")


def test_an_empty_site_has_a_home_and_its_lists_in_both_languages() -> None:
    home = Site.objects.get().root_page
    assert home.locale.language_code == "es"
    assert sorted(child.slug for child in home.get_children()) == ["consultas", "dialogos"]
    english = home.get_translation(home.locale.__class__.objects.get(language_code="en"))
    assert sorted(child.slug for child in english.get_children()) == ["consultations", "dialogues"]
    assert Page.find_problems() == ([], [], [], [], [])


OURS = {
    "report-consultas": ["administrator", "auditor", "editor", "official", "publisher"],
    "report-respuestas-pendientes": ["auditor", "editor", "official", "publisher"],
    "report-compromisos": ["auditor", "editor", "official", "publisher"],
    "report-traducciones": ["editor", "publisher"],
    "report-imagenes-sin-descripcion": ["editor", "publisher"],
}


@pytest.mark.parametrize("role", TEAM)
def test_reports_are_for_whoever_can_use_them(rf, role) -> None:
    request = rf.get("/admin/")
    request.user = in_role(role)
    shown = [item.name for item in reports_menu.menu_items_for_request(request)]
    assert {name for name in OURS if name in shown} == {
        name for name, roles in OURS.items() if role in roles
    }
    assert bool(set(shown) - set(OURS)) is (role in ("editor", "publisher"))


def test_help_does_not_lead_away(rf) -> None:
    request = rf.get("/admin/")
    request.user = in_role("editor")
    assert [i.name for i in help_menu.menu_items_for_request(request)] == [
        "keyboard-shortcuts-trigger"
    ]
