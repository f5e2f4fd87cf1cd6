"""Reconcile the cells of tables with terms, as the W3C Reconciliation API says."""
