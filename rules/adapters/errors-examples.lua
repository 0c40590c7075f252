-- Errors in JSON.

example "the token endpoint's answer: the inner code is the cause" {
  adapter = "oauth-error",
  input = [[{"error":"invalid_grant","error_description":"AADSTS70002: Error validating credentials. AADSTS70008: The refresh token has expired.\r\nTrace ID: 0f3c1d1a-0000-4000-8000-000000000011\r\nCorrelation ID: 0f3c1d1a-0000-4000-8000-000000000012\r\nTimestamp: 2026-11-23 07:14:02Z","error_codes":[70002,70008],"timestamp":"2026-11-23 07:14:02Z","trace_id":"0f3c1d1a-0000-4000-8000-000000000011","correlation_id":"0f3c1d1a-0000-4000-8000-000000000012","suberror":"bad_token"}]],
  gives = { error_text{ code = 70008, outer_code = 70002, at = "2026-11-23T07:14:02Z", error = "invalid_grant", suberror = "bad_token",
                        request_id = "0f3c1d1a-0000-4000-8000-000000000011", correlation_id = "0f3c1d1a-0000-4000-8000-000000000012" } },
}

example "codes as a text, the labels run on, one answer a line" {
  adapter = "oauth-error",
  input = [[
{"error":"invalid_resource","error_description":"AADSTS500011: The resource principal named api://x was not found in the tenant named Contoso.Trace ID: 0f3c1d1a-0000-4000-8000-000000000011Correlation ID: 0f3c1d1a-0000-4000-8000-000000000012Timestamp: 2026-11-23 07:14:02Z","error_codes":"[500011]"}
{"error":"invalid_grant","error_description":"AADSTS50126: Error validating credentials.","error_codes":[50126]}
{"error":"access_denied","error_description":"the user declined"}
]],
  gives = {
    error_text{ code = 500011, error = "invalid_resource", request_id = "0f3c1d1a-0000-4000-8000-000000000011",
                correlation_id = "0f3c1d1a-0000-4000-8000-000000000012", at = "2026-11-23T07:14:02Z" },
    error_text{ code = 50126, error = "invalid_grant" },
  },
}

example "an answer with numbers only" {
  adapter = "oauth-error-codes",
  input = [[{"error":"interaction_required","error_codes":[50076],"correlation_id":"0f3c1d1a-0000-4000-8000-000000000012"}]],
  gives = { error_text{ code = 50076, error = "interaction_required", correlation_id = "0f3c1d1a-0000-4000-8000-000000000012" } },
}

example "an API that couldn't get a token" {
  adapter = "api-error",
  input = [[{"error":{"code":"AuthenticationFailed","message":"AADSTS7000222: The provided client secret keys for app '0f3c1d1a-0000-4000-8000-0000000000aa' are expired."}}]],
  gives = { error_text{ code = 7000222, app_id = "0f3c1d1a-0000-4000-8000-0000000000aa" } },
}

example "MSAL in an application's log" {
  adapter = "log-message",
  input = [[{"timestamp":"2026-11-23T07:14:03Z","level":"Error","message":"MSAL 4.61.0 MSAL.NetCore [ErrorCode: invalid_grant] AADSTS65001: The user or administrator has not consented to use the application. Trace ID: 0f3c1d1a-0000-4000-8000-000000000011"}]],
  gives = { error_text{ code = 65001, request_id = "0f3c1d1a-0000-4000-8000-000000000011" } },
}

example "a logger that says msg" {
  adapter = "log-msg",
  input = [[{"level":50,"time":1795418043000,"msg":"ClientAuthError: AADSTS700016: Application with identifier 'x' was not found in the directory 'Contoso'."}]],
  gives = { error_text{ code = 700016 } },
}

example "an exception" {
  adapter = "log-exception",
  input = [[{"level":"error","exception":"Microsoft.Identity.Client.MsalUiRequiredException: AADSTS50173: The provided grant has expired due to it being revoked.\r\n   at Contoso.Program.Main()"}]],
  gives = { error_text{ code = 50173 } },
}

example "an error as a text" {
  adapter = "log-error",
  input = [[{"ok":false,"error":"AADSTS90002: Tenant 'contoso' not found."}]],
  gives = { error_text{ code = 90002 } },
}
