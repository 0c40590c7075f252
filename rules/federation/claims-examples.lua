-- 50007, 50042, 50043, 50100 to 50163, 501241: what the claims of one application are made from.

local NOW = "2026-11-23T12:00:00Z"
local APP = "0f0f0f0f-1111-4222-8333-444444444444"
local function app(f) f.app_id, f.exists = APP, true; return service_principal(f) end
local function policy(word) return app{ claims_policy = word } end
local function another(result) return tried{ test = "other-user", result = result } end
local function hit(whom) return user_scope{ affected = whom, shared = "application" } end
local function audit(activity, actor)
  return audit_event{ id = "a1", at = "2026-11-22T16:10:00Z", activity = activity, result = "success", actor = actor,
                      target = "Contoso Travel" }
end
local function edited() return audit("Update service principal", "mia@contoso.com") end
local function by_script() return audit("Add policy to service principal", "mia@contoso.com") end

example "a persistent NameID was chosen and nobody gets in any more" {
  code   = 50042,
  given  = { hit "all", another "same-error", policy(false) },
  expect = { top = "pairwise-salt-broken", at_least = 90, first_step = "use-plain-name-id" },
}

example "two salts on one application, its sister with the same settings works" {
  code   = 50043,
  given  = { hit "all", another "same-error", tried{ test = "other-application", result = "works" } },
  expect = { top = "pairwise-salt-broken", at_least = 90, first_step = "use-plain-name-id" },
}

example "external staff without employee number, everybody else gets in" {
  code   = 50100,
  given  = { hit "few", another "works", policy(false) },
  expect = { top = "claim-source-empty", at_least = 60, first_step = "fill-claim-source",
             outcomes = { ["another user at the same place"] = "gets in" } },
}

example "the expense tool's claims were rebuilt in the portal yesterday" {
  code   = 50100,
  now    = NOW,
  given  = { hit "all", another "same-error", policy(false), edited() },
  expect = { top = "claim-transformation-wrong", at_least = 80, first_step = "rebuild-claim",
             outcomes = { ["change of the application's claims or certificates"] = "changed" } },
}

example "a policy copied from a B2C tenant names its own transformer" {
  code   = 50101,
  now    = NOW,
  given  = { hit "all", policy(true), by_script() },
  expect = { top = "claims-policy-broken", at_least = 95, first_step = "detach-claims-policy" },
}

example "a transformer type that only Microsoft uses, in a script's policy" {
  code   = 50102,
  now    = NOW,
  given  = { hit "all", policy(true), by_script() },
  expect = { top = "claims-policy-broken", at_least = 90,
             outcomes = { ["claims policy on the application"] = "yes" } },
}

example "no policy, no change, and the transformer doesn't load" {
  code   = 50102,
  now    = NOW,
  given  = { hit "all", another "same-error", policy(false), complete.audit_event{} },
  expect = { top = "service-principal-damaged", at_least = 80,
             outcomes = { ["claims policy on the application"] = "no" } },
}

example "Join got one input only, for everybody, since the claim was edited" {
  code   = 50103,
  now    = NOW,
  given  = { hit "all", another "same-error", policy(false), edited() },
  expect = { top = "claim-transformation-wrong", at_least = 85, first_step = "rebuild-claim" },
}

example "the shared mailbox has no mail prefix, its owner gets in" {
  code   = 50103,
  given  = { hit "one", another "works", policy(false) },
  expect = { top = "claim-source-empty", at_least = 75, first_step = "fill-claim-source" },
}

example "the reason names an InputClaim that the Graph policy never defined" {
  code   = 50103,
  now    = NOW,
  given  = { hit "all", another "same-error", policy(true), by_script() },
  expect = { top = "claims-policy-broken", at_least = 80, first_step = "detach-claims-policy",
             outcomes = { ["another user at the same place"] = "fails" } },
}

example "a policy was deleted while the application still had it" {
  code   = 50108,
  now    = NOW,
  given  = { hit "all", policy(true), audit("Update policy", "deploy@contoso.com"),
             tried{ test = "other-application", result = "works" } },
  expect = { top = "claims-policy-broken", at_least = 90,
             outcomes = { ["change of the application's claims or certificates"] = "changed" } },
}

example "three applications at once, and Microsoft reports a disturbance" {
  code   = 50108,
  given  = { user_scope{ affected = "many", shared = "nothing" }, service_health{ service = "entra", status = "degraded" },
             tried{ test = "again-after-two-minutes", result = "works" } },
  expect = { top = "microsoft-outage", at_least = 80, first_step = "wait-for-microsoft" },
}

example "TransformationID renamed in one of two places" {
  code   = 50109,
  now    = NOW,
  given  = { hit "all", policy(true), audit("Update policy", "deploy@contoso.com") },
  expect = { top = "claims-policy-broken", at_least = 95 },
}

example "a policy applies a transformation that it doesn't define" {
  code   = 50111,
  given  = { hit "all", policy(true), another "same-error" },
  expect = { top = "claims-policy-broken", at_least = 90 },
}

example "no policy: the claim saved yesterday is the fault" {
  code   = 50111,
  now    = NOW,
  given  = { hit "all", policy(false), another "same-error", edited() },
  expect = { top = "claim-transformation-wrong", at_least = 70, first_step = "rebuild-claim" },
}

example "TransformationMethod 'CreateStringClaim', from a B2C sample" {
  code   = 50123,
  now    = NOW,
  given  = { hit "all", policy(true), by_script() },
  expect = { top = "claims-policy-broken", at_least = 95 },
}

example "a bracket too few in the portal's RegexReplace()" {
  code   = 50124,
  now    = NOW,
  given  = { hit "all", policy(false), another "same-error", edited() },
  expect = { top = "claim-regex-invalid", at_least = 90, first_step = "correct-claim-regex" },
}

example "the expression stands in a policy that no portal page tests" {
  code   = 50124,
  now    = NOW,
  given  = { hit "all", policy(true), another "same-error", by_script() },
  expect = { top = "claims-policy-broken", at_least = 50 },
}

example "the NameID lost its source when the claim was rebuilt" {
  code   = 501241,
  now    = NOW,
  given  = { hit "all", policy(false), another "same-error", edited() },
  expect = { top = "claim-transformation-wrong", at_least = 80, first_step = "rebuild-claim" },
}

example "a policy transforms an attribute under the wrong InputClaim name" {
  code   = 501241,
  now    = NOW,
  given  = { hit "all", policy(true), another "same-error", by_script() },
  expect = { top = "claims-policy-broken", at_least = 70 },
}

example "the transformations of several applications time out together" {
  code   = 50162,
  given  = { user_scope{ affected = "many", shared = "nothing" }, service_health{ service = "entra", status = "degraded" },
             tried{ test = "other-application", result = "same-error" } },
  expect = { top = "microsoft-outage", at_least = 70, first_step = "wait-for-microsoft" },
}

example "(.+)+ and the members of forty groups" {
  code   = 501621,
  given  = { hit "few", another "works", tried{ test = "again-after-two-minutes", result = "works" } },
  expect = { top = "claim-regex-too-slow", at_least = 95 },
}

example "all proxy addresses joined into one claim" {
  code   = 50163,
  given  = { hit "few", another "works" },
  expect = { top = "claim-regex-too-greedy", at_least = 90, first_step = "correct-claim-regex" },
}

example "an unanchored pattern and a department name of twelve words" {
  code   = 501631,
  given  = { hit "one", another "works" },
  expect = { top = "claim-regex-too-greedy", at_least = 90, first_step = "correct-claim-regex" },
}

example "seven attributes in one replacement" {
  code   = 501632,
  now    = NOW,
  given  = { hit "all", another "same-error", by_script() },
  expect = { top = "claim-regex-invalid", at_least = 90, first_step = "correct-claim-regex" },
}

example "the vendor's encryption certificate expired on Sunday" {
  code   = 50007,
  given  = { app{ encryption_certificate = "expired" }, hit "all", another "same-error", ticket{ worked_before = true } },
  expect = { top = "token-encryption-key-missing", at_least = 90, first_step = "renew-encryption-certificate",
             outcomes = { ["token encryption of the enterprise application"] = "unusable" } },
}

example "tokens were never encrypted, and the key for it is said to be missing" {
  code   = 50007,
  now    = NOW,
  given  = { app{ encryption_certificate = "off" }, hit "all", another "same-error", complete.audit_event{} },
  expect = { top = "service-principal-damaged", at_least = 80,
             outcomes = { ["token encryption of the enterprise application"] = "off" } },
}

example "the certificate for encrypting is there and in date" {
  code   = 50007,
  given  = { app{ encryption_certificate = "usable" } },
  expect = { top = "service-principal-damaged",
             outcomes = { ["token encryption of the enterprise application"] = "usable" } },
}
