-- 50006, 50008, 50107, 5000819 and their neighbours: tokens of identity providers.

local NOW = "2026-11-23T12:00:00Z"
local D = "contoso.com"
local function domain(f)
  f.domain, f.exists, f.type = f.domain or D, true, f.type or "federated"
  return domain_federation(f)
end
local function signing(print) return idp_certificate{ use = "token-signing", thumbprint = print, primary = true } end
local function partner(f) f.domain = f.domain or "fabrikam.com"; return partner_federation(f) end
local REALM = "AADSTS50107: The requested federation realm object '%s' does not exist."
local function realm(uri) return string.format(REALM, uri) end
local KEY = "AADSTS50008: Unable to verify token signature. "
            .. "The signing key identifier does not match any valid registered keys."

example "AD FS rolled its certificate over and nobody could read the metadata" {
  code   = 50008,
  given  = { signing("BB22"), domain{ thumbprint = "AA11", next_thumbprint = "none" },
             user_scope{ affected = "many", shared = "domain" }, ticket{ action = "sign-in", worked_before = true } },
  expect = { top = "idp-certificate-unknown", at_least = 75, first_step = "update-domain-certificate",
             outcomes = { ["certificate behind the provider's token"] = "strange to the domain" } },
}

example "the pasted message speaks of the key" {
  text   = KEY,
  given  = { user_scope{ affected = "many", shared = "domain" } },
  expect = { top = "idp-certificate-unknown", at_least = 60,
             outcomes = { ["certificate behind the provider's token"] = "said to be strange",
                          ["SAML version named in the message"] = "not mentioned" } },
}

example "the successor is known, the clock is seven minutes fast" {
  code   = 50008,
  given  = { signing("BB22"), domain{ thumbprint = "AA11", next_thumbprint = "BB22" }, idp_token{ clock_off = 420 },
             user_scope{ affected = "many", shared = "domain" } },
  expect = { top = "idp-clock-off", at_least = 70, first_step = "sync-idp-clock",
             outcomes = { ["certificate behind the provider's token"] = "registered",
                          ["time in the provider's token"] = "off" } },
}

example "a partner changed the certificate" {
  code   = 50008,
  given  = { idp_token{ signed_by = "DD44", clock_off = 2 }, partner{ thumbprint = "CC33", ours = false },
             ticket{ worked_before = true } },
  expect = { top = "partner-certificate-unknown", at_least = 65, first_step = "update-partner-certificate",
             outcomes = { ["certificate behind the provider's token"] = "strange to the partner",
                          ["time in the provider's token"] = "right",
                          ["whose provider the guests' federation is"] = "a partner's" } },
}

example "a 2.0 assertion by WS-Federation" {
  text   = "AADSTS50008: Cannot read SecurityToken. Expected element is (Assertion, "
           .. "urn:oasis:names:tc:SAML:1.0:assertion) the actual element is (Assertion, "
            .. "urn:oasis:names:tc:SAML:2.0:assertion).",
  given  = { ticket{ worked_before = false } },
  expect = { top = "saml-version-differs", at_least = 60, first_step = "align-token-version",
             outcomes = { ["SAML version named in the message"] = "the wrong one" } },
}

example "made out for an application" {
  code   = 50008,
  given  = { idp_token{ audience = "https://portal.contoso.com/", signed_by = "AA11", clock_off = 1 },
             domain{ thumbprint = "AA11", next_thumbprint = "none" } },
  expect = { top = "assertion-audience-differs", at_least = 60, first_step = "set-assertion-audience",
             outcomes = { ["audience of the provider's token"] = "another" } },
}

example "the right certificate, and the signature fails" {
  code   = 50006,
  given  = { idp_token{ signed_by = "AA11", audience = "urn:federation:MicrosoftOnline" },
             domain{ thumbprint = "AA11", next_thumbprint = "none" } },
  expect = { top = "assertion-signature-broken", at_least = 50, first_step = "sign-whole-assertion",
             outcomes = { ["audience of the provider's token"] = "Microsoft" } },
}

example "50006 after a rollover" {
  code   = 50006,
  given  = { idp_token{ signed_by = "BB22" }, domain{ thumbprint = "AA11", next_thumbprint = "none" } },
  expect = { top = "idp-certificate-unknown", at_least = 70, first_step = "update-domain-certificate" },
}

example "a slash makes another realm" {
  text   = realm("http://fs.contoso.com/adfs/services/trust/"),
  given  = { domain{ issuer = "http://fs.contoso.com/adfs/services/trust" } },
  expect = { top = "domain-issuer-differs", at_least = 60, first_step = "set-domain-issuer",
             outcomes = { ["issuer of the token"] = "unlike a domain's",
                          ["domain in Microsoft Entra ID"] = "federated" } },
}

example "users of the subdomain only" {
  text   = realm("http://corp.contoso.com/adfs/services/trust/"),
  given  = { domain{ issuer = "http://contoso.com/adfs/services/trust/" },
             user_scope{ affected = "many", shared = "domain" } },
  expect = { top = "issuer-rule-misses-domain", at_least = 70, first_step = "correct-issuer-rule",
             outcomes = { ["issuer of the token"] = "of a subdomain" } },
}

example "a guest redeems, the partner's entity ID is new" {
  text   = realm("https://login.fabrikam.com/idp"),
  given  = { partner{ issuer = "https://idp.fabrikam.com/", ours = false } },
  expect = { top = "partner-issuer-differs", at_least = 70, first_step = "correct-partner-issuer",
             outcomes = { ["issuer of the token"] = "unlike a partner's" } },
}

example "Microsoft's own token sent back" {
  text   = realm("https://sts.windows.net/0f0f0f0f-1111-4222-8333-444444444444/"),
  expect = { top = "entra-token-as-assertion", at_least = 70, first_step = "use-on-behalf-of",
             outcomes = { ["issuer of the token"] = "Microsoft's own" } },
}

example "converted to managed, the old portal still sends users" {
  code   = 50107,
  given  = { domain{ type = "managed" }, tried{ test = "application-start-page", result = "works" },
             ticket{ worked_before = true } },
  expect = { top = "domain-not-federated", at_least = 75, first_step = "stop-idp-initiated",
             outcomes = { ["domain in Microsoft Entra ID"] = "managed" } },
}

example "converted half an hour ago" {
  code   = 50107,
  now    = NOW,
  given  = { domain{ issuer = "urn:contoso", changed = "2026-11-23T11:30:00Z" }, idp_token{ issuer = "urn:contoso" } },
  expect = { top = "domain-just-federated", at_least = 60, first_step = "wait-for-federation",
             outcomes = { ["domain in Microsoft Entra ID"] = "just federated", ["issuer of the token"] = "the same" } },
}

example "the right issuer, posted to another address" {
  code   = 50107,
  given  = { domain{ issuer = "urn:contoso" }, idp_token{ issuer = "urn:contoso" }, ticket{ worked_before = false },
             tried{ test = "application-start-page", result = "works" } },
  expect = { top = "assertion-posted-elsewhere", at_least = 50, first_step = "post-to-login-srf" },
}

example "the partner's issuer is right, its address isn't" {
  code   = 50107,
  given  = { partner{ issuer = "urn:fabrikam", ours = false }, idp_token{ issuer = "urn:fabrikam" },
             ticket{ worked_before = false } },
  expect = { top = "assertion-posted-elsewhere", at_least = 40, outcomes = { ["issuer of the token"] = "the same" } },
}

example "the partner forgot the mail address" {
  code   = 5000819,
  given  = { idp_token{ user = "none" }, partner{ ours = false } },
  expect = { top = "guest-mail-claim-missing", at_least = 75, first_step = "send-mail-claim",
             outcomes = { ["mail address in the guest's token"] = "missing" } },
}

example "a sister brand's address" {
  code   = 5000819,
  given  = { idp_token{ user = "kim@fabrikam-labs.com" }, partner{ ours = false } },
  expect = { top = "guest-mail-domain-differs", at_least = 75, first_step = "add-partner-domain",
             outcomes = { ["mail address in the guest's token"] = "foreign domain" } },
}

example "own employees meet the guests' rules" {
  code   = 5000819,
  given  = { idp_token{ user = "anna@contoso.com" }, partner{ domain = "contoso.com", ours = true } },
  expect = { top = "federation-points-at-own-tenant", at_least = 70, first_step = "remove-self-federation",
             outcomes = { ["whose provider the guests' federation is"] = "ours",
                          ["mail address in the guest's token"] = "listed domain" } },
}

local function adfs(id) return windows_event{ server = "FS1", source = "AD FS", id = id, record = 5 } end

example "AD FS says no to the user" {
  code   = 20001,
  given  = { adfs(325), user_scope{ affected = "one" } },
  expect = { top = "idp-denies-user", at_least = 75, first_step = "allow-user-at-idp",
             outcomes = { ["AD FS log of that sign-in"] = "a refusal" } },
}

example "AD FS breaks down over the request" {
  code   = 20001,
  given  = { adfs(364), user_scope{ affected = "many", shared = "domain" } },
  expect = { top = "idp-answer-broken", at_least = 75, first_step = "repair-idp-answer",
             outcomes = { ["AD FS log of that sign-in"] = "a fault" } },
}

example "AD FS is content, and the XML is of the wrong version" {
  code   = 20012,
  given  = { complete.windows_event{ source = "AD FS" }, error_text{ code = 20012, text = "wrong version" } },
  expect = { top = "saml-version-differs", at_least = 60, outcomes = { ["AD FS log of that sign-in"] = "nothing" } },
}

example "the secret at Google has expired" {
  code   = 40015,
  given  = { tried{ test = "other-user", result = "same-error" },
             tried{ test = "fresh-sign-in", result = "same-error" },
             tried{ test = "again-after-two-minutes", result = "same-error" } },
  expect = { top = "external-provider-client-refused", at_least = 75, first_step = "renew-provider-secret" },
}

example "the back button sent the code again" {
  code   = 40015,
  given  = { tried{ test = "fresh-sign-in", result = "works" }, tried{ test = "application-start-page",
                                                                      result = "works" } },
  expect = { top = "external-code-reused", at_least = 75, first_step = "restart-sign-in" },
}
