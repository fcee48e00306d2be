"""Pages and styles handed in beside the notebook.

Loses: double-small, double-large
"""
# %% file small.html
<script>alert("nothing to see")</script>
# %% file custom.css
body { display: none }
# %% file templates/feedback.html.j2
<script>alert("$MARK")</script>
# %% file feedback/index.html.j2
<script>alert("$MARK")</script>
