with named as (

    select
        ledger_sums.*,
        districts.district_code,
        districts.full_name,
        document_id(districts.district_code, ledger_sums.y, ledger_sums.type) as document_id,
        ledger_sums.type = 'plan' as is_plan
    from ledger_sums
    inner join districts on ledger_sums.d = districts.d

)

-- A plan is issued in the spring of its year, a summary in the winter after it.
select
    document_id,
    district_code || '〔' || case when is_plan then y else y + 1 end || '〕1号' as document_number,
    y || '年' || full_name || '科技工作' || case when is_plan then '要点' else '总结' end as title,
    'Science and technology ' || type || ' of District ' || district_code || ', ' || y as title_en,
    full_name || '科学技术委员会' as issuer,
    'Science and Technology Commission of district ' || district_code as issuer_en,
    district_code,
    type as document_type,
    case when is_plan then y || '-03-10' else (y + 1) || '-02-06' end as issued_on,
    cast(y as varchar) as covers_year,
    document_id || '.txt' as source_file,
    sha256(document_id) as sha256,
    cast(numerals as varchar) as numeral_count,
    checksum as numerals_sha256,
    cast(null as varchar) as part_start,
    cast(null as varchar) as part_end,
    cast(null as varchar) as url,
    cast(null as varchar) as damage_note,
    cast(null as varchar) as damage_note_zh
from named
order by document_id
