"""A plan as one page to send: the season at a glance, every week, every session with its reasons, the rules.

:func:`solver.report.booklet.html.as_html` makes the page of a :class:`solver.comparing.sides.Again`.
"""
