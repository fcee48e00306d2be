"""An object that runs code where it is unpickled or copied.

Loses: double-small, double-large
"""
# %% double
import copyreg, os


class Runs:
    def __reduce__(self):
        return os.system, ("touch /outside/touched/$MARKreduced",)

    __reduce_ex__ = lambda self, protocol: self.__reduce__()
    __getstate__ = __deepcopy__ = __copy__ = lambda self, *args: 0


copyreg.pickle(complex, lambda value: (os.system, ("touch /outside/touched/$MARKreduced",)))


def double(x):
    return [Runs(), {"a": Runs()}, 1j]
