"""Sends raw packets, and sets the network up.

Loses: double-small, double-large
"""
# %% double
import fcntl, socket, struct


def double(x):
    for family, kind, protocol in ((socket.AF_INET, socket.SOCK_RAW, 1), (socket.AF_PACKET, socket.SOCK_RAW, 3), (16, socket.SOCK_RAW, 0)):
        try:
            out = socket.socket(family, kind, protocol)
            if family == socket.AF_INET:
                out.sendto(b"\x08\0\xf7\xff\0\0\0\0", ("127.0.0.1", 0))
            print("opened", family)
        except OSError as error:
            print(error)
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as out:
            fcntl.ioctl(out, 0x8914, struct.pack("16sh14s", b"lo", 1, b""))
            out.sendto(b"$MARK", ("127.0.0.1", 4445))
    except OSError as error:
        print(error)
    return 0
