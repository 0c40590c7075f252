-- What the common tests and observations (rules/common) show for the causes of this family.

seen "from a clean session" {
  ["external-binding-unfinished"] = { 70, 28 },
  ["hello-key-removed"]        = { 50, 47 },
  ["hello-key-orphaned"]       = { 50, 47 },
  ["device-keys-lost"]         = { 44, 54 },
  ["device-deleted"]           = { 40, 58 },
  ["device-disabled"]          = { 40, 58 },
  ["cleanup-deleted-device"]  = { 40, 58 },
  ["cleanup-disabled-device"] = { 40, 58 },
  ["device-left-sync-scope"]   = { 40, 58 },
  ["ad-computer-disabled"]     = { 40, 58 },
  ["session-key-stale"]        = { 34, 64 },
  ["hello-provisioning-interrupted"] = { 50, 47 },
  ["account-recreated"]        = { 8, 90 },
}

seen "the same password elsewhere" {
  ["hello-key-removed"]  = { 92, 5 },
  ["hello-key-orphaned"] = { 92, 5 },
  ["account-recreated"]  = { 70, 26 },
  ["device-keys-lost"]   = { 84, 12 },
  ["device-disabled"]    = { 80, 16 },
  ["device-deleted"]     = { 80, 16 },
}

seen "another network" {
  ["device-login-intercepted"] = { 93, 5 },
  ["session-key-stale"]        = { 6, 92 },
}

seen "another application" {
  ["device-deleted"]         = { 14, 84 },
  ["device-disabled"]        = { 14, 84 },
  ["device-keys-lost"]       = { 14, 84 },
  ["cleanup-deleted-device"]  = { 14, 84 },
  ["cleanup-disabled-device"] = { 14, 84 },
  ["device-left-sync-scope"] = { 14, 84 },
  ["ad-computer-disabled"]   = { 14, 84 },
  ["device-not-registered"]  = { 34, 64 },
  ["device-only-token-misused"] = { 94, 4 },
  ["webview-outdated"]       = { 5, 93 },
}

seen "the same again two minutes later" {
  ["hello-provisioning-interrupted"] = { 50, 48 },
  ["session-key-stale"]      = { 14, 84 },
  ["device-deleted"]         = { 1, 98 },
  ["device-disabled"]        = { 1, 98 },
  ["device-keys-lost"]       = { 2, 97 },
}

seen "same sign-in worked earlier" {
  ["device-deleted"]            = { 96, 2 },
  ["device-disabled"]           = { 96, 2 },
  ["cleanup-deleted-device"]  = { 96, 2 },
  ["cleanup-disabled-device"] = { 96, 2 },
  ["device-left-sync-scope"]    = { 96, 2 },
  ["ad-computer-disabled"]      = { 96, 2 },
  ["device-keys-lost"]          = { 94, 4 },
  ["hello-key-removed"]         = { 96, 2 },
  ["hello-key-orphaned"]        = { 94, 4 },
  ["account-recreated"]         = { 90, 8 },
  ["bulk-token-dead"]           = { 92, 6 },
  ["bulk-policy-blocks"]        = { 60, 38 },
  ["bulk-account-may-not-join"] = { 20, 78 },
  ["bulk-account-without-role"] = { 20, 78 },
  ["device-not-registered"]     = { 20, 78 },
  ["registration-not-allowed"]  = { 8, 90 },
  ["device-limit-reached"]      = { 10, 88 },
}

seen "who is hit" {
  ["device-left-sync-scope"]   = { 20, 3, 4, 50, 12, 10 },
  ["cleanup-deleted-device"]  = { 40, 1, 1, 2, 40, 14 },
  ["cleanup-disabled-device"] = { 40, 1, 1, 2, 40, 14 },
  ["ad-computer-disabled"]     = { 62, 1, 2, 14, 16, 3 },
  ["device-deleted"]           = { 78, 1, 1, 1, 15, 3 },
  ["device-disabled"]          = { 84, 1, 1, 1, 10, 2 },
  ["device-keys-lost"]         = { 82, 1, 1, 1, 12, 2 },
  ["device-login-intercepted"] = { 8, 82, 2, 2, 3, 2 },
  ["hello-key-removed"]        = { 86, 1, 1, 1, 9, 1 },
  ["hello-key-orphaned"]       = { 52, 2, 2, 2, 36, 4 },
  ["account-recreated"]        = { 86, 1, 1, 1, 9, 1 },
  ["bulk-policy-blocks"]       = { 30, 1, 1, 1, 30, 36 },
  ["sso-client-outdated"]      = { 30, 4, 2, 2, 40, 20 },
}

seen "age of the account" {
  ["account-recreated"]      = { 62, 36 },
  ["registration-not-allowed"] = { 30, 68 },
}

-- Three ways in which a hybrid join never completes differ in what dsregcmd and the tenant show, not in the rest.
local function joins(blocked, unsynced, unconfigured)
  return { ["hybrid-join-blocked"] = blocked, ["hybrid-join-not-synced"] = unsynced or blocked,
           ["hybrid-join-not-configured"] = unconfigured or unsynced or blocked }
end
seen "the device in the sign-in" (joins{ 88, 10 })
seen "the device as the tenant has it" (joins({ 56, 1, 34, 5, 1, 1, 1, 1 }, { 90, 1, 2, 3, 1, 1, 1, 1 },
                                              { 84, 1, 8, 3, 1, 1, 1, 1 }))
seen "join type in the sign-in" (joins{ 74, 14, 8 })
seen "end of the interrupted sign-in" (joins{ 10, 74, 14 })
seen "from a clean session" (joins{ 8, 90 })
seen "another application" (joins{ 40, 57 })
seen "another network" (joins({ 30, 66 }, { 4, 94 }))
seen "same sign-in worked earlier" (joins{ 14, 84 })
seen "who is hit" (joins({ 16, 50, 2, 4, 18, 9 }, { 26, 2, 2, 50, 14, 5 }, { 4, 2, 66, 3, 6, 18 }))
