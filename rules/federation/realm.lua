-- Which federation a token belongs to: its issuer, the domain, the guests' provider, the address it was posted to.
-- Codes 50107, 5000819, 50169, 399284.

local function quoted(pattern) return some.error_text{ code = 50107, text = like(pattern) } end
local function microsofts()
  return any_of{ quoted("*sts.windows.net*"), quoted("*'https://login.microsoftonline.com*"),
                 some.idp_token{ issuer = like "*sts.windows.net*" },
                 some.idp_token{ issuer = like "https://login.microsoftonline.com/*" } }
end

local function host(uri)
  if uri == nil then return nil end
  local at = string.find(uri, "://", 1, true)
  local rest = at and string.sub(uri, at + 3) or uri
  local slash = string.find(rest, "/", 1, true)
  return string.lower(slash and string.sub(rest, 1, slash - 1) or rest)
end
local function below(child, parent)
  return child ~= nil and parent ~= nil and child ~= parent
         and string.sub(child, -#parent - 1) == "." .. parent
end

rule "issuer in the decoded token" {
  when   = { some.idp_token{ issuer = V.sent } },
  derive = token_issuer{ issuer = V.sent },
}
rule "issuer quoted by 50107" {
  when   = { some.error_text{ code = 50107, text = V.message } },
  action = function(m, wm)
    local quoted = m.message and string.match(m.message, "'([^']+)'")
    if quoted then wm.assert(token_issuer{ issuer = quoted }) end
  end,
}

-- A subdomain's issuer is derived once, from the token and from each domain.
rule "issuer below the issuer of a domain" {
  when   = { some.token_issuer{ issuer = V.sent }, some.domain_federation{ issuer = V.entered, domain = V.domain },
             where(function(m) return below(host(m.sent), host(m.entered)) end) },
  derive = issuer_relation{ sent = V.sent, entered = V.entered, relation = "subdomain" },
}
rule "issuer equal to the issuer of a domain" {
  when   = { some.token_issuer{ issuer = V.sent }, some.domain_federation{ issuer = V.sent } },
  derive = issuer_relation{ sent = V.sent, entered = V.sent, relation = "equal" },
}
rule "issuer equal to that of a guests' provider" {
  when   = { some.token_issuer{ issuer = V.sent }, some.partner_federation{ issuer = V.sent } },
  derive = issuer_relation{ sent = V.sent, entered = V.sent, relation = "equal" },
}
rule "issuer unlike that of a domain" {
  when   = { some.token_issuer{ issuer = V.sent }, some.domain_federation{ issuer = V.entered },
             where(function(m)
               return m.sent ~= nil and m.entered ~= nil and m.sent ~= m.entered
                      and not below(host(m.sent), host(m.entered))
             end) },
  derive = issuer_relation{ sent = V.sent, entered = V.entered, relation = "domain-differs" },
}
rule "issuer unlike that of a guests' provider" {
  when   = { some.token_issuer{ issuer = V.sent }, some.partner_federation{ issuer = V.entered },
             where(function(m) return m.sent ~= nil and m.entered ~= nil and m.sent ~= m.entered end) },
  derive = issuer_relation{ sent = V.sent, entered = V.entered, relation = "partner-differs" },
}

local function relation(word) return some.issuer_relation{ relation = word, sent = V.sent, entered = V.entered } end
local function is(word) return some.issuer_relation{ relation = word } end

evidence "issuer of the token" {
  about = "how the issuer in the token compares with those that are entered in Microsoft Entra ID",
  { "Microsoft's own", when = microsofts(), say = "the issuer is Microsoft Entra ID itself" },
  { "the same",        when = all_of{ is("equal"), unless(microsofts()) },
                       say = "the issuer in the token is the one that is entered" },
  { "of a subdomain",  when = all_of{ relation("subdomain"), unless(is("equal")), unless(microsofts()) },
                       say = "the token's issuer {sent} lies below {entered}" },
  { "unlike a partner's", when = all_of{ relation("partner-differs"), unless(is("equal")), unless(is("subdomain")),
                                         unless(microsofts()) },
                       say = "the partner's token has the issuer {sent}, and {entered} is entered" },
  { "unlike a domain's", when = all_of{ relation("domain-differs"), unless(is("equal")), unless(is("subdomain")),
                                        unless(is("partner-differs")), unless(microsofts()) },
                       say = "the token has the issuer {sent}, and the domain has {entered}" },
  seen = {
    ["entra-token-as-assertion"]        = { 95, 1, 1, 1, 1 },
    ["federation-points-at-own-tenant"] = { 40, 50, 2, 2, 2 },
    ["domain-issuer-differs"]           = { 1, 1, 3, 1, 92 },
    ["partner-issuer-differs"]          = { 1, 1, 1, 94, 2 },
    ["issuer-rule-misses-domain"]       = { 1, 1, 72, 1, 23 },
    ["domain-not-federated"]            = { 1, 10, 2, 2, 20 },
    ["domain-just-federated"]           = { 1, 92, 1, 1, 3 },
    ["assertion-posted-elsewhere"]      = { 2, 84, 1, 3, 6 },
    ["external-issuer-differs"]         = { 4, 2, 2, 80, 8 },
    other                               = { 2, 84, 2, 4, 4 },
  },
}

local function managed() return some.domain_federation{ type = "managed" } end
local function fresh() return some.domain_federation{ type = "federated", changed = within "2h" } end

evidence "domain in Microsoft Entra ID" {
  about = "whether the user's domain is federated there, and since when",
  { "managed",       when = managed(), say = "the domain is managed: Microsoft Entra ID asks for the password itself" },
  { "just federated", when = all_of{ fresh(), unless(managed()) },
                      say = "the domain was federated in the last two hours" },
  { "federated",     when = all_of{ some.domain_federation{ type = "federated" }, unless(managed()), unless(fresh()) },
                     say = "the domain is federated" },
  seen = {
    ["domain-not-federated"]  = { 94, 1, 4 },
    ["domain-just-federated"] = { 2, 93, 4 },
    ["wrong-tenant"]          = { 40, 1, 56 },
    ["guest-not-invited"]     = { 40, 1, 56 },
    other                     = { 6, 4, 88 },
  },
}

evidence "tenant in the request" {
  about = "whether the application sends its users to our tenant or to another",
  { "another's", when = some.app_request{ tenant_ours = false }, say = "the application asks another tenant than ours" },
  { "ours",      when = some.app_request{ tenant_ours = true }, say = "the application asks our tenant" },
  codes = { 50169, 51004 },
  seen = { ["wrong-tenant"] = { 95, 3 }, ["guest-not-invited"] = { 24, 60 }, other = { 4, 90 } },
}

-- The mail claim of a guest against the domains of the partner's federation.
local function mail_missing() return some.idp_token{ user = "none" } end
rule "guest's mail domain is listed" {
  when   = { some.idp_token{ user = V.mail }, some.partner_federation{ domain = V.listed },
             where(function(m)
               return m.mail ~= nil and m.listed ~= nil
                      and string.sub(string.lower(m.mail), -#m.listed - 1) == "@" .. string.lower(m.listed)
             end) },
  derive = guest_mail{ mail = V.mail, listed = true },
}
local function listed() return some.guest_mail{ listed = true } end

evidence "mail address in the guest's token" {
  about = "whether the partner's token has a mail address, and of a domain that is listed",
  { "missing",        when = mail_missing(), say = "the partner's token has no mail address" },
  { "listed domain",  when = all_of{ listed(), unless(mail_missing()) },
                      say = "the address in the partner's token has a listed domain" },
  { "foreign domain", when = all_of{ some.idp_token{ user = like "*@*" }, some.partner_federation{},
                                     unless(listed()), unless(mail_missing()) },
                      say = "the address in the partner's token has a domain that isn't listed" },
  seen = {
    ["guest-mail-claim-missing"]  = { 96, 2, 1 },
    ["guest-mail-domain-differs"] = { 2, 2, 95 },
    other                         = { 4, 84, 8 },
  },
}

evidence "whose provider the guests' federation is" {
  about = "whether the guests' federation names a partner's provider or our own",
  { "ours",      when = some.partner_federation{ ours = true },
                 say = "the guests' federation names the provider of our own tenant" },
  { "a partner's", when = all_of{ some.partner_federation{ ours = false },
                                   unless(some.partner_federation{ ours = true }) },
                 say = "the guests' federation names a partner's provider" },
  seen = { ["federation-points-at-own-tenant"] = { 96, 2 }, other = { 2, 96 } },
}
