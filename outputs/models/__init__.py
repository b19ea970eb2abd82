from .asset import Asset
from .board import BoardAct
from .comments import Comment, CommentPeriod
from .compilation import Job, Rendition
from .issuing import DownloadCount, IssuedFile
from .output import Disposition, Output
from .runs import PrintRun
from .symbols import DocumentSymbol, SymbolPattern

__all__ = [
    "Asset",
    "BoardAct",
    "Comment",
    "CommentPeriod",
    "Disposition",
    "DocumentSymbol",
    "DownloadCount",
    "IssuedFile",
    "Job",
    "Output",
    "PrintRun",
    "Rendition",
    "SymbolPattern",
]
