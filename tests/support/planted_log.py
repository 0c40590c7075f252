# SPDX-License-Identifier: MIT
"""A day of sign-ins with known incidents in it: planted_log.py OUT [--rows N] [--seed N].

Planted are: a password spray from one address (02:10), an expired client secret (from 06:00 on), a Conditional Access policy
that refuses since 09:12, a pass-through agent that can't reach its domain controller, and a user whose sign-in goes
round in circles (14:30). The rest is a normal day: mostly successes, some mistyped passwords, interrupts that go on to a success.
Newest first, one record a line, as an export has it; --form writes the same log as another tool would, into OUT.FORM."""
import argparse
import csv
import json
import random
from datetime import datetime, timedelta

DAY = datetime(2026, 11, 23)
AGENTS = ["a9e17000-0000-4000-a000-000000000001", "a9e17000-0000-4000-a000-000000000002"]
DEAD_AGENT = "a9e17000-0000-4000-a000-00000000dead"
APPS = [("Office 365 Exchange Online", "00000002-0000-0ff1-ce00-000000000000"), ("Microsoft Teams", "1fec8e78-bce4-4aaf-ab1b-5451cc387264"),
        ("Azure Portal", "c44b4083-3bb0-49c1-b47d-974e53cbdf3c"), ("Contoso HR", "5e9a1b2c-0000-4000-a000-000000000001")]
PAYROLL = ("Payroll export", "5e9a1b2c-0000-4000-a000-00000000aaaa")
POLICY = "CA017: Require compliant device"


class Log:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.rows = []

    def guid(self):
        h = "%032x" % self.random.getrandbits(128)
        return "-".join((h[:8], h[8:12], "4" + h[13:16], "a" + h[17:20], h[20:]))

    def user(self, n=None):
        n = int(400 * self.random.random() ** 1.5) if n is None else n
        return "user%03d@contoso.com" % n

    def add(self, at, code, user, app=None, address=None, correlation=None, agent=None, policy=None, principal=None):
        r = self.random
        name, app_id = app or r.choice(APPS)
        record = {"id": self.guid(), "createdDateTime": at.strftime("%Y-%m-%dT%H:%M:%SZ")}
        if principal:
            record |= {"servicePrincipalId": principal, "servicePrincipalName": name, "servicePrincipalCredentialKeyId": principal}
        else:
            record |= {"userPrincipalName": user, "userId": "", "clientAppUsed": "Browser", "isInteractive": True}
        record |= {"appId": app_id, "appDisplayName": name, "ipAddress": address or "198.51.100.%d" % (1 + hash_of(user) % 60),
                   "correlationId": correlation or self.guid(), "conditionalAccessStatus": "failure" if policy else "success",
                   "status": {"errorCode": code, "failureReason": None if code else "Other.", "additionalDetails": None},
                   "deviceDetail": {"deviceId": "", "isCompliant": False, "trustType": ""},
                   "appliedConditionalAccessPolicies": [
                       {"id": "p%d" % i, "displayName": p, "enforcedGrantControls": ["RequireCompliantDevice"],
                        "result": "failure" if p == policy else "notApplied"} for i, p in enumerate([POLICY, "CA001: Require MFA"])]}
        if not principal:
            record["authenticationDetails"] = [
                {"authenticationMethod": "Password", "authenticationMethodDetail":
                 "Pass-through Authentication; PTA AgentId: " + (agent or r.choice(AGENTS)), "succeeded": code == 0}]
        self.rows.append((at, len(self.rows), record))

    def minute(self):
        """A time of the day, more in working hours."""
        hour = self.random.choice([*range(24), *range(7, 18), *range(8, 17)])
        return DAY + timedelta(hours=hour, seconds=self.random.random() * 3600)


def hash_of(text):
    return sum(ord(c) * (i + 1) for i, c in enumerate(text or ""))


def normal_day(log, rows):
    r = log.random
    for _ in range(rows):
        at, user, kind = log.minute(), log.user(), r.random()
        if kind < 0.03:  # mistyped, and right the next time
            log.add(at, 50126, user)
            log.add(at + timedelta(seconds=20), 0, user)
        elif kind < 0.12:  # an interrupt that goes on to a success
            correlation = log.guid()
            log.add(at, r.choice([50140, 50074, 50058]), user, correlation=correlation)
            log.add(at + timedelta(seconds=15), 0, user, correlation=correlation)
        else:
            log.add(at, 0, user)


def plant(log):
    r = log.random
    for n in range(120):  # a spray: one try for each of many accounts
        log.add(DAY + timedelta(hours=2, minutes=10, seconds=7 * n), 50126, log.user(n * 3), APPS[0], "203.0.113.66")
    for n in range(64):  # a job every quarter of an hour with a secret that has expired
        log.add(DAY + timedelta(hours=6, minutes=15 * n), 7000222, None, PAYROLL, "192.0.2.10", principal="5e9a1b2c-0000-4000-a000-00000000bbbb")
    for _ in range(90):  # since 09:12
        at = DAY + timedelta(hours=9, minutes=12, seconds=r.random() * 8 * 3600)
        log.add(at, 53000, log.user(), policy=POLICY)
    log.add(DAY + timedelta(hours=9, minutes=12, seconds=3), 53000, log.user(), policy=POLICY)
    for _ in range(60):  # the third agent's tries all fail, the whole day
        log.add(log.minute(), 80001, log.user(), agent=DEAD_AGENT)
    for n in range(40):  # in circles
        log.add(DAY + timedelta(hours=14, minutes=30, seconds=9 * n), 50058, "loop@contoso.com", APPS[3])


# --- forms ---------------------------------------------------------------------------------------------

def american(time):
    at = datetime.fromisoformat(time[:-1])
    return at.strftime("%%d/%%d/%Y, %%d:%M:%S.000 %p") % (at.month, at.day, (at.hour + 11) % 12 + 1)


def rows_of_log_analytics(records, dynamic, time=lambda t: t):
    """Columns of SigninLogs; dynamic: what a column with an object or a list holds."""
    for r in records:
        yield {"TimeGenerated": time(r["createdDateTime"]), "ResultType": str(r["status"]["errorCode"]),
               "ResultDescription": "Other", "Status": dynamic(r["status"]), "UserPrincipalName": r.get("userPrincipalName", ""),
               "UserId": r.get("userId", ""), "AppDisplayName": r["appDisplayName"], "AppId": r["appId"],
               "IPAddress": r["ipAddress"], "Location": "NL", "ClientAppUsed": r.get("clientAppUsed", ""),
               "IsInteractive": r.get("isInteractive", ""), "ConditionalAccessPolicies": dynamic(r["appliedConditionalAccessPolicies"]),
               "ConditionalAccessStatus": r["conditionalAccessStatus"], "DeviceDetail": dynamic(r["deviceDetail"]),
               "AuthenticationDetails": dynamic(r.get("authenticationDetails", [])), "CorrelationId": r["correlationId"],
               "Id": r["id"], "ServicePrincipalId": r.get("servicePrincipalId", ""),
               "ServicePrincipalName": r.get("servicePrincipalName", ""),
               "ServicePrincipalCredentialKeyId": r.get("servicePrincipalCredentialKeyId", "")}


PORTAL = {
    "users": "Date (UTC),Request ID,User agent,Correlation ID,User ID,User,Username,User type,Cross tenant access type,"
             "Incoming token type,Authentication Protocol,Unique token identifier,Original transfer method,Client credential type,"
             "Token Protection - Sign In Session,Token Protection - Sign In Session StatusCode,Application,Application ID ,"
             "App owner tenant ID,Resource,Resource ID ,Resource tenant ID,Resource owner tenant ID,Home tenant ID,"
             "Home tenant name,IP address,Location,Status,Sign-in error code,Failure reason,Client app,Device ID,Browser,"
             "Operating System,Compliant,Managed,Join Type,Multifactor authentication result,"
             "Multifactor authentication auth method,Multifactor authentication auth detail,Authentication requirement,"
             "Sign-in identifier,Session ID,IP address (seen by resource),Through Global Secure Access,"
             "Global Secure Access IP address,Autonomous system  number,Flagged for review,Token issuer type,"
             "Incoming token type,Token issuer name,Latency,Conditional Access,Managed Identity type,Associated Resource Id,"
             "Federated Token Id,Federated Token Issuer",
    "applications": "Date (UTC),Request ID,Correlation ID,Service principal ID,Service principal name,Credential key ID,"
                    "Credential thumbprint,Application,Application ID ,App owner tenant ID,Resource,Resource ID ,"
                    "Resource tenant ID,Resource owner tenant ID,Home tenant ID,Home tenant name,IP address,Location,Status,"
                    "Sign-in error code,Failure reason,Conditional Access",
}


def portal_row(r):
    code = r["status"]["errorCode"]
    return {"Date (UTC)": r["createdDateTime"], "Request ID": r["id"], "Correlation ID": r["correlationId"],
            "User ID": r.get("userId", ""), "Username": r.get("userPrincipalName", ""), "Application": r["appDisplayName"],
            "Application ID ": r["appId"], "IP address": r["ipAddress"], "Location": "Delft, Zuid-Holland, NL",
            "Status": "Failure" if code else "Success", "Sign-in error code": code or "None", "Failure reason": "Other.",
            "Client app": r.get("clientAppUsed", ""), "Device ID": "", "Incoming token type": "None",
            "Service principal ID": r.get("servicePrincipalId", ""), "Service principal name": r.get("servicePrincipalName", ""),
            "Credential key ID": r.get("servicePrincipalCredentialKeyId", ""),
            "Conditional Access": r["conditionalAccessStatus"].title()}


def write_csv(f, rows, columns=None, **more):
    rows = list(rows)
    columns = columns or list(rows[0])
    writer = csv.writer(f, **more)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([row.get(c, "") for c in columns])


def dotted(record):
    flat = {}
    for key, value in record.items():
        if isinstance(value, dict):
            flat |= {key + "." + k: v for k, v in value.items()}
        else:
            flat[key] = value
    return flat


def write_kusto(f, rows):
    rows = list(rows)
    columns = [{"ColumnName": c, "ColumnType": "string"} for c in rows[0]]
    json.dump([{"FrameType": "DataSetHeader", "IsProgressive": False, "Version": "v2.0"},
               {"FrameType": "DataTable", "TableId": 0, "TableKind": "QueryProperties", "TableName": "@ExtendedProperties",
                "Columns": [{"ColumnName": "Key", "ColumnType": "string"}], "Rows": [["Visualization"]]},
               {"FrameType": "DataTable", "TableId": 1, "TableKind": "PrimaryResult", "TableName": "PrimaryResult",
                "Columns": columns, "Rows": [list(r.values()) for r in rows]},
               {"FrameType": "DataSetCompletion", "HasErrors": False, "Cancelled": False}], f)


def write_form(form, records, f):
    """Forms with `applications` in them hold the sign-ins of applications, the others of the portal those of users."""
    if form == "json":
        for r in records:
            f.write(json.dumps(r, separators=(",", ":")) + "\n")
    elif form.startswith("portal"):
        kind = "applications" if form.endswith("applications") else "users"
        columns = PORTAL[kind].split(",")
        if form.startswith("portal-2024"):
            columns = columns[:-2]
        rows = [portal_row(r) for r in records if ("servicePrincipalId" in r) == (kind == "applications")]
        if form.startswith("portal-german"):
            columns_out, rows = ["Spalte %d" % i for i in range(len(columns))], [[r.get(c, "") for c in columns] for r in rows]
            csv.writer(f, quoting=csv.QUOTE_ALL).writerows([columns_out, *rows])
        else:
            f.write("\ufeff")
            write_csv(f, rows, columns, quoting=csv.QUOTE_ALL if "2024" in form else csv.QUOTE_MINIMAL)
    elif form == "log-analytics-csv":
        f.write("\ufeff")
        rows = list(rows_of_log_analytics(records, lambda o: json.dumps(o, indent=2), american))
        names = {"TimeGenerated": "TimeGenerated [UTC]", "ConditionalAccessPolicies": "ConditionalAccessPolicies_dynamic"}
        write_csv(f, [{names.get(k, k): v for k, v in r.items()} | {"ConditionalAccessPolicies_string": ""} for r in rows])
    elif form == "pandas":
        write_csv(f, rows_of_log_analytics(records, str), lineterminator="\n")
    elif form == "dotted":
        write_csv(f, (dotted(r) for r in records), list(dict.fromkeys(k for r in records for k in dotted(r))))
    elif form == "tables":
        rows = list(rows_of_log_analytics(records, json.dumps))
        json.dump({"tables": [{"name": "PrimaryResult", "columns": [{"name": c, "type": "string"} for c in rows[0]],
                               "rows": [list(r.values()) for r in rows]}]}, f, indent=1)
    elif form == "kusto":
        write_kusto(f, rows_of_log_analytics(records, lambda o: o))
    elif form == "az":
        json.dump([{"TableName": "PrimaryResult"} | {k: v if isinstance(v, str) else str(v) for k, v in r.items()}
                   for r in rows_of_log_analytics(records, json.dumps)], f, indent=2)
    else:
        raise SystemExit("no form " + form)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("out")
    parser.add_argument("--rows", type=int, default=6000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--form", action="append", default=[])
    parser.add_argument("--normal", action="store_true", help="plant nothing")
    a = parser.parse_args()
    log = Log(a.seed)
    normal_day(log, a.rows)
    if not a.normal:
        plant(log)
    records = [record for _, _, record in sorted(log.rows, key=lambda row: row[:2], reverse=True)]
    for form in a.form or [""]:
        with open(a.out + (form and "." + form), "w", encoding="utf-8", newline="") as f:
            write_form(form or "json", records, f)


if __name__ == "__main__":
    main()
