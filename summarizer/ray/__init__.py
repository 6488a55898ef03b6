"""Briefs on a Ray cluster: a dataset of articles in and of briefings out, or files in and partitions out.

Needs the extra `ray`. Each actor holds one model client and one parser; one limiter holds requests, tokens and dollars
of all of them, and one keeper their replies. A failure is a row.
"""

from summarizer.ray.dataset import RayConfig, brief
from summarizer.ray.files import FilesReport, brief_files
from summarizer.ray.rows import SCHEMA_VERSION, rows_schema

__all__ = ["SCHEMA_VERSION", "FilesReport", "RayConfig", "brief", "brief_files", "rows_schema"]
