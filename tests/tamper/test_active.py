import pytest

from tests.tamper.active import active


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ("<script>mark-x-</script>", ["<script>"]),
        ("<SCRIPT src='http://mark-x-'></SCRIPT>", ["<script>", "<script src>"]),
        ("<img src=x onerror=\"f('mark-x-')\">", ["<img onerror>"]),
        ("<svg/onload=f('mark-x-')>", ["<svg onload>"]),
        ("<img src='https://mark-x-/a.png'>", ["<img src>"]),
        ("<a href=' java\nscript:f(\"mark-x-\")'>here</a>", ["<a href>"]),
        ("<style>body { content: 'mark-x-' }</style>", ["<style>"]),
        ("<p style='background: url(//mark-x-)'>", ["<p style>"]),
        ("<iframe srcdoc='mark-x-'></iframe>", ["<iframe>", "<iframe srcdoc>"]),
        ("<script type='application/json'>1</script><script>mark-x-</script>", ["<script>"]),
    ],
)
def test_what_runs_loads_or_restyles_is_active(page, found):
    assert active(page, "mark-x-") == found


@pytest.mark.parametrize(
    "page",
    [
        "&lt;script&gt;mark-x-&lt;/script&gt;",
        "<script>nothing</script> mark-x-",
        "<p title='mark-x-'>mark-x-</p>",
        '<script type=\'application/json\'>{"a": "mark-x-"}</script>',
        "<a href='https://example.org/mark-x-'>a link waits for a click</a>",
        "<img src='data:image/png;base64,mark-x-'>",
    ],
)
def test_what_is_only_shown_is_not(page):
    assert active(page, "mark-x-") == []
