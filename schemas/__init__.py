"""Records: what an article says of casualties, sanctions and ceasefires, and what the fields are made of."""

from summarizer.schemas.casualties import CasualtyReport
from summarizer.schemas.ceasefire import CeasefirePosition
from summarizer.schemas.fields import Choice, Comparison, Derived, FieldKind, Verbatim, kind_of, kinds
from summarizer.schemas.form import FieldForm, Kind, TopicForm
from summarizer.schemas.inferred import as_model, fields_of
from summarizer.schemas.made import record_class
from summarizer.schemas.record import Record, actors_of, dates_of, durations_of, places_of
from summarizer.schemas.sanctions import SanctionsCall
from summarizer.schemas.values import Actor, Count, Evidence, Money, count_of_anything

__all__ = [
    "Actor",
    "CasualtyReport",
    "CeasefirePosition",
    "Choice",
    "Comparison",
    "Count",
    "Derived",
    "Evidence",
    "FieldForm",
    "FieldKind",
    "Kind",
    "Money",
    "Record",
    "SanctionsCall",
    "TopicForm",
    "Verbatim",
    "actors_of",
    "as_model",
    "count_of_anything",
    "dates_of",
    "durations_of",
    "fields_of",
    "kind_of",
    "kinds",
    "places_of",
    "record_class",
]
