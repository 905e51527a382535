" Description: reqlint for ALE, the same for each file type

call ale#Set('reqlint_executable', 'reqlint')
call ale#Set('reqlint_config', {})

" The nearest folder that is configured or under git, or the file's own: ALE starts no server without a root.
function! reqlint#ale#ProjectRoot(buffer) abort
    let l:configuration = ale#path#FindNearestFile(a:buffer, '.reqlint.yaml')

    if !empty(l:configuration)
        return fnamemodify(l:configuration, ':h')
    endif

    let l:git = ale#path#FindNearestDirectory(a:buffer, '.git')

    return !empty(l:git) ? fnamemodify(l:git, ':h:h') : fnamemodify(expand('#' . a:buffer . ':p'), ':h')
endfunction

" ALE counts columns in bytes and cannot say so: the server is told in the one place where there is room.
function! reqlint#ale#Options(buffer) abort
    return extend({'positionEncoding': 'utf-8'}, ale#Var(a:buffer, 'reqlint_config'))
endfunction

function! reqlint#ale#Define(filetype) abort
    call ale#linter#Define(a:filetype, {
    \   'name': 'reqlint',
    \   'lsp': 'stdio',
    \   'executable': {buffer -> ale#Var(buffer, 'reqlint_executable')},
    \   'command': '%e lsp',
    \   'project_root': function('reqlint#ale#ProjectRoot'),
    \   'language': a:filetype,
    \   'initialization_options': function('reqlint#ale#Options'),
    \   'lsp_config': {buffer -> {'reqlint': ale#Var(buffer, 'reqlint_config')}},
    \})
endfunction
