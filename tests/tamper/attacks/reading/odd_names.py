"""Files have names that are no text, end a line, move the cursor, or stand for folders.

Loses: double-small, double-large
"""
# %% hand-in
import os

for name in (b"\xff\xfe.txt", b"a\nb.txt", b"\x1b[31m.txt", b"\xe2\x80\xae.txt", b"a" * 255, b"-rf", b"$(id)", b"~", b"%s"):
    with open(os.path.join(os.fsencode(folder), name), "wb") as file:
        file.write(b"$MARK")
