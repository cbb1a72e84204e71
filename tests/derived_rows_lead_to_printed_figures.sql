-- Every observation_id that a derived row names is one of fct_observations.

with observations as (

    select observation_id from {{ ref('fct_observations') }}

),

named as (

    {% for model, key, column in [
        ('fct_implied_values', 'implied_value_id', 'input_observation_ids'),
        ('fct_growth', 'growth_id', 'from_observation_ids'),
        ('fct_growth', 'growth_id', 'to_observation_ids'),
        ('fct_growth', 'growth_id', 'rate_observation_ids'),
        ('fct_target_attainment', 'target_observation_id', 'actual_observation_id'),
        ('fct_target_attainment', 'target_observation_id', 'prior_actual_observation_id'),
        ('fct_target_attainment', 'target_observation_id', 'claim_observation_id'),
        ('fct_district_comparison', 'observation_ids_a', 'observation_ids_a'),
        ('fct_district_comparison', 'observation_ids_b', 'observation_ids_b'),
        ('rpt_discrepancies', 'discrepancy_id', 'observation_ids'),
    ] %}
    select
        '{{ model }}' as model_name,
        {{ key }} as row_key,
        {{ column }} as ids
    from {{ ref(model) }}
    where {{ column }} is not null
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

single_ids as (

    {{ split_list('named', ['model_name', 'row_key'], 'ids') }}

)

select
    single_ids.model_name,
    single_ids.row_key,
    single_ids.item
from single_ids
left join observations on single_ids.item = observations.observation_id
where
    observations.observation_id is null
    and single_ids.item not like 'implied-%'
