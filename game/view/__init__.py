"""What both user interfaces show: an observation turned into plain values and sentences. No drawing, no rules."""
