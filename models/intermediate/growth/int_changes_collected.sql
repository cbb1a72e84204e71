-- Every change that is printed or can be computed between two years of one indicator and place. Computed ones have the digits that
-- their interval supports; whether two agree is decided on the ends as computed, raw_low and raw_high.
-- Documents print them since a base year in percent, as an amount, as a yearly average, or several of these; a rate at constant prices
-- is a row of its own.

{% set no_text = 'cast(null as ' ~ dbt.type_string() ~ ')' %}

{% set measures = {
    'change_pct': "measure in ('change_pct', 'real_change_pct')",
    'change_abs': "measure = 'change_abs'",
    'cagr': "measure = 'cagr_pct'",
} %}

with prints as (

    select
        *,
        case measure when 'real_change_pct' then 'constant' else 'nominal' end
            as prices
    from {{ ref('int_actuals_combined') }}
    where measure in ('change_pct', 'real_change_pct', 'change_abs', 'cagr_pct')

),

printed as (

    select
        indicator_code,
        place_key,
        base_year as from_year,
        year as to_year,
        period,
        prices,
        max(basis) as basis,
        {{ text_list('observation_ids') }} as rate_observation_ids,
        {{ text_list('figures') }} as rate_figure,
        {{ sentence_list('note') }} as caveat,
        {% for name, condition in measures.items() %}
        {% for column in ['value', 'value_low', 'value_high'] %}
        max(case when {{ condition }} then {{ column }} end)
            as {{ column | replace('value', name) }},
        {% endfor %}
        {% endfor %}
        max(case measure when 'change_abs' then unit end) as change_abs_unit
    from prints
    group by indicator_code, place_key, base_year, year, period, prices

),

stacked as (

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
        'printed' as source,
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
    from printed

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
