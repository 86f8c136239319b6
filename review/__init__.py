"""What happens between a reading and an accepted submission: checks, differences, drafts, remembered layouts."""
