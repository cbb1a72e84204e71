{{ config(materialized='view') }}

with documents as (

    select * from {{ ref('stg_documents') }}

),

numerals as (

    select * from {{ ref('int_numerals_counted') }}

),

observations as (

    select * from {{ ref('int_observations_assembled') }}

),

numerals_judged as (

    select
        document_id,
        disposition in ('figure', 'figure_run_on') as is_figure,
        case
            when disposition in ('figure', 'figure_run_on')
                then observation_count > 0
            else disposition is not null and observation_count = 0
        end as is_accounted

    from numerals

),

numerals_counted as (

    select
        document_id,
        count(*) as numerals,
        sum(case when is_figure then 1 else 0 end) as figure_numerals,
        sum(case when is_accounted then 1 else 0 end) as accounted

    from numerals_judged
    group by document_id

),

observations_counted as (

    select
        document_id,
        count(*) as observations,
        sum(case when repeat_of is null then 0 else 1 end) as repeats

    from observations
    group by document_id

),

final as (

    select
        documents.document_id,
        documents.numeral_count as numerals_expected,
        cast(
            coalesce(numerals_counted.numerals, 0) as {{ dbt.type_int() }}
        ) as numerals,
        cast(
            coalesce(numerals_counted.figure_numerals, 0)
            as {{ dbt.type_int() }}
        ) as figure_numerals,
        cast(
            coalesce(observations_counted.observations, 0)
            as {{ dbt.type_int() }}
        ) as observations,
        cast(
            coalesce(observations_counted.repeats, 0) as {{ dbt.type_int() }}
        ) as repeats,
        -- Against the count in the text, so that a lost ledger row shows.
        cast(
            floor(
                coalesce(numerals_counted.accounted, 0)
                * 10000.0 / documents.numeral_count
            ) / 100 as decimal(5, 2)
        ) as accounted_pct

    from documents
    left join numerals_counted
        on documents.document_id = numerals_counted.document_id
    left join observations_counted
        on documents.document_id = observations_counted.document_id

)

select * from final
