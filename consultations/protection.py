"""What the database refuses whoever asks: other rules for votes that are cast, a step backwards.

The triggers are made after each `migrate`, like those of `common/append_only.py`, and step aside
before migrations of this app: SQLite renames no table while a trigger names one that is away.
"""

from typing import Any

from django.apps import AppConfig
from django.db import connections

from consultations.models import Consultation

_RULES = " OR ".join(f"OLD.{rule} IS DISTINCT FROM NEW.{rule}" for rule in Consultation.RULES)
_VOTED = """EXISTS (
    SELECT 1 FROM consultations_vote JOIN consultations_proposal
    ON consultations_proposal.id = consultations_vote.proposal_id
    WHERE consultations_proposal.consultation_id = OLD.id
)"""
_STATES = f"'{' '.join(Consultation.State.values)}'"
_POSITION = {"sqlite": "instr", "postgresql": "strpos"}
_REFUSE = {
    "sqlite": """
CREATE TRIGGER IF NOT EXISTS consultation_{name} BEFORE UPDATE ON consultations_consultation
WHEN {condition} BEGIN SELECT RAISE(ABORT, '{message}'); END
""",
    "postgresql": """
CREATE OR REPLACE FUNCTION consultation_{name}() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN IF {condition} THEN
    RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation';
END IF; RETURN NEW; END $$;
CREATE OR REPLACE TRIGGER consultation_{name} BEFORE UPDATE ON consultations_consultation
FOR EACH ROW EXECUTE FUNCTION consultation_{name}();
""",
}


def _guards(vendor: str) -> dict[str, tuple[str, str]]:
    """Return name -> when an UPDATE is refused, and what the error says."""
    position = _POSITION[vendor]
    rules = _RULES.replace("IS DISTINCT FROM", "IS NOT") if vendor == "sqlite" else _RULES
    return {
        "rules": (f"({rules}) AND {_VOTED}", "rules with votes do not change"),
        "state": (
            f"{position}({_STATES}, NEW.state) < {position}({_STATES}, OLD.state)",
            "a consultation does not go back",
        ),
    }


def install(sender: AppConfig, using: str = "default", **kwargs: Any) -> None:
    """Create the triggers, if they are not there."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if "consultations_vote" not in connection.introspection.table_names(cursor):
            return  # migrated back to before the table
        for name, (condition, message) in _guards(connection.vendor).items():
            cursor.execute(
                _REFUSE[connection.vendor].format(name=name, condition=condition, message=message)
            )


def step_aside(using: str = "default", plan: Any = (), **kwargs: Any) -> None:
    """Drop the triggers before migrations of this app; `install` makes them again."""
    if all(migration.app_label != "consultations" for migration, _backwards in plan):
        return
    connection = connections[using]
    table = " ON consultations_consultation" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        if "consultations_consultation" in connection.introspection.table_names(cursor):
            for name in _guards(connection.vendor):
                cursor.execute(f"DROP TRIGGER IF EXISTS consultation_{name}{table}")
