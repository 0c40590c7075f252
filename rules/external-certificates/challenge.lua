-- Challenges outside of the sign-in page: terms of use, custom controls, external methods, legal age.

local function ended(how) return some.sign_in_sequence{ code = 50158, final = how } end
evidence "end of the challenged sign-in" {
  about = "how the sign-ins ended that were sent to another page",
  { "success",   when = ended("success"), say = "the challenge was passed: the same sign-in succeeded" },
  { "failure",   when = all_of{ ended("failure"), unless(ended("success")) }, say = "the challenged sign-in failed" },
  { "abandoned", when = all_of{ ended("abandoned"), unless(any_of{ ended("success"), ended("failure") }) },
                 say = "nothing followed the redirect" },
  seen = {
    ["challenge-answered"]           = { 98, 1, 0.5 },
    ["no-page-for-the-challenge"]    = { 2, 50, 46 },
    ["terms-not-accepted"]           = { 3, 26, 70 },
    ["external-factor-refused"]      = { 3, 52, 44 },
    ["challenge-page-not-reachable"] = { 1, 10, 88 },
    other                            = { 20, 40, 36 },
  },
}

local function machine()
  return any_of{ some.sign_in{ code = 50158, protocol = "ropc" }, some.sign_in{ code = 50158, interactive = false },
                 some.ticket{ action = "unattended-job" } }
end
evidence "page for the challenge" {
  about = "whether what signs in can show a page",
  { "none",    when = machine(), say = "a program without a page signs in" },
  { "browser", when = all_of{ some.sign_in{ code = 50158, client = "browser", interactive = true }, unless(machine()) },
               say = "a person sits at a browser" },
  seen = { ["no-page-for-the-challenge"] = { 93, 4 }, ["challenge-answered"] = { 6, 82 }, other = { 5, 86 } },
}

local function control(word) return some.conditional_access_result{ control = word, result = "failure" } end
evidence "outside control that wasn't met" {
  about = "whether terms of use or a custom control weren't met",
  { "custom control", when = control("custom"), say = "the policy wants a third-party control" },
  { "terms of use",   when = all_of{ control("terms-of-use"), unless(control("custom")) },
                      say = "the policy wants the terms of use accepted" },
  { "neither",        when = all_of{ control("none"), unless(any_of{ control("terms-of-use"), control("custom") }) },
                      say = "the policy has no such control" },
  seen = {
    ["terms-not-accepted"]               = { 1, 98, 0.5 },
    ["external-factor-refused"]          = { 80, 1, 14 },
    ["custom-control-reaches-outsiders"] = { 97, 2, 0.5 },
    ["terms-reach-direct-connect"]       = { 1, 98, 0.5 },
    ["challenge-page-not-reachable"]     = { 30, 66, 2 },
    other                                = { 40, 46, 10 },
  },
}

evidence "terms of use in the audit log" {
  about = "what the audit log says of the user and the terms",
  { "declined", when = some.audit_event{ activity = like "Decline Terms*", at = V.at },
                say = "the terms were declined at {at}" },
  { "accepted", when = all_of{ some.audit_event{ activity = like "Accept Terms*", at = V.at },
                               unless(some.audit_event{ activity = like "Decline Terms*" }) },
                say = "the terms were accepted at {at}" },
  seen = { ["terms-not-accepted"] = { 52, 2 }, ["challenge-answered"] = { 2, 52 }, other = { 3, 20 } },
}

local function detail(...)
  local t = {}
  for i, word in ipairs{ ... } do t[i] = some.error_text{ code = 5001256, text = like("*" .. word .. "*") } end
  return any_of(t)
end
local function key() return detail("signature", "signing key", "keyid") end
evidence "details of the provider's rejected token" {
  about = "what the message finds wrong with the external provider's token",
  codes = { 5001256 },
  { "signature", when = key(), say = "the message speaks of the signature or its key" },
  { "a claim",   when = all_of{ detail("claim", "audience", "issuer", "nonce"), unless(key()) },
                 say = "the message names a claim" },
  seen = { ["provider-keys-rolled-over"] = { 95, 2 }, ["provider-token-invalid"] = { 18, 74 }, other = { 20, 30 } },
}

evidence "whose token failed its signature" {
  about = "whether the message speaks of an external provider's token",
  codes = { 50012 },
  { "external provider's", when = some.error_text{ code = 50012, text = like "*External ID token*" },
                           say = "it's an external provider's token that failed" },
  { "another",             when = all_of{ some.error_text{ code = 50012, text = like "*" },
                                          unless(some.error_text{ text = like "*External ID token*" }) },
                           say = "the message speaks of no external provider" },
  seen = { ["provider-keys-rolled-over"] = { 97, 2 }, other = { 0.5, 97 } },
}

local function other_method(...) return some.tried{ test = "other-method", result = one_of{ ... } } end
evidence "another method at the provider" {
  about = "whether it works with another method at the external provider",
  codes = { 50158, 50159, 5001256 },
  { "works", when = other_method "works", say = "with another method at the provider it works" },
  { "fails", when = other_method("same-error", "other-error"), say = "each method at the provider fails" },
  seen = { ["provider-method-of-same-kind"] = { 93, 5 }, ["external-factor-refused"] = { 40, 56 }, other = { 3, 95 } },
}

evidence "age group of the account" {
  about = "what the account says of the user's age",
  { "minor",     when = some.user_account{ age_group = one_of{ "minor", "not-adult" } }, 
                 say = "the account is marked as a minor's" },
  { "not minor", when = some.user_account{ age_group = one_of{ "adult", "none" } },
                 say = "the account isn't marked as a minor's" },
  seen = { ["minor-blocked-by-app"] = { 97, 2 }, ["age-group-set-wrongly"] = { 98, 1 },
           ["minor-consent-missing"] = { 98, 1 }, other = { 30, 60 } },
}

evidence "the person's own age" {
  about = "whether the person is under age, whatever the account says",
  { "a minor",  when = some.ticket{ minor = true }, say = "the person is under age" },
  { "an adult", when = some.ticket{ minor = false }, say = "the person is an adult" },
  seen = { ["age-group-set-wrongly"] = { 2, 97 }, ["minor-blocked-by-app"] = { 96, 3 },
           ["minor-consent-missing"] = { 96, 3 }, other = { 50, 46 } },
}

local function consent(...) return some.user_account{ minor_consent = one_of{ ... } } end
evidence "consent of the parents in the account" {
  about = "whether the account records the parents' consent",
  { "recorded", when = consent("granted", "not-required"), say = "the parents' consent is recorded, or not required" },
  { "missing",  when = consent("denied", "none"), say = "the account records no consent of the parents" },
  seen = { ["minor-consent-missing"] = { 2, 97 }, ["minor-blocked-by-app"] = { 60, 38 },
           ["age-group-set-wrongly"] = { 10, 88 }, other = { 20, 76 } },
}

seen "age of the account" { ["minor-consent-missing"] = { 46, 52 }, ["age-group-set-wrongly"] = { 6, 92 } }
