-- Windows events, in whatever shape they left the event log.  Their source and number count, and what programs put
-- into the text; the sentences around it are in the machine's language.

local AGENT = like "*AuthenticationAgent*"
local DEVICE = one_of{ "*User Device Registration*", "Microsoft-Windows-AAD*" }
local PHRASES = { ["*ERROR_ACCESS_DENIED*"] = "ERROR_ACCESS_DENIED", ["*remote certificate*"] = "remote certificate is invalid" }

-- p: where the parts of an event stand: source, id, server, record, level, messages are paths; at a value; data a
-- function from the name of an event's datum to its path.
local function events(p)
  local function in_messages(glob, value)
    local found = {}
    for _, path in ipairs(p.messages) do found[#found + 1] = { [path] = like(glob), gives = value(path) } end
    return found
  end
  local function template(t) return function(path) return at(path):find(t) end end
  local function joined(...)
    local all = {}
    for _, list in ipairs{ ... } do for _, one in ipairs(list) do all[#all + 1] = one end end
    return cases(all)
  end

  -- "TrackingId: <g>, Reason: ... hr=80230619, message=..., Context: ... UserPrincipalName: a@b, Details: ..." of
  -- password writeback, "BAIL: MMS(12): ..\server.cpp(34): 0x80230626 (...)" of the sync engine
  local user = joined(in_messages("*UserPrincipalName: *@*,*", template "UserPrincipalName: {user:word},"),
                      in_messages("*, Details: *@*", template ", Details: {user:word}"))
  local hr = joined(in_messages("*hr=8???????*", template "hr={hr:hex}"),
                    in_messages("*BAIL: MMS(*: 0x????????*", template "BAIL: MMS(*: 0x{hr:hex} "))
  local device_hr = joined(in_messages("*0x8???????*", template "0x{hr:hex}"), in_messages("*0xC???????*", template "0x{hr:hex}"))
  local phrases = {}
  for glob, phrase in pairs(PHRASES) do
    for _, one in ipairs(in_messages(glob, function() return phrase end)) do phrases[#phrases + 1] = one end
  end

  local function event(fields)
    fields.server, fields.source, fields.id = at(p.server), at(p.source), at(p.id)
    fields.at, fields.record = p.at, p.record and at(p.record)
    return windows_event(fields)
  end

  -- 4769 counts for Seamless SSO alone: another service's would read as an answer to it
  local status, service = p.data "Status", p.data "ServiceName"
  local found = {
    only_if{ [p.id] = "4769", [service] = like "AZUREADSSOACC*",
      event{ user = at(p.data "TargetUserName"),
             text = cases{ { [status] = one_of{ "0", "0x0" }, gives = "0x0" },
                           { [status] = one_of{ "14", "0xE" }, gives = "0xE" },
                           gives = at(status):written "status {}" } } },
    only_if{ [p.source] = AGENT,
      only_if{ [p.level] = one_of{ "1", "2", "3", "error", "warning", "critical" },
        agent_error{ server = at(p.server), event = at(p.id), at = p.at, text = at(p.messages) } } },
    only_if{ [p.source] = DEVICE, event{ hr = device_hr } },
    only_if{ [p.source] = is_not(AGENT), only_if{ [p.source] = is_not(DEVICE), [p.id] = is_not(one_of{ "4769" }),
      event{ user = user, hr = hr, text = cases(phrases), tracking_id = joined(in_messages("*TrackingId: *", template "TrackingId: {g:guid}")) } } },
  }
  for _, path in ipairs(p.messages) do
    found[#found + 1] = only_if{ [p.source] = DEVICE, [path] = like "*AADSTS*", error_inside() }
  end
  return found
end

local function named(name) return name end -- data are members of the event

adapter "event-xml" {
  doc   = "event XML: wevtutil, Event Viewer, ToXml(); one, several, or in <Events>",
  reads = "xml",
  has   = { "Event.System.Provider.Name", "Event.System.EventID" },
  facts = {
    each "Event" (events{
      source = "System.Provider.Name", id = "System.EventID", server = "System.Computer", record = "System.EventRecordID",
      level = "System.Level", at = at "System.TimeCreated.SystemTime", messages = { "EventData.Data", "RenderingInfo.Message" },
      data = function(name) return "EventData.Data[Name=" .. name .. "].text" end,
    }),
  },
}

-- A console and a CSV file have the time in the reader's zone and language, so it is left out.
local winevent = { source = "ProviderName", id = "Id", server = "MachineName", record = "RecordId", level = "Level",
                   messages = { "Message" } }
local PLACES = { TargetUserName = "0", ServiceName = "2", Status = "8" } -- 4769's, as they are declared
function winevent.data(name) return "Properties." .. PLACES[name] .. ".Value" end

adapter "get-winevent-list" { doc = "Get-WinEvent | Format-List", reads = "keyed", has = { "ProviderName", "Id", "Message" },
                              facts = events(winevent) }
adapter "get-winevent-csv" { doc = "Get-WinEvent | Export-Csv", reads = "csv", has = { "ProviderName", "Id", "Message" },
                             facts = events(winevent) }

-- Without a word about the form PowerShell prints a table for each source, with the beginnings of the messages.
local row = events{ source = "source", id = "id", server = "MachineName", level = "level", messages = { "message" }, data = named }
row.source = is_not(absent)
row[#row + 1] = warning "a table of Get-WinEvent cuts its messages off and names no machine: use ConvertTo-Json instead"
adapter "get-winevent" {
  doc   = "Get-WinEvent, as the console prints it",
  reads = "lines",
  lines = { { "ProviderName: {source}" },
            { { "* {id:digits} {level:word} {message}" }, only_if(row) } },
}

winevent.at = at{ "TimeCreated.value", "TimeCreated" }
adapter "get-winevent-json" { doc = "Get-WinEvent | ConvertTo-Json", reads = "json", has = { "ProviderName", "Id", "TimeCreated" },
                              facts = events(winevent) }

adapter "get-eventlog-json" {
  doc   = "Get-EventLog | ConvertTo-Json",
  reads = "json",
  has   = { "Source", "EventID", "MachineName" },
  facts = events{ source = "Source", id = "EventID", server = "MachineName", record = "Index", level = "EntryType",
                  at = at{ "TimeGenerated.value", "TimeGenerated" }, messages = { "Message" },
                  data = function(name) return "ReplacementStrings." .. PLACES[name] end },
}

-- A time without a zone is the machine's own.
local ZONED = one_of{ "*Z", "*+??:??", "*T*-??:??", "*+????" }
adapter "nxlog" {
  doc   = "events as NXLog ships them in JSON",
  reads = "json",
  has   = { "SourceName", "EventID", "EventTime" },
  facts = events{ source = "SourceName", id = "EventID", server = "Hostname", record = "RecordNumber", level = "Severity",
                  at = cases{ { EventTime = ZONED, gives = at "EventTime" } }, messages = { "Message" }, data = named },
}

adapter "winlogbeat" {
  doc   = "events as Winlogbeat ships them",
  reads = "json",
  has   = { "winlog.provider_name", "winlog.event_id" },
  facts = events{ source = "winlog.provider_name", id = "winlog.event_id", server = "winlog.computer_name",
                  record = "winlog.record_id", level = "log.level", at = at "@timestamp", messages = { "message" },
                  data = function(name) return "winlog.event_data." .. name end },
}

local function workspace(reads)
  return { doc = "Event and SecurityEvent of Log Analytics", reads = reads, has = { "EventID", "Computer", "TimeGenerated" },
           facts = events{ source = "Source", id = "EventID", server = "Computer", record = "EventRecordId", level = "EventLevelName",
                           at = at "TimeGenerated", messages = { "RenderedDescription" }, data = named } }
end
adapter "log-analytics-event" (workspace "json")
adapter "log-analytics-event-csv" (workspace "csv")
