-- Reads what is printed; what it means for an indicator is decided in the intermediate layer. The reading knows its words
-- and units from the files of these seeds:
-- depends_on: {{ ref('printed_words') }}, {{ ref('units') }}

with facts as (

    select distinct
        figure,
        measure,
        head_unit,
        kind = 'target' as is_target
    from {{ ref('stg_facts') }}

),

read_by_python as (

    {{ rows_from_python('read_figure', 'facts', {
        'figure': dbt.type_string(),
        'measure': dbt.type_string(),
        'is_target': dbt.type_boolean(),
        'head_unit': dbt.type_string(),
        'value': 'decimal(38, 6)',
        'value_low': 'decimal(38, 6)',
        'value_high': 'decimal(38, 6)',
        'value_step': 'decimal(38, 6)',
        'bound': dbt.type_string(),
        'unit': dbt.type_string(),
        'dimension': dbt.type_string(),
        'numeral': dbt.type_string(),
        'numeral_end': dbt.type_string(),
        'direction_sign': dbt.type_int(),
        'is_ordinal': dbt.type_boolean(),
        'has_counter': dbt.type_boolean(),
        'is_whole_count': dbt.type_boolean(),
        'has_contradictory_qualifiers': dbt.type_boolean(),
        'problem': dbt.type_string(),
    }) }}

)

select * from read_by_python
