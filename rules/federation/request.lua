-- The SAML message of an application, decoded or quoted. Codes 75001 to 76026, 900236, 50003.

local function says(...)
  local list = {}
  for _, pattern in ipairs{ ... } do list[#list + 1] = some.error_text{ text = like(pattern) } end
  return any_of(list)
end

local function by(binding) return some.saml_request{ binding = binding } end

evidence "way of the SAML message" {
  about = "whether there is a SAML message, and by which binding it came",
  { "none",         when = some.saml_request{ binding = "none" }, say = "there is no SAMLRequest in the request" },
  { "mixed up",     when = any_of{ all_of{ by "redirect", some.app_request{ method = "post" } },
                                   all_of{ by "post", some.app_request{ method = "get" } } },
                    say = "method and binding of the SAML message don't belong together" },
  { "by Redirect",  when = all_of{ by "redirect", unless(some.app_request{ method = "post" }) },
                    say = "the SAML message came in the address" },
  { "by POST",      when = all_of{ by "post", unless(some.app_request{ method = "get" }) },
                    say = "the SAML message came in a form" },
  seen = {
    ["saml-request-missing"]         = { 94, 2, 2, 1 },
    ["sign-on-url-for-idp-only-app"] = { 92, 2, 3, 2 },
    ["saml-not-enabled-in-app"]      = { 94, 2, 2, 1 },
    ["saml-wrong-binding"]           = { 20, 56, 4, 18 },
    ["post-turned-into-get"]         = { 60, 30, 4, 4 },
    other                            = { 2, 2, 70, 24 },
  },
}

local function out() return some.app_request{ endpoint = "logout" } end

evidence "signing in or signing out" {
  about = "whether the SAML message belongs to a sign-in or to a sign-out",
  { "signing out", when = out(), say = "the message belongs to a sign-out" },
  { "signing in",  when = all_of{ some.app_request{ endpoint = "saml" }, unless(out()) },
                   say = "the message belongs to a sign-in" },
  seen = { ["saml-logout-malformed"] = { 96, 3 }, ["saml-destination-wrong"] = { 12, 86 }, other = { 3, 95 } },
}

evidence "what the message says of the SAML text" {
  about = "whether the message complains of the encoding, of RelayState, of a missing part or of the comparison",
  { "encoding",   when = says("*deflate*", "*base64*", "*utf-8*encod*"),
                  say = "the message complains of the encoding" },
  { "RelayState", when = says("*relaystate*"), say = "the message complains of RelayState" },
  { "a missing part", when = says("*required attribute*", "*expected element*", "*may not be empty*"),
                  say = "the message says that a part of the request is missing" },
  { "comparison", when = says("*comparison*"), say = "the message complains of the comparison of contexts" },
  seen = {
    ["saml-encoding-broken"]      = { 50, 1, 1, 1 },
    ["relay-state-broken"]        = { 1, 60, 1, 1 },
    ["saml-request-incomplete"]   = { 1, 1, 40, 1 },
    ["saml-comparison-not-exact"] = { 1, 1, 1, 56 },
    other                         = { 1, 1, 1, 1 },
  },
}

local function asked(pattern) return some.saml_request{ context = like(pattern) } end
local function demands(...)
  local list = {}
  for _, pattern in ipairs{ ... } do
    list[#list + 1] = says("*requested authentication method*" .. pattern .. "*")
    list[#list + 1] = asked("*" .. pattern .. "*")
  end
  return any_of(list)
end
local function password() return demands("Password") end
local function strong() return demands("X509", "Smartcard", "TLSClient", "MultiFactor") end

evidence "method that the application demands" {
  about = "whether the application demands a password or something stronger",
  { "a password", when = all_of{ password(), unless(strong()) }, say = "the application demands a password sign-in" },
  { "a stronger one", when = all_of{ strong(), unless(password()) },
                      say = "the application demands a certificate or another strong method" },
  { "nothing",    when = all_of{ some.saml_request{ context = "none" }, unless(password()), unless(strong()) },
                  say = "the request demands no method" },
  seen = {
    ["password-context-demanded"]  = { 96, 1, 1 },
    ["windows-context-met"]        = { 84, 8, 1 },
    ["stronger-context-demanded"]  = { 2, 95, 1 },
    ["saml-comparison-not-exact"]  = { 70, 24, 1 },
    other                          = { 20, 4, 72 },
  },
}

local function used(...)
  local list = {}
  for _, word in ipairs{ ... } do list[#list + 1] = says("authentication method '*" .. word .. "*' by which*",
                                                         "*authentication method '*" .. word .. "*' by which*") end
  return any_of(list)
end
local function windows() return used("WindowsIntegrated") end
local function passwordless() return used("X509", "Fido", "OneTimePasscode", "MultiFactor") end

evidence "method that the user had used" {
  about = "by which method the user of 75011 had signed in",
  { "Windows authentication", when = windows(), say = "the user was signed in by Windows authentication" },
  { "more than a password",   when = all_of{ passwordless(), unless(windows()) },
                              say = "the user was signed in by a passwordless method or with a second factor" },
  { "a password",             when = all_of{ used("Password"), unless(windows()), unless(passwordless()) },
                              say = "the user was signed in by a password" },
  seen = {
    ["password-context-demanded"] = { 1, 96, 1 },
    ["windows-context-met"]       = { 96, 1, 1 },
    ["stronger-context-demanded"] = { 6, 14, 78 },
    other                         = { 10, 60, 24 },
  },
}

local OFFERED = one_of{ "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent",
                        "urn:oasis:names:tc:SAML:2.0:nameid-format:transient",
                        "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
                        "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified", "none" }
local function format(test) return some.saml_request{ name_format = test } end

evidence "NameID format that the request demands" {
  about = "whether the demanded NameID format is offered, unknown or left empty",
  { "left empty", when = format(""), say = "NameIDPolicy has no format, or it stands in the wrong place" },
  { "unknown",    when = all_of{ format(is_not(OFFERED)), unless(format("")), format(like "?*"), format(V.asked) },
                  say = "the request demands {asked}, which isn't offered" },
  { "offered",    when = format(OFFERED), say = "the demanded NameID format is offered, or none is demanded" },
  seen = {
    ["name-id-format-unsupported"] = { 1, 96, 2 },
    ["name-id-policy-garbled"]     = { 92, 4, 3 },
    other                          = { 1, 2, 96 },
  },
}

local function value(pattern)
  return some.error_text{ code = 7500529, text = like("*value '" .. pattern .. "' is*") }
end
local function digit_first()
  local list = { some.saml_request{ id_ok = false } }
  for digit = 0, 9 do list[#list + 1] = value(digit .. "*") end
  return any_of(list)
end

evidence "ID of the SAML request" {
  about = "whether the request's ID begins with a digit or holds characters that aren't allowed",
  { "a digit first", when = digit_first(),
                     say = "the ID of the request begins with a digit" },
  { "other characters", when = all_of{ any_of{ value("*/*"), value("*+*"), value("*=*") }, unless(digit_first()) },
                     say = "the ID of the request begins with a letter and holds a slash, plus or equals sign" },
  { "in order",      when = some.saml_request{ id_ok = true },
                     say = "the ID of the request doesn't begin with a digit" },
  seen = {
    ["saml-id-begins-with-digit"]  = { 96, 1, 1 },
    ["saml-id-illegal-characters"] = { 2, 76, 20 },
    other                          = { 6, 1, 90 },
  },
}
