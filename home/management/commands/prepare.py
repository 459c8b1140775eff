"""Make everything ready to serve on one machine: catalogues, database, demonstration."""

from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, call_command

from ciudad_global.common.management.commands.translations import compile_catalogues
from home.views.demo import ROLES, account


class Command(BaseCommand):
    help = "Compile the catalogues, migrate, load the demonstration once; print its accounts."
    requires_system_checks = ()

    def handle(self, **options: Any) -> None:
        compile_catalogues()
        settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
        self.stderr.write("Preparing the database …")
        call_command("migrate", verbosity=0, interactive=False)
        if not settings.DEMONSTRATION:
            return
        call_command("load_demonstration", stdout=self.stderr)
        for role in ROLES:
            if who := account(role):
                self.stdout.write(f"{who.email} ({role.group or 'resident'})")
