-- Every printed figure can be read; an unreadable one would drop out of the warehouse.

with facts as (

    select * from {{ ref('stg_facts') }}

),

figures as (

    select * from {{ ref('stg_printed_figures') }}

),

problems as (

    select
        facts.csv_file,
        concat(
            'char_start=', cast(facts.char_start as {{ dbt.type_string() }}),
            '; figure=', facts.figure
        ) as row_key,
        'figure' as column_name,
        facts.figure as found,
        concat('a readable figure, but ', figures.problem) as expected,
        'Type the figure as printed; a new unit needs a row in seeds/units.csv.'
            as remedy

    from facts
    inner join figures on facts.figure = figures.figure
    where figures.problem is not null

)

select * from problems
