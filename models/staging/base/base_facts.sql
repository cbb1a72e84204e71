{{ of_documents('facts', [
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
    'note',
]) }}
