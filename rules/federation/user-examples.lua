-- 51004, 90020 and the claims codes: whose token it is, and what it's filled with.

local ANNA = "anna@contoso.com"
local ID, OTHER = "4ZtVnLfa9UfSXjKe/32NLQ==", "rZTGZcVTlk2NMwJ10mMqtA=="
local function says(account)
  return "AADSTS51004: The user account " .. account ..
         " does not exist in the 48420040-47b3-4a50-8f12-797e13d1a823 directory."
end
local function user(f) f.user, f.exists = ANNA, true; return user_account(f) end
local function another(result) return tried{ test = "other-user", result = result } end
local APP = "0f0f0f0f-1111-4222-8333-444444444444"
local function app(f) f.app_id, f.exists = APP, true; return service_principal(f) end

example "recreated in Active Directory after a mistake" {
  code   = 51004,
  given  = { error_text{ code = 51004, user = ID },
             user{ immutable_id = OTHER, sign_in_type = "federated", synced = true },
             another "works" },
  expect = { top = "immutable-id-differs", at_least = 75, first_step = "align-immutable-id",
             outcomes = { ["immutable ID of the token and of the user"] = "different",
                          ["account named by 51004"] = "an immutable ID",
                          ["how the user's domain signs in"] = "federated",
                          ["another user at the same place"] = "gets in" } },
}

example "a cloud user in a domain that was federated later" {
  code   = 51004,
  given  = { error_text{ code = 51004, user = ANNA },
             user{ immutable_id = "none", sign_in_type = "federated", synced = false } },
  expect = { top = "immutable-id-missing-in-cloud", at_least = 75, first_step = "set-immutable-id",
             outcomes = { ["immutable ID of the token and of the user"] = "none in the cloud",
                          ["account named by 51004"] = "an address" } },
}

example "Google sends the mail address to everybody" {
  code   = 51004,
  given  = { error_text{ code = 51004, user = ANNA }, user{ immutable_id = ID, sign_in_type = "federated" },
             another "same-error", ticket{ worked_before = false } },
  expect = { top = "anchor-attribute-differs", at_least = 60, first_step = "correct-anchor-rule" },
}

example "equal values: it's another tenant" {
  code   = 51004,
  given  = { error_text{ code = 51004, user = ID }, user{ immutable_id = ID, sign_in_type = "managed" },
             tried{ test = "other-application", result = "works" } },
  expect = { outcomes = { ["immutable ID of the token and of the user"] = "equal",
                          ["how the user's domain signs in"] = "managed" } },
}

example "an account of this morning" {
  code   = 51004,
  given  = { error_text{ code = 51004, user = ID }, user_account{ user = ANNA, exists = false, similar = "none",
             deleted = false, other_tenant = false }, ad_account{ user = ANNA, exists = true },
             ticket{ new_account = true } },
  expect = { top = "not-synced-yet", at_least = 75, first_step = "run-delta-sync" },
}

example "the decoded token and the user differ in one capital" {
  code   = 51004,
  given  = { idp_token{ name_id = ID }, user{ immutable_id = "4ztVnLfa9UfSXjKe/32NLQ==", sign_in_type = "federated" } },
  expect = { top = "immutable-id-differs", at_least = 60,
             outcomes = { ["immutable ID of the token and of the user"] = "different" } },
}

example "decoded token and user agree" {
  code   = 51004,
  given  = { idp_token{ name_id = ID }, user{ immutable_id = ID } },
  expect = { outcomes = { ["immutable ID of the token and of the user"] = "equal" } },
}

example "an employee number in place of the anchor" {
  code   = 51004,
  given  = { error_text{ code = 51004, user = "100457" }, user{ immutable_id = ID, sign_in_type = "federated" } },
  expect = { outcomes = { ["account named by 51004"] = "something else" } },
}

example "the rule was lost with the rebuilt trust" {
  code   = 90020,
  given  = { idp_token{ name_id = "none" }, user_scope{ affected = "all" }, another "same-error" },
  expect = { top = "anchor-claim-missing", at_least = 75,
             outcomes = { ["immutable ID in the token at all"] = "no" } },
}

example "one service account without an anchor" {
  code   = 90020,
  given  = { idp_token{ name_id = "none" }, user_scope{ affected = "one" }, another "works" },
  expect = { top = "anchor-attribute-empty", at_least = 75, first_step = "fill-anchor-attribute",
             outcomes = { ["another user at the same place"] = "gets in" } },
}

example "the token has an ID after all" {
  code   = 90020,
  given  = { idp_token{ name_id = ID } },
  expect = { outcomes = { ["immutable ID in the token at all"] = "yes" } },
}

example "a contractor without a mailbox" {
  code   = 501241,
  given  = { user_scope{ affected = "one" }, another "works", app{ claims_policy = false } },
  expect = { top = "claim-source-empty", at_least = 80, first_step = "fill-claim-source",
             outcomes = { ["claims policy on the application"] = "no" } },
}

example "a claim was edited this morning" {
  code   = 50100,
  now    = "2026-11-23T12:00:00Z",
  given  = { user_scope{ affected = "all" }, another "same-error", app{ claims_policy = false },
             audit_event{ id = "a1", at = "2026-11-23T08:10:00Z", activity = "Update service principal",
                          actor = "kim@contoso.com" } },
  expect = { top = "claim-transformation-wrong", at_least = 75, first_step = "rebuild-claim",
             outcomes = { ["change of the application's claims or certificates"] = "changed",
                          ["another user at the same place"] = "fails" } },
}

example "a script's policy overrules the portal" {
  code   = 50100,
  given  = { user_scope{ affected = "all" }, app{ claims_policy = true } },
  expect = { top = "claims-policy-broken", at_least = 70, first_step = "detach-claims-policy",
             outcomes = { ["claims policy on the application"] = "yes" } },
}

example "no policy, no change: not the tenant's doing" {
  code   = 50102,
  given  = { app{ claims_policy = false }, complete.audit_event{} },
  expect = { top = "service-principal-damaged", at_least = 70,
             outcomes = { ["change of the application's claims or certificates"] = "untouched" } },
}

example "one long pattern, now and then" {
  code   = 50162,
  given  = { tried{ test = "again-after-two-minutes", result = "works" },
             service_health{ service = "entra", status = "ok" } },
  expect = { top = "claim-regex-too-slow", at_least = 75, first_step = "restart-sign-in" },
}

example "the encryption certificate's last day was yesterday" {
  code   = 50007,
  given  = { ticket{ worked_before = true }, user_scope{ affected = "all" } },
  expect = { top = "token-encryption-key-missing", at_least = 60, first_step = "renew-encryption-certificate" },
}
