{#- Cells of a seed that hold what their column may not hold, as a subquery. One row per problem: csv_file, csv_line, column_name, found,
    expected, remedy. table: name of the seed. Its other arguments are in seeds/seeds.yml, as config.meta.cells of the seed.
    key: columns that no two rows share; thing: what a row is, in words.
    unique: columns whose cells no two rows share. required: columns that are never empty. dates: columns whose cells are dates of the calendar, which a pattern cannot check (2024-02-30).
    patterns: lists of column, pattern and what is expected, in words. An empty cell counts as ''.
    codes: column -> codelist; references: column -> list of seed and column that hold the value. An empty cell passes both. -#}
{% macro cells_that_are_wrong(table, key, thing='row', unique=[], required=[], dates=[], patterns=[], codes={}, references={}) %}

{%- set source = read_location(table) if is_located(table) else ref(table) -%}
{%- set checks = [] -%}
{%- for column in required -%}
    {%- do checks.append((column, "trim(cell) = ''", "a " ~ column ~ ", which may not be empty", "Fill in the cell.")) -%}
{%- endfor -%}
{%- for column, pattern, expected in patterns -%}
    {%- do checks.append((column, "not " ~ matches("cell", pattern), expected, "Correct the cell.")) -%}
{%- endfor -%}
{%- for column in dates -%}
    {%- do checks.append((
        column, "cell <> '' and try_cast(cell as date) is null", "a date of the calendar", "Take the date from the document."
    )) -%}
{%- endfor -%}
{%- for column, codelist in codes.items() -%}
    {%- do checks.append((
        column,
        "cell <> '' and cell not in (select code from " ~ ref('codelists') ~ " where codelist = '" ~ codelist ~ "')",
        "a code of the codelist " ~ codelist ~ " in seeds/codelists.csv",
        "Use a listed code, or add the code to the codelist."
    )) -%}
{%- endfor -%}
{%- for column, (name, field) in references.items() -%}
    {#- What lies below facts_location refers to what lies there; judgements stay with the seeds. -#}
    {%- set together = is_located(table) and is_located(name) -%}
    {%- set listed = name ~ " below facts_location" if together else "seeds/" ~ name ~ ".csv" -%}
    {%- do checks.append((
        column,
        "cell <> '' and cell not in (select " ~ field ~ " from " ~ (read_location(name) if together else ref(name)) ~ ")",
        "listed as " ~ field ~ " in " ~ listed,
        "Use a listed " ~ field ~ ", or add a row to " ~ listed ~ "."
    )) -%}
{%- endfor %}

(with source as (

    select
        *,
        {{ csv_line(table) }} as csv_line
    from {{ source }}

),

problems as (

    {% for column, condition, expected, remedy in checks %}
    select
        csv_line,
        '{{ column }}' as column_name,
        cell as found,
        '{{ expected | replace("'", "''") }}' as expected,
        '{{ remedy | replace("'", "''") }}' as remedy
    from (select csv_line, coalesce(cast({{ column }} as {{ dbt.type_string() }}), '') as cell from source) as cells
    where {{ condition }}

    union all

    {% endfor %}
    {% for column in unique %}
    select
        max(csv_line) as csv_line,
        '{{ column }}' as column_name,
        {{ column }} as found,
        case
            when min(csv_line) is null then 'a {{ column }} of its own for each {{ thing }}'
            else
                concat(
                    'a {{ column }} of its own for each {{ thing }}; line ',
                    cast(min(csv_line) as {{ dbt.type_string() }}), ' has the same'
                )
        end as expected,
        'Compare both rows with their source; correct or delete the wrong one.' as remedy
    from source
    where coalesce({{ column }}, '') <> ''
    group by {{ column }}
    having count(*) > 1

    union all

    {% endfor %}
    select
        max(csv_line) as csv_line,
        '{{ key[0] }}' as column_name,
        concat(cast(count(*) as {{ dbt.type_string() }}), ' rows') as found,
        'one row for each {{ thing }}' as expected,
        'Delete the row that was entered twice, or correct what makes the rows equal.' as remedy
    from source
    group by {% for column in key %}coalesce(cast({{ column }} as {{ dbt.type_string() }}), ''){{ ', ' if not loop.last }}{% endfor %}
    having count(*) > 1

)

select
    {{ csv_file(table) }} as csv_file,
    problems.*
from problems)

{% endmacro %}
