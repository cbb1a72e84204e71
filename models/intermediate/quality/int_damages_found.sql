{{ config(materialized='view') }}

-- What was lost or went wrong in print: units, qualifiers, marks between numerals, the text as a whole.

with observations as {{ materialized(false) }} (

    select * from {{ ref('int_observations_assembled') }}

),

run_on_numerals as (

    select * from {{ ref('stg_numerals') }}
    where disposition = 'figure_run_on'

),

documents as (

    select * from {{ ref('stg_documents') }}

),

final as (

    select
        'unit_not_printed' as kind,
        document_id,
        place_key,
        observation_id as subject,
        observation_id as observation_ids,
        {{ both_languages(
            "coalesce('a figure in ' || unit, 'a figure with its unit')",
            "coalesce('以' || unit || '为单位的数值', '带计量单位的数值')"
        ) }} as expected,
        {{ both_languages('figure', 'figure') }} as found
    from observations
    where measure <> 'rank' and not has_counter

    union all

    select
        'contradictory_qualifiers' as kind,
        document_id,
        place_key,
        observation_id as subject,
        observation_id as observation_ids,
        {{ both_languages("'qualifiers that point one way'", "'方向一致的修饰语'") }} as expected,
        {{ both_languages('figure', 'figure') }} as found
    from observations
    where bound = 'approximate' and has_contradictory_qualifiers

    union all

    select
        'run_on_numeral' as kind,
        run_on_numerals.document_id,
        observations.place_key,
        observations.observation_id as subject,
        observations.observation_id as observation_ids,
        {{ both_languages('observations.figure', 'observations.figure') }} as expected,
        {{ both_languages('run_on_numerals.numeral', 'run_on_numerals.numeral') }} as found
    from run_on_numerals
    inner join observations
        on
            run_on_numerals.document_id = observations.document_id
            and run_on_numerals.char_start = observations.char_start

    union all

    select
        'source_damage' as kind,
        document_id,
        {{ place_key(area_code='null') }} as place_key,
        document_id as subject,
        cast(null as {{ dbt.type_string() }}) as observation_ids,
        {{ both_languages("'the text as issued'", "'发文时的原文'") }} as expected,
        damage_note as found
    from documents
    where damage_note is not null

)

select * from final
