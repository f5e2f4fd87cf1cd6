"""Answer as a FHIR terminology server: code systems, value sets, concept maps."""
