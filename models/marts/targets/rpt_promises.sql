with promises as (

    select * from {{ ref('int_promises_counted') }}

),

places as (

    select * from {{ ref('int_places_listed') }}

),

final as (

    select
        -- keys
        promises.document_id,
        promises.document_type,

        -- place
        places.city_code,
        places.district_code,
        places.district,
        places.district_en,

        -- time
        promises.plan_year,
        promises.as_of_date,
        promises.has_plan,
        promises.has_summary,

        -- promises
        promises.promised,
        promises.reported,
        promises.silent,
        promises.no_document,
        promises.not_due,

        -- those reported
        promises.exceeded,
        promises.met,
        promises.not_met,
        promises.indeterminate,
        promises.claimed_only,

        -- no promises of a plan
        promises.only_in_summary,
        promises.only_in_summary_exceeded,
        promises.only_in_summary_met,
        promises.only_in_summary_not_met,
        promises.restated,
        promises.expected,
        promises.implied,

        -- caveat
        {{ in_english('promises.caveat') }} as caveat_en,
        {{ in_chinese('promises.caveat') }} as caveat_zh

    from promises
    inner join places on promises.place_key = places.place_key

)

select * from final
