{#- First and second reading side by side, as a subquery: of a row and a column what both have entered, what was settled, and which was wrong.
    readings: stg_readings. targets: int_targets_classified, the first reading of what targets ask for, or none to leave those out; so they are below
    facts_location, because only what people curate is read twice.
    Example: 2022 in the first reading and 2023 in the second are open, until a settled 2022 says that the second was wrong. -#}
{% macro readings_compared(readings, targets=none) -%}
    {%- set has_targets = targets is not none and not facts_location() -%}
    (
        with cells as (

            select
                reading_of,
                row_name,
                column_name,
                reading,
                cell,
                csv_line
            from {{ readings }}
            where {{ 'true' if has_targets else "reading_of <> 'targets'" }}

            {% for column in ['row', 'target_kind', 'claimed_verdict'] if has_targets %}
            union all

            select
                'targets' as reading_of,
                concat(
                    document_id, ' ', cast(char_start as {{ dbt.type_string() }}), ' ', indicator_code
                ) as row_name,
                '{{ column }}' as column_name,
                'first' as reading,
                {{ "'present'" if column == 'row' else "coalesce(" ~ column ~ ", '')" }} as cell,
                cast(null as {{ dbt.type_int() }}) as csv_line
            from {{ targets }}
            where not is_implied
            {% endfor %}

        ),

        cells_side_by_side as (

            select
                reading_of,
                row_name,
                column_name,
                {% for reading in ['first', 'second', 'unsettled first', 'unsettled second', 'settled'] %}
                max(case when reading = '{{ reading }}' then cell end) as {{ reading | replace(' ', '_') }},
                {% endfor %}
                {% for reading in ['first', 'second', 'settled'] %}
                max(case when reading = '{{ reading }}' then csv_line end) as {{ reading }}_line{{ ',' if not loop.last }}
                {% endfor %}
            from cells
            group by reading_of, row_name, column_name

        ),

        compared as (

            select
                *,
                case when column_name = 'row' then coalesce(first, 'absent') else first end as first_cell,
                case when column_name = 'row' then coalesce(second, 'absent') else second end as second_cell
            from cells_side_by_side

        )

        select
            *,
            case
                when settled is null and first_cell = second_cell then 'neither'
                when settled is null then 'open'
                when settled = unsettled_first and settled = unsettled_second then 'neither'
                when settled = unsettled_first then 'second'
                when settled = unsettled_second then 'first'
                else 'both'
            end as wrong_reading
        from compared
        -- What a row that one reader lacks says has nothing to be compared with.
        where (first_cell is not null and second_cell is not null) or settled is not null
    )
{%- endmacro %}
