-- Figures that are parts of others, by definition or by place, and their wholes: a sum of all would count the same things twice.

{% set parts_zh = "replace(" ~ text_list('figure') ~ ", ', ', '、')" %}
{% set is_larger = 'max(case when pairs.is_larger then 1 else 0 end) = 1' %}
{% set has_parts = 'min(case when pairs.is_larger then 1 else 0 end) = 0' %}
{% set smaller = text_list('case when not pairs.is_larger then pairs.figure end') %}
{% set larger = text_list('case when pairs.is_larger then pairs.figure end') %}

with identities as (

    select
        *,
        count(*) over (partition by identity_id, role) as members
    from {{ ref('stg_identities') }}

),

-- What counts of a thing that is printed more than once.
counted as (

    select facts.*
    from {{ ref('int_facts_measured') }} as facts
    left join {{ ref('int_observations_deduplicated') }} as prints
        on facts.observation_id = prints.observation_id
    where
        facts.measure = 'level'
        and facts.year is not null
        and coalesce(prints.repeat_of, prints.conflicts_with, prints.superseded_by) is null

),

containers as (

    select
        counted.observation_id,
        whole.identity_id,
        whole.indicator_code as whole_code,
        coalesce('/' || whole.area_code, counted.place_key) as whole_place,
        case when part.note like '%Assumed: %' then part.note end as assumption,
        case when part.relation = 'sum' and part.is_complete then part.members end as parts_to_add,
        -- What came in this year is a part of all so far, but says nothing of how much that is.
        part.relation = 'sum'
        and not part.is_complete
        and counted.kind = 'actual'
        and counted.basis = indicators.basis as is_least
    from identities as part
    inner join identities as whole on part.identity_id = whole.identity_id and whole.role = 'whole'
    inner join {{ ref('stg_indicators') }} as indicators
        on whole.indicator_code = indicators.indicator_code
    inner join counted
        on
            part.indicator_code = counted.indicator_code
            and counted.year = coalesce(part.year, counted.year)
    where
        part.role = 'part'
        and coalesce(whole.area_code = {{ city_code('counted.district_code', 'null') }}, true)

    {% for place, condition in {
        place_key('counted.district_code', 'areas.parent_area_code'): 'areas.parent_area_code is not null',
        place_key('counted.district_code', 'null'): 'counted.area_code is not null',
        place_key('null', city_code('counted.district_code', 'null')): 'true',
    }.items() %}
    union all

    select
        counted.observation_id,
        'place' as identity_id,
        counted.indicator_code as whole_code,
        {{ place }} as whole_place,
        cast(null as {{ dbt.type_string() }}) as assumption,
        cast(null as bigint) as parts_to_add,
        false as is_least
    from counted
    left join {{ ref('stg_areas') }} as areas on counted.area_code = areas.area_code
    where counted.district_code is not null and counted.basis <> 'ratio' and {{ condition }}
    {% endfor %}

),

pairs as (

    select
        containers.observation_id,
        containers.identity_id,
        containers.assumption,
        containers.parts_to_add,
        wholes.observation_id as whole_id,
        wholes.figure as whole_figure,
        wholes.value_low as whole_low,
        wholes.value_high as whole_high,
        indicators.indicator_en as whole_en,
        indicators.indicator as whole,
        cast(parts.year as {{ dbt.type_string() }}) as year,
        parts.figure,
        parts.value_low,
        parts.value_high,
        coalesce(parts.value > wholes.value_high, false) as is_larger
    from containers
    inner join counted as parts on containers.observation_id = parts.observation_id
    inner join {{ ref('stg_indicators') }} as indicators
        on containers.whole_code = indicators.indicator_code
    left join counted as wholes
        on
            containers.whole_code = wholes.indicator_code
            and containers.whole_place = wholes.place_key
            and parts.year = wholes.year
            and parts.period = wholes.period
            and parts.kind = wholes.kind
    where containers.is_least or wholes.observation_id is not null

),

sums_that_differ as (

    select
        identity_id,
        whole_id,
        {{ both_languages(
            "concat('The parts of ', max(whole_en), ' in ', max(year), ' do not add up to it (', max(whole_figure), ' beside ', "
            ~ text_list('figure') ~ ", ').')",
            "concat(max(year), '年', max(whole), '的各分项之和与总数不符（总数', max(whole_figure), '，分项', " ~ parts_zh ~ ", '）。')"
        ) }} as note
    from pairs
    where whole_id is not null
    group by identity_id, whole_id
    having
        count(*) = max(parts_to_add)
        and (sum(value_low) > max(whole_high) or sum(value_high) < max(whole_low))

),

-- What makes a figure itself doubtful is a note, which goes on to what rests on it. What is larger than its whole is no part.
limits as (

    select
        pairs.observation_id,
        case when not pairs.is_larger then pairs.whole_id end as part_of,
        {{ sentences(["case when pairs.is_larger then " ~ both_languages(
            "concat('It should be a part of ', pairs.whole_en, ' (', pairs.whole_figure, '), but is larger: "
            ~ "neither add the two nor divide one by the other.')",
            "concat('按理应包含在', pairs.whole, '（', pairs.whole_figure, '）之内，但数值更大，两者不可相加，也不可据以计算占比。')"
        ) ~ " end", 'sums.note']) }} as note,
        {{ sentences(["case when pairs.whole_id is null then " ~ both_languages(
            "concat('A part of ', pairs.whole_en, '; that total is not printed and may be larger.')",
            "concat('仅为', pairs.whole, '的一部分，该总数未载明，可能更大。')"
        ) ~ " when not pairs.is_larger then " ~ both_languages(
            "concat('A part of ', pairs.whole_en, ' (', pairs.whole_figure, '): do not add the two.')",
            "concat('已计入', pairs.whole, '（', pairs.whole_figure, '），两者不可相加。')"
        ) ~ " end", 'pairs.assumption']) }} as caveat
    from pairs
    left join sums_that_differ as sums
        on pairs.identity_id = sums.identity_id and pairs.whole_id = sums.whole_id

    union all

    select
        pairs.whole_id as observation_id,
        cast(null as {{ dbt.type_string() }}) as part_of,
        {{ sentences(['case when ' ~ is_larger ~ ' then ' ~ both_languages(
            "concat('What should be a part of it is larger (', " ~ larger ~ ", '): "
            ~ "neither add the two nor divide one by the other.')",
            "concat('按理应包含在内的数值（', replace(" ~ larger ~ ", ', ', '、'), '）大于该数，两者不可相加，也不可据以计算占比。')"
        ) ~ " end", sentence_list('sums.note')]) }} as note,
        {{ sentences(['case when ' ~ has_parts ~ ' then ' ~ both_languages(
            "concat('Its parts are printed as well (', " ~ smaller ~ ", '): do not add them to it.')",
            "concat('其分项另有载明（', replace(" ~ smaller ~ ", ', ', '、'), '），不可再与之相加。')"
        ) ~ " end", sentence_list('pairs.assumption')]) }} as caveat
    from pairs
    left join sums_that_differ as sums
        on pairs.identity_id = sums.identity_id and pairs.whole_id = sums.whole_id
    where pairs.whole_id is not null
    group by pairs.whole_id

),

final as (

    select
        observation_id,
        min(part_of) as part_of,
        {{ sentence_list('note') }} as part_note,
        {{ sentence_list('caveat') }} as part_caveat
    from limits
    group by observation_id

)

select * from final
