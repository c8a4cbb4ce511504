"""The caches of one application; a setting limits their memory together."""

from api.caches import Cache, Caches, text_size

__all__ = ["Cache", "Caches", "text_size"]
