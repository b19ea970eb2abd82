from .asset import Asset
from .board import BoardAct
from .comments import Comment, CommentPeriod
from .compilation import Job, Rendition
from .house_style import DismissedFinding, SilencedRule
from .issuing import DownloadCount, IssuedFile
from .library import OutputEntry
from .output import Disposition, Output
from .runs import PrintRun
from .symbols import DocumentSymbol, SymbolPattern
from .templates import DocumentTemplate, TemplateText

__all__ = [
    "Asset",
    "BoardAct",
    "Comment",
    "CommentPeriod",
    "DismissedFinding",
    "Disposition",
    "DocumentSymbol",
    "DocumentTemplate",
    "DownloadCount",
    "IssuedFile",
    "Job",
    "Output",
    "OutputEntry",
    "PrintRun",
    "Rendition",
    "SilencedRule",
    "SymbolPattern",
    "TemplateText",
]
