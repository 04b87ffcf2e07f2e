"""What the record says over time: one utterance through its carriers, one actor through the documents."""
