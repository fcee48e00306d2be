"""`python -m initcourse` is the command `initcourse`."""

from initcourse.cli import main

main()
