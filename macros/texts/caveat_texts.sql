{#- The texts of some codes of the codelist caveat, as a subquery of one row with a column for each code. Example: caveat_texts(['issuer']) has the column issuer. -#}
{% macro caveat_texts(codes) -%}
    (
        select
            {%- for code in codes %}
            max(case code when '{{ code }}' then {{ both_languages('definition_en', 'definition_zh') }} end) as {{ code }}
            {{- ',' if not loop.last }}
            {%- endfor %}
        from {{ ref('stg_codelists') }}
        where codelist = 'caveat'
    )
{%- endmacro %}
