-- A location keeps its own versions; see docs/scale.md.
{{ config(enabled=(target.type == 'duckdb' and facts_location() == '')) }}

{% set figure_columns = [
    'figure', 'district_code', 'area_code', 'indicator_code', 'year', 'kind',
    'measure', 'strength', 'rank_group', 'value', 'value_low', 'value_high',
    'bound', 'unit', 'note',
] %}

with figures as (

    select
        *,
        {% for column in figure_columns %}
        lag({{ column }}) over (
            partition by observation_id order by dbt_valid_from
        ) as {{ column }}_before,
        {% endfor %}
        min(dbt_valid_from) over () as history_start,
        coalesce(
            lag(dbt_is_deleted) over (
                partition by observation_id order by dbt_valid_from
            ), 'True'
        ) as was_deleted
    from {{ ref('figures_history') }}

),

cells as (

    select
        *,
        min(dbt_valid_from) over () as history_start,
        coalesce(
            lag(dbt_is_deleted) over (
                partition by seed, row_key, column_name order by dbt_valid_from
            ), 'True'
        ) as was_deleted,
        lag(entry) over (
            partition by seed, row_key, column_name order by dbt_valid_from
        ) as entry_before
    from {{ ref('catalogue_history') }}

),

changes as (

    -- A figure that was added or removed is described by its print.
    select
        dbt_valid_from as changed_at,
        case when dbt_is_deleted = 'True' then 'removed' else 'added' end
            as change,
        case when dbt_is_deleted <> 'True' then invocation_id end
            as invocation_id,
        document_id,
        indicator_code,
        'figures' as subject,
        concat('observation_id=', observation_id) as row_key,
        'figure' as column_name,
        case when dbt_is_deleted = 'True' then figure end as entry_before,
        case when dbt_is_deleted <> 'True' then figure end as entry_after
    from figures
    where
        dbt_valid_from > history_start
        and (dbt_is_deleted = 'True' or was_deleted = 'True')

    {% for column in figure_columns %}
    union all

    select
        dbt_valid_from as changed_at,
        'changed' as change,
        invocation_id,
        document_id,
        indicator_code,
        'figures' as subject,
        concat('observation_id=', observation_id) as row_key,
        '{{ column }}' as column_name,
        cast({{ column }}_before as {{ dbt.type_string() }}) as entry_before,
        cast({{ column }} as {{ dbt.type_string() }}) as entry_after
    from figures
    where
        dbt_is_deleted <> 'True'
        and was_deleted <> 'True'
        and {{ column }}_before is distinct from {{ column }}
    {% endfor %}

    union all

    select
        dbt_valid_from as changed_at,
        case
            when dbt_is_deleted = 'True' then 'removed'
            when was_deleted = 'True' then 'added'
            else 'changed'
        end as change,
        case when dbt_is_deleted <> 'True' then invocation_id end
            as invocation_id,
        cast(null as {{ dbt.type_string() }}) as document_id,
        cast(null as {{ dbt.type_string() }}) as indicator_code,
        seed as subject,
        row_key,
        column_name,
        case when was_deleted <> 'True' then entry_before end as entry_before,
        case when dbt_is_deleted <> 'True' then entry end as entry_after
    from cells
    where dbt_valid_from > history_start

)

select * from changes
