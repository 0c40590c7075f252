-- Events as they leave the event log.

local TRACK = "0f3c1d1a-0000-4000-8000-00000000aaaa"
local REASON = "TrackingId: " .. TRACK .. ", Reason: Synchronization Engine returned an error hr=80230619, message=A restriction " ..
               "prevents the password from being changed to the current one specified., Context: cloudAnchor: " ..
               "User_0f3c1d1a-0000-4000-8000-00000000bbbb, SourceAnchorValue: MTIz, UserPrincipalName: anna@contoso.com, Details: none"

example "writeback and sync engine as event XML, in a row" {
  adapter = "event-xml",
  input = "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='PasswordResetService'/>" ..
          "<EventID Qualifiers='0'>33008</EventID><Level>2</Level><TimeCreated SystemTime='2026-11-23T07:14:03.325383600Z'/>" ..
          "<EventRecordID>1001</EventRecordID><Channel>Application</Channel><Computer>sync01.contoso.com</Computer></System>" ..
          "<EventData><Data>" .. REASON .. "</Data></EventData></Event>\r\n" ..
          "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name=\"ADSync\"/>" ..
          "<EventID Qualifiers=\"49152\">6329</EventID><Level>2</Level><TimeCreated SystemTime=\"2026-11-23T07:14:02Z\"/>" ..
          "<EventRecordID>1000</EventRecordID><Computer>sync01.contoso.com</Computer></System>" ..
          "<EventData><Data>BAIL: MMS(5120): ..\\server.cpp(11008): 0x80230626 (The password could not be set.) ERROR_ACCESS_DENIED" ..
          "</Data></EventData></Event>",
  gives = {
    windows_event{ source = "PasswordResetService", id = 33008, at = "2026-11-23T07:14:03.325Z", record = 1001, hr = "80230619",
                   server = "sync01.contoso.com", user = "anna@contoso.com", tracking_id = TRACK },
    windows_event{ source = "ADSync", id = 6329, at = "2026-11-23T07:14:02Z", record = 1000, hr = "80230626",
                   server = "sync01.contoso.com", text = "ERROR_ACCESS_DENIED" },
  },
}

example "tickets in <Events>: only those for Seamless SSO count" {
  adapter = "event-xml",
  input = [[<?xml version="1.0" encoding="utf-8"?>
<Events>
<Event><System><Provider Name='Microsoft-Windows-Security-Auditing'/><EventID>4769</EventID><TimeCreated SystemTime='2026-11-23T07:14:03Z'/>
<EventRecordID>7</EventRecordID><Computer>dc01.contoso.com</Computer></System><EventData><Data Name='TargetUserName'>anna@CONTOSO.COM</Data>
<Data Name='ServiceName'>AZUREADSSOACC$</Data><Data Name='TicketOptions'>0x40810010</Data><Data Name='Status'>0xe</Data></EventData></Event>
<Event><System><Provider Name='Microsoft-Windows-Security-Auditing'/><EventID>4769</EventID><TimeCreated SystemTime='2026-11-23T07:14:04Z'/>
<EventRecordID>8</EventRecordID><Computer>dc01.contoso.com</Computer></System><EventData><Data Name='TargetUserName'>anna@CONTOSO.COM</Data>
<Data Name='ServiceName'>FILE01$</Data><Data Name='Status'>0x0</Data></EventData></Event>
<Event><System><Provider Name='Microsoft-Windows-Security-Auditing'/><EventID>4740</EventID><TimeCreated SystemTime='2026-11-23T07:14:05Z'/>
<EventRecordID>9</EventRecordID><Computer>dc01.contoso.com</Computer></System><EventData><Data Name='TargetUserName'>anna</Data>
</EventData></Event>
</Events>]],
  gives = {
    windows_event{ source = "Microsoft-Windows-Security-Auditing", id = 4769, record = 7, server = "dc01.contoso.com",
                   at = "2026-11-23T07:14:03Z", user = "anna@contoso.com", text = "0xE" },
    windows_event{ source = "Microsoft-Windows-Security-Auditing", id = 4740, record = 9, server = "dc01.contoso.com",
                   at = "2026-11-23T07:14:05Z" },
  },
}

example "a file cut off in the middle keeps what it has" {
  adapter = "event-xml",
  input = [[<Events><Event><System><Provider Name='NETLOGON'/><EventID>5719</EventID><EventRecordID>3</EventRecordID></System></Event>
<Event><System><Provider Name='NETLO]],
  gives = { windows_event{ source = "NETLOGON", id = 5719, record = 3 } },
  warns = "not valid XML: *",
}

example "what single sign-on of a computer logged, with the error from the cloud" {
  adapter = "event-xml",
  input = [[<Event><System><Provider Name='Microsoft-Windows-AAD' Guid='{4DE9BC9C-B27A-43C9-8994-0915F1A5E24F}'/><EventID>1098</EventID>
<Level>2</Level><TimeCreated SystemTime='2026-11-23T07:14:03Z'/><EventRecordID>12</EventRecordID><Computer>pc01</Computer></System>
<RenderingInfo Culture='de-DE'><Message>Fehler: 0xCAA2000C The request requires user interaction. Code: interaction_required
AADSTS50076: Due to a configuration change made by your administrator, you must use multi-factor authentication.
Trace ID: 0f3c1d1a-0000-4000-8000-000000000011 Correlation ID: 0f3c1d1a-0000-4000-8000-000000000012 Timestamp: 2026-11-23 07:14:02Z</Message>
</RenderingInfo></Event>]],
  gives = {
    windows_event{ source = "Microsoft-Windows-AAD", id = 1098, at = "2026-11-23T07:14:03Z", record = 12, server = "pc01",
                   hr = "CAA2000C" },
    error_text{ code = 50076, request_id = "0f3c1d1a-0000-4000-8000-000000000011", at = "2026-11-23T07:14:02Z",
                correlation_id = "0f3c1d1a-0000-4000-8000-000000000012" },
  },
}

example "Windows PowerShell's JSON" {
  adapter = "get-winevent-json",
  input = [==[[
    { "Id":  31001, "Version":  null, "Qualifiers":  0, "Level":  4, "Keywords":  36028797018963968, "RecordId":  1002,
      "ProviderName":  "PasswordResetService", "LogName":  "Application", "MachineName":  "sync01.contoso.com", "UserId":  null,
      "TimeCreated":  "\/Date(1795418043000)\/", "LevelDisplayName":  "Informationen",
      "Message":  "TrackingId: 0f3c1d1a-0000-4000-8000-00000000aaaa, PasswordResetRequestStart, Details: anna@contoso.com" },
    { "Id":  304, "Level":  2, "RecordId":  17, "ProviderName":  "Microsoft-Windows-User Device Registration",
      "MachineName":  "pc01", "TimeCreated":  { "value":  "\/Date(1795418044000)\/", "DisplayHint":  2, "DateTime":  "x" },
      "Message":  "Automatic registration failed at join phase. Exit code: Unknown HResult Error code: 0x801c001d." },
    { "Id":  12019, "Level":  2, "RecordId":  18, "ProviderName":  "Microsoft-AzureADConnect-AuthenticationAgent",
      "MachineName":  "pta01", "TimeCreated":  "\/Date(1795418045000)\/", "Message":  "The agent lost its connection." },
    { "Id":  100, "Level":  4, "RecordId":  19, "ProviderName":  "Microsoft-AzureADConnect-AuthenticationAgent",
      "MachineName":  "pta01", "TimeCreated":  "\/Date(1795418046000)\/", "Message":  "The agent started." }
]]==],
  gives = {
    windows_event{ source = "PasswordResetService", id = 31001, record = 1002, at = "2026-11-23T07:14:03Z", user = "anna@contoso.com",
                   server = "sync01.contoso.com", tracking_id = TRACK },
    windows_event{ source = "Microsoft-Windows-User Device Registration", id = 304, record = 17, at = "2026-11-23T07:14:04Z",
                   hr = "801c001d", server = "pc01" },
    agent_error{ server = "pta01", event = 12019, at = "2026-11-23T07:14:05Z", text = "The agent lost its connection." },
  },
}

example "PowerShell 7's JSON, with a ticket's properties by place" {
  adapter = "get-winevent-json",
  input = [[{ "ProviderName": "Microsoft-Windows-Security-Auditing", "Id": 4769, "RecordId": 7, "MachineName": "dc01",
    "TimeCreated": "2026-11-23T08:14:03.1234567+01:00", "Message": "Ein Kerberos-Dienstticket wurde angefordert.",
    "Properties": [ {"Value": "anna@CONTOSO.COM"}, {"Value": "CONTOSO.COM"}, {"Value": "AZUREADSSOACC$"}, {"Value": "S-1-5-21-1"},
                    {"Value": 1082195984}, {"Value": 18}, {"Value": "::ffff:10.0.0.9"}, {"Value": "50001"}, {"Value": 0} ] }]],
  gives = { windows_event{ source = "Microsoft-Windows-Security-Auditing", id = 4769, record = 7, server = "dc01", text = "0x0",
                           at = "2026-11-23T07:14:03.123Z", user = "anna@contoso.com" } },
}

example "Format-List: its times are the reader's" {
  adapter = "get-winevent-list",
  input = "\n\nTimeCreated  : 23/11/2026 08:14:03\nProviderName : PasswordResetService\nId           : 33008\n" ..
          "Message      : TrackingId: 0f3c1d1a-0000-4000-8000-00000000aaaa, Reason: Synchronization Engine returned an error\n" ..
          "               hr=80230619, message=no., UserPrincipalName: anna@contoso.com, Details: none\n\n" ..
          "TimeCreated  : 23/11/2026 08:14:00\nProviderName : NETLOGON\nId           : 5719\nMessage      : Kein Domänencontroller\n",
  gives = {
    windows_event{ source = "PasswordResetService", id = 33008, hr = "80230619", user = "anna@contoso.com", tracking_id = TRACK },
    windows_event{ source = "NETLOGON", id = 5719 },
  },
}

example "Export-Csv" {
  adapter = "get-winevent-csv",
  input = "#TYPE System.Diagnostics.Eventing.Reader.EventLogRecord\n" ..
          "\"Message\",\"Id\",\"Level\",\"RecordId\",\"ProviderName\",\"LogName\",\"MachineName\",\"TimeCreated\"\n" ..
          "\"BAIL: MMS(1): ..\\server.cpp(2): 0x80230818 (none)\nmore\",\"6329\",\"2\",\"44\",\"ADSync\",\"Application\",\"sync01\"," ..
          "\"23/11/2026 08:14:03\"\n",
  gives = { windows_event{ source = "ADSync", id = 6329, record = 44, server = "sync01", hr = "80230818" } },
}

example "Get-EventLog" {
  adapter = "get-eventlog-json",
  input = [[{ "EventID": 31034, "MachineName": "sync01.contoso.com", "Index": 55, "EntryType": 1, "Source": "PasswordResetService",
    "Message": "Cannot connect: the remote certificate is invalid according to the validation procedure.",
    "TimeGenerated": "\/Date(1795418043000)\/", "ReplacementStrings": [ "a" ] }]],
  gives = { windows_event{ source = "PasswordResetService", id = 31034, record = 55, server = "sync01.contoso.com",
                           at = "2026-11-23T07:14:03Z", text = "remote certificate is invalid" } },
}

example "NXLog: a time without a zone is the machine's own" {
  adapter = "nxlog",
  input = [[{"EventTime":"2026-11-23 08:14:03","Hostname":"dc01.contoso.com","EventID":4769,"SourceName":"Microsoft-Windows-Security-Auditing","RecordNumber":7,"TargetUserName":"anna@CONTOSO.COM","ServiceName":"AZUREADSSOACC$","Status":"0x0","Message":"Un ticket de service Kerberos a été demandé."}
{"EventTime":"2026-11-23T08:14:04.000+01:00","Hostname":"sync01","EventID":"654","SourceName":"Directory Synchronization","RecordNumber":8,"Message":"x"}
]],
  gives = {
    windows_event{ source = "Microsoft-Windows-Security-Auditing", id = 4769, record = 7, server = "dc01.contoso.com", text = "0x0",
                   user = "anna@contoso.com" },
    windows_event{ source = "Directory Synchronization", id = 654, record = 8, server = "sync01", at = "2026-11-23T07:14:04Z" },
  },
}

example "Winlogbeat" {
  adapter = "winlogbeat",
  input = [[{ "@timestamp": "2026-11-23T07:14:03.000Z", "log": { "level": "error" }, "message": "TrackingId: 0f3c1d1a-0000-4000-8000-00000000aaaa, Reason: hr=80230405, message=x",
    "winlog": { "provider_name": "PasswordResetService", "event_id": 33002, "record_id": 1003, "computer_name": "sync01", "channel": "Application" } }
{ "@timestamp": "2026-11-23T07:14:04.000Z", "winlog": { "provider_name": "Microsoft-Windows-Security-Auditing", "event_id": "4769",
    "record_id": 9, "computer_name": "dc01", "event_data": { "ServiceName": "AZUREADSSOACC$", "Status": "0x1b", "TargetUserName": "ben@CONTOSO.COM" } } }]],
  gives = {
    windows_event{ source = "PasswordResetService", id = 33002, record = 1003, server = "sync01", at = "2026-11-23T07:14:03Z",
                   hr = "80230405", tracking_id = TRACK },
    windows_event{ source = "Microsoft-Windows-Security-Auditing", id = 4769, record = 9, server = "dc01", text = "status 0x1b",
                   at = "2026-11-23T07:14:04Z", user = "ben@contoso.com" },
  },
}

example "a workspace's Event table" {
  adapter = "log-analytics-event",
  input = [=[{"tables":[{"name":"PrimaryResult","columns":[{"name":"TimeGenerated","type":"datetime"},{"name":"Source","type":"string"},
    {"name":"EventID","type":"int"},{"name":"Computer","type":"string"},{"name":"RenderedDescription","type":"string"}],
    "rows":[["2026-11-23T07:14:03Z","ADSync",6800,"sync01","The endpoint did not start."]]}]}]=],
  gives = { windows_event{ source = "ADSync", id = 6800, server = "sync01", at = "2026-11-23T07:14:03Z" } },
}

example "a workspace's Event table as CSV" {
  adapter = "log-analytics-event-csv",
  input = "TimeGenerated [UTC],Source,EventLog,Computer,EventID,RenderedDescription\n" ..
          "\"11/23/2026, 7:14:03.221 AM\",ADSync,Application,sync01,6329,\"ERROR_ACCESS_DENIED\"\n",
  gives = { windows_event{ source = "ADSync", id = 6329, server = "sync01", at = "2026-11-23T07:14:03.221Z",
                           text = "ERROR_ACCESS_DENIED" } },
}

example "the table that Get-WinEvent prints by itself, in English and in German" {
  adapter = "get-winevent", warns = "*cuts its messages off*",
  input = [[


   ProviderName: PasswordResetService

TimeCreated                     Id LevelDisplayName Message
-----------                     -- ---------------- -------
11/23/2026 9:12:00 AM        33004 Error            TrackingId: 6f0b1f2e-0000-4000-8000-000000000001, Reason: Syn...
11/23/2026 9:10:00 AM        31001 Information      TrackingId: 6f0b1f2e-0000-4000-8000-000000000002, PasswordRes...


   ProviderName: Directory Synchronization

TimeCreated                     Id LevelDisplayName Message
-----------                     -- ---------------- -------
23.11.2026 09:12:00            611 Fehler           Fehler bei der Kennworthashsynchronisierung...
]],
  gives = { windows_event{ source = "PasswordResetService", id = 33004, tracking_id = "6f0b1f2e-0000-4000-8000-000000000001" },
            windows_event{ source = "PasswordResetService", id = 31001, tracking_id = "6f0b1f2e-0000-4000-8000-000000000002" },
            windows_event{ source = "Directory Synchronization", id = 611 } },
}
