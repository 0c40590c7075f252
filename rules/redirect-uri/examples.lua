-- 50011, 500113, 900971, 70004: which address was asked for, which are registered, and who can change that.

local NOW = "2026-11-23T12:00:00Z"
local APP, TEST = "0f0f0f0f-1111-4222-8333-444444444444", "0a0a0a0a-1111-4222-8333-555555555555"

local function asks(uri, id) return error_text{ code = 50011, app_id = id or APP, redirect_uri = uri } end
local function has(uri, platform, id) return app_redirect_uri{ app_id = id or APP, uri = uri,
platform = platform or "web" } end
local function compared(outcome) return { ["requested and registered redirect URI"] = outcome } end

example "the container's ingress ends TLS" {
  code   = 50011,
  now    = NOW,
  given  = { asks("http://shop.contoso.com/signin-oidc"), has("https://shop.contoso.com/signin-oidc"),
             app_host{ behind_proxy = true, deployed = "2026-11-22T20:00:00Z" } },
  expect = { top = "proxy-loses-https", at_least = 75, first_step = "forward-https-to-app", outcomes = compared("http"),
             derived = { redirect_comparison{ requested = "http://shop.contoso.com/signin-oidc",
                                              registered = "https://shop.contoso.com/signin-oidc", platform = "web",
                                              difference = "scheme" } } },
}

example "a slash at the end" {
  code   = 50011,
  given  = { asks("https://app.contoso.com/callback"), has("https://app.contoso.com/callback/") },
  expect = { top = "redirect-uri-spelled-differently", at_least = 75, first_step = "add-redirect-uri",
             outcomes = compared("spelling") },
}

example "the message itself speaks of the slash" {
  code   = 50011,
  given  = { error_text{ code = 50011, app_id = APP, redirect_uri = "https://app.contoso.com",
                         text = "more details: reply address did not match because requested address did not have a "
                                .. "trailing slash." } },
  expect = { top = "redirect-uri-spelled-differently", at_least = 70, outcomes = compared("spelling") },
}

example "a capital letter in the path" {
  code   = 50011,
  given  = { asks("https://app.contoso.com/Auth/callback"), has("https://app.contoso.com/auth/callback") },
  expect = { top = "redirect-uri-spelled-differently", at_least = 75,
             derived = { redirect_comparison{ requested = "https://app.contoso.com/Auth/callback",
                                              registered = "https://app.contoso.com/auth/callback", platform = "web",
                                              difference = "case" } } },
}

example "Front Door passes its back end's name on" {
  code   = 50011,
  given  = { asks("https://shop-prod.azurewebsites.net/signin-oidc"), has("https://shop.contoso.com/signin-oidc"),
             ticket{ worked_before = true } , app_host{ behind_proxy = true } },
  expect = { top = "proxy-loses-host-name", at_least = 60, first_step = "correct-redirect-uri-in-app",
             outcomes = { ["requested and registered redirect URI"] = "host",
                          ["kind of address in the redirect URI"] = "platform's own",
                          ["TLS in front of the application"] = "at a proxy" } },
}

example "an internal server name comes through the reverse proxy" {
  code   = 50011,
  given  = { asks("https://web01.contoso.local/signin-oidc"), has("https://shop.contoso.com/signin-oidc") },
  expect = { top = "proxy-loses-host-name", at_least = 50,
             outcomes = { ["kind of address in the redirect URI"] = "internal" } },
}

example "a second site got its own public name" {
  code   = 50011,
  now    = NOW,
  given  = { asks("https://shop.fabrikam.com/signin-oidc"), has("https://shop.contoso.com/signin-oidc"),
             ticket{ worked_before = false }, app_host{ behind_proxy = false, deployed = "2026-11-23T08:00:00Z" } },
  expect = { top = "redirect-uri-not-registered", at_least = 70, first_step = "add-redirect-uri",
             outcomes = { ["requested and registered redirect URI"] = "host",
                          ["TLS in front of the application"] = "at the application",
                          ["deployment before the fault"] = "recent",
                          ["whether the application ever worked"] = "never" } },
}

example "App Service authentication was switched on beside the application's own" {
  code   = 50011,
  given  = { asks("https://app.contoso.com/.auth/login/aad/callback"), has("https://app.contoso.com/signin-oidc") },
  expect = { top = "callback-path-differs", at_least = 50, first_step = "add-redirect-uri",
             outcomes = compared("path") },
}

example "production runs with the test registration's ID" {
  code   = 50011,
  given  = { asks("https://app.contoso.com/signin-oidc", TEST), has("https://app.contoso.com/signin-oidc"),
             has("https://test.contoso.com/signin-oidc", "web", TEST) },
  expect = { top = "wrong-client-id", at_least = 50, first_step = "set-right-client-id",
             outcomes = compared("elsewhere"),
             not_derived = { redirect_comparison{ requested = "https://app.contoso.com/signin-oidc",
                                                  registered = "https://app.contoso.com/signin-oidc",
                                                  platform = "web", difference = "none" } } },
}

example "a SAML service provider moved to a regional host" {
  code   = 50011,
  given  = { saml_request{ reply_url = "https://eu.vendor.example/acs" },
             has("https://www.vendor.example/acs", "saml"), app_registration{ app_id = APP, exists = true,
             ours = true } },
  expect = { top = "saml-reply-url-missing", at_least = 60, first_step = "add-saml-reply-url",
             outcomes = { ["protocol of the request that names the address"] = "SAML",
                          ["owner of the application"] = "ours" } },
}

example "the package from the Play store has another signature" {
  code   = 50011,
  given  = { asks("msauth://com.contoso.field/kL9%2FnewHash%3D"), has("msauth://com.contoso.field/aB1%2FoldHash%3D",
             "native"),
             app_host{ runs = "device" } },
  expect = { top = "native-redirect-uri-missing", at_least = 50, first_step = "add-native-redirect-uri",
             outcomes = { ["kind of address in the redirect URI"] = "no web address" } },
}

example "the vendor doesn't know our custom domain" {
  code   = 50011,
  given  = { asks("https://crm.contoso.com/oauth/return"), app_registration{ app_id = APP, exists = true,
             ours = false },
             app_request{ endpoint = "authorize" } },
  expect = { top = "vendor-redirect-uri-missing", at_least = 40,
             outcomes = { ["owner of the application"] = "a vendor's",
                          ["protocol of the request that names the address"] = "OpenID Connect",
                          ["kind of address in the redirect URI"] = "public" } },
}

example "the address was added three minutes ago" {
  code   = 50011,
  now    = NOW,
  given  = { asks("https://app.contoso.com/signin-oidc"), has("https://app.contoso.com/signin-oidc"),
             app_registration{ app_id = APP, exists = true, modified = "2026-11-23T11:57:00Z" } },
  expect = { top = "redirect-uri-just-saved", at_least = 60, first_step = "wait-for-registration",
             outcomes = { ["requested and registered redirect URI"] = "registered",
                          ["age of the registration's last change"] = "minutes" } },
}

example "another port on a public host isn't the same address" {
  code   = 50011,
  given  = { asks("https://app.contoso.com:8443/signin-oidc"), has("https://app.contoso.com/signin-oidc") },
  expect = { outcomes = compared("port"), at_most = 70 },
}

example "another port on localhost is the same address" {
  code   = 50011,
  given  = { asks("http://localhost:5173/cb"), has("http://localhost/cb", "spa"), has("https://app.contoso.com/cb",
             "spa") },
  expect = { outcomes = { ["requested and registered redirect URI"] = "registered",
                          ["kind of address in the redirect URI"] = "loopback",
                          ["platforms of the requested address"] = "single-page only" } },
}

example "nothing that is registered looks like it" {
  code   = 50011,
  given  = { asks("https://pilot.contoso.com/oauth2/return"), has("https://app.contoso.com/signin-oidc") },
  expect = { top = "redirect-uri-not-registered", at_least = 45, outcomes = compared("unlike") },
}

example "a registration without any address" {
  code   = 500113,
  given  = { complete.app_redirect_uri{}, ticket{ worked_before = false, action = "test-application" } },
  expect = { top = "no-redirect-uri-registered", at_least = 65, first_step = "add-redirect-uri",
             outcomes = { ["any redirect URI registered"] = "none" } },
}

example "the front end signs in with the API's ID" {
  code   = 500113,
  given  = { app_request{ endpoint = "authorize", app_id = TEST, redirect_uri = "https://app.contoso.com/cb" },
             user_scope{ affected = "all" }, has("https://app.contoso.com/cb", "spa") },
  expect = { top = "api-id-used-as-client", at_least = 50, first_step = "set-right-client-id",
             outcomes = { ["requested and registered redirect URI"] = "elsewhere", ["who is hit"] = "many" } },
}

example "it worked for years, until a logo was changed" {
  code   = 500113,
  now    = NOW,
  given  = { complete.app_redirect_uri{}, ticket{ worked_before = true }, app_host{ deployed = "2025-03-01T08:00:00Z" },
             app_registration{ app_id = APP, exists = true, ours = true, modified = "2026-11-22T08:00:00Z" } },
  expect = { top = "redirect-uri-set-on-service-principal", at_least = 45, first_step = "add-redirect-uri",
             outcomes = { ["age of the registration's last change"] = "longer",
                          ["deployment before the fault"] = "older",
                          ["whether the application ever worked"] = "worked" } },
}

example "the vendor's application has no address for anybody" {
  code   = 500113,
  given  = { app_registration{ app_id = APP, exists = true, ours = false } },
  expect = { top = "vendor-redirect-uri-missing", at_least = 40 },
}

example "an enterprise application without a reply URL" {
  code   = 500113,
  given  = { sign_in{ request_id = "r1", at = "2026-11-23T11:00:00Z", code = 500113, protocol = "saml" },
             complete.app_redirect_uri{} },
  expect = { top = "saml-reply-url-missing", at_least = 50, first_step = "add-saml-reply-url" },
}

example "the request forgets the address" {
  code   = 900971,
  given  = { app_request{ endpoint = "authorize", missing = "redirect_uri", app_id = APP },
             has("https://app.contoso.com/cb") },
  expect = { top = "request-without-redirect-uri", at_least = 75, first_step = "send-redirect-uri",
             outcomes = { ["whether the request names an address"] = "no" } },
}

example "the request has an address, the registration none" {
  code   = 900971,
  given  = { app_request{ endpoint = "authorize", redirect_uri = "http://localhost:50546/callback", app_id = APP },
             complete.app_redirect_uri{} },
  expect = { top = "no-redirect-uri-registered", at_least = 65, first_step = "add-redirect-uri",
             outcomes = { ["whether the request names an address"] = "yes" } },
}

example "sign-in succeeds and the redemption names another address" {
  code   = 70004,
  given  = { app_request{ endpoint = "token", method = "post", redirect_uri = "https://www.contoso.com/cb",
             app_id = APP },
             has("https://www.contoso.com/cb"), has("https://contoso.com/cb") },
  expect = { top = "redirect-uri-differs-between-legs", at_least = 60, first_step = "use-one-redirect-uri" },
}

example "the older number for the same new environment" {
  code   = 70004,
  given  = { app_request{ endpoint = "authorize", method = "get", redirect_uri = "https://uat.contoso.com/cb",
             app_id = APP },
             has("https://www.contoso.com/cb") },
  expect = { top = "redirect-uri-not-registered", at_least = 60, first_step = "add-redirect-uri" },
}
