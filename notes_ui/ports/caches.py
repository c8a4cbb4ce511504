"""Caches whose bounds one setting gives, for all of a process together."""

from api.caches import Cache, Caches, text_size

__all__ = ["Cache", "Caches", "text_size"]
