"""Stage 2: blocks become an outline of passages with facts; one rule per file.

A parsed `Document` goes in; the outline of the whole note comes out, with the facts the
rules found and, for every passage that gave none, the reason. Policy: a statement has one
main fact, of the first rule in `RULES` that finds one; rules marked `beside` add to it.
"""

from __future__ import annotations

from cribdeck.extract.rules import (
    abbreviation,
    agent,
    aspect_label,
    bold_cloze,
    bracketed_meaning,
    cause,
    code_span,
    colon_term,
    commented_command,
    comparison_table,
    condition,
    contrast,
    copula,
    default_value,
    definition_sentence,
    explicit_cloze,
    first_then,
    flow,
    gloss,
    glossary_table,
    headerless_table,
    inline_list,
    label_list,
    limit,
    means,
    number,
    predicate,
    purpose,
    question_heading,
    question_line,
    ranking,
    record_table,
    sibling_list,
    steps,
    term_item,
    term_line,
    trade_off,
)
from cribdeck.extract.stage import AnyRule, Extracted, Witness, nobody
from cribdeck.extract.stage import extract as _extract
from cribdeck.syntax.nodes import Document

RULES: tuple[AnyRule, ...] = (
    # What the author asked for comes first.
    explicit_cloze.RULE,
    # Tables: their shapes exclude each other.
    comparison_table.RULE,
    glossary_table.RULE,
    record_table.RULE,
    headerless_table.RULE,
    commented_command.RULE,
    # Statements under a title.
    question_heading.RULE,
    steps.RULE,
    sibling_list.RULE,
    # One statement: labels before sentences, sentences before single words.
    flow.RULE,
    ranking.RULE,
    aspect_label.RULE,
    first_then.RULE,
    label_list.RULE,
    bracketed_meaning.RULE,
    question_line.RULE,
    colon_term.RULE,
    term_item.RULE,
    term_line.RULE,
    inline_list.RULE,
    contrast.RULE,
    bold_cloze.RULE,
    definition_sentence.RULE,
    # Beside whatever else a statement gives.
    abbreviation.RULE,
    default_value.RULE,
    # Prose: pieces of one sentence, several rules side by side.
    code_span.RULE,
    number.RULE,
    cause.RULE,
    condition.RULE,
    purpose.RULE,
    means.RULE,
    trade_off.RULE,
    limit.RULE,
    agent.RULE,
    copula.RULE,
    predicate.RULE,
    gloss.RULE,
)
"""All rules, in order of precedence."""


def extract(
    document: Document, rules: tuple[AnyRule, ...] = RULES, witness: Witness = nobody
) -> Extracted:
    """Return the outline of `document` with its facts; only rules that are on are tried."""
    return _extract(document, tuple(rule for rule in rules if rule.on), witness)
