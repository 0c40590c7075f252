-- Whether it ever worked, who is hit, what a fresh try does: what the pattern says of a request's fault.

evidence "whether the application ever worked" {
  about = "whether sign-in to this application has ever worked ",
  { "worked", when = some.ticket{ worked_before = true }, say = "the same sign-in worked earlier" },
  { "never",  when = some.ticket{ worked_before = false }, say = "this sign-in has never worked" },
  seen = {
    ["redirect-uri-set-on-service-principal"] = { 90, 8 },
    ["proxy-loses-https"]                     = { 66, 32 },
    ["proxy-loses-host-name"]                 = { 52, 46 },
    ["no-redirect-uri-registered"]            = { 8, 90 },
    ["redirect-uri-not-registered"]           = { 34, 64 },
    ["wrong-client-id"]                       = { 20, 78 },
    ["api-id-used-as-client"]                 = { 6, 92 },
    ["saml-reply-url-missing"]                = { 30, 68 },
    ["redirect-uri-spelled-differently"]      = { 24, 74 },
    ["callback-path-differs"]                 = { 36, 62 },
    ["vendor-redirect-uri-missing"]           = { 40, 58 },
    ["native-redirect-uri-missing"]           = { 30, 68 },
    ["redirect-uri-just-saved"]               = { 10, 88 },
    ["server-app-registered-as-spa"]          = { 10, 88 },
    ["spa-registered-as-web"]                 = { 10, 88 },
    ["id-tokens-not-enabled"]                 = { 22, 76 },
    ["access-tokens-not-enabled"]             = { 20, 78 },
    ["wrong-response-type"]                   = { 34, 64 },
    ["app-setting-empty"]                     = { 30, 68 },
    ["body-not-form-encoded"]                 = { 8, 90 },
    ["v1-v2-mixed"]                           = { 20, 78 },
    ["scope-not-requested"]                   = { 14, 84 },
    ["sign-in-page-reopened"]                 = { 92, 6 },
    ["verifier-overwritten"]                  = { 94, 4 },
    ["verifier-lost-between-nodes"]           = { 88, 10 },
    ["code-redeemed-elsewhere"]               = { 8, 90 },
    ["pkce-computed-wrongly"]                 = { 8, 90 },
    ["token-damaged"]              = { 40, 58 },
    ["token-from-elsewhere"]                  = { 40, 58 },
    ["request-built-by-hand"]                 = { 34, 64 },
    ["scope-misspelled"]                      = { 14, 84 },
    ["scope-of-two-resources"]                = { 12, 86 },
    ["default-mixed-with-scopes"]             = { 14, 84 },
    ["client-credentials-without-default"]    = { 8, 90 },
    other                                     = { 50, 48 },
  },
}

evidence "deployment before the fault" {
  about = "whether the application was deployed or reconfigured in the days before",
  { "recent", when = some.app_host{ deployed = within "3d" },
              say = "the application was deployed in the last three days" },
  { "older",  when = some.app_host{ deployed = is_not(within "3d"):as(V.at) },
              say = "the application was last deployed at {at}" },
  seen = {
    ["redirect-uri-not-registered"]      = { 66, 32 },
    ["callback-path-differs"]            = { 70, 28 },
    ["proxy-loses-https"]                = { 56, 42 },
    ["proxy-loses-host-name"]            = { 56, 42 },
    ["wrong-client-id"]                  = { 60, 38 },
    ["app-setting-empty"]                = { 74, 24 },
    ["wrong-response-type"]              = { 62, 36 },
    ["redirect-uri-set-on-service-principal"] = { 8, 90 },
    ["sign-in-page-reopened"]            = { 8, 90 },
    ["link-changed-on-the-way"]          = { 8, 90 },
    ["sign-in-cookies-blocked"]          = { 8, 90 },
    other                                = { 30, 68 },
  },
}

evidence "opened from the application's own start page" {
  about = "whether it works from the application's start page, not from a bookmark, a link or an old tab",
  { "works", when = some.tried{ test = "application-start-page", result = "works" },
             say = "opened from the application's own start page, it works" },
  { "fails", when = some.tried{ test = "application-start-page", result = one_of{ "same-error", "other-error" } },
             say = "opened from the application's own start page, it fails too" },
  seen = {
    ["sign-in-page-reopened"]        = { 94, 4 },
    ["link-changed-on-the-way"]      = { 95, 3 },
    ["link-opened-by-software"]      = { 92, 4 },
    ["vendor-redirect-uri-missing"]  = { 40, 58 },
    ["verifier-overwritten"]         = { 78, 20 },
    ["verifier-lost-between-nodes"]  = { 40, 58 },
    ["state-too-long"]               = { 62, 36 },
    ["parameters-pile-up"]           = { 24, 74 },
    ["sign-in-cookies-blocked"]      = { 4, 94 },
    ["value-not-percent-encoded"]    = { 12, 86 },
    ["xml-value-unescaped"]          = { 4, 94 },
    other                            = { 4, 94 },
  },
}

evidence "where the request came from" {
  about = "whether the sign-in was begun by the application, a bookmark, a link in a mail or another site",
  { "application", when = some.app_request{ from = "application" },
                   say = "the application itself sent the user to sign in" },
  { "bookmark",    when = some.app_request{ from = "bookmark" },
                   say = "the sign-in page was opened from a bookmark, the history or a restored tab" },
  { "mail link",   when = some.app_request{ from = "mail-link" },
                   say = "the address came as a link in a mail or message" },
  { "other site",  when = some.app_request{ from = "other-site" }, say = "another site sent the user there" },
  seen = {
    ["sign-in-page-reopened"]       = { 14, 78, 3, 3 },
    ["link-changed-on-the-way"]     = { 5, 4, 80, 10 },
    ["link-opened-by-software"]     = { 4, 2, 70, 20 },
    ["vendor-redirect-uri-missing"] = { 70, 10, 10, 8 },
    ["state-too-long"]              = { 70, 4, 18, 6 },
    ["wrong-client-id"]             = { 88, 3, 4, 4 },
    other                           = { 90, 3, 3, 3 },
  },
}

local function ours()
  return one_of{ 50148, 90004, 90013, 90014, 90015, 90023, 90056, 90117, 90121, 165004, 165900, 501481, 900144, 900561,
                 9002313 }
end
local function rhythm(word) return some.error_frequency{ code = ours(), rhythm = word } end

evidence "rhythm of the faulty requests" {
  about = "whether the requests come once, in bursts, at even intervals or scattered",
  { "once",      when = rhythm("single"), say = "it came once" },
  { "a burst",   when = all_of{ rhythm("burst"), unless(rhythm("single")) }, say = "the requests come in a burst" },
  { "regular",   when = all_of{ rhythm("regular"), unless(rhythm(one_of{ "single", "burst" })) },
                 say = "the requests come at even intervals, as software sends them" },
  { "scattered", when = all_of{ rhythm("scattered"), unless(rhythm(one_of{ "single", "burst", "regular" })) },
                 say = "the requests are scattered over the day" },
  seen = {
    ["sign-in-page-reopened"]         = { 46, 20, 1, 32 },
    ["verifier-overwritten"]          = { 34, 22, 1, 42 },
    ["verifier-lost-between-nodes"]   = { 4, 26, 2, 66 },
    ["link-opened-by-software"]       = { 8, 44, 10, 36 },
    ["sign-in-cookies-blocked"]       = { 24, 56, 2, 16 },
    ["scripted-sign-in-page"]         = { 2, 46, 42, 8 },
    ["token-damaged"]      = { 10, 14, 44, 30 },
    ["token-from-elsewhere"]          = { 10, 14, 50, 24 },
    ["request-built-by-hand"]         = { 24, 40, 20, 14 },
    ["user-sent-to-token-endpoint"]   = { 10, 40, 4, 44 },
    other                             = { 16, 30, 20, 32 },
  },
}

evidence "how that sign-in ended" {
  about = "whether the sign-in in which the code came up went on to success, to another failure or nowhere",
  { "success",   when = some.sign_in_sequence{ code = ours(), final = "success" },
                 say = "the same sign-in went on and succeeded" },
  { "abandoned", when = all_of{ some.sign_in_sequence{ code = ours(), final = "abandoned" },
                                unless(some.sign_in_sequence{ code = ours(), final = one_of{ "success",
                                "failure" } }) },
                 say = "nobody went on with that sign-in" },
  { "failure",   when = all_of{ some.sign_in_sequence{ code = ours(), final = "failure" },
                                unless(some.sign_in_sequence{ code = ours(), final = "success" }) },
                 say = "that sign-in ended in the error" },
  seen = {
    ["sign-in-page-reopened"]   = { 44, 8, 46 },   -- abandoned: at a page that came after the error
    ["verifier-overwritten"]    = { 46, 8, 44 },
    ["link-opened-by-software"] = { 1, 6, 92 },
    ["scripted-sign-in-page"]   = { 1, 4, 94 },
    other                       = { 6, 6, 87 },
  },
}

evidence "servers behind the application" {
  about = "whether several servers answer for the application without sharing its sessions",
  { "not shared",    when = some.app_host{ nodes = at_least(2):as(V.n), shared_state = false },
                     say = "{n} servers answer, and they don't share sessions" },
  { "one or shared", when = any_of{ some.app_host{ nodes = 1 }, some.app_host{ shared_state = true } },
                     say = "one server answers, or all share their sessions" },
  seen = {
    ["verifier-lost-between-nodes"] = { 95, 4 },
    other                           = { 12, 86 },
  },
}

evidence "TLS in front of the application" {
  about = "whether TLS ends at a proxy or load balancer in front of the application",
  { "at a proxy",         when = some.app_host{ behind_proxy = true }, say = "TLS ends in front of the application" },
  { "at the application", when = some.app_host{ behind_proxy = false }, say = "the application itself ends TLS" },
  seen = {
    ["proxy-loses-https"]     = { 97, 2 },
    ["proxy-loses-host-name"] = { 96, 3 },
    ["post-turned-into-get"]  = { 70, 28 },
    other                     = { 50, 48 },
  },
}
