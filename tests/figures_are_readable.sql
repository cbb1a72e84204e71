-- Every printed figure can be read; an unreadable one would drop out of the warehouse.

with facts as (

    select * from {{ ref('stg_facts') }}

),

figures as (

    select * from {{ ref('stg_printed_figures') }}

),

problems as (

    select
        {{ csv_file('facts') }} as csv_file,
        facts.csv_line,
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
