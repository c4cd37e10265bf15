"""Least-cost flow through one month's network: a compiled dual network simplex, and the same by HiGHS."""
