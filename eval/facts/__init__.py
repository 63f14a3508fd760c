"""Does cleaning give what a person sees in a file? Facts read by hand, held against what the reader gives.

`pages.jsonl` holds the facts of 60 files, `datelines.jsonl` place and day of 150 others, drawn at random
(`eval.facts.draw`) and written down by a person from the files themselves, never from what the reader gave. The words
of those files are not ours to keep: a fact is a place, `{"at": [start, end], "sha1"}`, in the file's visible text
(`eval.gold.visible`). Where a file is open to two readings, a fact lists every one that is right; what nobody can
decide is left out; `null` is a fact too: the file does not say.

What is checked of a page, and what counts as holding it (`eval.facts.checks`):

    title       the whole title and nothing more
    date        the day of publication, from text, metadata or path
    place       the place of the dateline as it stands there, with or without its state or country
    first       the news begins with its first sentence. Before it may stand only those runs of the file that `before`
                lists (subtitle, date line, dateline) and the mark of a list item: not the title again, not a
                letterhead, not "for immediate release"
    last        the news ends with its last sentence: nothing about the organisation, no contact, no legal notice
                and no furniture after it
    end         the whole text, such parts included, ends where the release does; asked only where a part follows
    furniture   none of the runs that are not the release (menus, share labels, fields and footers of the page, links
                after the text) occurs in text or titles; one check a file, however many of its runs are found

The news is the clean text without its parts. Words are compared after `eval.gold.fold` and without white space, since
a tag inside a word is white space in the visible text; a place also without case and punctuation.

Of a dateline, place and day are checked with the file's path kept from the reader: what the path says is no dateline.
"""
