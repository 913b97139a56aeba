"""How does an index lie on disk? As flat arrays that numpy and Whoosh read alike.

docs/index-format.md describes the files. The modules, in the order of a release's way::

    vocabulary   the words of a segment while it is written: text to number and back
    columns      what is written once a release: identifiers, dates, countries
    building     releases, analysed in blocks, as sorted postings of one segment
    merging      several segments as one, without what was deleted; also merged_words and
                 merged_postings
    losses       what deletions take from the counts of a segment
    policy       when segments are merged
    postings     what building and merging postings have in common; also followers
    arrays       a file of named arrays, memory-mapped; also mapping
    strings      sorted strings in such a file, found by bisection
    records      the releases themselves, compressed one by one
    offsets      where words lie in the texts
    bulk         many releases into segments, and segments into few
    reading      a segment, opened
    texts        the words of texts in their order, from the postings
    countries    which countries documents have
    beside       files that a segment can do without; also frequent_terms
    codec        the same segment as Whoosh sees it; also fields, matcher, stored
    table        Whoosh's table of contents: which segments are the index
"""
