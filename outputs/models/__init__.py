from .asset import Asset
from .board import BoardAct
from .clearance import ClearanceStep, Handover
from .comments import Comment, CommentPeriod
from .compilation import Job, Rendition
from .editing import LastReading, WorkingCopy
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
    "ClearanceStep",
    "Comment",
    "CommentPeriod",
    "DismissedFinding",
    "Disposition",
    "DocumentSymbol",
    "DocumentTemplate",
    "DownloadCount",
    "Handover",
    "IssuedFile",
    "Job",
    "LastReading",
    "Output",
    "OutputEntry",
    "PrintRun",
    "Rendition",
    "SilencedRule",
    "SymbolPattern",
    "TemplateText",
    "WorkingCopy",
]
