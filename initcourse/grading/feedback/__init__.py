"""Pages that show a hand-in and run nothing of it: nbgrader's feedback pages and formgrader's marking page.

A page is made in two processes. The driver takes from a notebook what a page may show (`notebook`, as the records of
`page`) and has nbconvert's template make a page in which only placeholders stand. A process that is confined to this
one page (`rendering`) makes finished, harmless HTML of every text: Markdown (`markdown`), HTML (`html`), formulas
(`formulas`), colours of a terminal (`ansi`). `renderer` asks for it, and the driver puts the HTML in its place without
looking into it. The page stands under a policy (`policy`); `exporter` puts this together for nbgrader, which finds it
by `policy.harmless_pages` in a course's configuration. Nothing here decides about points.

Nothing is imported here: `nbgrader_config.py` needs the policy without the exporter.
"""

RENDER = "initcourse.grading.feedback.rendering:render"
"""The function that renders a page's texts, for a confined call."""

RENDERER_MODULES = ("initcourse.grading.feedback.rendering", "initcourse.grading.feedback.warm_up")
"""What the server of such calls has imported."""
