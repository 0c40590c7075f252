-- What the requested address is by itself, who owns the application, and by which protocol it asks.

local function asked(test)
  return any_of{ some.error_text{ redirect_uri = test }, some.app_request{ redirect_uri = test },
                 some.saml_request{ reply_url = test } }
end
local function any(...)
  local list = {}
  for _, pattern in ipairs{ ... } do list[#list + 1] = asked(like(pattern)) end
  return any_of(list)
end

local function web() return any("http://*", "https://*") end
local function loopback() return any("*://localhost*", "*://127.0.0.1*", "*://[::1]*") end
local function nativeclient() return any("https://login.microsoftonline.com/common/oauth2/nativeclient*") end
local function hosted()
  return any("*.azurewebsites.net*", "*.azurecontainerapps.io*", "*.cloudapp.azure.com*", "*.elb.amazonaws.com*",
             "*.run.app*", "*.herokuapp.com*")
end
local function internal()
  return any("*://*.local", "*://*.local/*", "*://*.local:*", "*://*.internal*", "*://*.lan*", "*://*.svc*",
             "*://10.*", "*://192.168.*", "*://172.16.*")
end
local function not_web()
  return all_of{ any("*:*"), unless(web()) }
end

evidence "kind of address in the redirect URI" {
  about = "whether the requested address is public, internal, a hosting platform's, a loopback or no web address",
  { "no web address", when = any_of{ not_web(), nativeclient() },
                      say = "the requested address is a desktop or mobile application's" },
  { "loopback",       when = all_of{ loopback(), unless(not_web()) }, say = "the requested address is localhost" },
  { "platform's own", when = all_of{ hosted(), unless(loopback()) },
                      say = "the requested host is the hosting platform's own name" },
  { "internal",       when = all_of{ internal(), unless(loopback()), unless(hosted()) },
                      say = "the requested host is an internal name or address" },
  { "public",         when = all_of{ web(), unless(loopback()), unless(hosted()), unless(internal()),
                                     unless(nativeclient()) },
                      say = "the requested host is a public name" },
  seen = {
    ["native-redirect-uri-missing"]      = { 64, 32, 1, 1, 2 },
    ["proxy-loses-host-name"]            = { 1, 4, 48, 40, 6 },
    ["redirect-uri-not-registered"]      = { 1, 16, 16, 4, 62 },
    ["proxy-loses-https"]                = { 1, 1, 26, 8, 63 },
    ["vendor-redirect-uri-missing"]      = { 4, 6, 4, 2, 83 },
    ["saml-reply-url-missing"]           = { 1, 2, 8, 6, 82 },
    ["localhost-platform-clash"]         = { 2, 94, 1, 1, 1 },
    ["origin-header-missing"]            = { 34, 28, 6, 2, 29 },
    other                                = { 5, 14, 14, 5, 60 },
  },
}

evidence "owner of the application" {
  about = "whether the application is registered in our tenant or in another organisation's",
  { "ours",      when = some.app_registration{ ours = true }, say = "the application is registered in our tenant" },
  { "a vendor's", when = all_of{ some.app_registration{ ours = false }, unless(some.app_registration{ ours = true }) },
                  say = "the application belongs to another organisation: only that one can change its addresses" },
  seen = {
    ["vendor-redirect-uri-missing"] = { 1, 98 },
    other                           = { 95, 3 },
  },
}

local function saml()
  return any_of{ some.app_request{ endpoint = "saml" }, some.saml_request{ reply_url = like "?*" },
                 some.sign_in{ code = one_of{ 50011, 500113, 900971 }, protocol = "saml" },
                 some.error_text{ code = 50011, text = like "*reply url specified*" },
                 some.error_text{ code = 50011, text = like "the reply url *" } }
end
local function oidc()
  return any_of{ some.app_request{ endpoint = one_of{ "authorize", "token" } },
                 some.error_text{ code = 50011, text = like "*the redirect uri *" } }
end

evidence "protocol of the request that names the address" {
  about = "whether the application asks by SAML or by OpenID Connect",
  { "SAML", when = all_of{ saml(), unless(oidc()) }, say = "the application asks by SAML" },
  { "OpenID Connect", when = all_of{ oidc(), unless(saml()) },
                      say = "the application asks by OpenID Connect or OAuth" },
  seen = { ["saml-reply-url-missing"] = { 96, 3 }, ["vendor-redirect-uri-missing"] = { 12, 86 }, other = { 3, 95 } },
}

evidence "age of the registration's last change" {
  about = "whether the registration was changed in the last minutes",
  { "minutes", when = some.app_registration{ modified = within "15m" },
               say = "the registration was changed in the last quarter of an hour" },
  { "longer",  when = all_of{ some.app_registration{ modified = is_not(within "15m"):as(V.at) },
                       unless(some.app_registration{ modified = within "15m" }) },
               say = "the registration was last changed at {at}" },
  seen = {
    ["redirect-uri-just-saved"]               = { 95, 3 },
    ["redirect-uri-set-on-service-principal"] = { 12, 86 },
    other                                     = { 7, 91 },
  },
}

evidence "whether the request names an address" {
  about = "whether a redirect URI or reply URL is in the request",
  { "no",  when = some.app_request{ missing = one_of{ "redirect_uri", "AssertionConsumerServiceURL" } },
           say = "the request carries no redirect URI" },
  { "yes", when = all_of{ asked(like "?*"),
                           unless(some.app_request{ missing = one_of{ "redirect_uri",
                           "AssertionConsumerServiceURL" } }) },
           say = "the request carries a redirect URI" },
  seen = {
    ["request-without-redirect-uri"]     = { 95, 4 },
    ["saml-reply-url-missing"]           = { 24, 74 },
    ["no-redirect-uri-registered"]       = { 12, 86 },
    other                                = { 6, 92 },
  },
}
