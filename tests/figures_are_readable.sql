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
        case
            when figures.problem like '%is not in seeds/units.csv'
                then 'Type the figure as printed; a new counter needs a row in seeds/units.csv.'
            else 'Type the figure as it is printed in the text.'
        end as remedy

    from facts
    inner join figures on {{ is_reading_of('figures', 'facts') }}
    where figures.problem is not null

)

select * from problems
