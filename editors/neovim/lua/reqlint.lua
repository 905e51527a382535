-- Neovim before 0.11 has no `vim.lsp.enable`: this starts the server for each file it is for.
local M = {}

M.defaults = {
  cmd = { 'reqlint', 'lsp' },
  filetypes = { 'json', 'jsonc', 'jsonl', 'yaml', 'http' },
  root_markers = { '.reqlint.yaml', '.git' },
  settings = { reqlint = {} },
}

--- The nearest folder above that has one of the markers, or the file's own.
local function root(path, markers)
  local folder = vim.fn.fnamemodify(path, ':p:h')
  local here = folder
  while true do
    for _, marker in ipairs(markers) do
      if vim.loop.fs_stat(here .. '/' .. marker) then return here end
    end
    local above = vim.fn.fnamemodify(here, ':h')
    if above == here then return folder end
    here = above
  end
end

-- One server for each root.
local clients = {}

local function attach(buffer, options)
  local path = vim.api.nvim_buf_get_name(buffer)
  if vim.bo[buffer].buftype ~= '' or path == '' then return end
  local folder = root(path, options.root_markers)
  local id = clients[folder]
  if not id or not vim.lsp.get_client_by_id(id) then
    id = vim.lsp.start_client({
      name = 'reqlint',
      cmd = options.cmd,
      root_dir = folder,
      workspace_folders = { { uri = vim.uri_from_fname(folder), name = folder } },
      settings = options.settings,
      init_options = options.settings.reqlint,
      capabilities = options.capabilities or vim.lsp.protocol.make_client_capabilities(),
      on_attach = options.on_attach,
    })
    clients[folder] = id
  end
  if id then vim.lsp.buf_attach_client(buffer, id) end
end

--- Starts reqlint for JSON, JSON Lines and YAML. `options` may have any of `M.defaults`, `on_attach` and `capabilities`.
function M.setup(options)
  options = vim.tbl_deep_extend('force', M.defaults, options or {})
  if vim.fn.has('nvim-0.11') == 1 then
    vim.lsp.config('reqlint', options)
    vim.lsp.enable('reqlint')
    return
  end
  local group = vim.api.nvim_create_augroup('reqlint', { clear = true })
  vim.api.nvim_create_autocmd('FileType', {
    group = group,
    pattern = options.filetypes,
    callback = function(event) attach(event.buf, options) end,
  })
  for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
    if vim.api.nvim_buf_is_loaded(buffer) and vim.tbl_contains(options.filetypes, vim.bo[buffer].filetype) then
      attach(buffer, options)
    end
  end
end

return M
