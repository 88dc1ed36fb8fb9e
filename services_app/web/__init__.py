"""What the ways in share: addresses, cards, filters of templates, answers to problems."""
