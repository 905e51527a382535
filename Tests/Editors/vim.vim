" Does in Vim with ALE what a person does: opens a file, looks, hovers, completes, takes the fix, saves.
let s:report = {}
let s:patience = str2nr($PATIENCE)

function! s:Try(what, Condition) abort
    let l:tries = s:patience * 50

    while !a:Condition()
        let l:tries -= 1

        if l:tries < 0
            throw 'waited in vain for ' . a:what
        endif

        sleep 20m
    endwhile
endfunction

function! s:Found() abort
    return filter(copy(get(get(g:ale_buffer_info, bufnr(''), {}), 'loclist', [])), 'v:val.linter_name is# ''reqlint''')
endfunction

function! s:Preview() abort
    for l:window in range(1, winnr('$'))
        if getwinvar(l:window, '&previewwindow')
            return join(getbufline(winbufnr(l:window), 1, '$'), "\n")
        endif
    endfor

    return ''
endfunction

function! s:Drive() abort
    let l:place = json_decode($PLACE)
    execute 'edit ' . fnameescape($FILE)
    let s:report.filetype = &filetype
    call s:Try('the finding', {-> !empty(s:Found())})

    call cursor(l:place.hover[0] + 1, l:place.hover[1] + 1)
    ALEHover
    call s:Try('the hover', {-> !empty(s:Preview())})
    let s:report.hover = s:Preview()
    pclose
    " What would come twice has come by now.
    let s:report.found = map(s:Found(), '{''code'': v:val.code, ''line'': v:val.lnum - 1, ''start'': v:val.col - 1, ''stop'': v:val.end_col}')

    " What ALE offers in insert mode, after what was typed: typed for real, so the rest waits for the menu.
    call cursor(l:place.line + 1, l:place.complete)
    let s:tries = s:patience * 20
    call feedkeys("a\<C-x>\<C-o>", 't')
    call timer_start(50, function('s:TakeMenu'), {'repeat': -1})
endfunction

function! s:TakeMenu(timer) abort
    let s:tries -= 1
    let s:report.menu = map(complete_info(['items']).items, 'v:val.word')

    if !empty(s:report.menu) || s:tries < 0
        call timer_stop(a:timer)
        call feedkeys("\<C-e>\<Esc>", 't')
        call timer_start(200, {-> s:Guarded(function('s:Mend'))})
    endif
endfunction

function! s:Mend() abort
    let l:place = json_decode($PLACE)
    let s:report.kept = join(getline(1, '$'), "\n") . "\n"
    " The fix, the first of ALE's list.
    call cursor(l:place.line + 1, l:place.start + 1)
    let l:tick = b:changedtick
    ALECodeAction
    call s:Try('the fix', {-> b:changedtick > l:tick})
    silent write
    call s:Try('a clean file', {-> empty(s:Found())})
    call s:End()
endfunction

" ALE's question which fix to take: the place where its own tests, too, put an answer.
runtime autoload/ale/util.vim
function! ale#util#Input(message, ...) abort
    let s:report.question = a:message

    return '1'
endfunction

function! s:End() abort
    call writefile([json_encode(s:report)], $REPORT)
    qall!
endfunction

function! s:Guarded(Step) abort
    try
        call a:Step()
    catch
        let s:report.trouble = v:exception . ' at ' . v:throwpoint
        call s:End()
    endtry
endfunction

call timer_start(0, {-> s:Guarded(function('s:Drive'))})
