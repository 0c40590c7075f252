-- Who sent the SAML message, signed where, addressed to whom; and the enterprise application behind it.

local function says(...)
  local list = {}
  for _, pattern in ipairs{ ... } do list[#list + 1] = some.error_text{ code = 900236, text = like(pattern) } end
  return any_of(list)
end
local function subject() return says("*property '*Subject*") end
local function scoping() return says("*Scoping*", "*ProxyCount*", "*IDPList*", "*RequesterID*") end

evidence "property that 900236 names" {
  about = "which SAML property the message names",
  { "Subject", when = all_of{ subject(), unless(scoping()) }, say = "the message names the property Subject" },
  { "Scoping", when = scoping(), say = "the message names Scoping or a part of it" },
  { "another", when = all_of{ says("*property '*"), unless(subject()), unless(scoping()) },
               say = "the message names a property other than Subject and Scoping" },
  seen = {
    ["saml-subject-sent"]   = { 97, 1, 1 },
    ["saml-scoping-sent"]   = { 1, 97, 1 },
    ["saml-qualifier-sent"] = { 1, 1, 97 },
    other                   = { 4, 4, 80 },
  },
}

local function at(place, binding)
  return some.saml_request{ signature_at = place, binding = binding }
end

evidence "signature of the SAML request" {
  about = "whether the request is signed, and where its binding looks for the signature",
  { "unsigned",    when = some.saml_request{ signature_at = "none" },
                   say = "the request isn't signed" },
  { "wrong place", when = any_of{ at("xml", "redirect"), at("address", "post") },
                   say = "the signature sits where the binding doesn't look for it" },
  { "right place", when = any_of{ at("address", "redirect"), at("xml", "post") },
                   say = "the request is signed in the place that its binding wants" },
  seen = {
    ["saml-request-unsigned"]    = { 96, 2, 1 },
    ["signature-in-wrong-place"] = { 4, 93, 2 },
    ["started-from-microsoft"]   = { 88, 1, 1 },
    other                        = { 60, 4, 30 },
  },
}

-- A tile or the test button begins at Microsoft.
evidence "test button or application" {
  about = "whether the failure came from the test button of the admin center",
  { "test button", when = some.ticket{ action = "test-application" },
                   say = "it was the admin center's test of the application" },
  { "a sign-in",   when = some.ticket{ action = "sign-in" }, say = "a user signed in" },
  seen = { ["started-from-microsoft"] = { 40, 58 }, other = { 5, 93 } },
}

local function microsofts()
  return some.saml_request{ destination = like "https://login.microsoftonline.com/*/saml2" }
end

evidence "destination of the SAML message" {
  about = "whether the message names a SAML endpoint of Microsoft as its destination",
  { "Microsoft's", when = microsofts(), say = "the message names a SAML endpoint of Microsoft as its destination" },
  { "another",     when = all_of{ some.saml_request{ destination = V.where }, unless(microsofts()) },
                   say = "the message names {where} as its destination" },
  seen = {
    ["saml-destination-wrong"] = { 36, 62 },      -- the rest: another tenant's endpoint
    ["saml-logout-malformed"]  = { 60, 36 },
    other                      = { 90, 6 },
  },
}

evidence "signing certificate of the enterprise application" {
  about = "whether the enterprise application has an active signing certificate",
  { "none active", when = some.service_principal{ signing_certificate = one_of{ "none", "inactive" } },
                   say = "the enterprise application has no active signing certificate" },
  { "active",      when = some.service_principal{ signing_certificate = "active" },
                   say = "the enterprise application has an active signing certificate" },
  seen = {
    ["app-signing-certificate-missing"]  = { 97, 2 },
    ["app-signing-certificate-unusable"] = { 3, 95 },
    ["request-hits-other-app"]           = { 30, 68 },
    ["service-principal-damaged"]        = { 4, 94 },
    other                                = { 5, 92 },
  },
}

-- The application of the failing row against the one whose request was decoded.
rule "the row belongs to another application" {
  when   = { some.sign_in{ code = 50003, app_id = V.logged }, some.service_principal{ app_id = V.looked, saml = true },
             where(function(m)
               return m.logged ~= nil and m.looked ~= nil and string.lower(m.logged) ~= string.lower(m.looked)
             end) },
  derive = answered_by{ other = true },
}
rule "the row belongs to this application" {
  when   = { some.sign_in{ code = 50003, app_id = V.logged },
             some.service_principal{ app_id = V.logged, saml = true } },
  derive = answered_by{ other = false },
}

evidence "application in the failing row" {
  about = "whether the row names the application that was looked at",
  { "another", when = all_of{ some.answered_by{ other = true }, unless(some.answered_by{ other = false }) },
               say = "the failing row names another application than the one that is set up" },
  { "this one", when = some.answered_by{ other = false }, say = "the failing row names this very application" },
  seen = { ["request-hits-other-app"] = { 90, 8 }, other = { 4, 94 } },
}
