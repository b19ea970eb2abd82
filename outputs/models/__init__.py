from .asset import Asset
from .compilation import Job, Rendition
from .output import Disposition, Output
from .runs import PrintRun

__all__ = ["Asset", "Disposition", "Job", "Output", "PrintRun", "Rendition"]
