from .profile import PostForm, ProfileForm
from .registration import RegistrationForm
from .signup import SignupForm

__all__ = ["PostForm", "ProfileForm", "RegistrationForm", "SignupForm"]
