"""Cells that were found elsewhere carry a mark, and a line below says where that is."""

from __future__ import annotations

from dataclasses import replace

from cribdeck.facts.model import Comparison, Origin, Passage
from cribdeck.inline import Superscript, Text, plain
from cribdeck.sheets.heights import FORBIDDEN, cut_costs
from cribdeck.sheets.line_breaking import words
from cribdeck.sheets.model import Line, TableRows
from cribdeck.sheets.pieces import pieces_of
from cribdeck.sheets.sources import with_marks
from cribdeck.span import Span
from tests.sheets.samples import at, box, grid, metrics, texts

TABLE = replace(
    grid("对比|Kafka|RabbitMQ", "顺序|分区内|队列内", "协议|自有|AMQP"),
    span=Span("a.md", 1, 1, 4, 9),
)
HERE, KAFKA, RABBIT = at(3, "a.md"), at(12, "kafka.md"), at(7, "rabbit.md")


def compared(*spans: tuple[Span, Span]) -> Comparison:
    cells = (texts("分区内", "队列内"), texts("自有", "AMQP"))
    origin = Origin(TABLE.span, "comparison_table", ())
    return Comparison(
        origin, "comparison", (), texts("Kafka", "RabbitMQ"), texts("顺序", "协议"), cells, spans
    )


def test_what_the_author_typed_has_no_mark() -> None:
    assert with_marks(TABLE, [compared((HERE, HERE), (HERE, HERE))]) == (TABLE, ())
    assert with_marks(TABLE, []) == (TABLE, ())


def test_a_cell_from_elsewhere_is_marked_and_one_place_has_one_number() -> None:
    marked, legend = with_marks(TABLE, [compared((KAFKA, RABBIT), (KAFKA, HERE))])
    raised = [
        [[plain((it,)).strip() for it in cell if isinstance(it, Superscript)] for cell in row]
        for row in marked.rows
    ]
    assert raised == [[[], ["1"], ["2"]], [[], ["1"], []]]
    assert plain(legend) == "1\N{NO-BREAK SPACE}kafka.md:12 · 2\N{NO-BREAK SPACE}rabbit.md:7"


def test_things_in_rows_are_marked_in_their_own_cells() -> None:
    lying = replace(
        TABLE,
        header=texts("名", "顺序", "协议"),
        rows=(texts("Kafka", "分区内", "自有"), texts("RabbitMQ", "队列内", "AMQP")),
    )
    marked, _ = with_marks(lying, [compared((HERE, RABBIT), (HERE, HERE))])
    assert marked.rows[1][1] == (Text("队列内"), Superscript((Text("\N{NO-BREAK SPACE}1"),)))
    assert marked.rows[0] == lying.rows[0]


def test_the_line_with_the_places_stands_below_the_table() -> None:
    fact = compared((KAFKA, HERE), (HERE, HERE))
    *rows, last = pieces_of(Passage(TABLE, (fact,), covered=True))
    assert {type(it) for it in rows} == {TableRows}
    assert isinstance(last, Line)
    assert last.small
    assert plain(last.text) == "1\N{NO-BREAK SPACE}kafka.md:12"


def test_a_mark_never_begins_a_line() -> None:
    marked, _ = with_marks(TABLE, [compared((KAFKA, HERE), (HERE, HERE))])
    assert [round(it.width, 1) for it in words(marked.rows[0][1], metrics())][:2] == [1.0, 1.0]
    assert len(words(marked.rows[0][1], metrics())) == 3


def test_cells_that_other_facts_ask_for_are_marked_too() -> None:
    asked = compared((KAFKA, HERE), (HERE, HERE))
    silent = replace(asked, cells=((None, None), (None, None)), written=asked.cells)
    assert with_marks(TABLE, [silent]) == with_marks(TABLE, [asked])


def test_the_line_with_the_places_stays_with_its_table() -> None:
    whole = box(*pieces_of(Passage(TABLE, (compared((KAFKA, HERE), (HERE, HERE)),), covered=True)))
    assert cut_costs(whole)[-1] == FORBIDDEN
