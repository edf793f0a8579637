"""A demonstration county: made by our own code, loaded only where ``FENGXUN_DEMO=1``, and nobody's real town."""
