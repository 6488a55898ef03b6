"""The records declare what each field is."""

import pytest

from summarizer.schemas import CasualtyReport, CeasefirePosition, Evidence, Record, SanctionsCall, kinds


@pytest.mark.parametrize("record", [CasualtyReport, SanctionsCall, CeasefirePosition])
def test_every_field_of_a_record_has_a_kind(record: type[Record]) -> None:
    assert set(kinds(record)) == set(record.model_fields)


def test_evidence_with_offsets_that_do_not_fit_its_quote_is_refused() -> None:
    with pytest.raises(ValueError, match="do not fit"):
        Evidence(quote="nine", start=3, end=8)
