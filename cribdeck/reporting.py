"""The report of a build: what it has made goes in, `dist/report.html` comes out.

The notes are read once more, to be shown as their author wrote them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from cribdeck.cards.notetype import Notetype
from cribdeck.emit.card_media import names_in
from cribdeck.emit.html import Templates
from cribdeck.emit.manifest import BuildRecord
from cribdeck.emit.report_html import report_before, report_html
from cribdeck.emit.report_math import formulas_in
from cribdeck.media.model import Media
from cribdeck.own_files import REPORT_NAME
from cribdeck.report.changed import changes_data, says_nothing, states
from cribdeck.report.data import SourceLines, page_data
from cribdeck.report.drawings import drawing_data
from cribdeck.report.lines import marks_of
from cribdeck.report.pictures import addresses
from cribdeck.report.words import language_of_most
from cribdeck.syntax.decode import decode
from cribdeck.world import World


def report_of_build(
    world: World, record: BuildRecord, manifest: str, notetype: Notetype, media: Media
) -> bytes:
    """Return the report.

    Args:
        world: what was built.
        record: what the build has made.
        manifest: the text of its manifest.
        notetype: what Anki shows around the fields of notes.
        media: files that the notes show.

    Raises:
        BadTemplateError: a template of the report cannot be read or filled.
        OSError: a note cannot be read any more; a report without it would be another one.
    """
    before = report_before(world.read_output(REPORT_NAME))
    changes = changes_data(record.changes)
    if says_nothing(changes) and before.changes is not None:
        changes = dict(before.changes)
    drawn = {it.sheet.name: drawing_data(it.sheet.drawing) for it in record.sheets}
    kept = {it["name"] for it in record.kept_sheets} & before.drawings.keys()
    drawings = {name: before.drawings[name] for name in sorted(kept)} | drawn
    entries = json.loads(manifest)
    notes = [*record.notes, *record.tombstones]
    data = page_data(entries, notes, notetype, list(_sources(world, record)), states(changes))
    fields = [field for note in notes for field in note.fields]
    data["math"] = formulas_in(fields)
    data["pictures"] = addresses(media.on_cards, names_in(fields))
    language = language_of_most(it.language for it in record.outlines)
    templates = Templates(world.templates)
    return report_html(templates, entries, data, changes, drawings, language)


def _sources(world: World, record: BuildRecord) -> Iterator[SourceLines]:
    for outline in record.outlines:
        try:
            content = world.read_source(outline.path)
        except FileNotFoundError:
            continue  # removed meanwhile; the next build will see it
        text, _ = decode(outline.path, content)
        if text is not None:
            marks = marks_of(outline, record.coverage[outline.path])
            yield SourceLines(outline.path, outline.title, text, marks)
