-- Sequences from rows.

local function row(n, minute, code, result, id)
  return sign_in{ request_id = "r" .. n, at = ("2026-11-23T07:%02d:00Z"):format(minute), code = code, result = result,
                  user = "anna@contoso.com", correlation_id = id }
end
local function ended(id, code, how) return sign_in_sequence{ correlation_id = id, code = code, final = how } end

example "a prompt is answered, another left alone, a third comes to nothing" {
  code    = 50074,
  now     = "2026-11-23T12:00:00Z",
  given   = { row(1, 0, 50074, "interrupted", "c1"), row(2, 1, 0, "success", "c1"),
              row(3, 10, 50074, "interrupted", "c2"),
              row(4, 20, 50074, "interrupted", "c3"), row(5, 21, 500121, "failure", "c3") },
  expect  = { derived = { ended("c1", 50074, "success"), ended("c2", 50074, "abandoned"), ended("c3", 50074, "failure"),
                          ended("c3", 500121, "failure") },
              not_derived = { ended("c1", 50074, "failure"), ended("c1", 50074, "abandoned"), ended("c2", 50074, "success") } },
}

example "a download of failures alone says nothing of how they ended" {
  code    = 50074,
  now     = "2026-11-23T12:00:00Z",
  given   = { row(1, 0, 50074, "interrupted", "c1"), row(2, 5, 500121, "failure", "c1") },
  expect  = { not_derived = { ended("c1", 50074, "failure"), ended("c1", 50074, "abandoned"), ended("c1", 500121, "failure") } },
}

example "a prompt of five minutes ago may still be answered" {
  code    = 50074,
  now     = "2026-11-23T07:15:00Z",
  given   = { row(1, 1, 0, "success", "c1"), row(2, 10, 50074, "interrupted", "c2") },
  expect  = { not_derived = { ended("c2", 50074, "abandoned") } },
}
