select
    document_id(districts.district_code, ledger.y, ledger.type) as document_id,
    cast(ledger.char_start as varchar) as char_start,
    ledger.numeral,
    ledger.disposition
from ledger
inner join districts on ledger.d = districts.d
order by document_id, ledger.char_start
