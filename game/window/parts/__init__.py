"""What the screens are put together from: gauges, ladder, map, documents, cards, charts of the ledger."""
