"""What SQL cannot do for the warehouse: read figures, check the CSVs' form, run dbt, name a problem's line, publish."""
