-- Each printed change against the one between the levels of the same years; yearly averages against yearly averages.
-- Levels are at current prices, so they say nothing of a rate at constant ones.

with growth as {{ materialized(false) }} (

    select
        indicator_code,
        place_key,
        from_year,
        to_year,
        period,
        source,
        raw_low as change_low,
        raw_high as change_high,
        raw_cagr_low as cagr_low,
        raw_cagr_high as cagr_high,
        raw_low is null and raw_high is null as has_average_only
    from {{ ref('int_changes_collected') }}
    where prices = 'nominal'

),

agreements as (

    select
        printed.indicator_code,
        printed.place_key,
        printed.from_year,
        printed.to_year,
        printed.period,
        case
            when printed.has_average_only
                then {{ agreement(
                    'printed.cagr_low', 'printed.cagr_high',
                    'between_levels.cagr_low', 'between_levels.cagr_high'
                ) }}
            else {{ agreement(
                'printed.change_low', 'printed.change_high',
                'between_levels.change_low', 'between_levels.change_high'
            ) }}
        end as agreement

    from growth as printed
    inner join growth as between_levels
        on
            printed.indicator_code = between_levels.indicator_code
            and printed.place_key = between_levels.place_key
            and printed.from_year = between_levels.from_year
            and printed.to_year = between_levels.to_year
            and printed.period = between_levels.period
    where
        printed.source = 'printed'
        and between_levels.source <> 'printed'

),

limited as (

    select
        changes.*,
        agreements.agreement,
        {{ sentences([
            "case agreements.agreement when 'inconsistent' then texts.implied_inconsistent end",
            "case when indicators.subject = 'issuer' then texts.issuer end",
            "case when indicators.definition_en like '%Assumed: %' then texts.assumed_definition end",
            'changes.caveat',
        ]) }} as full_caveat
    from {{ ref('int_changes_collected') }} as changes
    cross join {{ caveat_texts(['implied_inconsistent', 'issuer', 'assumed_definition']) }} as texts
    inner join {{ ref('stg_indicators') }} as indicators
        on changes.indicator_code = indicators.indicator_code
    left join agreements
        on
            changes.indicator_code = agreements.indicator_code
            and changes.place_key = agreements.place_key
            and changes.from_year = agreements.from_year
            and changes.to_year = agreements.to_year
            and changes.period = agreements.period
            and changes.prices = 'nominal'

),

final as (

    select
        growth_id,
        agreement,
        full_caveat as caveat,
        case
            -- Of a printed yearly average only that is known.
            when
                coalesce(
                    raw_low, raw_high, raw_cagr_low, raw_cagr_high,
                    raw_change_abs_low, raw_change_abs_high
                ) is null
                then 'do_not_use'
            when full_caveat is not null then 'caution'
            else 'ok'
        end as quality

    from limited

)

select * from final
