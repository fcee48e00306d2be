"""A frame with a page of its own.

Loses: double-small, double-large
"""
# %% why_two
# <iframe srcdoc="<script>parent.document.title = '$MARK'</script>"></iframe>
# <object data="data:text/html,<script>'$MARK'</script>"></object><embed src="javascript:'$MARK'">
# %% markdown after title
# <iframe src="https://example.org/$MARK"></iframe>
