from .profile import NameForm, PostForm, ProfileForm
from .registration import RegistrationForm
from .signup import SignupForm

__all__ = ["NameForm", "PostForm", "ProfileForm", "RegistrationForm", "SignupForm"]
