-- depends_on: {{ ref('printed_words') }}
-- Reads what is printed; what it means for an indicator is decided in the intermediate layer.
{% set words = printed_words() %}

with facts as (

    select distinct figure from {{ ref('stg_facts') }}

),

units as (

    select * from {{ ref('stg_units') }}

),

parts_found as (

    select
        figure,
        {{ regexp_groups(without_white_space('figure'), figure_pattern(words), 9) }}
            as parts

    from facts

),

taken_apart as (

    select
        {% for part in [
            'falling_verb', 'qualifier_before', 'numeral', 'numeral_end',
            'surplus_inner', 'scale', 'surplus_outer', 'counter',
            'qualifier_after',
        ] %}
        split_part(parts, ' ', {{ loop.index }}) as {{ part }},
        {% endfor %}
        figure

    from parts_found

),

numerals_read as (

    select
        *,
        concat(scale, counter) as printed_unit,
        {{ numeral_value('numeral') }} as number_low,
        {{ numeral_value('numeral_end') }} as number_high,
        length(regexp_extract(numeral, '[.]([0-9]+)$', 1)) as decimals

    from taken_apart

),

flagged as (

    select
        *,
        qualifier_before in ('{{ words_in(words, 'ordinal') | join("', '") }}')
            as is_ordinal,
        case when falling_verb = '' then 1 else -1 end as direction_sign,
        {% for says, bound in [
            ('says_more', 'greater_than'), ('says_at_least', 'at_least'),
            ('says_less', 'less_than'), ('says_at_most', 'at_most'),
            ('says_about', 'approximate'),
        ] %}
        {{ is_printed_word(words, 'qualifier_before', 'before', bound) }}
        or {{ is_printed_word(words, 'surplus_inner', 'surplus', bound) }}
        or {{ is_printed_word(words, 'surplus_outer', 'surplus', bound) }}
        or {{ is_printed_word(words, 'qualifier_after', 'after', bound) }}
            as {{ says }},
        {% endfor %}
        surplus_inner <> '' and numeral like '%十' as has_open_ten

    from numerals_read

),

qualified as (

    select
        *,
        (says_more or says_at_least) and (says_less or says_at_most)
            as has_contradictory_qualifiers

    from flagged

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
            {% for step in ['1', '0.1', '0.01', '0.001', '0.0001', '0.00001'] %}
            when {{ loop.index0 }} then cast({{ step }} as decimal(6, 5))
            {% endfor %}
        end as number_step,
        case
            when qualified.numeral_end <> '' then 'range'
            when qualified.says_about
                or qualified.has_contradictory_qualifiers then 'approximate'
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
        has_contradictory_qualifiers,

        -- unit
        unit,
        dimension,

        -- quality
        problem,
        counter <> '' as has_counter,
        nullif(numeral_end, '') as numeral_end,
        coalesce(
            dimension = 'count' or dimension = 'duration', printed_unit = ''
        ) and multiplier = 1 and decimals = 0 as is_whole_count

    from checked

)

select * from final
