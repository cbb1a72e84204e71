"""Measuring what a build costs, and what of it is dbt."""
