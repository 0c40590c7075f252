-- What the ticket itself says: the pasted error, the reporter's words, and what was tried.

collector "ask-the-user" {
  doc = "Ask the person who reports it", minutes = 2, role = "helpdesk",
  script = { text = "collectors/ask-the-user.txt" },
}

kind "error_text" {
  doc = "The error as the user or the application got it; a pasted error fills it in by itself",
  fields = {
    code           = integer{ 1, doc = "the most specific AADSTS number in it" },
    outer_code     = integer{ 1, optional = true, doc = "the number that wraps it, where there are two" },
    at             = time{ optional = true, doc = "its time stamp" },
    request_id     = name{ optional = true, doc = "request or trace ID" },
    correlation_id = name{ optional = true },
    app_id         = name{ optional = true, doc = "application named in the text" },
    user           = name{ optional = true, pii = true, doc = "account named in the text" },
    error          = text{ optional = true, doc = "OAuth error: invalid_grant, invalid_client, …" },
    suberror       = text{ optional = true },
    text           = name{ optional = true, doc = "the message itself, without its IDs" },
    redirect_uri   = text{ optional = true, doc = "the redirect URI or reply URL that the message names" },
    parameter      = name{ optional = true, doc = "the request parameter that the message names" },
    scope          = name{ optional = true, doc = "the permission or scope that the message names" },
    resource       = name{ optional = true, doc = "the resource that the message names, by ID or address" },
    tenant         = name{ optional = true, doc = "the tenant that the message names" },
    identity_provider = name{ optional = true, doc = "the identity provider that the message names" },
  },
  key = {}, fresh_for = "30d", collector = "ask-the-user",
}

kind "ticket" {
  doc = "What the reporter says happened",
  fields = {
    user          = name{ optional = true, pii = true, doc = "sign-in name" },
    app           = text{ optional = true, doc = "application or page" },
    action        = one_of{ "sign-in", "change-password", "reset-password", "unlock-account", "admin-reset", "unattended-job",
                            "register-security-info", "join-device", "test-application",
                            optional = true, doc = "what was being done" },
    started       = time{ optional = true, doc = "when it was first seen" },
    worked_before = boolean{ optional = true, doc = "the same thing has worked earlier" },
    knows_password = boolean{ optional = true, doc = "the user is sure of the password: it has just worked elsewhere" },
    password_changed_recently = boolean{ optional = true, doc = "changed or reset in the last few days" },
    password_had_before = boolean{ optional = true, doc = "the new password is one that the user has had before" },
    keeps_happening = boolean{ optional = true, doc = "comes back by itself while nobody is typing" },
    new_phone     = boolean{ optional = true, doc = "the user has a new phone or number since it last worked" },
    new_account   = boolean{ optional = true, doc = "account created or first used in the last day or two" },
    named_tenant  = one_of{ "ours", "partner", "unknown", optional = true,
                            doc = "whose the tenant in the message is; unknown: nobody here has to do with it" },
    several_accounts = boolean{ optional = true, doc = "more than one account is signed in to this browser" },
    started_it    = boolean{ optional = true,
                             doc = "the user started this sign-in; false: it or its code came from elsewhere" },
    place         = one_of{ "office", "home", "journey", optional = true, doc = "where the user sat" },
    vpn           = boolean{ optional = true, doc = "the company's VPN was connected" },
    minor         = boolean{ optional = true, doc = "the user is under age, as the law there has it" },
    with          = one_of{ "edge", "safari", "chrome", "firefox", "private-window", "application", "mail-app", "command-line",
                            optional = true, doc = "what was used; mail-app: the telephone's own" },
    on            = one_of{ "company-computer", "own-computer", "company-phone", "own-phone", "virtual-machine", "server",
                            optional = true, doc = "whose device it was" },
  },
  key = {}, fresh_for = "2d", collector = "ask-the-user",
}

kind "user_scope" {
  doc = "Who else sees this error now",
  fields = {
    affected = one_of{ "one", "few", "many", "all", doc = "all: everybody who tries" },
    shared   = one_of{ "nothing", "site", "domain", "ou", "group", "agent", "application", "device-type", optional = true,
                       doc = "what those affected have in common" },
    since    = time{ optional = true },
  },
  key = {}, fresh_for = "4h", collector = "sign-in-log",
}

kind "tried" {
  doc = "Something that was tried, and what came of it",
  fields = {
    test   = one_of{ "again-after-two-minutes", "private-window", "other-browser", "other-device", "other-network", "other-user",
                     "other-application", "other-method", "application-start-page", "domain-sign-in", "password-typed-visibly", "fresh-sign-in",
                     "after-ticket-purge",
                     doc = "other-method: another second factor; domain-sign-in: the same password at a domain-joined machine; application-start-page: not a bookmark or a link in a mail; after-ticket-purge: klist purge, then again" },
    result = one_of{ "works", "same-error", "other-error" },
    code   = integer{ 1, optional = true, doc = "the other error's number" },
  },
  key = { "test" }, fresh_for = "1d", collector = "ask-the-user",
}
