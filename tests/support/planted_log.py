# SPDX-License-Identifier: MIT
"""A day of sign-ins with known incidents in it: planted_log.py OUT [--rows N] [--seed N].

Planted are: a password spray from one address (02:10), an expired client secret (from 06:00 on), a Conditional Access policy
that refuses since 09:12, a pass-through agent that can't reach its domain controller, and a user whose sign-in goes
round in circles (14:30). The rest is a normal day: mostly successes, some mistyped passwords, interrupts that go on to a success.
Newest first, one record a line, as an export has it."""
import argparse
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


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("out")
    parser.add_argument("--rows", type=int, default=6000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--normal", action="store_true", help="plant nothing")
    a = parser.parse_args()
    log = Log(a.seed)
    normal_day(log, a.rows)
    if not a.normal:
        plant(log)
    with open(a.out, "w", encoding="utf-8") as f:
        for _, _, record in sorted(log.rows, key=lambda row: row[:2], reverse=True):
            f.write(json.dumps(record, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
