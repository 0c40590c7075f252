-- The scope as it was written, and the response type against what the registration allows.

local OPENID = { openid = true, profile = true, email = true, offline_access = true }
local GUID = "^%x%x%x%x%x%x%x%x%-%x%x%x%x%-%x%x%x%x%-%x%x%x%x%-%x%x%x%x%x%x%x%x%x%x%x%x"

-- The resource of one scope, or nil with the fault.
local function resource_of(scope)
  if not string.find(scope, "/", 1, true) then return "graph" end
  local at = string.find(scope, "://", 1, true)
  if at == nil and string.match(scope, GUID) == nil then return nil, "malformed" end
  local path = string.find(scope, "/", at and at + 3 or 1, true)
  if path == nil or path == string.len(scope) then return nil, "resource" end
  local last = path
  while path do last, path = path, string.find(scope, "/", path + 1, true) end
  local resource = string.lower(string.sub(scope, 1, last - 1))
  if string.sub(resource, -1) == "/" then resource = string.sub(resource, 1, -2) end
  if resource == "https://graph.microsoft.com" then return "graph" end
  return resource
end

local function fault(text)
  if string.find(text, "[,;]") then return "separators" end
  local seen, resources, n, defaults, own = {}, {}, 0, 0, 0
  local twice = false
  for scope in string.gmatch(string.gsub(text, "%+", " "), "%S+") do
    if seen[scope] then twice = true end
    seen[scope] = true
    if not OPENID[string.lower(scope)] then
      local resource, wrong = resource_of(scope)
      if wrong then return wrong end
      if not resources[resource] then resources[resource], n = true, n + 1 end
      if string.match(scope, "%.default$") then defaults = defaults + 1 else own = own + 1 end
    end
  end
  if twice then return "repeated" end
  if defaults > 0 and own > 0 then return "mixed" end
  if n > 1 then return "two" end
  if defaults + own == 0 then return "openid" end
  return defaults > 0 and "default" or "plain"
end

local function scope_is(...)
  local wanted = {}
  for _, name in ipairs{ ... } do wanted[name] = true end
  return any_of{
    all_of{ some.app_request{ scope = like("?*"):as(V.sent) },
            where(function(m) return m.sent ~= nil and wanted[fault(m.sent)] == true end) },
    all_of{ some.error_text{ scope = like("?*"):as(V.named) },
            where(function(m) return m.named ~= nil and wanted[fault(m.named)] == true end) } }
end
local function message(pattern)
  return some.error_text{ code = one_of{ 28000, 28002, 70011, 700022, 700023 }, text = like(pattern) }
end
local function mixed() return any_of{ scope_is("mixed"), message("*default scope can't be combined*") } end
local function two() return any_of{ scope_is("two"), message("*more than one resource*") } end
local function malformed()
  return any_of{ scope_is("malformed", "separators"), message("*scope format is invalid*") }
end
local function app_only() return some.app_request{ grant_type = "client_credentials" } end
local function twice() return scope_is("repeated") end

evidence "form of the scope" {
  about = "what the requested scope looks like, from the message or the request",
  { "repeated",        when = twice(), say = "the same scopes stand several times in one request" },
  { "malformed",       when = all_of{ malformed(), unless(twice()), unless(mixed()), unless(two()) },
                       say = "the scope isn't a list of permissions separated by blanks" },
  { "two resources",   when = all_of{ two(), unless(mixed()), unless(twice()) },
                       say = "the scopes belong to more than one resource" },
  { "mixed",           when = all_of{ mixed(), unless(twice()) },
                       say = "the scope has .default beside single permissions" },
  { "resource alone",  when = all_of{ scope_is("resource"), unless(malformed()), unless(mixed()), unless(two()) },
                       say = "the scope is a resource's address without a permission" },
  { "not .default",    when = all_of{ scope_is("plain", "openid"), app_only(), unless(malformed()), unless(mixed()),
                                      unless(two()) },
                       say = "the application asks in its own name and the scope isn't .default" },
  { "sign-in alone",   when = all_of{ scope_is("openid"), unless(app_only()), unless(malformed()), unless(two()) },
                       say = "the scope has the OpenID Connect scopes and no permission of a resource" },
  { "in order",        when = all_of{ any_of{ scope_is("default"), all_of{ scope_is("plain"), unless(app_only()) } },
                                      unless(malformed()), unless(mixed()), unless(two()) },
                       say = "the scope is well formed" },
  seen = {
    ["scope-misspelled"]                   = { 1, 72, 3, 2, 4, 3, 2, 12 },
    ["scope-of-two-resources"]             = { 1, 2, 92, 2, 1, 0.5, 0.5, 1 },
    ["default-mixed-with-scopes"]          = { 1, 1, 2, 94, 0.5, 0.5, 0.5, 0.5 },
    ["client-credentials-without-default"] = { 0.5, 2, 1, 1, 10, 84, 0.5, 0.5 },
    ["v1-v2-mixed"]                        = { 0.5, 3, 4, 2, 66, 3, 3, 18 },
    ["scope-not-requested"]                = { 0.5, 1, 1, 1, 1, 2, 60, 4 },
    ["parameters-pile-up"]                 = { 82, 1, 3, 2, 1, 1, 2, 8 },
    other                                  = { 1, 5, 5, 3, 2, 3, 12, 66 },
  },
}

-- "code", "id_token", "code id_token", "token" (with or without others), or "unknown".
local function response_kind(text)
  local code, id_token, token = false, false, false
  for word in string.gmatch(string.lower(text), "%S+") do
    if word == "code" then code = true
    elseif word == "id_token" then id_token = true
    elseif word == "token" then token = true
    elseif word ~= "none" then return "unknown" end
  end
  if token then return "token" end
  if code and id_token then return "code id_token" end
  return id_token and "id_token" or "code"
end
local function response(kind)
  return all_of{ some.app_request{ response_type = like("?*"):as(V.type) },
                 where(function(m) return m.type ~= nil and response_kind(m.type) == kind end) }
end

evidence "response type asked for" {
  about = "which response_type the application sends",
  { "an ID token",       when = response("id_token"),
                         say = "the application asks for an ID token straight from the sign-in page" },
  { "code and ID token", when = response("code id_token"),
                         say = "the application asks for a code and an ID token together" },
  { "an access token",   when = response("token"),
                         say = "the application asks for an access token straight from the sign-in page" },
  { "a code alone",      when = response("code"), say = "the application asks for a code alone" },
  { "unknown",           when = response("unknown"), say = "{type} is no response type" },
  seen = {
    ["id-tokens-not-enabled"]     = { 44, 48, 4, 1, 1 },
    ["access-tokens-not-enabled"] = { 1, 1, 96, 1, 0.5 },
    ["wrong-response-type"]       = { 12, 28, 24, 2, 32 },
    ["wrong-client-id"]           = { 32, 34, 30, 2, 1 },
    ["response-mode-unsupported"] = { 20, 60, 8, 10, 1 },
    ["spa-without-pkce"]          = { 1, 2, 2, 94, 0.5 },
    other                         = { 16, 20, 14, 46, 1 },
  },
}

evidence "tokens that the registration allows" {
  about = "whether the registration that was read lets the sign-in page issue ID tokens and access tokens",
  { "neither",        when = some.app_registration{ id_tokens = false, access_tokens = false },
                      say = "the registration allows neither ID tokens nor access tokens from the sign-in page" },
  { "ID tokens only", when = some.app_registration{ id_tokens = true, access_tokens = false },
                      say = "the registration allows ID tokens from the sign-in page" },
  { "access tokens",  when = some.app_registration{ access_tokens = true },
                      say = "the registration allows access tokens from the sign-in page" },
  seen = {
    ["id-tokens-not-enabled"]     = { 92, 1, 6 },
    ["access-tokens-not-enabled"] = { 50, 48, 1 },
    ["wrong-client-id"]           = { 20, 44, 34 },
    ["wrong-response-type"]       = { 86, 12, 1 },
    other                         = { 60, 30, 8 },
  },
}
