-- Figures that print a thing which another figure prints as well. Prints of an actual whose intervals meet agree: the
-- narrowest counts, of equally narrow ones the first, and the others repeat it. Where they do not meet, those of one
-- document conflict, and those of an earlier document are superseded by the last one. Promises agree only when they are
-- the same; one that is stretched beyond another is a promise of its own.

{% set promise = [
    'indicator_code', 'place_key', 'year', 'period', 'base_year', 'kind', 'measure', 'rank_group', 'plan_id',
] | join(', ') %}
{% set thing = promise ~ ', is_stretched' %}
{% set half_step = quotient('facts.value_step', 2) %}
{% set is_earlier = 'document_key < last_document_key' %}
{% set differs = 'coalesce(low > last_high or high < last_low, false)' %}
{% set counted -%}
case when agrees then narrowest
            when {{ is_earlier }} and not {{ differs }} then narrowest_in_last
            when document_agrees then narrowest_in_document
            else first_of_value
        end
{%- endset %}

with facts as {{ materialized(false) }} (

    select * from {{ ref('int_facts_measured') }}

),

-- Only figures that share these can print one thing: of a nation's figures one in ten.
shared as (

    select
        indicator_code,
        place_key,
        kind,
        measure,
        coalesce(year, 0) as year
    from facts
    group by indicator_code, place_key, kind, measure, coalesce(year, 0)
    having count(*) > 1

),

prints as (

    select
        facts.observation_id,
        documents.text_id,
        facts.char_start,
        facts.indicator_code,
        facts.place_key,
        facts.year,
        facts.period,
        facts.base_year,
        facts.kind,
        facts.measure,
        facts.rank_group,
        facts.value_high - facts.value_low as width,
        -- An approximate value has no ends, but its step says what it may stand for.
        {% for end, sign in [('low', '-'), ('high', '+')] %}
        coalesce(
            facts.value_{{ end }},
            case facts.bound when 'approximate' then facts.value {{ sign }} {{ half_step }} end
        ) as {{ end }},
        {% endfor %}
        concat(
            facts.bound,
            {%- for column in ['value', 'value_low', 'value_high'] %}
            ' ', coalesce(cast(facts.{{ column }} as {{ dbt.type_string() }}), ''),
            {%- endfor %}
            ''
        ) as printed_value,
        concat(
            cast(documents.issued_on as {{ dbt.type_string() }}), ' ', documents.text_id
        ) as document_key,
        case when facts.kind <> 'actual' then documents.text_id end as plan_id,
        coalesce(facts.strength = 'stretch', false) as is_stretch

    from facts
    inner join {{ ref('stg_documents') }} as documents
        on facts.document_id = documents.document_id
    inner join shared
        on
            facts.indicator_code = shared.indicator_code
            and facts.place_key = shared.place_key
            and facts.kind = shared.kind
            and facts.measure = shared.measure
            and coalesce(facts.year, 0) = shared.year

),

floors as (

    select
        {% for end, smaller in [('low', 'min'), ('high', 'max')] %}
        {{ smaller }}(case when is_stretch then {{ end }} end)
            over (partition by {{ promise }}) as stretch_{{ end }},
        {{ smaller }}(case when not is_stretch then {{ end }} end)
            over (partition by {{ promise }}) as floor_{{ end }},
        {% endfor %}
        *
    from prints

),

stretched as (

    select
        *,
        is_stretch
        and coalesce(
            stretch_low > floor_high or stretch_high < floor_low
            or (stretch_low = floor_low and stretch_high = floor_high), true
        ) as is_stretched
    from floors

),

things as (

    select
        {% for name, scope in [
            ('agrees', thing), ('document_agrees', thing ~ ', text_id')
        ] %}
        min(printed_value) over (partition by {{ scope }})
        = max(printed_value) over (partition by {{ scope }})
        or (
            kind = 'actual'
            and coalesce(
                max(low) over (partition by {{ scope }})
                <= min(high) over (partition by {{ scope }}), true
            )
        ) as {{ name }},
        {% endfor %}
        *,
        count(*) over (partition by {{ thing }}) as number_of_prints,
        max(document_key) over (partition by {{ thing }}) as last_document_key
    from stretched

),

represented as (

    select
        {% for name, scope, order in [
            ('narrowest', thing, 'width asc nulls last, document_key asc'),
            ('narrowest_in_document', thing ~ ', text_id', 'width asc nulls last'),
            ('first_in_document', thing ~ ', text_id', ''),
            ('first_of_value', thing ~ ', text_id, printed_value', ''),
            ('first_reprinted', thing ~ ', printed_value', 'document_key asc'),
            ('narrowest_in_last', thing, 'document_key desc, width asc nulls last'),
        ] %}
        first_value(observation_id) over (
            partition by {{ scope }}
            order by {{ order ~ ', ' if order }}char_start asc, observation_id asc
        ) as {{ name }},
        {% endfor %}
        *,
        min(case when document_key = last_document_key then coalesce(low, high) end)
            over (partition by {{ thing }}) as last_low,
        max(case when document_key = last_document_key then coalesce(high, low) end)
            over (partition by {{ thing }}) as last_high
    from things
    where number_of_prints > 1

),

final as (

    select
        observation_id,
        -- What counts is no reprint, although an earlier document may have its value.
        first_reprinted <> observation_id
        and {{ counted }} <> observation_id as is_reprint,
        nullif({{ counted }}, observation_id) as repeat_of,
        case
            when
                not agrees and not document_agrees
                and first_of_value = observation_id
                and first_in_document <> observation_id
                then first_in_document
        end as conflicts_with,
        case
            when not agrees and {{ is_earlier }} and {{ differs }}
                then narrowest_in_last
        end as superseded_by

    from represented

)

select * from final
