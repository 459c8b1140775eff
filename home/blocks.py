"""Blocks of the pages that this section has."""

from collections import Counter
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks
from wagtail.blocks.stream_block import StreamBlockValidationError

from ciudad_global.common.blocks import StoryBlock
from ciudad_global.moderation.states import Reason


class RuleBlock(blocks.StructBlock):
    """One rule: what decisions and reports with this reason lead to."""

    reason = blocks.ChoiceBlock(label=gettext_lazy("razón"), choices=Reason.choices)
    title = blocks.CharBlock(label=gettext_lazy("regla"), max_length=120)
    text = blocks.RichTextBlock(
        label=gettext_lazy("qué significa"), features=["bold", "italic", "ol", "ul", "link"]
    )

    class Meta:
        icon = "tick"
        label = gettext_lazy("regla")
        template = "blocks/rule.html"


class RulesBlock(StoryBlock):
    """The community rules: one for each reason that a moderator can give."""

    rule = RuleBlock()

    class Meta:
        required = True

    def clean(self, value: Any, **kwargs: Any) -> Any:
        """Refuse a text where a reason would lead to no rule, or to two."""
        clean = super().clean(value, **kwargs)
        found = Counter(block.value["reason"] for block in clean if block.block_type == "rule")
        errors = [
            said % {"reason": reason.label}
            for reason in Reason
            for wrong, said in (
                (not found[reason], _("Falta la regla para «%(reason)s».")),
                (found[reason] > 1, _("Hay más de una regla para «%(reason)s».")),
            )
            if wrong
        ]
        if errors:
            raise StreamBlockValidationError(non_block_errors=errors)
        return clean
