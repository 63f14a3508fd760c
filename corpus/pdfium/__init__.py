"""The lines of a PDF, read by pdfium in a process of its own.

pdfium is chosen for its speed (hundreds of pages a second) and because it is fuzzed around the clock; yet it is C++
that reads what strangers send, is not safe in two threads, and bounds neither its time nor its memory. So it runs
apart: a document that makes it hang, crash or grow costs that document, not the service.
"""
