{{ config(materialized='view') }}
-- Each pair of levels is graded before anything is computed. A break counts where it lies between their years. What the
-- levels themselves say is left to the marts: there are more pairs than levels.

with matched as (

    select * from {{ ref('int_years_matched') }}

),

levels as {{ materialized(false) }} (

    select * from {{ ref('int_levels_numbered') }}

),

indicator_pairs as (

    select * from {{ ref('int_indicators_paired') }}

),

indicators as (

    select * from {{ ref('stg_indicators') }}

),

texts as (

    select codelist, code, {{ both_languages('definition_en', 'definition_zh') }} as sentence
    from {{ ref('stg_codelists') }}
    where codelist in ('comparison_caveat', 'rank_group', 'caveat')

),

paired as (

    select
        matched.series_id_a,
        matched.series_id_b,
        matched.year_a,
        matched.year_b,
        a.measure,
        a.indicator_code as indicator_code_a,
        b.indicator_code as indicator_code_b,
        a.place_key as place_key_a,
        b.place_key as place_key_b,
        a.rank_group,
        a.unit as unit_a,
        indicator_pairs.grade as curated_grade,
        indicator_pairs.caveat as curated_caveat,
        coalesce(indicator_pairs.reasons, '') as curated_reasons,
        abs(matched.year_a - matched.year_b) as lag_years,
        a.unit_family = b.unit_family as has_one_unit,
        a.is_share_or_rate and b.is_share_or_rate as is_share_or_rate,
        a.depends_on_size and b.depends_on_size as depends_on_size,
        indicators_a.concept_code,
        indicators_a.direction,
        indicators_a.definition_en like '%Assumed: %'
        or indicators_b.definition_en like '%Assumed: %' as is_assumed,
        indicators_a.subject <> indicators_b.subject as has_two_subjects,
        indicators_a.subject = 'issuer' or indicators_b.subject = 'issuer' as has_an_issuer,
        case when indicators_a.is_headline then 1 else 0 end
        + case when indicators_b.is_headline then 1 else 0 end as headlines,
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
        ) as grade

    from paired

),

-- Different things are of different size anyway.
sized as (

    select
        *,
        depends_on_size and grade <> 'D' as is_sized
    from graded

),

final as (

    select
        sized.series_id_a,
        sized.series_id_b,
        sized.year_a,
        sized.year_b,
        sized.place_key_a,
        sized.place_key_b,
        sized.concept_code,
        sized.measure,
        sized.indicator_code_a,
        sized.indicator_code_b,
        sized.direction,
        sized.is_share_or_rate,
        sized.lag_years,
        sized.headlines,
        sized.grade,
        case when sized.has_one_unit then sized.unit_a end as unit,
        nullif(trim(leading '|' from concat(
            sized.curated_reasons
            {%- for condition, code in [
                ('lag_years > 0', 'PERIOD_LAG'), ('not sized.has_one_unit', 'UNIT'),
                ('has_an_issuer', 'ISSUER'), ('is_sized', 'SIZE')
            ] %},
            case
                when
                    {{ condition if condition.startswith('not') else 'sized.' ~ condition }}
                    and sized.curated_reasons not like '%{{ code }}%'
                    then '|{{ code }}'
                else ''
            end
            {%- endfor %}
        )), '') as reasons,
        {{ sentences([
            'sized.curated_caveat', 'years_differ.sentence', 'issuers_figures.sentence',
            'ranked_among.sentence', 'not_per_head.sentence', 'assumed.sentence', 'sized.notes',
        ]) }} as caveat

    from sized
    -- It limits what is computed.
    left join texts as assumed
        on
            sized.is_assumed
            and sized.grade in ('A', 'B')
            and assumed.codelist = 'caveat'
            and assumed.code = 'assumed_definition'
    left join texts as ranked_among
        on ranked_among.codelist = 'rank_group' and sized.rank_group = ranked_among.code
    {% for code, condition in [
        ('years_differ', 'lag_years > 0'), ('issuers_figures', 'has_an_issuer'),
        ('not_per_head', 'is_sized')
    ] -%}
    left join texts as {{ code }}
        on
            {{ code }}.codelist = 'comparison_caveat'
            and {{ code }}.code = '{{ code }}'
            and sized.{{ condition }}
    {% endfor %}
)

select * from final
