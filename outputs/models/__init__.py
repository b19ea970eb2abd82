from .compilation import Job, Rendition
from .house_style import DismissedFinding, SilencedRule
from .output import Disposition, Output
from .runs import PrintRun

__all__ = ["DismissedFinding", "Disposition", "Job", "Output", "PrintRun", "Rendition", "SilencedRule"]
