-- Two people said of each printed target what it asks for and what the document claims of it; a mistake of one shows as a difference.
-- Only what people curate is read twice, not what lies below facts_location.


{% set columns = ['target_kind', 'claimed_verdict'] %}

with targets as (

    select
        document_id,
        char_start,
        indicator_code,
        target_kind,
        claimed_verdict
    from {{ ref('int_targets_classified') }}
    where not is_implied

),

second_targets as (

    select
        *,
        {{ csv_line('second_targets') }} as csv_line
    from {{ ref('second_targets') }}

),

joined as (

    select
        second_targets.csv_line as second_line,
        targets.document_id is null as is_missing_first,
        second_targets.document_id is null as is_missing_second,
        {% for column in columns %}
        coalesce(targets.{{ column }}, '') as first_{{ column }},
        coalesce(second_targets.{{ column }}, '') as second_{{ column }},
        {% endfor %}
        concat(
            coalesce(targets.document_id, second_targets.document_id),
            ', character ',
            coalesce(
                cast(targets.char_start as {{ dbt.type_string() }}),
                second_targets.char_start
            ),
            ', ', coalesce(targets.indicator_code, second_targets.indicator_code)
        ) as target_name
    from targets
    full outer join second_targets
        on
            targets.document_id = second_targets.document_id
            and cast(targets.char_start as {{ dbt.type_string() }})
            = second_targets.char_start
            and targets.indicator_code = second_targets.indicator_code

),

problems as (

    select
        second_line,
        'char_start' as column_name,
        target_name as found,
        case
            when is_missing_first then 'a target that the facts have as well'
            else 'a target that the second reading has as well'
        end as expected
    from joined
    where is_missing_first or is_missing_second

    {% for column in columns %}
    union all

    select
        second_line,
        '{{ column }}' as column_name,
        concat('''', second_{{ column }}, ''' for ', target_name) as found,
        concat('''', first_{{ column }}, ''', as facts and fact_details have it')
            as expected
    from joined
    where
        not is_missing_first
        and not is_missing_second
        and first_{{ column }} <> second_{{ column }}
    {% endfor %}

)

select
    'seeds/second_reading/second_targets.csv' as csv_file,
    second_line as csv_line,
    column_name,
    found,
    expected,
    'Read the sentence again; correct the facts, the notes or the second reading.'
        as remedy
from problems
{% if facts_location() %}
where false
{% endif %}
