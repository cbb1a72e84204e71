-- Every change that is printed or can be computed between two years of one indicator and place.

with stacked as (

    select
        indicator_code,
        place_key,
        from_year,
        to_year,
        period,
        'nominal' as prices,
        source,
        basis,
        change_pct_point as change_pct,
        change_pct_low,
        change_pct_high,
        change_abs_point as change_abs,
        change_abs_low,
        change_abs_high,
        change_abs_unit,
        cagr_point as cagr_pct,
        cagr_low,
        cagr_high,
        caveat,
        from_observation_ids,
        from_figure,
        to_observation_ids,
        to_figure,
        cast(null as {{ dbt.type_string() }}) as rate_observation_ids,
        cast(null as {{ dbt.type_string() }}) as rate_figure
    from {{ ref('int_changes_computed') }}

    union all

    select
        indicator_code,
        place_key,
        from_year,
        to_year,
        period,
        prices,
        source,
        basis,
        change_pct,
        change_pct_low,
        change_pct_high,
        change_abs,
        change_abs_low,
        change_abs_high,
        change_abs_unit,
        cagr as cagr_pct,
        cagr_low,
        cagr_high,
        caveat,
        cast(null as {{ dbt.type_string() }}) as from_observation_ids,
        cast(null as {{ dbt.type_string() }}) as from_figure,
        cast(null as {{ dbt.type_string() }}) as to_observation_ids,
        cast(null as {{ dbt.type_string() }}) as to_figure,
        rate_observation_ids,
        rate_figure
    from {{ ref('int_changes_printed') }}

),

final as (

    select
        *,
        -- A share changes in points, everything else in percent.
        case basis when 'ratio' then 'pp' else '%' end as unit,
        case basis when 'ratio' then change_abs_low else change_pct_low end
            as change_low,
        case basis when 'ratio' then change_abs_high else change_pct_high end
            as change_high,
        concat(
            'growth-', indicator_code, '-', place_key, '-',
            cast(from_year as {{ dbt.type_string() }}), '-',
            cast(to_year as {{ dbt.type_string() }}),
            case period when 'year' then '' else concat('-', period) end,
            case prices when 'nominal' then '' else concat('-', prices) end,
            '-', source
        ) as growth_id
    from stacked

)

select * from final
