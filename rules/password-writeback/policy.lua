-- The domain's rules for the new password: age, history, length, filters, fine-grained policies. Code 120004.

-- The password was set less than `span` ago under a policy that asks for at least that age.
local function too_young(span)
  return all_of{ some.ad_password_policy{ min_age = at_least(span) }, some.ad_account{ password_set = within(span) } }
end

local function any_too_young() return any_of{ too_young "1d", too_young "2d", too_young "3d", too_young "7d" } end

evidence "age of the present password" {
  about = "whether the password was set too recently for the domain's minimum age",
  { "too young", when = any_too_young(), say = "the password is younger than the domain's minimum age" },
  { "old enough", when = all_of{ any_of{ some.ad_password_policy{ min_age = at_most "1m" },
                                         all_of{ some.ad_password_policy{ min_age = at_most "1d" },
                                                 some.ad_account{ password_set = is_not(within "24h") } },
                                         all_of{ some.ad_password_policy{ min_age = at_most "7d" },
                                                 some.ad_account{ password_set = is_not(within "7d") } } },
                                 unless(any_too_young()) },
                  say = "the password is old enough to be changed" },
  seen = { ["ad-minimum-password-age"] = { 94, 3 }, other = { 10, 86 } },
}

evidence "policy that applies to the user" {
  about = "whether a fine-grained password policy applies instead of the domain's",
  { "fine-grained", when = some.ad_password_policy{ source = "fine-grained" },
                    say = "a fine-grained password policy applies to the user" },
  { "domain",       when = some.ad_password_policy{ source = "domain" },
                    say = "the domain's own password policy applies" },
  seen = { ["fine-grained-policy-stricter"] = { 96, 2 }, other = { 10, 88 } },
}

local REFUSALS = one_of{ 10016, 10017 }
local function refusal() return some.windows_event{ source = like "*PasswordProtection-DCAgent*", id = REFUSALS } end

evidence "password filter on the domain controllers" {
  about = "whether a password filter is installed, and whether it logged a refusal",
  { "refused it", when = refusal(),
                  say = "the domain controller's password filter logged the refusal (10016 or 10017)" },
  { "installed",  when = all_of{ some.ad_password_policy{ filter = one_of{ "entra-password-protection",
                                                                           "other" }:as(V.filter) },
                                 unless(refusal()) },
                  say = "a password filter ({filter}) is installed on the domain controllers" },
  { "none",       when = all_of{ some.ad_password_policy{ filter = "none" }, unless(refusal()) },
                  say = "no password filter is installed on the domain controllers" },
  seen = { ["password-filter-rejects"] = { 62, 34, 2 }, other = { 2, 24, 70 } },
}

evidence "password history of the policy" {
  about = "whether the domain remembers earlier passwords",
  { "kept",     when = some.ad_password_policy{ history = at_least(1):as(V.n) },
                say = "the domain remembers {n} passwords" },
  { "not kept", when = some.ad_password_policy{ history = at_most(0) },
                say = "the domain remembers no earlier passwords" },
  seen = { ["ad-password-history"] = { 98, 1 }, other = { 88, 8 } },
}

evidence "new password had before" {
  about = "whether the refused new password is one that the user has had before",
  { "had before", when = some.ticket{ password_had_before = true }, say = "the user has had the new password before" },
  { "never had",  when = some.ticket{ password_had_before = false }, say = "the user never had the new password before" },
  seen = {
    ["ad-password-history"]  = { 90, 8 },
    ["reused-last-password"] = { 94, 4 },
    ["banned-password"]      = { 30, 66 },   -- the lists grow: it was accepted once
    ["custom-banned-word"]   = { 36, 60 },
    other                    = { 12, 84 },
  },
}

evidence "complexity of the policy" {
  about = "whether the domain asks for complex or long passwords",
  { "strict",  when = any_of{ some.ad_password_policy{ complexity = true },
                              some.ad_password_policy{ min_length = at_least(9) } },
               say = "the domain asks for complexity, or for more characters than the cloud" },
  { "lenient", when = some.ad_password_policy{ complexity = false, min_length = at_most(8) },
               say = "the domain asks for neither complexity nor more than eight characters" },
  seen = { ["ad-password-complexity"] = { 98, 1 }, ["fine-grained-policy-stricter"] = { 96, 3 }, other = { 88, 8 } },
}

evidence "number of refused passwords" {
  about = "whether one password was refused, or one after the other",
  { "one after the other",
    when = some.error_frequency{ code = one_of{ 120002, 120003, 120004 }, attempts = at_least(5):as(V.n) },
                           say = "{n} tries were refused" },
  { "one or two",          when = some.error_frequency{ code = one_of{ 120002, 120003, 120004 },
                                                        attempts = at_most(2) },
                           say = "one or two tries were refused" },
  seen = {
    ["ad-minimum-password-age"]         = { 56, 18 },
    ["cannot-change-password-flag"]     = { 58, 18 },
    ["unsupported-password-characters"] = { 54, 20 },
    ["fine-grained-policy-stricter"]    = { 44, 24 },
    ["password-filter-rejects"]         = { 40, 26 },
    ["name-part-in-password"]           = { 38, 26 },
    ["ad-password-complexity"]          = { 22, 46 },
    ["ad-password-history"]             = { 14, 60 },
    ["weak-new-password"]               = { 14, 56 },
    ["name-in-password"]                = { 16, 54 },
    ["reused-last-password"]            = { 8, 70 },
    other                               = { 26, 42 },
  },
}
