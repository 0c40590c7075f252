-- Errors in JSON: what the token endpoint answered, and what applications wrote into their logs.  Pages, mails, URLs and
-- logs in plain text need no adapter: what nothing else knows is looked at for an AADSTS number.

adapter "oauth-error" {
  doc   = "answer of the token endpoint",
  reads = "json",
  has   = { "error_description" },
  facts = { error_inside() },
}

adapter "oauth-error-codes" {
  doc   = "answer of the token endpoint without a description",
  reads = "json",
  has   = { "error_codes", "correlation_id" },
  where = { error_description = absent },
  facts = { error_inside() },
}

adapter "api-error" {
  doc   = "an API's answer that tells of a failed token request",
  reads = "json",
  has   = { "error.message" },
  where = { ["error.message"] = like "*AADSTS*" },
  facts = { error_inside() },
}

-- MSAL and ADAL write through the application's logger, which names its members as it likes.
for _, member in ipairs{ "message", "msg", "exception", "error" } do
  adapter("log-" .. member) {
    doc   = "a log entry with an AADSTS error in '" .. member .. "'",
    reads = "json",
    where = { [member] = like "*AADSTS*" },
    facts = { error_inside() },
  }
end
