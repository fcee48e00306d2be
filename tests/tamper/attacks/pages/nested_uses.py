"""A drawing of a kilobyte that draws a circle a hundred million times in whatever browser opens the page.

Loses: double-small, double-large
"""
# %% before double
from IPython.display import display

svg = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="100" height="100">'
svg += '<defs><circle id="a0" r="5"/>'
for i in range(1, 9):
    svg += f'<g id="a{i}">' + f'<use xlink:href="#a{i - 1}" x="1"/>' * 10 + "</g>"
display({"image/svg+xml": svg + '</defs><use xlink:href="#a8"/></svg>'}, raw=True)
