"""Which musts cannot hold together."""
