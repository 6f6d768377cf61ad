"""Stage 5: checks over outlines and composed notes, one per file.

In come all outlines and all Anki notes of the build, out come diagnostics, and the cards
that should not be in the deck; and the remarks of earlier stages, which go out as the author
wants to hear them. The order of the table decides only which check is named
when several would keep a card out.
"""

from __future__ import annotations

from cribdeck.lint.check import Check
from cribdeck.lint.checks import (
    ambiguous_prompt,
    answer_in_breadcrumb,
    answer_in_prompt,
    answer_too_long,
    bare_number,
    clause_as_lead,
    cloze_share,
    corrected_typo,
    crumb_is_a_sentence,
    cut_phrase,
    dangling_start,
    demonstrative,
    duplicate_heading,
    example_bound,
    generic_question,
    items_in_lead,
    list_too_long,
    little_context,
    long_answer,
    long_prompt,
    many_clozes,
    markup_residue,
    missing_picture,
    navigation,
    orphan,
    overlong_line,
    partial_leak,
    picture_without_alt,
    remote_picture,
    rhetorical_question,
    script_mix,
    suspected_typo,
    talk,
    translated_copy,
    trivial_answer,
    unfinished,
)
from cribdeck.lint.stage import Linted, configured, judged, lint

__all__ = ["CHECKS", "Linted", "configured", "judged", "lint"]

CHECKS: tuple[Check, ...] = (
    # What the note says of itself.
    duplicate_heading.CHECK,
    overlong_line.CHECK,
    suspected_typo.CHECK,
    corrected_typo.CHECK,
    script_mix.CHECK,
    translated_copy.CHECK,
    missing_picture.CHECK,
    remote_picture.CHECK,
    picture_without_alt.CHECK,
    # The answer can be read.
    answer_in_prompt.CHECK,
    answer_in_breadcrumb.CHECK,
    items_in_lead.CHECK,
    partial_leak.CHECK,
    # The question cannot be understood.
    orphan.CHECK,
    generic_question.CHECK,
    dangling_start.CHECK,
    demonstrative.CHECK,
    little_context.CHECK,
    cloze_share.CHECK,
    ambiguous_prompt.CHECK,
    clause_as_lead.CHECK,
    crumb_is_a_sentence.CHECK,
    rhetorical_question.CHECK,
    # It is no fact.
    talk.CHECK,
    navigation.CHECK,
    example_bound.CHECK,
    unfinished.CHECK,
    cut_phrase.CHECK,
    markup_residue.CHECK,
    # The answer is too little or too much.
    trivial_answer.CHECK,
    bare_number.CHECK,
    answer_too_long.CHECK,
    long_answer.CHECK,
    long_prompt.CHECK,
    list_too_long.CHECK,
    many_clozes.CHECK,
)
"""All checks."""
