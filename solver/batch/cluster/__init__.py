"""Problems planned by the workers of a Dask cluster, on as many computers as there are.

The workers get problems and answer plans; they write nothing. Whatever becomes of one of them, its problems
are planned by another, and what comes twice is dropped by the batch.
"""
