"""Three thousand pictures are pasted into the answer in words.

Loses: double-small, double-large
"""
# %% hand-in
import base64

png = base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(5_000)).decode()
cells["why_two"]["attachments"] = {f"{number}.png": {"image/png": png} for number in range(3_000)}
