"""What the report shows: what a build has made goes in, the data of one page come out.

Pure values for `emit.report_html`, which makes a page of them; nothing is escaped here, and
nothing here is HTML but the fields of notes, as Anki gets them.
"""
