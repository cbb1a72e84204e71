{#- The cells of curated seeds that were entered twice, one row per cell: seed, row_key, column_name, entry.
    Example: the unit of hnte_valid gives indicators, indicator_code=hnte_valid, unit, 家. -#}
{% macro catalogue_entries() -%}
    {%- set seeds = [
        {
            "seed": "documents",
            "key": ["document_id"],
            "columns": [
                "document_number", "title", "issuer", "district_code",
                "document_type", "issued_on", "covers_year", "source_file",
                "sha256",
            ],
        },
        {
            "seed": "areas",
            "key": ["area_code"],
            "columns": ["area_type", "district_code", "parent_area_code"],
        },
        {"seed": "concepts", "key": ["concept_code"], "columns": ["theme"]},
        {
            "seed": "indicators",
            "key": ["indicator_code"],
            "columns": [
                "concept_code", "unit", "basis", "direction", "is_headline",
            ],
        },
        {
            "seed": "units",
            "key": ["printed_unit"],
            "columns": ["unit", "multiplier", "dimension"],
        },
        {
            "seed": "identities",
            "key": ["identity_id", "role", "indicator_code"],
            "columns": ["relation", "area_code", "year", "is_complete"],
        },
        {
            "seed": "comparability",
            "key": ["indicator_code_a", "indicator_code_b"],
            "columns": ["grade", "reasons"],
        },
    ] -%}
    {% for seed in seeds %}
    {% set seed_loop = loop %}
    {% for column in seed["columns"] %}
    select
        '{{ seed["seed"] }}' as seed,
        {{ row_key(seed["key"]) }} as row_key,
        '{{ column }}' as column_name,
        coalesce({{ column }}, '') as entry
    from {{ ref(seed["seed"]) }}
    {{ "union all" if not (loop.last and seed_loop.last) }}
    {% endfor %}
    {% endfor %}
{%- endmacro %}
