" What a user's vimrc has, as editors/vim/README.md says.
set nocompatible encoding=utf-8 hidden nomore shortmess+=F
filetype plugin on
let g:ale_linters = {'json': ['reqlint'], 'yaml': ['reqlint'], 'jsonl': ['reqlint']}
let g:ale_hover_to_preview = 1
set omnifunc=ale#completion#OmniFunc
