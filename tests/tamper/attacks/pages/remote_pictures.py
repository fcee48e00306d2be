"""Pictures that tell somebody that the page is read.

Loses: double-small, double-large
"""
# %% why_two
# ![a picture](https://example.org/$MARK.png) <img src="//example.org/$MARK">
# <video poster="http://example.org/$MARK"></video><img srcset="http://example.org/$MARK 2x">
