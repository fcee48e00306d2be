"""Pages that show a hand-in and run nothing of it: nbgrader's feedback pages and formgrader's marking page.

A notebook is rebuilt from what a page may show (`notebook`), its HTML and Markdown are cleaned (`html`), its formulas
become pictures (`formulas`), and the page stands under a policy (`policy`). `exporter` puts this together for nbgrader,
which finds it by `policy.harmless_pages` in a course's configuration. Nothing here decides about points.

Nothing is imported here: `nbgrader_config.py` needs the policy without the exporter.
"""
