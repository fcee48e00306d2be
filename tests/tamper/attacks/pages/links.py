"""Links that run code when they are clicked.

Loses: double-small, double-large
"""
# %% why_two
# [the answer](javascript:alert('$MARK')) and <a href=" java&#10;script:alert('$MARK')">this</a>
# <a href="data:text/html,<script>alert('$MARK')</script>">that</a> [x]: <javascript:alert('$MARK')>
# <form action="https://example.org/$MARK"><button formaction="javascript:alert('$MARK')">more</button></form>
