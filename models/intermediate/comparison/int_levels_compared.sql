{{ config(materialized='view') }}
-- Each pair of levels is graded first; only grades A and B have differences, ratios and leaders. A break counts where
-- it lies between their years. What the levels themselves say is left to the mart: there are more pairs than levels.

with matched as (

    select * from {{ ref('int_years_matched') }}

),

levels as (

    select * from {{ ref('int_levels_numbered') }}

),

indicator_pairs as (

    select * from {{ ref('int_indicators_paired') }}

),

indicators as (

    select * from {{ ref('stg_indicators') }}

),

caveats as (

    select code, {{ both_languages('definition_en', 'definition_zh') }} as sentence
    from {{ ref('stg_codelists') }}
    where codelist = 'comparison_caveat'

),

paired as (

    select
        matched.series_id_a,
        matched.series_id_b,
        matched.year_a,
        matched.year_b,
        a.measure,
        a.indicator_code as indicator_code_a,
        a.place_key as place_key_a,
        a.unit as unit_a,
        a.value_point as point_a,
        a.value_low as low_a,
        a.value_high as high_a,
        b.place_key as place_key_b,
        b.value_point as point_b,
        b.value_low as low_b,
        b.value_high as high_b,
        indicator_pairs.grade as curated_grade,
        indicator_pairs.caveat as curated_caveat,
        coalesce(indicator_pairs.reasons, '') as curated_reasons,
        abs(matched.year_a - matched.year_b) as lag_years,
        a.unit_family = b.unit_family as has_one_unit,
        indicators_a.direction,
        indicators_a.subject <> indicators_b.subject as has_two_subjects,
        indicators_a.subject = 'issuer' or indicators_b.subject = 'issuer' as has_an_issuer,
        {{ sentences(['a.note', 'b.note']) }} as notes

    from matched
    inner join levels as a
        on matched.series_id_a = a.series_id and matched.year_a = a.year
    inner join levels as b
        on matched.series_id_b = b.series_id and matched.year_b = b.year
    left join indicator_pairs
        on
            a.indicator_code = indicator_pairs.indicator_code_a
            and b.indicator_code = indicator_pairs.indicator_code_b
            and {{ crosses_break('indicator_pairs', 'a.year', 'b.year') }}
    inner join indicators as indicators_a
        on a.indicator_code = indicators_a.indicator_code
    inner join indicators as indicators_b
        on b.indicator_code = indicators_b.indicator_code

),

graded as (

    select
        *,
        greatest(
            coalesce(curated_grade, 'A'),
            case when lag_years > 1 then 'C' when lag_years = 1 then 'B' else 'A' end,
            case when has_one_unit then 'A' else 'D' end,
            case when has_two_subjects then 'C' when has_an_issuer then 'B' else 'A' end
        ) as grade,
        concat(
            curated_reasons
            {%- for condition, code in [
                ('lag_years > 0', 'PERIOD_LAG'), ('not has_one_unit', 'UNIT'),
                ('has_an_issuer', 'ISSUER')
            ] %},
            case
                when {{ condition }} and curated_reasons not like '%{{ code }}%'
                    then '|{{ code }}'
                else ''
            end
            {%- endfor %}
        ) as reason_codes,
        case when has_one_unit then unit_a end as unit

    from paired

),

-- What may not be compared leaves nothing to compute with.
operands as (

    select
        *,
        {% for end in ['point', 'low', 'high'] -%}
        case when grade in ('A', 'B') then {{ end }}_a end as a_{{ end }},
        case when grade in ('A', 'B') then {{ end }}_b end as b_{{ end }},
        {% endfor -%}
        grade in ('A', 'B') as is_comparable

    from graded

),

computed as (

    select
        *,
        {{ interval_difference('a', 'b', 'difference') }},
        {{ interval_quotient('a', 'b', 'ratio') }},
        case
            when a_low > b_high then 'a'
            when b_low > a_high then 'b'
        end as larger

    from operands

),

final as (

    select
        computed.series_id_a,
        computed.series_id_b,
        computed.year_a,
        computed.year_b,
        computed.grade,
        computed.unit,
        computed.difference_point,
        computed.difference_low,
        computed.difference_high,
        nullif(trim(leading '|' from computed.reason_codes), '') as reasons,
        case
            when not computed.is_comparable then null
            when computed.unit = '%' then 'pp'
            else computed.unit
        end as difference_unit,
        {% for end in ['point', 'low', 'high'] -%}
        case when computed.measure = 'level' then computed.ratio_{{ end }} end
            as ratio_{{ end }},
        {% endfor -%}
        case
            when
                not computed.is_comparable or computed.direction = 'neutral'
                then null
            when computed.larger is null then 'indeterminate'
            when (computed.larger = 'a') = (computed.direction = 'up')
                then places_a.district
            else places_b.district
        end as leader,
        {{ sentences(['computed.curated_caveat', 'years_differ.sentence',
            'issuers_figures.sentence', 'computed.notes']) }} as caveat

    from computed
    inner join {{ ref('int_places_listed') }} as places_a
        on computed.place_key_a = places_a.place_key
    inner join {{ ref('int_places_listed') }} as places_b
        on computed.place_key_b = places_b.place_key
    left join caveats as years_differ
        on years_differ.code = 'years_differ' and computed.lag_years > 0
    left join caveats as issuers_figures
        on issuers_figures.code = 'issuers_figures' and computed.has_an_issuer

)

select * from final
