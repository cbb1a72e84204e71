"""What SQL cannot do for the warehouse: check the CSVs' form, run dbt, name the line of a problem, publish."""
