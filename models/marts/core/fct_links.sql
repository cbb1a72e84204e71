with links as (

    select * from {{ ref('int_links_listed') }}

),

final as (

    select
        subject,
        subject_id,
        link_role,
        linked_id,
        observation_id,
        implied_value_id
    from links

)

select * from final
