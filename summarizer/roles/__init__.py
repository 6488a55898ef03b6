"""Role classification: the part that a phrase plays in its sentence, by a small encoder trained for it."""

from summarizer.roles.packaged import adapter_version, default_classifier
from summarizer.roles.questions import NONE, RoleClassifier, RoleQuestion, Roles

__all__ = ["NONE", "RoleClassifier", "RoleQuestion", "Roles", "adapter_version", "default_classifier"]
