"""Does an S3 store do what we need of it?

``python -m infra.s3_conformance --endpoint HOST:PORT``, the keys in S3_ACCESS_KEY and S3_SECRET_KEY. Required checks
decide; optional ones say what else the store really does.
"""
