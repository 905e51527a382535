call reqlint#ale#Define('jsonl')
