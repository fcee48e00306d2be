"""What an instructor does before a class: build the release, prove the test cells, look for leaks and false alarms.

`release` and `verify` are the doors; `bank` holds right and wrong answers, of which `sample_class` makes classes. This
room executes notebooks like a class run does, and neither of the two imports the other.
"""
