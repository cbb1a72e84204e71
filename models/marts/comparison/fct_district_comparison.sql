with actuals as (

    select * from {{ ref('int_actuals') }}

),

indicator_pairs as (

    select * from {{ ref('int_indicator_pairs') }}

),

nearest_years as (

    select * from {{ ref('int_nearest_years') }}

),

ranks as (

    select * from actuals
    where measure = 'rank'

),

candidates as (

    select * from {{ ref('int_comparable_levels') }}

),

curated as (

    select
        a.concept_code,
        a.concept,
        a.theme,
        a.measure,
        a.city_code,
        a.district_code as district_code_a,
        b.district_code as district_code_b,
        a.district as district_a,
        b.district as district_b,
        a.indicator_code as indicator_code_a,
        b.indicator_code as indicator_code_b,
        a.indicator as indicator_a,
        b.indicator as indicator_b,
        a.direction,
        a.year as year_a,
        b.year as year_b,
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
        a.dimension = b.dimension as has_one_dimension,
        a.is_point and b.is_point as is_point,
        abs(a.year - b.year) as lag_years,
        a.indicator_code = b.indicator_code as is_same_indicator

    from nearest_years
    inner join indicator_pairs
        on
            nearest_years.indicator_code_a = indicator_pairs.indicator_code_a
            and nearest_years.indicator_code_b = indicator_pairs.indicator_code_b
    inner join candidates as a
        on
            nearest_years.district_code_a = a.district_code
            and nearest_years.indicator_code_a = a.indicator_code
            and nearest_years.measure = a.measure
            and nearest_years.year_a = a.year
    inner join candidates as b
        on
            nearest_years.district_code_b = b.district_code
            and nearest_years.indicator_code_b = b.indicator_code
            and nearest_years.measure = b.measure
            and nearest_years.year_b = b.year

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
        computed.concept_code,
        computed.concept,
        computed.theme,
        computed.measure,

        -- side a
        computed.city_code,
        computed.district_code_a,
        computed.district_a,
        computed.indicator_code_a,
        computed.indicator_a,
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
        computed.district_b,
        computed.indicator_code_b,
        computed.indicator_b,
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
                not computed.is_comparable or computed.direction = 'neutral'
                then null
            when computed.larger is null then 'indeterminate'
            when (computed.larger = 'a') = (computed.direction = 'up')
                then computed.district_a
            else computed.district_b
        end as leader,
        coalesce(
            computed.curated_caveat,
            case
                when computed.lag_years > 0
                    then 'One definition, but the years differ.'
            end
        ) as caveat

    from computed
    left join ranks as rank_a
        on
            computed.indicator_code_a = rank_a.indicator_code
            and rank_a.place_key = concat(computed.district_code_a, '/')
            and computed.year_a = rank_a.year
            and computed.measure = 'level'
    left join ranks as rank_b
        on
            computed.indicator_code_b = rank_b.indicator_code
            and rank_b.place_key = concat(computed.district_code_b, '/')
            and computed.year_b = rank_b.year
            and computed.measure = 'level'

)

select * from final
