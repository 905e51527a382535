call reqlint#ale#Define('json')
