from .compilation import Job, Rendition
from .output import Disposition, Output

__all__ = ["Disposition", "Job", "Output", "Rendition"]
