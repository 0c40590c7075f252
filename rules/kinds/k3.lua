-- A token that an application passes on or presents, decoded.

collector "token-decode" {
  doc = "Decode the token that the application sends", minutes = 5, role = "developer",
  script = { pwsh = "collectors/token-decode.ps1" },
}

kind "presented_token" {
  doc = "The token that an application passed on or presented, decoded",
  fields = {
    type        = one_of{ "access", "id", "application", "refresh", "other", optional = true,
                          doc = "application: an access token without a user; refresh: can't be decoded" },
    audience    = text{ optional = true, doc = "aud" },
    audience_ok = boolean{ optional = true, doc = "aud is the application that sends the request" },
    version     = integer{ 1, 2, optional = true, doc = "ver" },
    version_ok  = boolean{ optional = true, doc = "the same version as the endpoint it's sent to" },
    expired     = boolean{ optional = true, doc = "at the time of the failed request" },
    own_key     = boolean{ optional = true, doc = "signed with a key of the application, not one of the common list" },
  },
  key = {}, fresh_for = "1d", collector = "token-decode",
}
