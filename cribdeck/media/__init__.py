"""Pictures and recordings of the notes: files go in, what cards show and sheets print comes out.

Notes are untrusted, and so are their files: none is used as it lies there, except for
recordings, which must be what their name says. Nothing is ever fetched.
"""
