{#- Two people read the same thing, neither seeing what the other entered; a mistake of one shows as a difference. Returns one row for each cell that
    differs, and one for each row that only one of them has, as cells_are_valid does.
    second: the seed of the second reading. key: columns that find the row. columns: what both have judged. -#}
{% test second_reading_agrees(model, second, key, columns) %}

{%- set first_file = "seeds/" ~ model.identifier ~ ".csv" -%}
{%- set second_file = "seeds/second_reading/" ~ second ~ ".csv" -%}

with first_reading as (

    select
        *,
        {{ csv_line(model.identifier) }} as csv_line,
        row_number() over (
            partition by {{ key | join(', ') }} order by {{ columns | join(', ') }}
        ) as place
    from {{ model }}

),

second_reading as (

    select
        *,
        {{ csv_line(second) }} as csv_line,
        row_number() over (
            partition by {{ key | join(', ') }} order by {{ columns | join(', ') }}
        ) as place
    from {{ ref(second) }}

),

joined as (

    select
        first_reading.csv_line,
        second_reading.csv_line as second_line,
        first_reading.place is null as is_missing_first,
        second_reading.place is null as is_missing_second,
        {% for column in key + columns %}
        coalesce(first_reading.{{ column }}, '') as first_{{ column }},
        coalesce(second_reading.{{ column }}, '') as second_{{ column }}{{ ',' if not loop.last }}
        {% endfor %}
    from first_reading
    full outer join second_reading
        on
            first_reading.place = second_reading.place
            {% for column in key %}
            and first_reading.{{ column }} = second_reading.{{ column }}
            {% endfor %}

),

problems as (

    select
        '{{ second_file }}' as csv_file,
        cast(null as {{ dbt.type_int() }}) as csv_line,
        '{{ key[-1] }}' as column_name,
        concat('no row for ', {{ named_cells('first', key) }}) as found,
        concat('a row as in {{ first_file }}', coalesce(concat(':', cast(csv_line as {{ dbt.type_string() }})), '')) as expected,
        concat(
            'Read it again. If {{ first_file }} is right, add the row to {{ second_file }} as you read it; ',
            'else correct or delete it in {{ first_file }}.'
        ) as remedy
    from joined
    where is_missing_second

    union all

    select
        '{{ first_file }}' as csv_file,
        cast(null as {{ dbt.type_int() }}) as csv_line,
        '{{ key[-1] }}' as column_name,
        concat('no row for ', {{ named_cells('second', key) }}) as found,
        concat('a row as in {{ second_file }}', coalesce(concat(':', cast(second_line as {{ dbt.type_string() }})), '')) as expected,
        concat(
            'Read it again. If {{ second_file }} is right, add the row to {{ first_file }} as you read it; ',
            'else correct or delete it in {{ second_file }}.'
        ) as remedy
    from joined
    where is_missing_first

    {% for column in columns %}
    union all

    select
        '{{ first_file }}' as csv_file,
        csv_line,
        '{{ column }}' as column_name,
        first_{{ column }} as found,
        concat(
            '''', second_{{ column }}, ''', as the second reading has it: {{ second_file }}', coalesce(concat(':', cast(second_line as {{ dbt.type_string() }})), '')
        ) as expected,
        concat(
            'Read the text or the definition again and correct the reading that is wrong; ',
            'never copy one into the other unread.'
        ) as remedy
    from joined
    where
        not is_missing_first
        and not is_missing_second
        and first_{{ column }} <> second_{{ column }}
    {% endfor %}

)

select * from problems

{% endtest %}
