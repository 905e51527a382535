call reqlint#ale#Define('yaml')
