"""Typing paper forms twice, and saying which text is the paper's where the two differ."""

from typing import Any

from django.db import transaction

from ciudad_global.common.permissions import Refused, require
from ciudad_global.users.models import User
from consultations.actions import gathering as gatherings
from consultations.models import Gathering, PaperForm, Theme
from consultations.permissions.gathering import may_record, may_settle, may_type

# What is typed from a form, and compared.
TYPED = ("title", "body", "theme", "language")


def same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Return whether two persons typed the same; spaces and line ends do not tell."""
    return not differences(one, other)


def differences(one: dict[str, Any], other: dict[str, Any]) -> list[str]:
    """Return the names of what differs."""
    return [
        name for name in TYPED if str(one.get(name, "")).split() != str(other.get(name, "")).split()
    ]


def type_in(*, by: User, gathering: Gathering, number: int, typed: dict[str, Any]) -> PaperForm:
    """Keep what a person typed from a form; once two have typed the same, it is proposed.

    Raises Refused. Where they differ, both texts are kept until one of them settles it.
    """
    require(may_record(by, gathering))
    typed = {name: typed.get(name, "") for name in TYPED}
    with transaction.atomic():
        form, is_first = PaperForm.objects.get_or_create(
            gathering=gathering, number=number, defaults={"first": typed, "first_by": by}
        )
        if is_first:
            return form
        form = _locked(form)
        require(may_type(by, form))
        form.second, form.second_by = typed, by
        if same(form.first, typed):
            _become(form, typed)
        else:
            form.state = PaperForm.State.DIFFERENT
        form.save()
    return form


def settle(*, by: User, form: PaperForm, typed: dict[str, Any]) -> PaperForm:
    """Propose what the paper says, as one of the two who typed it read it again. Raises Refused."""
    require(may_record(by, form.gathering))
    with transaction.atomic():
        form = _locked(form)
        require(may_settle(by, form))
        _become(form, {name: typed.get(name, "") for name in TYPED})
        form.save()
    return form


def _locked(form: PaperForm) -> PaperForm:
    found = PaperForm.objects.select_for_update(of=("self",)).select_related(
        "gathering__consultation", "first_by", "second_by"
    )
    return found.get(pk=form.pk)


def _become(form: PaperForm, typed: dict[str, Any]) -> None:
    """Make a proposal of it; where the consultation takes none any more, keep it and say so."""
    consultation = form.gathering.consultation
    theme = typed["theme"] and Theme.objects.filter(consultation=consultation, pk=typed["theme"])
    first, second = form.first_by, form.second_by
    # Who typed it first may have left since: the other one then stands for both.
    by, beside = (first, second) if first else (second, None)
    assert by is not None  # noqa: S101 - for the type checker: whoever types it now is one of them
    try:
        with transaction.atomic():
            form.proposal = gatherings.propose(
                by=by,
                gathering=form.gathering,
                checked_by=beside,
                title=typed["title"],
                body=typed["body"],
                language=typed["language"],
                theme=theme.first() if theme else None,
            )
    except Refused as refusal:
        form.state, form.why = PaperForm.State.REFUSED, str(refusal)
    else:
        form.state = PaperForm.State.RECORDED
