"""File formats of notes. This module imports little, because the `notes` command uses it too."""

from api.transfers.file_names import named_format
from api.transfers.formats import FILE_NAMES, Format, OnConflict

__all__ = ["FILE_NAMES", "Format", "OnConflict", "named_format"]
