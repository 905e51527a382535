" Older versions know no JSON Lines.
autocmd BufNewFile,BufRead *.jsonl,*.ndjson setfiletype jsonl
