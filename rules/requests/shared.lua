-- Rows of the evidence that all families share (rules/common).

local page = { 84, 3, 1, 1, 6, 5 }         -- one user, at one moment
local everybody = { 12, 2, 1, 1, 14, 69 }  -- the application is wrong, for everybody who opens it
local function rows(list, row)
  local t = {}
  for _, cause in ipairs(list) do t[cause] = row end
  return t
end

seen "who is hit" (rows({ "verifier-overwritten", "sign-in-cookies-blocked",
                          "hint-added-by-extension" }, page))
seen "who is hit" (rows({
  "access-tokens-not-enabled", "api-id-used-as-client", "app-setting-empty", "authority-host-unknown",
  "body-not-form-encoded", "callback-path-differs", "client-credentials-without-default", "code-redeemed-elsewhere",
  "default-mixed-with-scopes", "grant-not-offered-there", "grant-type-misspelled", "id-tokens-not-enabled",
  "no-redirect-uri-registered", "pkce-computed-wrongly", "post-turned-into-get", "proxy-loses-host-name",
  "proxy-loses-https", "redirect-uri-differs-between-legs", "redirect-uri-not-registered",
  "redirect-uri-set-on-service-principal", "redirect-uri-spelled-differently", "saml-reply-url-missing",
  "scope-misspelled", "scope-not-requested", "scope-of-two-resources", "server-app-registered-as-spa",
  "spa-registered-as-web", "spa-without-pkce", "user-sent-to-token-endpoint", "v1-v2-mixed", "wrong-client-id",
  "wrong-response-type" }, everybody))
seen "who is hit" {
  ["sign-in-page-reopened"]       = { 76, 3, 1, 1, 13, 6 },     -- a link in a manual hits the team
  ["verifier-lost-between-nodes"] = { 26, 2, 1, 1, 30, 39 },
  ["link-changed-on-the-way"]     = { 36, 6, 4, 2, 26, 25 },
  ["logout-hint-too-long"]        = { 44, 2, 1, 1, 32, 19 },
  ["parameters-pile-up"]          = { 50, 2, 1, 1, 30, 15 },
  ["token-from-elsewhere"]        = { 44, 2, 2, 1, 25, 25 },
  ["value-not-percent-encoded"]   = { 54, 1, 2, 1, 22, 19 },
  ["xml-value-unescaped"]         = { 72, 1, 1, 1, 20, 4 },
}

seen "from a clean session" {
  ["sign-in-page-reopened"]       = { 86, 12 },
  ["verifier-overwritten"]        = { 86, 12 },
  ["sign-in-cookies-blocked"]     = { 62, 36 },
  ["hint-added-by-extension"]     = { 92, 6 },
  ["parameters-pile-up"]          = { 78, 20 },
  ["verifier-lost-between-nodes"] = { 40, 56 },
  ["token-from-elsewhere"]        = { 30, 66 },
  ["redirect-uri-just-saved"]     = { 60, 38 },
  ["link-opened-by-software"]     = { 90, 6 },
  ["link-changed-on-the-way"]     = { 30, 66 },
}

seen "the same again two minutes later" {
  ["sign-in-page-reopened"]         = { 40, 58 },
  ["verifier-overwritten"]          = { 70, 28 },
  ["verifier-lost-between-nodes"]   = { 56, 42 },
  ["redirect-uri-just-saved"]       = { 56, 42 },
  ["value-not-percent-encoded"]     = { 30, 68 },
  ["xml-value-unescaped"]           = { 3, 95 },
  ["redirect-uri-not-registered"]   = { 2, 96 },
  ["proxy-loses-https"]             = { 3, 95 },
  ["code-redeemed-elsewhere"]       = { 2, 96 },
  ["pkce-computed-wrongly"]         = { 4, 94 },
}

seen "another user at the same place" {
  ["xml-value-unescaped"]   = { 90, 8 },   -- it's in this password
  ["request-built-by-hand"] = { 6, 92 },
}
