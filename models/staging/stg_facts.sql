with source as (

    select
        *,
        {{ csv_line('facts') }} as csv_line
    from {{ source_of('facts') }}

),

typed as (

    select
        -- ids
        document_id,
        csv_line,
        cast(char_start as {{ dbt.type_int() }}) as char_start,

        -- place
        {{ blank_to_null('district_code') }} as district_code,
        {{ blank_to_null('area_code') }} as area_code,
        {{ place_key() }} as place_key,

        -- time
        cast({{ blank_to_null('year') }} as {{ dbt.type_int() }}) as year,

        -- indicator
        indicator_code,
        kind,
        measure,
        {{ blank_to_null('strength') }} as strength,
        {{ blank_to_null('rank_group') }} as rank_group,

        -- print
        figure,
        {{ both_languages('note', 'note_zh') }} as note

    from source

),

final as (

    select
        typed.*,
        details.period as named_period,
        details.base_year as named_base_year,
        details.unit as head_unit

    from typed
    left join {{ ref('stg_fact_details') }} as details
        on
            typed.document_id = details.document_id
            and typed.char_start = details.char_start

)

select * from final
