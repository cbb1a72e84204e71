{#- What is read twice: of each seed the columns that find a row, and those that both readers judge. A second reading has the name
    of the seed after second_. The first reading of targets is derived, so readings_compared adds it. -#}
{% set readings = {
    'documents': {
        'key': ['document_id'],
        'judged': ['document_number', 'district_code', 'document_type', 'issued_on', 'covers_year'],
    },
    'numerals': {'key': ['document_id', 'char_start'], 'judged': ['disposition']},
    'facts': {
        'key': ['document_id', 'char_start'],
        'judged': [
            'indicator_code', 'area_code', 'measure', 'kind', 'figure', 'district_code', 'year', 'strength', 'rank_group',
        ],
        'details': ['period', 'base_year', 'unit'],
    },
    'targets': {
        'key': ['document_id', 'char_start', 'indicator_code'], 'judged': ['target_kind', 'claimed_verdict'],
    },
    'indicators': {
        'key': ['indicator_code'],
        'judged': ['concept_code', 'unit', 'basis', 'subject', 'direction', 'is_headline'],
    },
    'public_money': {'key': ['indicator_code'], 'judged': ['funder', 'funding_stage']},
    'units': {'key': ['printed_unit'], 'judged': ['unit', 'multiplier', 'dimension']},
    'identities': {
        'key': ['identity_id', 'role', 'indicator_code'],
        'judged': ['relation', 'area_code', 'year', 'is_complete'],
    },
    'comparability': {'key': ['indicator_code_a', 'indicator_code_b'], 'judged': ['grade', 'reasons']},
} %}

{% set text = dbt.type_string() %}
{% set seeds = [] %}
{% for table, columns in readings.items() %}
{% if table != 'targets' %}
{% do seeds.append(dict(columns, seed=table, reading_of=table, reading='first')) %}
{% endif %}
{% do seeds.append(dict(columns, seed='second_' ~ table, reading_of=table, reading='second')) %}
{% endfor %}

with
{% for columns in seeds %}
{{ columns.seed }} as (

    select
        {{ columns.judged | join(',\n        ') }},
        {% for column in columns.details %}
        {% if columns.reading == 'first' %}
        -- The first reader enters them beside the facts, where they are rare. `year` confirms what is empty otherwise.
        (
            select nullif(max(details.{{ column }}), 'year')
            from {{ ref('fact_details') }} as details
            where
                details.document_id = {{ columns.seed }}.document_id
                and details.char_start = {{ columns.seed }}.char_start
        ) as {{ column }},
        {% else %}
        {{ column }},
        {% endif %}
        {% endfor %}
        {{ csv_line(columns.seed) }} as csv_line,
        -- Several things that one figure describes are numbered in the order of what is said of them.
        concat(
            {{ columns.key | join(", ' ', ") }},
            case
                when row_number() over same_key = 1 then ''
                else concat(' #', cast(row_number() over same_key as {{ text }}))
            end
        ) as row_name
    from {{ ref(columns.seed) }} as {{ columns.seed }}
    window same_key as (
        partition by {{ columns.key | join(', ') }}
        order by {{ columns.judged | join(', ') }}
    )

),

{% endfor %}
differences as (

    select
        *,
        {{ csv_line('reading_differences') }} as csv_line
    from {{ ref('reading_differences') }}

),

cells as (

    {% for columns in seeds %}
    {% set names = columns.judged + columns.get('details', []) %}
    select
        '{{ columns.reading_of }}' as reading_of,
        {{ columns.seed }}.row_name,
        named.column_name,
        '{{ columns.reading }}' as reading,
        case named.column_name
            when 'row' then 'present'
            {% for name in names %}
            when '{{ name }}' then coalesce({{ columns.seed }}.{{ name }}, '')
            {% endfor %}
        end as cell,
        {{ columns.seed }}.csv_line
    from {{ columns.seed }}
    -- One query for each seed: Spark took 8 s for one for each column, and takes 3 s so.
    cross join (
        values
        {% for name in names %}
        ('{{ name }}'),
        {% endfor %}
        ('row')
    ) as named (column_name)

    union all

    {% endfor %}
    {% for column, reading in [
        ('first_reading', 'unsettled first'), ('second_reading', 'unsettled second'), ('settled', 'settled')
    ] %}
    select
        reading_of,
        row_name,
        column_name,
        '{{ reading }}' as reading,
        coalesce({{ column }}, '') as cell,
        csv_line
    from differences
    {{ "union all" if not loop.last }}
    {% endfor %}

)

select * from cells
