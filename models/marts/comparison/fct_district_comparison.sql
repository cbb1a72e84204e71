with levels as (

    select * from {{ ref('int_levels_comparable') }}

),

indicator_pairs as (

    select * from {{ ref('int_indicators_paired') }}

),

nearest_years as (

    select * from {{ ref('int_years_matched') }}

),

indicators as (

    select * from {{ ref('dim_indicators') }}

),

districts as (

    select * from {{ ref('dim_districts') }}

),

units as (

    select distinct
        unit,
        dimension
    from {{ ref('stg_units') }}

),

ranks as (

    select * from {{ ref('int_actuals_combined') }}
    where measure = 'rank' and area_code is null

),

-- Names come last: a nation has more pairs than figures.
curated as (

    select
        nearest_years.measure,
        nearest_years.district_code_a,
        nearest_years.district_code_b,
        nearest_years.indicator_code_a,
        nearest_years.indicator_code_b,
        nearest_years.year_a,
        nearest_years.year_b,
        a.value as value_a,
        b.value as value_b,
        a.value_low as low_a,
        a.value_high as high_a,
        b.value_low as low_b,
        b.value_high as high_b,
        a.unit as unit_a,
        b.unit as unit_b,
        a.figures as figure_a,
        b.figures as figure_b,
        a.observation_ids as observation_ids_a,
        b.observation_ids as observation_ids_b,
        indicator_pairs.grade as curated_grade,
        indicator_pairs.reasons as curated_reasons,
        indicator_pairs.caveat as curated_caveat,
        coalesce(units_a.dimension, '') = coalesce(units_b.dimension, '')
            as has_one_dimension,
        a.is_point and b.is_point as is_point,
        abs(nearest_years.year_a - nearest_years.year_b) as lag_years

    from nearest_years
    inner join indicator_pairs
        on
            nearest_years.indicator_code_a = indicator_pairs.indicator_code_a
            and nearest_years.indicator_code_b = indicator_pairs.indicator_code_b
    inner join levels as a
        on
            nearest_years.district_code_a = a.district_code
            and nearest_years.indicator_code_a = a.indicator_code
            and nearest_years.measure = a.measure
            and nearest_years.year_a = a.year
    inner join levels as b
        on
            nearest_years.district_code_b = b.district_code
            and nearest_years.indicator_code_b = b.indicator_code
            and nearest_years.measure = b.measure
            and nearest_years.year_b = b.year
    left join units as units_a on a.unit = units_a.unit
    left join units as units_b on b.unit = units_b.unit

),

graded as (

    select
        *,
        greatest(
            coalesce(curated_grade, 'A'),
            case
                when lag_years > 1 then 'C'
                when lag_years = 1 then 'B'
                else 'A'
            end,
            case when has_one_dimension then 'A' else 'D' end
        ) as grade,
        concat(
            coalesce(curated_reasons, ''),
            case
                when
                    lag_years > 0
                    and coalesce(curated_reasons, '') not like '%PERIOD_LAG%'
                    then '|PERIOD_LAG'
                else ''
            end,
            case
                when
                    not has_one_dimension
                    and coalesce(curated_reasons, '') not like '%UNIT%'
                    then '|UNIT'
                else ''
            end
        ) as reason_codes

    from curated

),

computed as (

    select
        *,
        grade in ('A', 'B') as is_comparable,
        grade in ('A', 'B') and is_point as has_numbers,
        case
            when low_a > high_b then 'a'
            when low_b > high_a then 'b'
        end as larger

    from graded

),

final as (

    select
        -- concept
        indicators_a.concept_code,
        indicators_a.concept,
        indicators_a.theme,
        computed.measure,

        -- side a
        districts_a.city_code,
        computed.district_code_a,
        districts_a.district as district_a,
        computed.indicator_code_a,
        indicators_a.indicator as indicator_a,
        computed.year_a,
        computed.value_a,
        computed.low_a as value_low_a,
        computed.high_a as value_high_a,
        computed.unit_a,
        computed.figure_a,
        computed.observation_ids_a,
        rank_a.value as rank_a,
        rank_a.rank_group as rank_group_a,

        -- side b
        computed.district_code_b,
        districts_b.district as district_b,
        computed.indicator_code_b,
        indicators_b.indicator as indicator_b,
        computed.year_b,
        computed.value_b,
        computed.low_b as value_low_b,
        computed.high_b as value_high_b,
        computed.unit_b,
        computed.figure_b,
        computed.observation_ids_b,
        rank_b.value as rank_b,
        rank_b.rank_group as rank_group_b,

        -- comparison
        computed.grade,
        nullif(trim(leading '|' from computed.reason_codes), '') as reasons,
        case
            when computed.has_one_dimension then computed.unit_a
        end as unit,
        case
            when not computed.is_comparable then null
            when computed.unit_a = '%' then 'pp'
            else computed.unit_a
        end as difference_unit,
        case
            when computed.has_numbers
                then cast(computed.value_a - computed.value_b as decimal(24, 6))
        end as difference,
        case
            when computed.is_comparable
                then cast(computed.low_a - computed.high_b as decimal(24, 6))
        end as difference_low,
        case
            when computed.is_comparable
                then cast(computed.high_a - computed.low_b as decimal(24, 6))
        end as difference_high,
        case
            when computed.has_numbers and computed.measure = 'level'
                then {{ quotient('computed.value_a', 'computed.value_b') }}
        end as ratio,
        case
            when computed.is_comparable and computed.measure = 'level'
                then {{ quotient('computed.low_a', 'computed.high_b') }}
        end as ratio_low,
        case
            when computed.is_comparable and computed.measure = 'level'
                then {{ quotient('computed.high_a', 'computed.low_b') }}
        end as ratio_high,
        case
            when
                not computed.is_comparable or indicators_a.direction = 'neutral'
                then null
            when computed.larger is null then 'indeterminate'
            when (computed.larger = 'a') = (indicators_a.direction = 'up')
                then districts_a.district
            else districts_b.district
        end as leader,
        coalesce(
            computed.curated_caveat,
            case
                when computed.lag_years > 0
                    then 'One definition, but the years differ.'
            end
        ) as caveat

    from computed
    inner join indicators as indicators_a
        on computed.indicator_code_a = indicators_a.indicator_code
    inner join indicators as indicators_b
        on computed.indicator_code_b = indicators_b.indicator_code
    inner join districts as districts_a
        on computed.district_code_a = districts_a.district_code
    inner join districts as districts_b
        on computed.district_code_b = districts_b.district_code
    left join ranks as rank_a
        on
            computed.indicator_code_a = rank_a.indicator_code
            and computed.district_code_a = rank_a.district_code
            and computed.year_a = rank_a.year
            and computed.measure = 'level'
    left join ranks as rank_b
        on
            computed.indicator_code_b = rank_b.indicator_code
            and computed.district_code_b = rank_b.district_code
            and computed.year_b = rank_b.year
            and computed.measure = 'level'

)

select * from final
