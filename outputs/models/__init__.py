from .board import BoardAct
from .compilation import Job, Rendition
from .output import Disposition, Output
from .runs import PrintRun

__all__ = ["BoardAct", "Disposition", "Job", "Output", "PrintRun", "Rendition"]
