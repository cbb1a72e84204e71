-- Every cell of a CSV that people enter holds what its column may hold, as seeds/seeds.yml has it. Second readings are compared
-- with the first, whose cells are checked here.

{% set seeds = [
    'areas', 'codelists', 'comparability', 'concepts', 'districts', 'documents', 'fact_details', 'facts', 'identities',
    'indicators', 'numerals', 'printed_words', 'public_money', 'reading_differences', 'tasks', 'units',
] %}

{% for seed in graph.nodes.values() | selectattr('resource_type', 'equalto', 'seed') if execute %}
{% if (seed.name in seeds) != ('cells' in seed.config.meta) %}
{{ exceptions.raise_compiler_error(
    "tests/cells_are_valid.sql lists the seeds that have config.meta.cells in seeds/seeds.yml: found " ~ seed.name
    ~ " in one of them only. Add it to the other."
) }}
{% endif %}
{% endfor %}

{% for seed in seeds %}
{% set relation = ref(seed) %}
{% set cells = graph.nodes['seed.kewei.' ~ seed].config.meta.cells if execute else {'key': ['1']} %}
select
    csv_file,
    csv_line,
    column_name,
    found,
    expected,
    remedy
from {{ cells_that_are_wrong(seed, **cells) }} as problems
{{ 'union all' if not loop.last }}
{% endfor %}
