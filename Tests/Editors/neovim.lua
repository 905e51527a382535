-- Does in Neovim what a person does: opens a file, looks, hovers, completes, takes the fix, saves.
local report = {}
local patience = tonumber(vim.env.PATIENCE) * 1000

local function try(what, condition)
  if not vim.wait(patience, condition, 20) then error('waited in vain for ' .. what) end
end

local function clients()
  return vim.lsp.get_clients and vim.lsp.get_clients({ bufnr = 0 }) or vim.lsp.buf_get_clients(0)
end

local function ask(method, params)
  local answers = vim.lsp.buf_request_sync(0, method, params, patience) or {}
  local results = {}
  for _, answer in pairs(answers) do
    if answer.err then error(vim.inspect(answer.err)) end
    table.insert(results, answer.result)
  end
  return results
end

local ok, trouble = pcall(function()
  local place = vim.fn.json_decode(vim.env.PLACE)
  vim.cmd('edit ' .. vim.fn.fnameescape(vim.env.FILE))
  report.filetype = vim.bo.filetype
  try('the server', function() return next(clients()) ~= nil end)
  try('the finding', function() return #vim.diagnostic.get(0) > 0 end)
  -- One that comes twice would have come by now, or with the hover that is asked for next.
  local window = vim.api.nvim_get_current_win()

  vim.api.nvim_win_set_cursor(window, { place.hover[1] + 1, place.hover[2] })
  vim.lsp.buf.hover()
  local function float()
    for _, other in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(other).relative ~= '' then return other end
    end
  end
  try('the hover', float)
  report.hover = table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(float()), 0, -1, true), '\n')
  vim.api.nvim_win_close(float(), true)

  report.found = {}
  for _, item in ipairs(vim.diagnostic.get(0)) do
    table.insert(report.found, { code = item.code, line = item.lnum, start = item.col, stop = item.end_col, text = item.message })
  end

  -- Completion as a person sees it: the menu of omnifunc, in insert mode, in the word that was found.
  vim.api.nvim_win_set_cursor(window, { place.line + 1, place.complete - 1 })
  vim.bo.omnifunc = 'v:lua.vim.lsp.omnifunc'
  local menu
  vim.keymap.set('i', '<F5>', function()
    local function items() return vim.fn.complete_info({ 'items' }).items end
    vim.wait(patience, function() return #items() > 0 end, 20)
    menu = vim.tbl_map(function(item) return item.abbr ~= '' and item.abbr or item.word end, items())
    return ''
  end)
  local keys = vim.api.nvim_replace_termcodes('a<C-x><C-o><F5><C-e><Esc>', true, true, true)
  vim.api.nvim_feedkeys(keys, 'tx', true)
  report.menu = menu or {}
  report.kept = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, true), '\n') .. '\n'

  -- The fix, chosen from the menu of code actions.
  vim.api.nvim_win_set_cursor(window, { place.line + 1, place.start })
  report.actions = {}
  local chosen = false
  vim.ui.select = function(items, options, choose)
    for _, item in ipairs(items) do table.insert(report.actions, options.format_item and options.format_item(item) or item) end
    chosen = true
    choose(items[1], 1)
  end
  local before = vim.api.nvim_buf_get_changedtick(0)
  vim.lsp.buf.code_action()
  try('the menu of fixes', function() return chosen end)
  try('the fix', function() return vim.api.nvim_buf_get_changedtick(0) > before end)
  vim.cmd('silent write')
  try('a clean file', function() return #vim.diagnostic.get(0) == 0 end)
end)
if not ok then report.trouble = tostring(trouble) end
vim.fn.writefile({ vim.fn.json_encode(report) }, vim.env.REPORT)
vim.cmd('qall!')
