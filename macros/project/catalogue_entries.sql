{#- The cells of the curated catalogue, one row per cell: seed, row_key, column_name, entry.
    judged_only: the cells that are entered twice, instead of all.
    Example: the unit of hnte_valid gives indicators, indicator_code=hnte_valid, unit, 家. -#}
{% macro catalogue_entries(judged_only=false) -%}
    {%- set seeds = [
        {
            "seed": "documents",
            "key": ["document_id"],
            "judged": [
                "document_number", "title", "issuer", "district_code",
                "document_type", "issued_on", "covers_year", "source_file",
                "sha256",
            ],
            "further": ["numeral_count", "numerals_sha256", "url", "damage_note"],
        },
        {
            "seed": "districts",
            "key": ["district_code"],
            "judged": ["district", "district_en", "full_name"],
            "further": [],
        },
        {
            "seed": "areas",
            "key": ["area_code"],
            "judged": [
                "area", "area_en", "area_type", "district_code",
                "parent_area_code",
            ],
            "further": ["aliases", "note"],
        },
        {
            "seed": "concepts",
            "key": ["concept_code"],
            "judged": ["concept", "concept_en", "theme"],
            "further": [],
        },
        {
            "seed": "indicators",
            "key": ["indicator_code"],
            "judged": [
                "indicator", "indicator_en", "concept_code", "unit", "basis",
                "direction", "is_headline", "definition",
            ],
            "further": [],
        },
        {
            "seed": "units",
            "key": ["printed_unit"],
            "judged": ["unit", "multiplier", "dimension", "unit_en"],
            "further": [],
        },
        {
            "seed": "codelists",
            "key": ["codelist", "code"],
            "judged": ["label_zh", "label_en", "definition"],
            "further": [],
        },
        {
            "seed": "identities",
            "key": ["identity_id", "role", "indicator_code"],
            "judged": ["relation", "area_code", "year", "is_complete"],
            "further": ["note"],
        },
        {
            "seed": "comparability",
            "key": ["indicator_code_a", "indicator_code_b"],
            "judged": ["grade", "reasons"],
            "further": ["caveat"],
        },
        {
            "seed": "target_notes",
            "key": ["document_id", "char_start"],
            "judged": [],
            "further": ["target_kind", "claimed_verdict", "reason"],
        },
    ] -%}
    {%- set cells = [] -%}
    {%- for seed in seeds -%}
        {%- set columns = seed["judged"] + ([] if judged_only else seed["further"]) -%}
        {%- for column in columns -%}
            {%- do cells.append((seed["seed"], seed["key"], column)) -%}
        {%- endfor -%}
    {%- endfor -%}
    {% for seed, key, column in cells %}
    select
        '{{ seed }}' as seed,
        {{ row_key(key) }} as row_key,
        '{{ column }}' as column_name,
        {% if judged_only and column == "definition" %}
        {{ sha256_hex("coalesce(" ~ column ~ ", '')") }} as entry
        {% else %}
        coalesce({{ column }}, '') as entry
        {% endif %}
    from {{ ref(seed) }}
    {{ "union all" if not loop.last }}
    {% endfor %}
{%- endmacro %}
