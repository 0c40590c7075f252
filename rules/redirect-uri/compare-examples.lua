-- The matching rules, one pair of addresses each, for a redirect URI in the request and for a SAML reply URL.

local APP, TEST = "0f0f0f0f-1111-4222-8333-444444444444", "0a0a0a0a-1111-4222-8333-555555555555"
local THERE = "https://app.contoso.com/auth/cb"
local pairs_of = {
  { "none",       THERE },
  { "other-app",  THERE, TEST },
  { "slash",      THERE .. "/" },
  { "case",       "https://app.contoso.com/Auth/cb" },
  { "query",      THERE .. "?tenant=1" },
  { "scheme",     "http://app.contoso.com/auth/cb" },
  { "port",       "https://app.contoso.com:8443/auth/cb" },
  { "path",       "https://app.contoso.com/signin-oidc" },
  { "host",       "https://www.contoso.com/auth/cb" },
  { "everything", "https://www.contoso.com/signin-oidc" },
}

local function compare(what, fact, field)
  for _, case in ipairs(pairs_of) do
    if field == "reply_url" and case[3] then goto next end   -- a SAML message holds no application ID
    local fields = { [field] = case[2] }
    if field ~= "reply_url" then fields.app_id = case[3] or APP end
    example(what .. ", difference " .. case[1]) {
      code   = 50011,
      given  = { fact(fields), app_redirect_uri{ app_id = APP, uri = THERE, platform = "web" } },
      expect = { derived = { redirect_comparison{ requested = case[2], registered = THERE, platform = "web",
                                                  difference = case[1] } } },
    }
    ::next::
  end
end

compare("redirect URI of a request", app_request, "redirect_uri")
compare("reply URL of a SAML request", saml_request, "reply_url")
compare("redirect URI in the message", function(fields)
  fields.code = 50011
  return error_text(fields)
end, "redirect_uri")

-- The same comparison for 70004 and 900971, where the table isn't about one letter.

example "a slash at the redemption" {
  code   = 70004,
  given  = { app_request{ endpoint = "authorize", app_id = APP, redirect_uri = THERE .. "/" },
             app_redirect_uri{ app_id = APP, uri = THERE, platform = "web" } },
  expect = { top = "redirect-uri-spelled-differently", at_least = 70 },
}

example "http behind the gateway, old number" {
  code   = 70004,
  given  = { app_request{ endpoint = "authorize", method = "get", app_id = APP,
                          redirect_uri = "http://app.contoso.com/auth/cb" },
             app_redirect_uri{ app_id = APP, uri = THERE, platform = "web" } },
  expect = { top = "proxy-loses-https", at_least = 70, first_step = "forward-https-to-app" },
}

example "a foreign application, old number" {
  code   = 70004,
  given  = { app_registration{ app_id = APP, exists = true, ours = false } },
  expect = { top = "vendor-redirect-uri-missing", at_least = 50 },
}

example "a vendor's new product fails for all its customers" {
  code   = 900971,
  given  = { app_registration{ app_id = APP, exists = true, ours = false },
             app_request{ endpoint = "authorize", app_id = APP, redirect_uri = "http://localhost:50546/callback" } },
  expect = { top = "vendor-redirect-uri-missing", at_least = 60 },
}

example "a start from My Apps without a default reply URL" {
  code   = 900971,
  given  = { sign_in{ request_id = "r1", at = "2026-11-23T11:00:00Z", code = 900971, protocol = "saml" },
             app_registration{ app_id = APP, exists = true, ours = true } },
  expect = { top = "saml-reply-url-missing", at_least = 60, first_step = "add-saml-reply-url" },
}
