"""What moderation does, one verb per function; the modules beside hold them by noun."""

from ciudad_global.moderation.actions.appeal import answer_appeal, file_appeal
from ciudad_global.moderation.actions.case import (
    ask_review,
    is_waiting,
    lock_both,
    lock_case,
    look_again,
    send_again,
    stop_waiting,
)
from ciudad_global.moderation.actions.claim import claim, claim_next, release
from ciudad_global.moderation.actions.decision import (
    beside,
    decide,
    decide_locked,
    may_act_now,
    outcomes,
)
from ciudad_global.moderation.actions.flag import flag
from ciudad_global.moderation.actions.opening import may_open, open_case
from ciudad_global.moderation.actions.sanction import (
    confirm_suspension,
    discard_suspension,
    lift_suspension,
    propose_suspension,
    warn,
)
from ciudad_global.moderation.actions.signal import arrive, change, notice, noticed_anew
from ciudad_global.moderation.actions.undo import latest, offered, undo, undo_until

__all__ = [
    "answer_appeal",
    "arrive",
    "ask_review",
    "beside",
    "change",
    "claim",
    "claim_next",
    "confirm_suspension",
    "decide",
    "decide_locked",
    "discard_suspension",
    "file_appeal",
    "flag",
    "is_waiting",
    "latest",
    "lift_suspension",
    "lock_both",
    "lock_case",
    "look_again",
    "may_act_now",
    "may_open",
    "notice",
    "noticed_anew",
    "offered",
    "open_case",
    "outcomes",
    "propose_suspension",
    "release",
    "send_again",
    "stop_waiting",
    "undo",
    "undo_until",
    "warn",
]
