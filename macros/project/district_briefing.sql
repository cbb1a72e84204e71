{#- A one-page briefing on a district, to be ordered by section, subject, year and detail: its headline
    levels, its growth, its targets that can be judged or are not due, and its standing beside others.
    Example: district_briefing('普陀') has a row (2 growth, 技术合同成交额, 2023, printed, 44.4 %). -#}
{% macro district_briefing(district) -%}
    select
        '1 headline' as section,
        indicator as subject,
        year,
        kind as detail,
        figure as finding
    from {{ ref('fct_observations') }}
    where
        district = '{{ district }}'
        and is_headline
        and kind = 'actual'
        and measure = 'level'
        and area_code is null
        and repeat_of is null

    union all

    select
        '2 growth' as section,
        indicator as subject,
        to_year as year,
        concat(source, ' since ', cast(from_year as {{ dbt.type_string() }})) as detail,
        case
            when cagr_pct is not null
                then concat({{ plain_number('cagr_pct') }}, ' % a year')
            when change_pct is not null
                then concat({{ plain_number('change_pct') }}, ' %')
            else concat({{ plain_number('change_abs') }}, ' pp')
        end as finding
    from {{ ref('fct_growth') }}
    where
        district = '{{ district }}'
        and is_headline
        and source in ('printed', 'computed')
        and area_code is null

    union all

    select
        '3 targets' as section,
        indicator as subject,
        target_year as year,
        target_figure as detail,
        case
            when actual_figure is null then verdict
            else concat(verdict, ' with ', actual_figure)
        end as finding
    from {{ ref('fct_target_attainment') }}
    where
        district = '{{ district }}'
        and kind = 'target'
        and not is_implied
        and (verdict in ('met', 'exceeded', 'not_met', 'indeterminate') or plan_year > 2023)

    union all

    select
        '4 standing' as section,
        indicator_a as subject,
        greatest(year_a, year_b) as year,
        concat('grade ', grade, ', ', measure) as detail,
        concat(district_a, ' ', figure_a, ', ', district_b, ' ', figure_b, ', leader ', leader) as finding
    from {{ ref('fct_district_comparison') }}
    where
        '{{ district }}' in (district_a, district_b)
        and grade in ('A', 'B')
{%- endmacro %}
