-- The identity provider's token: certificate, signature, time, version, audience. Codes 50006, 50008, 20001, 20012.

local function message(...)
  local list = {}
  for _, pattern in ipairs{ ... } do
    list[#list + 1] = some.error_text{ text = like(pattern) }
    list[#list + 1] = some.sign_in{ code = one_of{ 50006, 50008, 20012, 90020 }, reason = like(pattern) }
  end
  return any_of(list)
end

-- The thumbprint may come from the provider's list of certificates or from the decoded token.
local function known_to_domain(x)
  return any_of{ some.domain_federation{ thumbprint = x }, some.domain_federation{ next_thumbprint = x } }
end
local function stranger(first)
  return all_of{ first, some.domain_federation{ thumbprint = is_not(V.has) }, unless(known_to_domain(V.has)) }
end
local function from_provider()
  return some.idp_certificate{ use = "token-signing", primary = true, thumbprint = V.has }
end
local function from_token() return some.idp_token{ signed_by = V.has } end
local function domain_strange() return any_of{ stranger(from_provider()), stranger(from_token()) } end
local function partner_strange()
  return all_of{ from_token(), some.partner_federation{ thumbprint = is_not(V.has) },
                 unless(some.partner_federation{ thumbprint = V.has }) }
end
local function familiar()
  return any_of{ all_of{ from_provider(), known_to_domain(V.has) },
                 all_of{ from_token(), known_to_domain(V.has) },
                 all_of{ from_token(), some.partner_federation{ thumbprint = V.has } } }
end
local function unregistered()
  return message("*does not match any valid registered keys*", "*signing key identifier*")
end

evidence "certificate behind the provider's token" {
  about = "whether the token is signed with a certificate that Microsoft Entra ID has for that provider",
  { "strange to the domain",  when = all_of{ domain_strange(), unless(familiar()) },
    say = "the identity provider signs with a certificate that the domain's federation settings don't have" },
  { "strange to the partner", when = all_of{ partner_strange(), unless(familiar()), unless(domain_strange()) },
    say = "the partner's token is signed with a certificate that isn't the registered one" },
  { "said to be strange",     when = all_of{ unregistered(), unless(familiar()), unless(domain_strange()),
                                             unless(partner_strange()) },
    say = "the message says that the signing key isn't among the registered ones" },
  { "registered",             when = familiar(), say = "the token is signed with a registered certificate" },
  seen = {
    ["idp-certificate-unknown"]     = { 92, 1, 4, 1 },
    ["partner-certificate-unknown"] = { 2, 90, 5, 1 },
    ["assertion-signature-broken"]  = { 2, 1, 4, 92 },
    ["idp-clock-off"]               = { 2, 1, 1, 95 },
    ["saml-version-differs"]        = { 3, 1, 2, 92 },
    ["assertion-audience-differs"]  = { 3, 1, 1, 94 },
    ["saml-encoding-broken"]        = { 2, 1, 2, 92 },
    ["idp-answer-broken"]           = { 4, 1, 2, 88 },
    other                           = { 4, 2, 4, 86 },
  },
}

local function signed(test) return some.idp_token{ signed = test } end

evidence "what the provider's signature covers" {
  about = "whether the assertion itself is signed, or only the response around it",
  { "not the assertion", when = signed(one_of{ "envelope", "nothing" }),
                         say = "the assertion itself carries no signature" },
  { "the assertion",     when = signed("assertion"), say = "the assertion itself is signed" },
  seen = { ["assertion-signature-broken"] = { 46, 52 }, ["saml-version-differs"] = { 8, 90 }, other = { 4, 94 } },
}

-- A fault of the provider's own passes in hours. A secret that has run out does not.
local function lasting(test) return any_of{ some.user_scope{ since = test }, some.ticket{ started = test } } end

evidence "how long users of the external provider have failed" {
  about = "whether the users of the external provider have been failing for hours or for days",
  { "for days",  when = lasting(is_not(within "1d")), say = "it has gone on for more than a day" },
  { "for hours", when = all_of{ lasting(within "1d"), unless(lasting(is_not(within "1d"))) },
                 say = "it began within the last day" },
  codes = { 40008, 40009, 40010, 40015 },
  seen = {
    ["external-provider-client-refused"] = { 62, 36 },
    ["external-provider-down"]           = { 5, 93 },
    ["external-session-lapsed"]          = { 10, 86 },
    ["external-code-reused"]             = { 2, 96 },
    other                                = { 20, 70 },
  },
}

local function early() return some.idp_token{ clock_off = above(300):as(V.off) } end
local function late() return some.idp_token{ clock_off = below(-300):as(V.off) } end

evidence "time in the provider's token" {
  about = "whether the time in the token fits the time of the sign-in",
  { "off",   when = any_of{ early(), late() }, say = "the token's time is {off} seconds off" },
  { "right", when = all_of{ some.idp_token{ clock_off = between(-300, 300) }, unless(early()), unless(late()) },
             say = "the token's time is right" },
  seen = { ["idp-clock-off"] = { 94, 4 }, other = { 2, 95 } },
}

evidence "SAML version named in the message" {
  about = "whether the message complains of another SAML version than expected",
  { "the wrong one", when = message("*expected element is*assertion*", "*SAML:1.0:assertion*", "*version*"),
                     say = "the message says that the assertion has the wrong SAML version" },
  { "not mentioned", when = all_of{ some.error_text{ code = one_of{ 50008, 20012, 50006 }, text = like "?*" },
                                    unless(message("*expected element is*assertion*", "*SAML:1.0:assertion*",
                                                   "*version*")) },
                     say = "the message doesn't speak of a version" },
  seen = { ["saml-version-differs"] = { 84, 14 }, other = { 2, 94 } },
}

local function ours(test) return some.idp_token{ audience = test } end
local function right_audience()
  return any_of{ ours(like "urn:federation:MicrosoftOnline*"), ours(like "https://login.microsoftonline.com/*") }
end

evidence "audience of the provider's token" {
  about = "whether the token is made out for Microsoft Entra ID",
  { "another",   when = all_of{ ours(V.audience), some.idp_token{ audience = like "?*" }, unless(right_audience()) },
                 say = "the token is made out for {audience}" },
  { "Microsoft", when = right_audience(), say = "the token is made out for Microsoft Entra ID" },
  seen = { ["assertion-audience-differs"] = { 88, 10 }, other = { 3, 94 } },
}

-- 325: the caller may not be issued a token. 111 and 364: processing the request failed.
local function event(ids) return some.windows_event{ source = "AD FS", id = ids } end

evidence "AD FS log of that sign-in" {
  about = "whether AD FS logged a refusal or a fault of its own for that sign-in",
  { "a refusal", when = event(325), say = "AD FS refused to issue a token for the user (325)" },
  { "a fault",   when = all_of{ event(one_of{ 111, 364 }), unless(event(325)) },
                 say = "AD FS failed while it processed the request (111 or 364)" },
  { "nothing",   when = none.windows_event{ source = "AD FS" }, say = "AD FS logged no error" },
  seen = {
    ["idp-denies-user"]   = { 76, 8, 14 },
    ["idp-answer-broken"] = { 4, 76, 16 },
    other                 = { 3, 12, 82 },
  },
}
