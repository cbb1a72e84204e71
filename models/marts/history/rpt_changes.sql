-- A location keeps its own versions; see docs/scale.md.
{{ config(enabled=(target.type == 'duckdb' and facts_location() == '')) }}

with changes as (

    select * from {{ ref('int_cells_changed') }}

)

select
    changed_at,
    change,
    subject,
    row_key,
    column_name,
    entry_before,
    entry_after,
    document_id,
    indicator_code,
    invocation_id
from changes
