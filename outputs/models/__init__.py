from .compilation import Job, Rendition
from .output import Disposition, Output
from .runs import PrintRun

__all__ = ["Disposition", "Job", "Output", "PrintRun", "Rendition"]
