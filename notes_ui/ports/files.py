"""The formats of files of notes. It imports nothing of weight: the `notes` command needs it too."""

from api.transfers.file_names import named_format
from api.transfers.formats import FILE_NAMES, Format, OnConflict

__all__ = ["FILE_NAMES", "Format", "OnConflict", "named_format"]
