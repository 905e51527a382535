-- Neovim 0.11 and later: `vim.lsp.enable('reqlint')`.
---@type vim.lsp.Config
return {
  cmd = { 'reqlint', 'lsp' },
  filetypes = { 'json', 'jsonc', 'jsonl', 'yaml', 'http' },
  root_markers = { '.reqlint.yaml', '.git' },
  settings = { reqlint = {} },
}
