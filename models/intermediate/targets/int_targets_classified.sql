-- Targets and expectations, printed or implied, with the comparison that each of them asks for.

with observations as (

    select * from {{ ref('int_observations_assembled') }}
    where kind in ('target', 'expected') and repeat_of is null

),

implied_targets as (

    select * from {{ ref('int_values_implied') }}
    where kind = 'target'

),

documents as (

    select * from {{ ref('stg_documents') }}

),

breaks as (

    select * from {{ ref('int_breaks_listed') }}

),

-- A promised change across a break says so, as a printed one does.
broken as (

    select
        observations.observation_id,
        {{ sentence_list('breaks.caveat') }} as caveat
    from observations
    inner join breaks
        on
            {{ is_broken('observations', 'breaks') }}
            and {{ crosses_break('breaks', 'observations.base_year', 'observations.year') }}
    group by observations.observation_id

),

fact_details as (

    select * from {{ ref('stg_fact_details') }}

),

stacked as (

    select
        observations.observation_id as target_observation_id,
        observations.document_id,
        observations.char_start,
        observations.place_key,
        observations.indicator_code,
        observations.kind,
        observations.measure,
        observations.basis,
        observations.unit,
        observations.strength,
        observations.bound,
        observations.value,
        observations.value_low,
        observations.value_high,
        observations.figure,
        observations.conflicts_with,
        {{ sentences(['observations.full_note', 'broken.caveat']) }} as note,
        documents.text_id,
        concat(
            cast(documents.issued_on as {{ dbt.type_string() }}), ' ', documents.text_id
        ) as document_key,
        documents.document_type,
        documents.district_code as of_district,
        documents.covers_year as plan_year,
        observations.year as target_year,
        observations.period,
        observations.base_year,
        observations.rank_group,
        false as is_implied
    from observations
    inner join documents on observations.document_id = documents.document_id
    left join broken on observations.observation_id = broken.observation_id

    union all

    select
        implied_value_id as target_observation_id,
        cast(null as {{ dbt.type_string() }}) as document_id,
        cast(null as {{ dbt.type_int() }}) as char_start,
        place_key,
        indicator_code,
        'target' as kind,
        'level' as measure,
        basis,
        unit,
        cast(null as {{ dbt.type_string() }}) as strength,
        'rounded' as bound,
        shown_point as value,
        shown_low as value_low,
        shown_high as value_high,
        input_figures as figure,
        cast(null as {{ dbt.type_string() }}) as conflicts_with,
        note,
        cast(null as {{ dbt.type_string() }}) as text_id,
        cast(null as {{ dbt.type_string() }}) as document_key,
        cast(null as {{ dbt.type_string() }}) as document_type,
        cast(null as {{ dbt.type_string() }}) as of_district,
        year as plan_year,
        year as target_year,
        period,
        cast(null as {{ dbt.type_int() }}) as base_year,
        cast(null as {{ dbt.type_string() }}) as rank_group,
        true as is_implied
    from implied_targets

),

directed as (

    select
        stacked.*,
        -- A place, a promised fall, and what should be low: there the smaller number is the better one.
        stacked.measure = 'rank'
        or indicators.direction = 'down'
        or coalesce(
            stacked.measure like '%change%'
            and coalesce(stacked.value, stacked.value_high, stacked.value_low) < 0,
            false
        ) as is_less_better

    from stacked
    inner join {{ ref('stg_indicators') }} as indicators
        on stacked.indicator_code = indicators.indicator_code

),

final as (

    select
        directed.*,
        fact_details.claimed_verdict,
        -- What a plan of its district promises too, whatever the value, a summary restates.
        directed.document_type = 'summary' and directed.kind = 'target' and max(
            case when directed.document_type = 'plan' and directed.kind = 'target' then 1 else 0 end
        ) over (
            partition by
                directed.of_district, directed.indicator_code, directed.place_key,
                directed.measure, directed.target_year, directed.period, directed.base_year,
                directed.rank_group
        ) = 0 as is_only_in_summary,
        coalesce(
            fact_details.target_kind,
            case
                when directed.measure = 'rank' then 'rank'
                when directed.measure in ('change_pct', 'real_change_pct', 'cagr_pct')
                    then 'growth_rate'
                when directed.measure in ('change_abs', 'rate_change') then 'increment'
                when directed.bound = 'range' then 'range'
                when directed.basis = 'ratio' and directed.value = 100
                    then 'coverage'
                when directed.basis = 'ratio' then 'share'
                else 'level'
            end
        ) as target_kind,
        case
            when directed.bound = 'range' then 'between'
            when directed.bound = 'greater_than' then '>'
            when directed.bound = 'at_least' then '>='
            when directed.bound = 'less_than' then '<'
            when directed.bound = 'at_most' then '<='
            when directed.bound = 'approximate' then '~'
            when directed.is_less_better then '<='
            else '>='
        end as operator,
        -- Only a plainly stated value can be exceeded; "10% or more" is met by more.
        directed.bound in ('exact', 'rounded', 'range') as can_be_exceeded

    from directed
    left join fact_details
        on
            directed.document_id = fact_details.document_id
            and directed.char_start = fact_details.char_start

)

select * from final
