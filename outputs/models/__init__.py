from .compilation import Job, Rendition
from .output import Disposition, Output
from .runs import PrintRun
from .templates import DocumentTemplate, TemplateText

__all__ = ["Disposition", "DocumentTemplate", "Job", "Output", "PrintRun", "Rendition", "TemplateText"]
