{{ config(materialized='view') }}
-- What pairs that may stand side by side allow to say. Only grades A and B have differences and ratios.

with graded as (

    select * from {{ ref('int_levels_graded') }}
    where grade <> 'D'

),

levels as {{ materialized(false) }} (

    select * from {{ ref('int_levels_numbered') }}

),

-- What may not be compared leaves nothing to compute with.
operands as (

    select
        graded.*,
        {% for end in ['point', 'low', 'high'] -%}
        case when graded.grade <> 'C' then a.value_{{ end }} end as a_{{ end }},
        case when graded.grade <> 'C' then b.value_{{ end }} end as b_{{ end }},
        {% endfor -%}
        -- The first place has the most, unless less is better.
        graded.measure = 'rank' and graded.direction <> 'down' as is_reversed

    from graded
    inner join levels as a
        on graded.series_id_a = a.series_id and graded.year_a = a.year
    inner join levels as b
        on graded.series_id_b = b.series_id and graded.year_b = b.year

),

computed as (

    select
        *,
        {{ interval_difference('a', 'b', 'raw_difference') }},
        {{ interval_quotient('a', 'b', 'raw_ratio') }},
        case
            when a_low > b_high then not is_reversed
            when b_low > a_high then is_reversed
        end as has_more,
        row_number() over (
            partition by place_key_a, place_key_b, concept_code
            order by
                grade asc,
                lag_years asc,
                headlines desc,
                greatest(year_a, year_b) desc,
                least(year_a, year_b) desc,
                -- What is still equal is put in order so that both directions have the same best pair.
                case measure when 'level' then 1 when 'change_pct' then 2 else 3 end asc,
                case when place_key_a < place_key_b then indicator_code_a else indicator_code_b end
                asc,
                case when place_key_a < place_key_b then indicator_code_b else indicator_code_a end
                asc
        ) as preference

    from operands

),

final as (

    select
        series_id_a,
        series_id_b,
        year_a,
        year_b,
        grade,
        reasons,
        unit,
        {{ interval_in_digits('raw_difference', 'difference') }},
        {{ interval_in_digits('raw_ratio', 'ratio', condition="measure = 'level'") }},
        case
            when grade = 'C' then 'not_comparable'
            when has_more is null and a_low = a_high and b_low = b_high and a_low = b_low
                then 'equal'
            when has_more is null then 'indeterminate'
            when is_share_or_rate and direction <> 'neutral'
                then case when has_more = (direction = 'up') then 'leads' else 'trails' end
            when has_more then 'more'
            else 'less'
        end as relation,
        preference = 1 as is_best,
        caveat

    from computed

)

select * from final
