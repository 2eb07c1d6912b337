"""Segments of users by what they do: reads the models of seqment, and assigns new paths by them."""

from seqment.command import CommandNotFoundError
from seqment.frames import SeqmentError
from seqment.model import Alternative, Answer, Model, SegmentMap, read_users_frame
from seqment.reader import Assignment, ModelFormatError, SavedModel, read_model, read_users

__all__ = [
    "Alternative",
    "Answer",
    "Assignment",
    "CommandNotFoundError",
    "Model",
    "ModelFormatError",
    "SavedModel",
    "SegmentMap",
    "SeqmentError",
    "read_model",
    "read_users",
    "read_users_frame",
]
__version__ = "0.1.0"
