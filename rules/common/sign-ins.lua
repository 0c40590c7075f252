-- What the rows of a sign-in log tell together: how each sign-in ended.  Counting is left to those who have the whole log:
-- of a download one can only say that there are at least so many.

-- A row of a sign-in, and a later one of the same sign-in.
local function row(test) test.correlation_id = V.id; return some.sign_in(test) end
local function later(test) test.at = at_least(V.at); return row(test) end
local function ended_well() return later{ code = 0 } end

-- The log has successes of that user, so it wasn't filtered down to failures: then a missing success is one that wasn't.
local function has_successes() return some.sign_in{ user = V.user, code = 0 } end

rule "a sign-in that went on to its end" {
  when   = { row{ code = above(0):as(V.code), at = V.at }, ended_well() },
  derive = sign_in_sequence{ correlation_id = V.id, code = V.code, final = "success" },
}

rule "a sign-in that failed in the end" {
  when   = { row{ code = above(0):as(V.code), at = V.at, user = V.user }, later{ result = "failure" }, has_successes(),
             unless(ended_well()) },
  derive = sign_in_sequence{ correlation_id = V.id, code = V.code, final = "failure" },
}

-- The newest rows aren't judged: the log is some minutes late.
rule "a sign-in that nobody went on with" {
  when   = { row{ code = above(0):as(V.code), at = is_not(within "15m"):as(V.at), user = V.user, result = "interrupted" },
             has_successes(), unless(later{ result = "failure" }), unless(ended_well()) },
  derive = sign_in_sequence{ correlation_id = V.id, code = V.code, final = "abandoned" },
}
