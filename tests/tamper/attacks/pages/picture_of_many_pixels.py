"""A picture of a hundred bytes that says that it has nine hundred million pixels, in every place of a page.

Loses: double-small, double-large
"""
# %% before double
import struct
import zlib
from base64 import b64encode

from IPython.display import HTML, Markdown, display


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


header = chunk(b"IHDR", struct.pack(">IIBBBBB", 30_000, 30_000, 1, 0, 0, 0, 0))
png = b64encode(b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")).decode()
display({"image/png": png}, raw=True)
display(HTML(f'<img src="data:image/png;base64,{png}">'), Markdown(f"![](data:image/png;base64,{png})"))
