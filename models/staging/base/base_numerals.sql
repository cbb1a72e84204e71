{{ of_documents('numerals', ['char_start', 'numeral', 'disposition']) }}
