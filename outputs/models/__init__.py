from .clearance import ClearanceStep, Handover
from .compilation import Job, Rendition
from .editing import LastReading, WorkingCopy
from .output import Disposition, Output
from .runs import PrintRun

__all__ = [
    "ClearanceStep",
    "Disposition",
    "Handover",
    "Job",
    "LastReading",
    "Output",
    "PrintRun",
    "Rendition",
    "WorkingCopy",
]
