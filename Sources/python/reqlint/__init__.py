"""reqlint as a Python package: the program lies among the scripts, and `python -m reqlint` starts it; `reqlint.spark`
runs it on Apache Spark."""
