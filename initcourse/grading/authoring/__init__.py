"""Before the class: build the release of a source notebook, find leaks, prove its tests. Nothing here grades a hand-in.

- `release`: from `source/` to `release/`; refuses leaks, slips and tests that are not proven.
- `leaks`, `conditions`: passages and conditions of hidden tests that students can read, however they are written.
- `verify`: all claims of `initcourse verify`, one after the other, by the modules below.
- `bank`, `trial`: right and wrong answers, and one of them tried on the test cells that use it.
- `mutation`: an official solution with one small change, for every place where one can be made.
- `generic`, `generic_inside`: an official solution that answers without working, as by NaN; the latter runs in the
  process that holds the answer.
- `proof`, `proof_page`: what the trials prove of an exercise, and the page `docs/proof.md`.
- `seeds`, `seeds_inside`: right answers under many seeds; the latter runs in the process that holds the answer.
- `sample_class`: classes made from the bank.
"""
