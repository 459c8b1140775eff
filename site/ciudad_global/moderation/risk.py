"""How much harm a case may do while it waits: what the riskiest-first order goes by."""

from django.db.models import Case as Conditional
from django.db.models import Sum, Value, When

from ciudad_global.moderation.models import Case
from ciudad_global.moderation.states import Reason

# Of one report. A threat outweighs any number of quarrels that two people may have.
WEIGHTS = {Reason.THREAT: 100, Reason.PERSONAL_DATA: 40, Reason.OFFENSIVE: 20, Reason.SPAM: 15}
OTHER_WEIGHT = 10


def weigh(case: Case) -> int:
    """Return the weight of the case's reports and signals together."""
    of_reports = Conditional(
        *(When(reason=reason, then=Value(weight)) for reason, weight in WEIGHTS.items()),
        default=Value(OTHER_WEIGHT),
    )
    reports = case.flags.aggregate(weight=Sum(of_reports))["weight"]
    signals = case.signals.aggregate(weight=Sum("weight"))["weight"]
    return (reports or 0) + (signals or 0)
