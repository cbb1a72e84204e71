-- Reads what is printed; what it means for an indicator is decided in the intermediate layer.

with facts as (

    select distinct figure from {{ ref('stg_facts') }}

),

units as (

    select * from {{ ref('stg_units') }}

),

compacted as (

    select
        figure,
        {{ without_white_space('figure') }} as compact

    from facts

),

taken_apart as (

    select
        figure,
        regexp_extract(compact, '{{ figure_pattern() }}', 1) as falling_verb,
        regexp_extract(compact, '{{ figure_pattern() }}', 2) as qualifier_before,
        regexp_extract(compact, '{{ figure_pattern() }}', 3) as numeral,
        regexp_extract(compact, '{{ figure_pattern() }}', 4) as numeral_end,
        regexp_extract(compact, '{{ figure_pattern() }}', 5) as surplus_inner,
        regexp_extract(compact, '{{ figure_pattern() }}', 7) as surplus_outer,
        regexp_extract(compact, '{{ figure_pattern() }}', 9) as qualifier_behind,
        concat(
            regexp_extract(compact, '{{ figure_pattern() }}', 6),
            regexp_extract(compact, '{{ figure_pattern() }}', 8)
        ) as printed_unit

    from compacted

),

numerals_read as (

    select
        *,
        {{ numeral_value('numeral') }} as number_low,
        {{ numeral_value('numeral_end') }} as number_high,
        length(regexp_extract(numeral, '[.]([0-9]+)$', 1)) as decimals

    from taken_apart

),

qualified as (

    select
        *,
        qualifier_before = '第' as is_ordinal,
        case when falling_verb = '' then 1 else -1 end as direction_sign,
        qualifier_before in (
            '超过', '超出', '超', '突破', '逾', '高于', '多于', '大于'
        ) or concat(surplus_inner, surplus_outer) <> '' as says_more,
        qualifier_before in ('不少于', '不低于', '至少')
        or qualifier_behind = '以上' as says_at_least,
        qualifier_before in (
            '接近', '近', '不足', '不到', '低于', '少于', '小于'
        ) as says_less,
        qualifier_before in ('不超过', '不高于', '至多')
        or qualifier_behind in ('以下', '以内') as says_at_most,
        qualifier_before in ('大约', '约')
        or qualifier_behind in ('左右', '上下', '级') as says_about,
        surplus_inner <> '' and numeral like '%十' as has_open_ten

    from numerals_read

),

measured as (

    select
        qualified.*,
        units.unit,
        units.dimension,
        case
            when qualified.printed_unit = ''
                or (
                    qualified.is_ordinal
                    and qualified.printed_unit in ('名', '位')
                ) then cast(1 as decimal(12, 0))
            else units.multiplier
        end as multiplier,
        case qualified.decimals
            when 0 then cast(1 as decimal(6, 5))
            when 1 then cast(0.1 as decimal(6, 5))
            when 2 then cast(0.01 as decimal(6, 5))
            when 3 then cast(0.001 as decimal(6, 5))
            when 4 then cast(0.0001 as decimal(6, 5))
            when 5 then cast(0.00001 as decimal(6, 5))
        end as number_step,
        case
            when qualified.numeral_end <> '' then 'range'
            when qualified.says_about
                or (
                    (qualified.says_more or qualified.says_at_least)
                    and (qualified.says_less or qualified.says_at_most)
                ) then 'approximate'
            when qualified.says_at_least then 'at_least'
            when qualified.says_more then 'greater_than'
            when qualified.says_at_most then 'at_most'
            when qualified.says_less then 'less_than'
            else 'none'
        end as printed_bound

    from qualified
    left join units
        on
            qualified.printed_unit = units.printed_unit
            and not qualified.is_ordinal

),

checked as (

    select
        *,
        case
            when numeral = '' then 'it has no numeral that can be read'
            when number_low is null
                then 'its numeral is not a well-formed number'
            when numeral_end <> '' and number_high is null
                then 'the end of its range is not a well-formed number'
            when numeral_end <> '' and number_high <= number_low
                then 'its range does not rise'
            when multiplier is null and is_ordinal
                then 'what follows the ordinal is neither 名 nor 位'
            when multiplier is null
                then 'its unit is not in seeds/units.csv'
            when is_ordinal
                and (decimals > 0 or numeral_end <> '' or falling_verb <> '')
                then 'an ordinal is one whole number'
        end as problem

    from measured

),

final as (

    select
        figure,

        -- numbers
        number_low,
        number_high,
        direction_sign,
        multiplier,
        number_step,

        -- print
        numeral,
        printed_bound,
        is_ordinal,
        has_open_ten,

        -- unit
        unit,
        dimension,

        -- quality
        problem,

        -- derived
        nullif(numeral_end, '') as numeral_end,
        coalesce(
            dimension = 'count' or dimension = 'duration', printed_unit = ''
        ) and multiplier = 1 and decimals = 0 as is_whole_count

    from checked

)

select * from final
