"""Signing in as a person does."""

import re
from collections.abc import Callable

from django.core import mail
from playwright.sync_api import Page


def sign_in_by_code(page: Page, run_tasks: Callable[[], None]) -> None:
    """Go through the entry as a person does, from its first page to the one after the code."""
    page.get_by_label("Correo electrónico").fill("vecina@example.org")
    page.get_by_role("button", name="Enviarme el código").click()
    page.get_by_role("heading", name="Escribe el código").wait_for()
    run_tasks()
    code = re.search(r"\b\d{6}\b", str(mail.outbox[-1].body))
    assert code is not None
    page.get_by_label("Código").fill(code.group())
    page.get_by_role("button", name="Entrar", exact=True).click()
