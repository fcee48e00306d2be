"""Drawings and pictures on a page: what may be shown, and that it costs a browser no more than its size tells."""

import io
import struct
import time
import zlib
from base64 import b64decode, b64encode

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.figure import Figure

from initcourse.grading.feedback.page import PageRequest, ShownCell, ShownOutput
from initcourse.grading.feedback.pictures import PAGE_PIXELS, PagePictures, picture_type
from initcourse.grading.feedback.rendering import render_page
from initcourse.grading.feedback.svg import MAX_CHARACTERS, harmless_svg

SPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def svg(inside):
    return f"<svg {SPACES} width='100' height='100'>{inside}</svg>"


def cleaned(text):
    return harmless_svg(text, PagePictures().accepts)


def png(width, height, *, whole=True):
    """Return a picture of one bit a pixel in base64: all of it, or all but the pixels."""

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    pixels = zlib.compress((b"\0" + bytes((width + 7) // 8)) * height if whole else b"")
    data = b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    return b64encode(data).decode()


def plot(draw):
    figure = Figure()
    draw(figure.subplots())
    text = io.StringIO()
    with mpl.rc_context({"svg.hashsalt": "1"}):
        figure.savefig(text, format="svg", metadata={"Date": None})
    return text.getvalue()


def tower(element, link, height=9, width=10):
    """Return a drawing whose parts show each other again and again: `width ** height` times in all."""
    parts = "".join(
        f"<{element} id='a{level}'>" + f"<rect {link.format(f'a{level - 1}')} width='1' height='1'/>" * width
        + f"</{element}>" for level in range(1, height)
    )  # fmt: skip
    return svg(f"<defs><{element} id='a0'><circle r='5'/></{element}>{parts}</defs><g {link.format('a8')}/>")


PLOTS = {
    "lines": lambda axes: axes.plot(np.sin(np.arange(500))),
    "dashes": lambda axes: axes.plot([1, 2], "--", label="$\\sigma^2$ & <b>") and axes.legend(),
    "markers": lambda axes: axes.scatter(np.arange(3_000), np.arange(3_000) ** 2, s=9, alpha=0.5),
    "histogram": lambda axes: axes.hist(np.random.default_rng(1).normal(size=1_000), bins=50),
    "array": lambda axes: axes.imshow(np.arange(900.0).reshape(30, 30)),
    "colours": lambda axes: axes.pcolormesh(np.arange(900.0).reshape(30, 30)),
    "hatches": lambda axes: axes.bar([1, 2], [3, 4], hatch="//"),
    "words": lambda axes: axes.text(0.5, 0.5, "Größe <&> µ", rotation=45),
}


@pytest.mark.parametrize("fonts", ["path", "none"])
@pytest.mark.parametrize("draw", PLOTS.values(), ids=PLOTS)
def test_what_matplotlib_draws_stays_what_it_is(draw, fonts):
    with mpl.rc_context({"svg.fonttype": fonts}):
        text = plot(draw)
    clean = cleaned(text)
    for mark in ("<path", "<use", "<image", "<text", "clip-path", "url(#", 'transform="', "data:image/png"):
        assert clean.count(mark) == text.count(mark), mark
    assert cleaned(clean) == clean


@pytest.mark.parametrize(
    "inside",
    [
        "<linearGradient id='g'><stop offset='0' stop-color='red'/></linearGradient><rect fill='url(#g)'/>",
        "<rect style='fill: rgb(1, 2, 3); transform: rotate(3deg)'/>",
        "<symbol id='s'><path d='M 0 0 L 1 1'/></symbol><use xlink:href='#s'/><use href='#s'/><use href='#none'/>",
        "<style>.a { fill: #123; stroke-width: 2px }</style><text class='a'>f(x) = url(y)</text>",
        "<title>f(x)</title><desc>What is seen: g(x), @home \\ here.</desc>",
    ],
)
def test_other_honest_drawings_are_shown(inside):
    clean = cleaned(svg(inside))
    assert cleaned(clean) == clean
    assert len(clean) > len(inside)


def test_a_link_becomes_a_group_and_what_means_nothing_goes():
    clean = cleaned(svg(
        "<!-- words --><?xml-stylesheet href='http://a.example/'?><metadata><a:b xmlns:a='c'/></metadata>"
        "<a xlink:href='http://a.example/' target='x'><rect onclick='alert(1)' aria-label='a(b)' data-x='c(d)'/></a>"
    ))  # fmt: skip
    assert "<g" in clean
    for gone in ("example", "alert", "metadata", "words", "stylesheet", "aria", "data-"):
        assert gone not in clean


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        "<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>a</p></foreignObject>",
        "<filter id='f'><feGaussianBlur stdDeviation='500'/></filter>",
        "<mask id='m'/>",
        "<marker id='m'/>",
        "<animate attributeName='x' dur='1ms'/>",
        "<set attributeName='x' to='1'/>",
        "<rect style='filter: blur(900px)'/>",
        "<rect filter='drop-shadow(0 0 900px red)'/>",
        "<rect fill='url(http://a.example/)'/>",
        "<rect style='fill: var(--a)'/>",
        "<rect style='width: calc(1px)'/>",
        "<rect style='fill: u\\72l(x)'/>",
        "<style>@import 'http://a.example/'</style>",
        "<style>* { fill: url(#a) }</style>",
        "<style>* { fill: u\\72l(x) }</style>",
        "<image href='http://a.example/a.png'/>",
        "<image href='data:image/svg+xml;base64,AAAA'/>",
        "<image href='data:image/png;base64,AAAA'/>",
        f"<image href='data:image/png;base64,{png(30_000, 30_000, whole=False)}'/>",
        "<use href='http://a.example/a.svg#b'/>",
        "<g>" * 60 + "</g>" * 60,
        "<g id='a'><use href='#a'/></g>",
        "<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g>",
        "<clipPath id='c' clip-path='url(#c)'/>",
        f"<path id='p' d='{'L 1 1 ' * 10_000}'/>" + "<use href='#p'/>" * 200,
        "".join(f"<g id='a{i}'><use href='#a{i + 1}'/></g>" for i in range(5_000)),
    ],
)
def test_what_acts_fetches_or_multiplies_is_not_shown(inside):
    assert cleaned(svg(inside)) is None


LINKS = ["href='#{}'", "xlink:href='#{}'", "clip-path='url(#{})'", "style='clip-path: url( \"#{}\" )'"]


@pytest.mark.parametrize("link", LINKS)
@pytest.mark.parametrize("element", ["g", "clipPath", "symbol", "pattern"])
def test_parts_that_show_each_other_are_counted_as_often_as_they_are_shown(element, link):
    begin = time.process_time()
    assert cleaned(tower(element, link)) is None
    assert cleaned(tower(element, link, height=3)) is not None
    assert time.process_time() - begin < 5


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no drawing",
        "<svg",
        svg("<g>"),
        svg("\ud800"),
        "<html/>",
        svg("&undefined;"),
        '<!DOCTYPE svg [<!ENTITY a "b">]>' + svg("&a;"),
        '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/hostname">]>' + svg("&a;"),
        "<svg>" * 100_000,
        svg("<g/>" * MAX_CHARACTERS),
    ],
)
def test_what_is_no_drawing_is_told_as_none(text):
    assert cleaned(text) is None


def test_a_page_says_what_it_does_not_show_and_shows_the_words_beside_it():
    forms = {"image/svg+xml": tower("g", "href='#{}'")}
    request = PageRequest([ShownCell("code", "", outputs=[
        ShownOutput("display_data", forms), ShownOutput("display_data", forms | {"text/plain": "A plot."}),
        ShownOutput("display_data", {"image/svg+xml": svg("<rect/>")}),
    ])])  # fmt: skip
    first, second, third = render_page(request).cells[0].outputs
    assert "(output of kind image/svg+xml, not shown)" in first.html
    assert "A plot." in second.html
    assert b"<rect" in b64decode(third.html)


@pytest.mark.parametrize("whole", [False, True])
def test_a_picture_of_more_pixels_than_a_browser_should_hold_is_not_shown(whole):
    side = 9_000
    large, small = png(side, side, whole=whole), png(8, 8)
    assert picture_type(b64decode(large)) is None
    assert picture_type(b64decode(small)) == "image/png"
    image = "<img src='data:image/png;base64,{}'>".format
    request = PageRequest([
        ShownCell("code", "", outputs=[
            ShownOutput("display_data", {"image/png": large}),
            ShownOutput("display_data", {"text/html": image(large) + image(small) + image(large[:60])}),
        ]),
        ShownCell("markdown", f"![a](data:image/png;base64,{large[:3000]})"),
        ShownCell("markdown", "![a](attachment:b)", pictures={"b": {"image/png": large}}),
    ])  # fmt: skip
    page = render_page(request)
    assert [large[:60] in text.html for text in page.cells[0].outputs] == [False, False]
    assert page.cells[0].outputs[1].html.count(small) == 1
    assert not any(large[:60] in cell.source for cell in page.cells)


def test_a_page_has_room_for_so_many_pixels():
    pictures, data = PagePictures(), png(6_000, 6_000, whole=False)
    fitting = PAGE_PIXELS // 36_000_000
    assert [pictures.accepts(data) for _ in range(fitting + 1)] == [True] * fitting + [False]
    assert pictures.accepts(png(5, 5))
