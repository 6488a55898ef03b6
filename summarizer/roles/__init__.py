"""What part a phrase plays in what its sentence reports, decided by a small encoder that was trained for it."""

from summarizer.roles.packaged import adapter_version, default_classifier
from summarizer.roles.questions import NONE, RoleClassifier, RoleQuestion

__all__ = ["NONE", "RoleClassifier", "RoleQuestion", "adapter_version", "default_classifier"]
