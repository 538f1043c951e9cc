"""Word documents: styles, fragments, page numbers, package. One module a concern, one a kind of document.

The body is built once as text and spliced into a package whose styles, headers and properties python-docx
keeps. Every paragraph is recorded for the page estimator as it is written, so that the contents list carries
true page numbers without Word being asked.
"""
