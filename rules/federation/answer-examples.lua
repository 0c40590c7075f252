-- 20012, 20033, 40008 to 40015, 399284, 50006 to 50010, 50107, 50169, 51001, 51004, 900xx: the rest of WS-Federation,
-- external providers and old clients.

local NOW = "2026-11-23T12:00:00Z"
local function adfs(id) return windows_event{ server = "FS1", source = "AD FS", id = id, record = 5 } end
local function works(test) return tried{ test = test, result = "works" } end
local function fails(test) return tried{ test = test, result = "same-error" } end
local function hit(whom, shared) return user_scope{ affected = whom, shared = shared or "nothing" } end
local function domain(f)
  f.domain, f.exists, f.type = f.domain or "contoso.com", true, f.type or "federated"
  return domain_federation(f)
end
local function partner(f) f.domain = f.domain or "fabrikam.com"; return partner_federation(f) end

example "one AD FS server of two answers with half a token" {
  code   = 20012,
  given  = { adfs(364), hit("many", "domain") },
  expect = { top = "idp-answer-broken", at_least = 75, first_step = "repair-idp-answer" },
}

example "a trust that was set up with contoso.onmicrosft.com" {
  code   = 20033,
  given  = { hit("all", "application"), ticket{ worked_before = false } },
  expect = { top = "idp-metadata-name-wrong", at_least = 90, first_step = "correct-metadata-address" },
}

example "a custom OpenID Connect provider with a slash too many in its issuer" {
  code   = 399284,
  given  = { hit("all"), ticket{ worked_before = false }, fails "other-user" },
  expect = { top = "external-issuer-differs", at_least = 90, first_step = "correct-external-issuer" },
}

example "Facebook users are refused since the client secret was rotated" {
  code   = 40008,
  now    = NOW,
  given  = { hit("all"), fails "again-after-two-minutes", fails "fresh-sign-in",
             ticket{ worked_before = true, started = "2026-11-21T08:00:00Z" } },
  expect = { top = "external-provider-client-refused", at_least = 60, first_step = "renew-provider-secret",
             outcomes = { ["how long users of the external provider have failed"] = "for days" } },
}

example "Google users fail for an hour, and then they don't" {
  code   = 40008,
  now    = NOW,
  given  = { hit("all"), works "again-after-two-minutes",
             ticket{ worked_before = true, started = "2026-11-23T10:50:00Z" } },
  expect = { top = "external-provider-down", at_least = 80, first_step = "wait-for-provider",
             outcomes = { ["how long users of the external provider have failed"] = "for hours" } },
}

example "one Gmail user changed the password over the weekend" {
  code   = 40009,
  given  = { hit("one"), works "fresh-sign-in", works "other-user" },
  expect = { top = "external-session-lapsed", at_least = 90, first_step = "sign-in-again" },
}

example "all Google users lose their sessions on the secret's last day" {
  code   = 40009,
  given  = { hit("all"), fails "fresh-sign-in", fails "other-user", ticket{ worked_before = true } },
  expect = { top = "external-provider-client-refused", at_least = 85, first_step = "renew-provider-secret" },
}

example "the provider's token endpoint is away for twenty minutes" {
  code   = 40010,
  given  = { hit("many"), works "again-after-two-minutes" },
  expect = { top = "external-provider-down", at_least = 90, first_step = "wait-for-provider" },
}

example "guests of one partner, and the partner has a new signing certificate" {
  code   = 50006,
  given  = { idp_token{ signed_by = "DD44", signed = "assertion", issuer = "https://idp.fabrikam.com/" },
             partner{ thumbprint = "CC33", issuer = "https://idp.fabrikam.com/", ours = false },
             hit("many", "domain"), ticket{ worked_before = true } },
  expect = { top = "partner-certificate-unknown", at_least = 80, first_step = "update-partner-certificate",
             outcomes = { ["certificate behind the provider's token"] = "strange to the partner",
                          ["what the provider's signature covers"] = "the assertion" } },
}

example "the new provider signs the response and not the assertion in it" {
  code   = 50008,
  given  = { idp_token{ signed_by = "AA11", clock_off = 2, audience = "urn:federation:MicrosoftOnline", signed = "envelope" },
             domain{ thumbprint = "AA11", next_thumbprint = "none" },
             error_text{ code = 50008, text = "SAML token is invalid." } },
  expect = { top = "assertion-signature-broken", at_least = 75, first_step = "sign-whole-assertion",
             outcomes = { ["what the provider's signature covers"] = "not the assertion",
                          ["SAML version named in the message"] = "not mentioned" } },
}

example "the partner followed a guide for an application and posts to /saml2" {
  code   = 5000819,
  given  = { idp_token{ user = "kim@fabrikam.com", audience = "urn:federation:MicrosoftOnline" }, partner{ ours = false },
             ticket{ worked_before = false }, works "application-start-page" },
  expect = { top = "assertion-posted-elsewhere", at_least = 40, first_step = "post-to-login-srf",
             outcomes = { ["mail address in the guest's token"] = "listed domain" } },
}

example "the guest's address is right and the audience is another tenant's" {
  code   = 5000819,
  given  = { idp_token{ user = "kim@fabrikam.com", audience = "https://sp.fabrikam.com/metadata" }, partner{ ours = false },
             hit("many", "domain") },
  expect = { top = "assertion-audience-differs", at_least = 50, first_step = "set-assertion-audience",
             outcomes = { ["audience of the provider's token"] = "another" } },
}

example "a script replaced the list of identifiers by an empty one" {
  code   = 50010,
  given  = { hit("all", "application"), fails "other-user" },
  expect = { top = "app-audience-missing", at_least = 90, first_step = "set-identifier" },
}

example "after the rename of the farm every user of the domain is at an unknown realm" {
  code   = 50107,
  given  = { idp_token{ issuer = "http://sts.contoso.com/adfs/services/trust" },
             domain{ issuer = "http://fs.contoso.com/adfs/services/trust" }, hit("many", "domain") },
  expect = { top = "domain-issuer-differs", at_least = 85, first_step = "set-domain-issuer",
             outcomes = { ["issuer of the token"] = "unlike a domain's" } },
}

example "Fabrikam's guests redeem and their provider calls itself by a new name" {
  code   = 50107,
  given  = { idp_token{ issuer = "https://login.fabrikam.com/idp", user = "kim@fabrikam.com" },
             partner{ issuer = "https://idp.fabrikam.com/", ours = false }, hit("many", "domain") },
  expect = { top = "partner-issuer-differs", at_least = 85, first_step = "correct-partner-issuer" },
}

example "corp.contoso.com was added as a subdomain and fails alone" {
  code   = 50107,
  given  = { idp_token{ issuer = "http://corp.contoso.com/adfs/services/trust/" },
             domain{ issuer = "http://contoso.com/adfs/services/trust/" }, hit("many", "domain") },
  expect = { top = "issuer-rule-misses-domain", at_least = 80, first_step = "correct-issuer-rule",
             outcomes = { ["issuer of the token"] = "of a subdomain" } },
}

example "an SAP system sends the assertion of Microsoft Entra ID back" {
  code   = 50107,
  given  = { idp_token{ issuer = "https://sts.windows.net/0f0f0f0f-1111-4222-8333-444444444444/" },
             ticket{ worked_before = false } },
  expect = { top = "entra-token-as-assertion", at_least = 85, first_step = "use-on-behalf-of",
             outcomes = { ["issuer of the token"] = "Microsoft's own" } },
}

example "SharePoint on-premises asks with its old host name as realm" {
  code   = 50169,
  given  = { hit("all", "application"), fails "other-user" },
  expect = { top = "wsfed-realm-unknown", at_least = 70, first_step = "correct-wtrealm" },
}

example "a domain computer's old client sends the SID alone" {
  code   = 51001,
  given  = { hit("many", "application"), ticket{ on = "company-computer", with = "application" } },
  expect = { top = "on-premises-id-without-domain", at_least = 90, first_step = "send-domain-hint" },
}

example "a restored tab of the sign-in page" {
  code   = 90081,
  given  = { hit("one"), works "application-start-page", app_request{ endpoint = "wsfed", method = "get", from = "bookmark" } },
  expect = { top = "sign-in-page-reopened", at_least = 70, first_step = "start-from-application" },
}

example "Shibboleth answers everybody with an empty wresult" {
  code   = 90081,
  given  = { hit("many", "domain"), fails "application-start-page", ticket{ worked_before = true } },
  expect = { top = "idp-answer-broken", at_least = 80, first_step = "repair-idp-answer" },
}

example "the link in the mail was rewritten by the mail gateway" {
  code   = 90081,
  given  = { hit("few"), works "application-start-page", app_request{ endpoint = "wsfed", method = "get", from = "mail-link" } },
  expect = { top = "wsfed-address-damaged", at_least = 60, first_step = "start-from-application",
             outcomes = { ["where the request came from"] = "mail link" } },
}

example "wauth from AD FS times in a WS-Federation application" {
  code   = 90082,
  given  = { hit("all", "application"), fails "private-window" },
  expect = { top = "wauth-not-supported", at_least = 90, first_step = "drop-wauth" },
}

example "a guest at the volume licensing site" {
  code   = 90084,
  given  = { user_account{ user = "kim@fabrikam.com", exists = true, type = "guest" }, works "other-application" },
  expect = { top = "guest-at-members-only-site", at_least = 90, first_step = "use-member-account" },
}

example "the subscription was bought this morning" {
  code   = 90085,
  given  = { hit("all"), ticket{ worked_before = false } },
  expect = { top = "tenant-not-known-to-service", at_least = 90, first_step = "wait-for-provisioning" },
}

example "Outlook 2013 on one computer after the holidays" {
  code   = 90086,
  given  = { hit("one"), works "fresh-sign-in" },
  expect = { top = "wstrust-token-expired", at_least = 90, first_step = "sign-in-again" },
}

example "a wctx with an unescaped address, in a newsletter" {
  code   = 90087,
  given  = { works "application-start-page", app_request{ endpoint = "wsfed", from = "mail-link" } },
  expect = { top = "wsfed-address-damaged", at_least = 85, first_step = "start-from-application" },
}

example "somebody reloads the sign-in page that was left open" {
  code   = 90087,
  given  = { hit("one"), works "application-start-page", app_request{ endpoint = "wsfed", from = "bookmark" } },
  expect = { top = "sign-in-page-reopened", at_least = 50, first_step = "start-from-application" },
}

example "Okta refuses whoever isn't assigned to Microsoft 365" {
  code   = 90123,
  given  = { hit("few", "group"), works "other-user" },
  expect = { top = "idp-denies-user", at_least = 90, first_step = "allow-user-at-idp" },
}
