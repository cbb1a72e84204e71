"""The curator's workbench: from a file to rows of the CSVs, by way of inbox/, which no build reads."""
