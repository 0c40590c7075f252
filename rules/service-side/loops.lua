-- Loops and storms of token requests: what the rows look like, and what the application does with its tokens.
-- Codes 50196 and 90055.

local function looped(fields) fields.code = 50196; return some.sign_in(fields) end

evidence "shape of the loop" {
  about = "whether the loop runs through a visible browser page or through silent token requests",
  { "through the page", when = looped{ interactive = true, client = "browser" },
                        say = "the loop runs through the sign-in page in a browser" },
  { "by token requests", when = all_of{ looped{ interactive = false },
                                        unless(looped{ interactive = true, client = "browser" }) },
                         say = "the loop consists of token requests without a page" },
  seen = {
    ["redirect-loop"]                = { 92, 6 },
    ["tokens-not-cached"]            = { 6, 92 },
    ["workers-without-shared-cache"] = { 4, 94 },
    ["no-interactive-fallback"]      = { 32, 66 },
    ["client-cache-broken"]          = { 8, 90 },
    other                            = { 27, 71 },
  },
}

local function same_app(code)
  return all_of{ looped{ app_id = V.app }, some.sign_in{ code = code, app_id = V.app } }
end
local REFUSALS = one_of{ 50058, 50076, 50079, 50105, 50132, 50133, 50173, 65001, 700082, 700084, 70043, 70044 }

evidence "what the loop got before" {
  about = "whether the application got tokens before the loop was ended, or refusals that ask for the user",
  { "refusals", when = same_app(REFUSALS), say = "the same application had been told to ask the user" },
  { "tokens",   when = all_of{ same_app(0), unless(same_app(REFUSALS)) },
                say = "the same application had got its tokens before" },
  seen = {
    ["no-interactive-fallback"]      = { 90, 8 },
    ["client-cache-broken"]          = { 67, 31 },
    ["tokens-not-cached"]            = { 6, 92 },
    ["workers-without-shared-cache"] = { 6, 92 },
    ["redirect-loop"]                = { 12, 86 },
    other                            = { 27, 71 },
  },
}

evidence "token cache of the application" {
  about = "whether the application keeps its tokens",
  { "none",  when = some.app_host{ caches_tokens = false }, say = "the application keeps no tokens" },
  { "keeps", when = some.app_host{ caches_tokens = true }, say = "the application keeps its tokens" },
  seen = {
    ["tokens-not-cached"]            = { 92, 6 },
    ["workers-without-shared-cache"] = { 31, 67 },
    ["request-storm"]                = { 41, 57 },
    ["redirect-loop"]                = { 27, 71 },
    ["no-interactive-fallback"]      = { 27, 71 },
    ["app-gives-up-at-once"]         = { 41, 57 },
    other                            = { 29, 69 },
  },
}

-- The library says whether the usual retries and caches are there at all.
seen "library of the application" {
  ["app-gives-up-at-once"]          = { 24, 7, 30, 37 },
  ["token-damaged"]                 = { 10, 9, 35, 44 },
  ["new-token-not-saved"]           = { 6, 9, 37, 46 },
  ["client-drops-redirect"]         = { 4, 9, 38, 47 },
  ["code-redeemed-in-other-tenant"] = { 16, 8, 33, 41 },
  ["obo-request-incomplete"]        = { 14, 8, 34, 42 },
  ["client-cannot-show-page"]       = { 14, 8, 34, 42 },
  ["token-wrong-kind"]              = { 16, 8, 33, 41 },
  ["code-redeemed-by-two-handlers"] = { 60, 4, 15, 19 },
}
