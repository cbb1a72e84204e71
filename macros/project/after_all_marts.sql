{#- Nothing but dependencies: what calls it runs behind all marts and behind every data test, so that a build that
    fails leaves no trace in the history. -#}
{% macro after_all_marts() -%}
    {%- set nodes = [
        "dim_areas", "dim_codelists", "dim_comparability", "dim_districts",
        "dim_documents", "dim_indicators", "fct_district_comparison",
        "fct_growth", "fct_implied_values", "fct_numerals", "fct_observations",
        "fct_target_attainment", "rpt_coverage", "rpt_discrepancies",
    ] -%}
    {%- if env_var("DOCUMENTS_DIR", "") != "" -%}
        {%- do nodes.extend(["fct_evidence", "stg_document_texts", "stg_text_numerals"]) -%}
    {%- endif -%}
    {%- for node in nodes -%}
        {%- do ref(node) -%}
    {%- endfor -%}
{%- endmacro %}
