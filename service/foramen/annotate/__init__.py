"""Find concepts, levels and sides in free text, with what is denied or doubted."""
