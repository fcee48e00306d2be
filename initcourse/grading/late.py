"""Something that is made when it is wanted: the base of late models and their layers."""

from __future__ import annotations

from typing import Any


class Late:
    """Hands on to the real thing, which is made now, whatever a subclass does not know by itself."""

    def _made(self) -> Any:
        raise NotImplementedError

    def __getattr__(self, name: str) -> Any:
        return getattr(self._made(), name)

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(self._made(), name, value)

    def __delattr__(self, name: str) -> None:
        delattr(self._made(), name)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Compute the output, as Keras does."""
        return self._made()(*args, **kwargs)

    def __repr__(self) -> str:
        return repr(self._made())

    def __reduce_ex__(self, protocol: Any) -> Any:
        return self._made().__reduce_ex__(protocol)
