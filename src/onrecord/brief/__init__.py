"""What a reader takes away: a brief composed from the record, checked against it, and rendered."""
