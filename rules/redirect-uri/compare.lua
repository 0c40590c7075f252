-- The redirect URI that was asked for against those that are registered. The difference names the component to repair.

local LOOPBACK = { ["localhost"] = true, ["127.0.0.1"] = true }

local function parts(uri)
  local from, to = string.find(uri, "://", 1, true)
  if from == nil then return nil end
  local scheme, rest = string.sub(uri, 1, from - 1), string.sub(uri, to + 1)
  local address, query = rest, ""
  local at = string.find(rest, "?", 1, true)
  if at then address, query = string.sub(rest, 1, at - 1), string.sub(rest, at) end
  local place, path = address, ""
  at = string.find(address, "/", 1, true)
  if at then place, path = string.sub(address, 1, at - 1), string.sub(address, at) end
  local host, port = place, ""
  at = string.find(place, ":", 1, true)
  if at then host, port = string.sub(place, 1, at - 1), string.sub(place, at + 1) end
  return { scheme = string.lower(scheme), host = string.lower(host), port = port, path = path, query = query }
end

local function trimmed(path)
  if string.sub(path, -1) == "/" then path = string.sub(path, 1, -2) end
  return path
end

-- The matching rules of Microsoft Entra ID: exact, but for the port of a loopback address.
local function difference(requested, registered)
  if requested == registered then return "none" end
  local a, b = parts(requested), parts(registered)
  if a == nil or b == nil then
    return string.lower(requested) == string.lower(registered) and "case" or "everything"
  end
  if LOOPBACK[a.host] and a.host == b.host then a.port, b.port = "", "" end
  local same_path = string.lower(trimmed(a.path)) == string.lower(trimmed(b.path))
  if a.host ~= b.host then return same_path and "host" or "everything" end
  if not same_path then return "path" end
  if a.scheme ~= b.scheme then return "scheme" end
  if a.port ~= b.port then return "port" end
  if a.query ~= b.query then return "query" end
  if a.path == b.path then return "none" end
  return trimmed(a.path) == trimmed(b.path) and "slash" or "case"
end

local function apart(m) return m.requested and difference(m.requested, m.registered) end

local function relation(m)
  if m.requested == nil then return nil end
  local found = difference(m.requested, m.registered)
  if m.client == nil or string.lower(m.client) == string.lower(m.app) then return found end
  return found == "none" and "other-app" or nil
end

local sources = {
  { "the message", function() return some.error_text{ redirect_uri = V.requested, app_id = V.client } end },
  { "the request", function() return some.app_request{ redirect_uri = V.requested, app_id = V.client } end },
  { "the SAML request", function() return some.saml_request{ reply_url = V.requested } end, apart },
}
local differences = { "none", "other-app", "slash", "case", "query", "scheme", "port", "path", "host", "everything" }

for _, source in ipairs(sources) do
  for _, name in ipairs(differences) do
    local found = source[3] or relation
    if name == "other-app" and found == apart then goto next end   -- a SAML message holds no application ID
    rule("redirect URI of " .. source[1] .. ", difference " .. name) {
      when   = { source[2](), some.app_redirect_uri{ app_id = V.app, uri = V.registered, platform = V.platform },
                 where(function(m) return found(m) == name end) },
      derive = redirect_comparison{ requested = V.requested, registered = V.registered, platform = V.platform,
                                    difference = name },
    }
    ::next::
  end
end

local function differs(...) return some.redirect_comparison{ difference = one_of{ ... } } end
local function alone(...) return some.redirect_comparison{ difference = one_of{ ... }, requested = V.asked } end
local function shown(...)
  return some.redirect_comparison{ difference = one_of{ ... }, requested = V.asked, registered = V.there }
end

local function asked(test)
  return any_of{ some.error_text{ redirect_uri = test }, some.app_request{ redirect_uri = test },
                 some.saml_request{ reply_url = test } }
end

-- http is accepted for loopback addresses alone, so this never matches, whatever is registered.
local function plain_http()
  return all_of{ asked(like "http://*"), unless(asked(like "http://localhost*")),
                 unless(asked(like "http://127.0.0.1*")) }
end

-- Newer messages say so themselves: "... because requested address did not have a trailing slash."
local function slash_message() return some.error_text{ code = 50011, text = like "*trailing slash*" } end

evidence "requested and registered redirect URI" {
  about = "what keeps the redirect URI of the request apart from the nearest one that is registered",
  { "registered", when = alone("none"), say = "{asked} is registered, exactly like that" },
  { "elsewhere",  when = all_of{ alone("other-app"), unless(differs("none")) },
                  say = "{asked} is registered, but for another application ID than the request's" },
  { "spelling",   when = all_of{ any_of{ differs("slash", "case", "query"), slash_message() },
                                 unless(differs("none", "other-app")) },
                  say = "what is asked for and what is registered differ by a slash, by case or by a query part" },
  { "http",       when = all_of{ plain_http(), unless(slash_message()), unless(differs("none", "other-app", "slash",
                  "case", "query")) },
                  say = "the request asks for an http address, which can't be registered" },
  { "port",       when = all_of{ shown("port"), unless(plain_http()), unless(slash_message()),
                                 unless(differs("none", "other-app", "slash", "case", "query")) },
                  say = "{asked} is asked for and {there} is registered: another port" },
  { "path",       when = all_of{ shown("path"), unless(plain_http()), unless(slash_message()),
                                 unless(differs("none", "other-app", "slash", "case", "query", "port", "scheme")) },
                  say = "{asked} is asked for and {there} is registered: another path on the same host" },
  { "host",       when = all_of{ shown("host"), unless(plain_http()), unless(slash_message()),
                                 unless(differs("none", "other-app", "slash", "case", "query", "port", "scheme",
                                                "path")) },
                  say = "{asked} is asked for and {there} is registered: the same path on another host" },
  { "unlike",     when = all_of{ alone("everything"), unless(plain_http()), unless(slash_message()),
                                 unless(differs("none", "other-app", "slash", "case", "query", "port", "scheme",
                                                "path", "host")) },
                  say = "nothing that is registered resembles {asked}" },
  seen = {
    ["redirect-uri-not-registered"]         = { 1, 3, 2, 1, 6, 12, 47, 26 },
    ["proxy-loses-https"]                   = { 1, 1, 1, 92, 1, 1, 2, 1 },
    ["proxy-loses-host-name"]               = { 1, 1, 1, 24, 6, 2, 54, 10 },
    ["redirect-uri-spelled-differently"]    = { 1, 1, 92, 1, 1, 2, 1, 1 },
    ["callback-path-differs"]               = { 1, 1, 4, 3, 1, 86, 2, 2 },
    ["api-id-used-as-client"]               = { 1, 84, 2, 2, 2, 3, 3, 3 },
    ["wrong-client-id"]                     = { 2, 64, 2, 2, 2, 4, 8, 15 },
    ["saml-reply-url-missing"]              = { 1, 3, 12, 3, 2, 30, 32, 15 },
    ["native-redirect-uri-missing"]         = { 1, 3, 8, 1, 4, 4, 4, 72 },
    ["redirect-uri-just-saved"]             = { 92, 1, 1, 1, 1, 1, 1, 1 },
    ["redirect-uri-set-on-service-principal"] = { 1, 1, 2, 1, 1, 10, 30, 50 },
    ["redirect-uri-differs-between-legs"]   = { 66, 2, 10, 6, 2, 6, 4, 2 },
    ["server-app-registered-as-spa"]        = { 94, 1, 1, 1, 1, 1, 0.5, 0.5 },
    ["spa-registered-as-web"]               = { 94, 1, 1, 1, 1, 1, 0.5, 0.5 },
    ["spa-without-pkce"]                    = { 94, 1, 1, 1, 1, 1, 0.5, 0.5 },
    ["origin-header-missing"]               = { 94, 1, 1, 1, 1, 1, 0.5, 0.5 },
    ["browser-sends-server-request"]        = { 92, 1, 1, 1, 1, 1, 1, 1 },
    ["localhost-platform-clash"]            = { 94, 1, 1, 1, 1, 1, 0.5, 0.5 },
    other                                   = { 14, 4, 12, 12, 4, 16, 20, 12 },
  },
}

evidence "any redirect URI registered" {
  about = "whether the application has a redirect URI at all",
  { "none", when = none.app_redirect_uri{}, say = "the application has no redirect URI at all" },
  { "some", when = some.app_redirect_uri{}, say = "the application has redirect URIs" },
  seen = {
    ["no-redirect-uri-registered"]            = { 96, 3 },
    ["api-id-used-as-client"]                 = { 84, 15 },
    ["redirect-uri-set-on-service-principal"] = { 70, 28 },
    ["wrong-client-id"]                       = { 10, 88 },
    ["saml-reply-url-missing"]                = { 40, 58 },
    ["request-without-redirect-uri"]          = { 3, 95 },
    ["native-redirect-uri-missing"]           = { 12, 86 },
    ["redirect-uri-not-registered"]           = { 4, 94 },
    other                                     = { 4, 94 },
  },
}
