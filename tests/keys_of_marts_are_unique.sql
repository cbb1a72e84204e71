-- The primary key of each mart, where no constraint holds it: below facts_location, and on Spark, which has none.
{{ config(
    enabled=(facts_location() != '' or target.type == 'spark'),
    meta={
        "guards": "No two rows of a mart share its primary key, and no part of the key is null.",
        "next_steps": "Look for a join in the models of the mart that doubles rows.",
    },
) }}

{% set marts = [
    'dim_areas', 'dim_codelists', 'dim_comparability', 'dim_districts',
    'dim_documents', 'dim_indicators', 'fct_district_comparison',
    'fct_evidence', 'fct_growth', 'fct_implied_values', 'fct_lookalikes',
    'fct_numerals', 'fct_observations', 'fct_target_attainment', 'fct_tasks',
    'rpt_coverage', 'rpt_discrepancies', 'rpt_document_coverage', 'rpt_promises',
] %}

{% for mart in marts %}
{% set key = graph.nodes['model.kewei.' ~ mart].constraints[0].columns if execute else ['1'] %}
select
    '{{ mart }}' as mart,
    count(*) as number_of_rows,
    {% for column in key %}
    cast({{ column }} as {{ dbt.type_string() }}){{ " || ' ' || " if not loop.last }}
    {%- endfor %} as key_of_row
from {{ ref(mart) }}
group by {{ key | join(', ') }}
having count(*) > 1 or {{ key | join(' is null or ') }} is null
{{ 'union all' if not loop.last }}
{% endfor %}
