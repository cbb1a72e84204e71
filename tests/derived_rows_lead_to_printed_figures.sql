-- Every id that a row names exists: an observation_id in fct_observations, an implied_value_id in fct_implied_values.

with ids as (

    select
        observation_id as id,
        'printed' as id_type
    from {{ ref('fct_observations') }}

    union all

    select
        implied_value_id as id,
        'implied' as id_type
    from {{ ref('fct_implied_values') }}

),

named as (

    {% for model, key, columns in [
        ('fct_observations', 'observation_id', {
            'repeat_of': 'printed', 'conflicts_with': 'printed', 'rival_of': 'printed',
        }),
        ('fct_implied_values', 'implied_value_id', {
            'input_observation_ids': 'printed', 'compared_with': 'either',
        }),
        ('fct_growth', 'growth_id', {
            'from_observation_ids': 'printed', 'to_observation_ids': 'printed',
            'rate_observation_ids': 'printed',
        }),
        ('fct_target_attainment', 'target_observation_id', {
            'target_observation_id': 'either', 'actual_observation_id': 'printed',
            'claim_observation_id': 'printed', 'prior_actual_observation_id': 'printed',
            'implied_prior_id': 'implied', 'prior_target_observation_id': 'either',
            'rival_target_ids': 'printed', 'joint_target_ids': 'printed',
        }),
        ('fct_district_comparison', 'observation_ids', {'observation_ids': 'printed'}),
        ('fct_lookalikes', 'observation_ids', {'observation_ids': 'printed'}),
        ('rpt_discrepancies', 'discrepancy_id', {'observation_ids': 'printed'}),
    ] %}
    {% set last_model = loop.last %}
    {% for column, id_type in columns.items() %}
    select
        '{{ model }}' as model_name,
        {{ key }} as row_key,
        '{{ column }}' as column_name,
        '{{ id_type }}' as expected,
        {{ column }} as ids
    from {{ ref(model) }}
    where {{ column }} is not null
    {{ 'union all' if not (last_model and loop.last) }}
    {% endfor %}
    {% endfor %}

),

single_ids as (

    {{ split_list(
        'named', ['model_name', 'row_key', 'column_name', 'expected'], 'ids'
    ) }}

)

select
    single_ids.model_name,
    single_ids.row_key,
    single_ids.column_name,
    single_ids.item as found,
    single_ids.expected
from single_ids
left join ids
    on
        single_ids.item = ids.id
        and single_ids.expected in (ids.id_type, 'either')
where ids.id is null
