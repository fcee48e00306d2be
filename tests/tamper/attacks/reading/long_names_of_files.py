"""Its files have no content, and names that are longer together than a record may be.

Loses: double-small, double-large
"""
# %% hand-in
inside = folder / ("x" * 200) / ("y" * 200) / ("z" * 200)
inside.mkdir(parents=True)
for number in range(1_990):
    (inside / (f"{number:04}" + "n" * 196)).write_text("")
