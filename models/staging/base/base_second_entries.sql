{{ union_documents('second_entries', [
    'char_start',
    'figure',
    'district_code',
    'area_code',
    'indicator_code',
    'year',
    'kind',
    'measure',
    'strength',
    'rank_group',
]) }}
