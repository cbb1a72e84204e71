-- Every change that is printed or can be computed between two years of one indicator and place. Computed ones have the digits that
-- their interval supports; whether two agree is decided on the ends as computed, raw_low and raw_high.

{% set no_text = 'cast(null as ' ~ dbt.type_string() ~ ')' %}

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
        {% for name in ['change_pct', 'change_abs', 'cagr'] %}
        {{ interval_in_digits(name, name) }},
        {{ name }}_low as raw_{{ name }}_low,
        {{ name }}_high as raw_{{ name }}_high,
        {% endfor %}
        change_abs_unit,
        caveat,
        from_observation_ids,
        from_figure,
        to_observation_ids,
        to_figure,
        {{ no_text }} as rate_observation_ids,
        {{ no_text }} as rate_figure
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
        {% for name in ['change_pct', 'change_abs', 'cagr'] %}
        {{ name }} as {{ name }}_point,
        {{ name }}_low,
        {{ name }}_high,
        {{ name }}_low as raw_{{ name }}_low,
        {{ name }}_high as raw_{{ name }}_high,
        {% endfor %}
        change_abs_unit,
        caveat,
        {{ no_text }} as from_observation_ids,
        {{ no_text }} as from_figure,
        {{ no_text }} as to_observation_ids,
        {{ no_text }} as to_figure,
        rate_observation_ids,
        rate_figure
    from {{ ref('int_changes_printed') }}

),

final as (

    select
        *,
        -- A share changes in points, everything else in percent.
        case basis when 'ratio' then 'pp' else '%' end as unit,
        {% for end in ['low', 'high'] %}
        case basis when 'ratio' then change_abs_{{ end }} else change_pct_{{ end }} end
            as change_{{ end }},
        case basis when 'ratio' then raw_change_abs_{{ end }} else raw_change_pct_{{ end }} end
            as raw_{{ end }},
        {% endfor %}
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
