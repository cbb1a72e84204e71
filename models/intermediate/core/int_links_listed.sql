{#- Read once, by fct_links; a table would be written for nothing. -#}
{{ config(materialized='view') }}

-- From every computed row to the figures and implied values that it rests on or stands beside, one row each.

{% set links = [
    ('implied_value', 'int_values_implied', 'implied_value_id', {'input_observation_ids': 'input'}),
    ('implied_value', 'int_values_compared', 'implied_value_id', {'compared_with': 'compared_with'}),
    ('growth', 'int_changes_collected', 'growth_id', {
        'from_observation_ids': 'from', 'to_observation_ids': 'to', 'rate_observation_ids': 'rate',
    }),
    ('target', 'int_targets_judged', 'target_observation_id', {'actual_observation_id': 'outcome'}),
    ('target', 'int_targets_attained', 'target_observation_id', {
        'progress_observation_ids': 'progress', 'claim_observation_id': 'claim',
    }),
    ('target', 'int_priors_found', 'target_observation_id', {
        'prior_actual_observation_id': 'prior_printed', 'implied_prior_id': 'prior_implied',
        'related_prior_observation_id': 'prior_related',
    }),
    ('target', 'int_targets_linked', 'target_observation_id', {
        'prior_target_observation_id': 'prior_target', 'conflicting_target_ids': 'conflicting_target',
        'other_target_ids': 'restated_target',
        'promise_target_ids': 'other_end', 'joint_target_ids': 'joint_target',
    }),
    ('finding', 'int_findings_collected', 'discrepancy_id', {'observation_ids': 'figure'}),
] %}

with lists as (

    {% for subject, model, key, roles in links %}
    {% for column, role in roles.items() %}
    select
        '{{ subject }}' as subject,
        {{ key }} as subject_id,
        '{{ role }}' as link_role,
        {{ column }} as ids
    from {{ ref(model) }}
    where {{ column }} is not null

    union all

    {% endfor %}
    {% endfor %}
    {% for side in ['a', 'b'] %}
    select
        'comparison' as subject,
        {{ comparison_id() }} as subject_id,
        '{{ side }}' as link_role,
        {{ side }}.observation_ids as ids
    from {{ ref('int_years_matched') }} as pairs
    {% for each in ['a', 'b'] %}
    inner join {{ ref('int_levels_numbered') }} as {{ each }}
        on
            pairs.series_id_{{ each }} = {{ each }}.series_id
            and pairs.year_{{ each }} = {{ each }}.year
    {% endfor %}
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

split as (

    {{ split_list('lists', ['subject', 'subject_id', 'link_role'], 'ids') }}

),

final as (

    -- A value that follows from another may rest on one print in two ways; the list is split into different ids.
    select
        subject,
        subject_id,
        link_role,
        item as linked_id,
        -- Every id of an implied value begins so, and no figure's does.
        case when item like 'implied-%' then item end as implied_value_id,
        case when item not like 'implied-%' then item end as observation_id
    from split

)

select * from final
