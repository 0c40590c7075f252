-- What several families ask of the server that runs Microsoft Entra Connect Sync.

-- Below 2.5.79.0: by Microsoft's announcement nothing is synchronised any more since 30 September 2026.
local function outdated()
  local list = {}
  for _, v in ipairs{ "1.*", "2.0.*", "2.1.*", "2.2.*", "2.3.*", "2.4.*", "2.5.?.*", "2.5.76.*" } do
    list[#list + 1] = some.sync_server{ version = like(v) }
  end
  return any_of(list)
end

evidence "version of the sync server" {
  about = "whether Microsoft Entra Connect is new enough to synchronise, which since 30 September 2026 means 2.5.79.0",
  { "too old",    when = all_of{ outdated(), some.sync_server{ version = V.version } },
                  say = "Microsoft Entra Connect {version} is below 2.5.79.0, the oldest that may still synchronise" },
  { "new enough", when = all_of{ some.sync_server{ version = like("?*"):as(V.version) }, unless(outdated()) },
                  say = "Microsoft Entra Connect {version} is new enough to synchronise" },
  seen = {
    ["sync-server-outdated"]    = { 98, 0.5 },
    ["hash-sync-stalled"]       = { 0.5, 98 },   -- of another reason
    ["not-synced-yet"]          = { 0.5, 98 },
    ["password-not-synced-yet"] = { 0.5, 98 },
    other                       = { 1, 97 },
  },
}
