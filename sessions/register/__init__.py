"""The register of recommendations: found by words, facets, and by being like another."""
