-- Rows of the common tests for the causes of both families.

local function rows(list, row)
  local t = {}
  for name in list:gmatch("%S+") do t[name] = row end
  return t
end

seen "who is hit" (rows([[wrong-account-session personal-account-without-directory guest-invitation-pending
  guest-account-recreated password-grant-by-guest foreign-tenant-refused-on-purpose restrictions-of-another-network
  outbound-scope-leaves-user-out inbound-scope-leaves-user-out wrong-certificate-chosen terms-not-accepted
  personal-account-at-work-app invitation-link-without-app silent-request-picks-other-account
  email-hidden-at-provider email-unverified-at-provider]],
  { 84, 3, 2, 1, 6, 4 }))
seen "who is hit" (rows([[authority-pinned-to-one-tenant external-tenant-on-workforce-host app-meant-for-many-tenants own-app-on-common-endpoint
  outbound-default-blocks inbound-default-blocks tenant-name-mistyped tenant-of-another-cloud tenant-gone
  government-app-on-public-host old-government-host crl-not-downloadable crl-expired
  crl-too-large ca-certificate-expired
  provider-token-invalid external-provider-unreachable provider-address-mistyped provider-keys-rolled-over mfa-policy-reaches-direct-connect provider-lacks-claims
  custom-control-reaches-outsiders certificate-rules-wrong issuing-ca-not-uploaded]], { 12, 2, 6, 2, 18, 58 }))
seen "who is hit" {
  ["tenant-inactive"]               = { 18, 1, 14, 1, 16, 49 },
  ["dormant-tenant-tried"]          = { 92, 1, 1, 1, 4, 1 },
  ["own-tenant-missing-from-list"]  = { 2, 78, 2, 1, 2, 14 },
  ["tenant-not-on-proxy-list"]      = { 24, 52, 1, 1, 12, 9 },
  ["challenge-page-not-reachable"]  = { 12, 74, 1, 1, 4, 7 },
  ["domain-not-in-any-tenant"]      = { 26, 2, 52, 1, 8, 10 },
  ["source-anchor-mismatch"]        = { 62, 2, 14, 8, 11, 3 },
  ["external-factor-refused"]       = { 74, 2, 1, 1, 8, 13 },
  ["provider-method-of-same-kind"]  = { 52, 1, 2, 1, 36, 6 },
}

seen "from a clean session" {
  ["wrong-account-session"]              = { 93, 5 },
  ["personal-account-without-directory"] = { 30, 68 },
  ["silent-request-picks-other-account"] = { 88, 10 },
  ["silent-request-without-user"]        = { 84, 14 },
  ["wrong-certificate-chosen"]           = { 74, 24 },
  ["personal-account-at-work-app"]       = { 22, 76 },
  ["guest-not-invited"]                  = { 2, 97 },
  ["guest-account-recreated"]            = { 2, 97 },
  ["guest-invitation-pending"]           = { 10, 88 },
}

seen "another network" (rows([[tenant-not-on-proxy-list own-tenant-missing-from-list challenge-page-not-reachable]],
               { 97, 2 }))
seen "another network" {
  ["foreign-tenant-refused-on-purpose"] = { 78, 20 },
  ["restrictions-of-another-network"]   = { 80, 18 },
  ["restriction-policy-lacks-partner"]  = { 30, 68 },
  ["old-header-left-with-new-policy"]   = { 94, 4 },
}

seen "another application" {
  ["outbound-scope-leaves-user-out"] = { 60, 36 },
  ["own-tenant-missing-from-list"]   = { 4, 94 },
  ["tenant-not-on-proxy-list"]       = { 97, 2 },
  ["wrong-account-session"]          = { 60, 36 },
  ["minor-blocked-by-app"]           = { 97, 2 },
  ["tenant-deauthenticated"]         = { 2, 97 },
  ["tenant-inactive"]                = { 2, 97 },
  ["dormant-tenant-tried"]           = { 93, 5 },
}

seen "the same again two minutes later" {
  ["crl-too-large"]             = { 62, 36 },
  ["crl-not-downloadable"]      = { 3, 96 },
  ["crl-expired"]               = { 1, 98 },
  ["terms-not-accepted"]        = { 46, 52 },
  ["external-factor-refused"]   = { 30, 68 },
  ["provider-keys-rolled-over"] = { 1, 98 },
}
