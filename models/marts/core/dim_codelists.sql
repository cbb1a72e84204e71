with codelists as (

    select * from {{ ref('stg_codelists') }}

),

units as (

    select * from {{ ref('stg_units') }}

),

-- A base unit is named by the spelling that is its code; percentage points by 个百分点.
base_units as (

    select
        'unit' as codelist,
        units.unit as code,
        units.printed_unit as label_zh,
        units.unit_en as label_en,
        dimensions.definition_en,
        dimensions.definition_zh
    from units
    inner join codelists as dimensions
        on units.dimension = dimensions.code and dimensions.codelist = 'dimension'
    where units.printed_unit = units.unit or units.printed_unit = '个百分点'

),

final as (

    select
        codelist,
        code,
        label_zh,
        label_en,
        definition_en,
        definition_zh
    from codelists

    union all

    select * from base_units

)

select * from final
