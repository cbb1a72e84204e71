-- Every rate that is printed or can be computed between two years of one indicator and place.

{% set columns = [
    'indicator_code', 'place_key', 'district_code', 'area_code',
    'from_year', 'to_year', 'source', 'basis',
    'level_unit', 'from_observation_ids', 'to_observation_ids', 'from_figure',
    'to_figure', 'rate_observation_ids', 'rate_figure', 'change_abs',
    'change_abs_low', 'change_abs_high', 'change_pct', 'change_pct_low',
    'change_pct_high', 'cagr_pct', 'cagr_low', 'cagr_high',
] | join(', ') %}

with actuals as (

    select * from {{ ref('int_actuals_combined') }}

),

implied_values as (

    select * from {{ ref('int_values_implied') }}
    where kind = 'actual'

),

printed_levels as (

    select * from actuals
    where measure = 'level' and basis <> 'event'

),

implied_ranked as (

    select
        *,
        row_number() over (
            partition by indicator_code, place_key, year
            order by method, implied_value_id
        ) as preference
    from implied_values
    where basis <> 'event'

),

implied_levels as (

    select * from implied_ranked
    where preference = 1

),

levels as (

    {{ levels_else_implied('printed_levels', 'implied_levels') }}

),

pairs as (

    select
        earlier.indicator_code,
        earlier.place_key,
        earlier.district_code,
        earlier.area_code,
        earlier.year as from_year,
        later.year as to_year,
        earlier.basis,
        later.unit as level_unit,
        earlier.value as from_value,
        earlier.value_low as from_low,
        earlier.value_high as from_high,
        later.value as to_value,
        later.value_low as to_low,
        later.value_high as to_high,
        earlier.observation_ids as from_observation_ids,
        later.observation_ids as to_observation_ids,
        earlier.figures as from_figure,
        later.figures as to_figure,
        later.year - earlier.year as years,
        earlier.is_point and later.is_point as is_point,
        case
            when earlier.method = 'printed' and later.method = 'printed'
                then 'computed'
            else 'implied'
        end as source

    from levels as earlier
    inner join levels as later
        on
            earlier.indicator_code = later.indicator_code
            and earlier.place_key = later.place_key
            and earlier.year < later.year
    -- A prior that came from this very rate would only give it back.
    where
        not (
            earlier.method in ('prior_from_rate', 'prior_from_change')
            and later.method = 'printed'
            and later.year = earlier.year + 1
        )

),

computed as (

    select
        indicator_code,
        place_key,
        district_code,
        area_code,
        from_year,
        to_year,
        source,
        basis,
        case basis when 'ratio' then 'pp' else level_unit end as level_unit,
        from_observation_ids,
        to_observation_ids,
        from_figure,
        to_figure,
        cast(null as {{ dbt.type_string() }}) as rate_observation_ids,
        cast(null as {{ dbt.type_string() }}) as rate_figure,
        cast(to_low - from_high as decimal(24, 6)) as change_abs_low,
        cast(to_high - from_low as decimal(24, 6)) as change_abs_high,
        case when is_point then cast(to_value - from_value as decimal(24, 6))
        end as change_abs,
        case
            when is_point and basis <> 'ratio'
                then {{ change_pct('from_value', 'to_value') }}
        end as change_pct,
        case
            when basis <> 'ratio' then {{ change_pct('from_high', 'to_low') }}
        end as change_pct_low,
        case
            when basis <> 'ratio' then {{ change_pct('from_low', 'to_high') }}
        end as change_pct_high,
        case
            when is_point and basis <> 'ratio' and years > 1
                then {{ cagr_pct('from_value', 'to_value', 'years') }}
        end as cagr_pct,
        case
            when basis <> 'ratio' and years > 1
                then {{ cagr_pct('from_high', 'to_low', 'years') }}
        end as cagr_low,
        case
            when basis <> 'ratio' and years > 1
                then {{ cagr_pct('from_low', 'to_high', 'years') }}
        end as cagr_high

    from pairs

),

printed as (

    select
        indicator_code,
        place_key,
        district_code,
        area_code,
        year - 1 as from_year,
        year as to_year,
        'printed' as source,
        max(basis) as basis,
        max(case measure when 'change_abs' then unit end) as level_unit,
        cast(null as {{ dbt.type_string() }}) as from_observation_ids,
        cast(null as {{ dbt.type_string() }}) as to_observation_ids,
        cast(null as {{ dbt.type_string() }}) as from_figure,
        cast(null as {{ dbt.type_string() }}) as to_figure,
        {{ text_list('observation_ids') }} as rate_observation_ids,
        {{ text_list('figures') }} as rate_figure,
        {% for measure, column in [
            ('change_abs', 'change_abs'), ('change_pct', 'change_pct')
        ] %}
        max(case measure when '{{ measure }}' then value_low end)
            as {{ column }}_low,
        max(case measure when '{{ measure }}' then value_high end)
            as {{ column }}_high,
        max(case measure when '{{ measure }}' then value end) as {{ column }},
        {% endfor %}
        cast(null as decimal(24, 6)) as cagr_pct,
        cast(null as decimal(24, 6)) as cagr_low,
        cast(null as decimal(24, 6)) as cagr_high

    from actuals
    where measure in ('change_pct', 'change_abs')
    group by indicator_code, place_key, district_code, area_code, year

),

stacked as (

    select {{ columns }} from computed
    union all
    select {{ columns }} from printed

),

final as (

    select
        *,
        case
            when basis = 'ratio' then 'pp'
            else '%'
        end as unit,
        case basis when 'ratio' then change_abs_low else change_pct_low end
            as change_low,
        case basis when 'ratio' then change_abs_high else change_pct_high end
            as change_high

    from stacked

)

select * from final
