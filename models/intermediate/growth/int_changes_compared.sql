with growth as (

    select
        indicator_code,
        place_key,
        from_year,
        to_year,
        source,
        change_low,
        change_high
    from {{ ref('int_changes_collected') }}

),

final as (

    select
        printed.indicator_code,
        printed.place_key,
        printed.from_year,
        printed.to_year,
        {{ agreement(
            'printed.change_low', 'printed.change_high',
            'between_levels.change_low', 'between_levels.change_high'
        ) }} as agreement

    from growth as printed
    inner join growth as between_levels
        on
            printed.indicator_code = between_levels.indicator_code
            and printed.place_key = between_levels.place_key
            and printed.from_year = between_levels.from_year
            and printed.to_year = between_levels.to_year
    where
        printed.source = 'printed'
        and between_levels.source <> 'printed'

)

select * from final
