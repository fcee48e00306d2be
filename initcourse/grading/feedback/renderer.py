"""The driver's side of rendering: one warm server for this process, one confined process for each page.

`exporter` asks here. A page that cannot be rendered within the limits is shown as plain text, so that the class's other
pages are not held up; where no sandbox can be built, nothing is rendered, and the error says what to install.
"""

from __future__ import annotations

import atexit
import os
from functools import cache

import msgspec

from initcourse.grading.feedback import RENDER, RENDERER_MODULES
from initcourse.grading.feedback.page import (
    PageRequest,
    RenderedCell,
    RenderedOutput,
    RenderedPage,
    ShownCell,
    ShownOutput,
)
from initcourse.grading.feedback.plain import plain, plain_block, plain_code
from initcourse.grading.processes.confined import CallFailed, CallLimits, Confined
from initcourse.grading.processes.environment import SHORT_LIVED
from initcourse.grading.processes.fork_server import ForkServer

RENDERING = CallLimits(memory=1 << 30, seconds=20, result=64 << 20)
"""What rendering one page may use: an honest one takes less than a second and 100 MB; outputs have up to 20 MB."""

WHY = {
    "time": f"rendering it takes more than {RENDERING.seconds} seconds of computing",
    "memory": f"rendering it takes more than {RENDERING.memory >> 20:,} MB of memory",
    "size": f"rendered, it has more than {RENDERING.result >> 20} MB",
    "end": "the process that renders it ended",
    None: "the renderer has failed",
}
"""What a reader of a page is told that is not rendered."""

PLAIN_PAGE = 2_000_000
"""Characters that such a page shows, shared out evenly among its texts."""


def render_page(request: PageRequest, *, sandboxed: bool) -> tuple[RenderedPage, str]:
    """Return the page's texts as HTML, and "" or a line that says why they are shown as plain text.

    Raises `CourseError` if no process or no sandbox can be made.
    """
    try:
        answer = confined_renderer(os.getpid(), sandboxed).call(RENDER, msgspec.msgpack.encode(request))
        page = msgspec.msgpack.decode(answer, type=RenderedPage)
    except CallFailed as failed:
        return plain_page(request), _notice(failed.why)
    except msgspec.DecodeError:
        return plain_page(request), _notice(None)
    return (page, "") if page.answers(request) else (plain_page(request), _notice(None))


@cache
def confined_renderer(pid: int, sandboxed: bool) -> Confined:
    """Return what renders pages in this process, whose number is `pid`: a forked process needs its own."""
    confined = Confined(ForkServer(RENDERER_MODULES, SHORT_LIVED), RENDERING, sandboxed=sandboxed)

    def close() -> None:
        if os.getpid() == pid:
            confined.close()
            confined.server.close()

    atexit.register(close)
    return confined


def plain_page(request: PageRequest) -> RenderedPage:
    """Return the page's texts as plain text, each cut to its share of the page."""
    count = sum(2 + len(cell.outputs) for cell in request.cells)
    share = PLAIN_PAGE // max(1, count)
    return RenderedPage([_plain_cell(cell, share) for cell in request.cells])


def _plain_cell(cell: ShownCell, share: int) -> RenderedCell:
    return RenderedCell(
        source=(plain_code if cell.kind == "code" else plain_block)(cell.source, share),
        outputs=[_plain_output(output, share) for output in cell.outputs],
        comment=plain_block(cell.comment, share) if cell.comment else "",
    )


def _plain_output(output: ShownOutput, share: int) -> RenderedOutput:
    text = output.forms.get("text/plain") or next(iter(output.forms.values()), "")
    return RenderedOutput("text/plain", plain(text, share))


def _notice(why: str | None) -> str:
    return f"This page is shown as plain text: {WHY[why]}."
