from .comments import Comment, CommentPeriod
from .compilation import Job, Rendition
from .issuing import DownloadCount, IssuedFile
from .library import OutputEntry
from .output import Disposition, Output
from .runs import PrintRun
from .symbols import DocumentSymbol, SymbolPattern

__all__ = [
    "Comment",
    "CommentPeriod",
    "Disposition",
    "DocumentSymbol",
    "DownloadCount",
    "IssuedFile",
    "Job",
    "Output",
    "OutputEntry",
    "PrintRun",
    "Rendition",
    "SymbolPattern",
]
