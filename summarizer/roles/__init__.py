"""Role classification: the part that a phrase plays in its sentence, by a small encoder trained for it."""

from summarizer.roles.packaged import adapter_version, default_classifier
from summarizer.roles.questions import NONE, RoleClassifier, RoleQuestion

__all__ = ["NONE", "RoleClassifier", "RoleQuestion", "adapter_version", "default_classifier"]
