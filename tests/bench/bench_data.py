# SPDX-License-Identifier: MIT
"""What the rule benchmarks run on, each as facts of both engines: a list of (kind, {field: value}).

guests      Miss Manners: half of each sex, two to five of five hobbies
blocks      WaltzDB: regions and one more of four blocks, 76 lines each, and the labellings that junctions may have
drawing     Waltz: four rows of boxes with bars between them, 76 lines a region
workload    200 rules over facts of a help desk, from a seed; EXPECTED has the matches and checksums
"""
import json
import operator
import random

# --- Miss Manners ------------------------------------------------------------------------------------


def guests(n, seed):
    r = random.Random(seed)
    sexes = ["m"] * (n // 2) + ["f"] * (n - n // 2)
    r.shuffle(sexes)
    facts = [("guest", {"name": i + 1, "sex": sexes[i], "hobby": f"h{h}"})
             for i in range(n) for h in r.sample(range(1, 6), r.randint(2, 5))]
    return facts + [("last_seat", {"seat": n}), ("count", {"c": 1}), ("context", {"state": "start"})]


# --- Waltz -------------------------------------------------------------------------------------------


def drawing(regions):
    lines = []

    def path(x, y, *points):
        ends = [(x + dx) * 10000 + y + dy for dx, dy in points]
        lines.extend(zip(ends, ends[1:]))

    for row in range(4):
        y = 10 + 50 * row
        for i in range(regions + 1):
            x = 10 + 60 * i
            left = [(0, 6), (0, 14)] if i > 0 else []
            path(x, y, (0, 0), *left, (0, 20), (20, 20), (20, 0), (0, 0))
            path(x, y, (0, 20), (8, 28), (28, 28), (20, 20))
            path(x, y, (28, 28), (28, 22), (28, 14), (28, 8), (20, 0))
            if i < regions:  # the bar to the next box
                path(x, y, (28, 14), (40, 12), (50, 8), (60, 6))
                path(x, y, (28, 22), (38, 24), (52, 16), (60, 14))
            else:
                path(x, y, (28, 14), (35, 10), (45, 10), (52, 16), (52, 24), (44, 30), (34, 28), (28, 22))
    return [("line", {"p1": p, "p2": q}) for p, q in lines] + [("stage", {"at": "reverse"})]


# --- WaltzDB -----------------------------------------------------------------------------------------

LABELLINGS = {"L": ["bb", "+b", "b+", "-b", "b-"], "fork": ["+++", "---", "b-b", "-bb", "bb-"],
              "tee": ["b+b", "b-b", "bbb"], "arrow": ["b+b", "-+-", "+-+"]}


def labellings():
    names = {"+": "plus", "-": "minus", "b": "boundary", " ": "none"}
    rows = [(kind, row.ljust(3)) for kind, rows in LABELLINGS.items() for row in rows]
    return [("labelling", {"type": kind, "id": i + 1, "n1": names[row[0]], "n2": names[row[1]], "n3": names[row[2]]})
            for i, (kind, row) in enumerate(rows)]


def blocks(regions):
    lines = []

    def path(x, y, *points):
        ends = [(x + dx) * 10000 + y + dy for dx, dy in points]
        lines.extend(zip(ends, ends[1:]))

    columns = 2 * regions + 2
    for i in range(columns):
        x = 6 * i
        for y in (0, 6):
            path(x, y, (0, 0), (2, 0), (3, 0), (4, 0), (5, 1), (5, 2), (5, 3), (5, 5), (3, 5), (2, 5), (1, 5), (0, 4),
                 (0, 3), (0, 2), (0, 0))
            path(x, y, (0, 4), (4, 4), (4, 0))
            path(x, y, (4, 4), (5, 5))
            if i < columns - 1:  # the bar to the next block
                path(x, y, (5, 3 if y == 0 else 2), (6, 3 if y == 0 else 2))
        for dx in (2, 3):  # and those between the rows
            if (i, dx) not in ((0, 2), (columns - 1, 3)):
                path(x, 5, (dx, 0), (dx, 1))
    return labellings() + [("line", {"p1": p, "p2": q}) for p, q in lines] + [("stage", {"at": "reverse"})]


# --- 200 rules, 1,000 facts ----------------------------------------------------------------------------

HOSTS = [f"pta{i:02d}.corp.example" for i in range(40)]
PORTS = [443, 80, 5671, 8080, 8443, 9350, 9351, 9352, 9353, 10100]
STATES = ["open", "closed", "filtered"]
CODES = [16000, 50011, 50020, 50034, 50053, 50055, 50056, 50057, 50058, 50072, 50074, 50076, 50079, 50097,
         50105, 50107, 50125, 50126, 50128, 50129, 50131, 50132, 50133, 50135, 50140, 50144, 50155, 50158,
         50173, 50177, 50194, 51004, 53000, 53001, 53003, 53004, 65001, 65004, 70008, 70011, 70016, 70043,
         70044, 75011, 80001, 80002, 80005, 80007, 80010, 80012, 80013, 80014, 90002, 90014, 90033, 90072,
         90094, 500011, 700016, 7000215]
ACCOUNTS = [f"svc-{x}" for x in "aadc pta sync proxy mfa scim adfs ndes wap hr".split()] + [
    f"MSOL_{i:04d}" for i in range(20)]
PERMISSIONS = ["Replicating Directory Changes", "Replicating Directory Changes All", "Reset Password",
               "Write Property", "Read Property", "Log on as a service", "Write msDS-ConsistencyGuid",
               "Application.Read.All", "Directory.Read.All", "User.Read.All", "Policy.Read.All",
               "AuditLog.Read.All"]
FIELDS = {
    "port_status": {"n": "integer{}", "host": "name{}", "port": "integer{}", "state": "text{}"},
    "error_frequency": {"n": "integer{}", "code": "integer{}", "count": "integer{}", "window_h": "integer{}",
                        "users": "integer{}"},
    "connector_permission": {"n": "integer{}", "account": "text{}", "permission": "text{}",
                             "granted": "boolean{}"},
    "user_scope": {"n": "integer{}", "affected": "integer{}", "total": "integer{}"},
}
KINDS = list(FIELDS)
EXPECTED = {  # seed: matches and checksum of the one-pattern rules, then of the mixed ones
    7: ((895, 695382263), (1407, 1811964541)),
    8: ((875, 1538291706), (883, 1542126355)),
}


class Workload:
    """A rule is (number, salience, patterns); a pattern (kind, tests, is_negated); a test (field,
    operator, value), where a value ("var", k, field) is that field of pattern k."""

    def __init__(self, seed):
        self.r = random.Random(seed)
        self.single = [self.rule(i, [self.pattern(KINDS[i % 4])]) for i in range(200)]
        self.mixed = [self.rule(i, [self.pattern(KINDS[i % 4])]) for i in range(120)]
        self.mixed += [self.rule(i, self.joined((i - 120) % 8)) for i in range(120, 200)]
        self.facts = [self.fact(i + 1) for i in range(1000)]

    def rule(self, i, patterns):
        salience = self.r.choice([0, 0, 0, 10, 20])
        self.r.randint(1, 120), self.r.randint(1, 100)  # a step and a score that nobody reads
        return i + 1, salience, patterns

    def pattern(self, kind):
        r, pick = self.r, self.r.choice
        if kind == "port_status":
            if r.random() < .7:
                tests = [("port", "==", pick(PORTS)), ("state", "==", pick(STATES[1:]))]
            else:
                tests = [("port", "==", pick(PORTS)), ("state", "!=", "open")]
            if r.random() < .5:
                tests.append(("host", "==", pick(HOSTS)))
        elif kind == "error_frequency":
            tests = [("code", "==", pick(CODES)), ("count", ">=", pick([10, 50, 100, 500, 1000]))]
            if r.random() < .5:
                tests.append(("users", pick([">", "<="]), pick([5, 20, 100])))
            if r.random() < .4:
                tests.append(("window_h", "<=", pick([4, 24])))
        elif kind == "connector_permission":
            tests = [("permission", "==", pick(PERMISSIONS)), ("granted", "==", False)]
            if r.random() < .4:
                tests.append(("account", "==", pick(ACCOUNTS)))
        else:
            low = pick([1, 10, 100, 1000])
            tests = [("affected", ">=", low), ("total", "<", low * pick([10, 50, 200]))]
            if r.random() < .5:
                tests.append(("affected", "<", low * 5))
        return kind, tests, False

    def joined(self, shape):
        pick = self.r.choice
        port, error, right, scope = KINDS

        def first(field):
            return "var", 0, field

        if shape == 0:
            return [(port, [("port", "==", pick(PORTS)), ("state", "==", "closed")], False),
                    (port, [("host", "==", first("host")), ("port", "==", pick(PORTS)), ("state", "!=", "open")],
                     False)]
        if shape == 1:
            return [(error, [("code", "==", pick(CODES)), ("count", ">=", 100)], False),
                    (scope, [("affected", ">", first("users")), ("total", "<", 2000)], False)]
        if shape == 2:
            return [(right, [("permission", "==", pick(PERMISSIONS)), ("granted", "==", False)], False),
                    (right, [("account", "==", first("account")), ("permission", "==", pick(PERMISSIONS)),
                             ("granted", "==", True)], False)]
        if shape == 3:
            return [(port, [("port", "==", pick(PORTS)), ("state", "==", "filtered")], False),
                    (port, [("host", "==", first("host")), ("port", "==", 443), ("state", "==", "open")], True)]
        if shape == 4:
            return [(error, [("code", "==", pick(CODES)), ("count", ">=", 50)], False),
                    (error, [("code", "==", first("code")), ("count", ">", first("count"))], True)]
        if shape == 5:
            return [(right, [("permission", "==", pick(PERMISSIONS)), ("granted", "==", False)], False),
                    (right, [("account", "==", first("account")), ("permission", "==", first("permission")),
                             ("granted", "==", True)], True)]
        if shape == 6:
            return [(error, [("code", "==", pick(CODES)), ("count", ">=", 500)], False),
                    (error, [("window_h", "==", first("window_h")), ("code", "==", pick(CODES)),
                             ("users", "<=", first("users"))], False)]
        return [(port, [("port", "==", pick(PORTS)), ("state", "==", "closed")], False),
                (port, [("host", "==", first("host")), ("state", "==", "filtered"), ("port", "!=", first("port"))],
                 False),
                (port, [("host", "==", first("host")), ("port", "==", 5671), ("state", "==", "closed")], True)]

    def fact(self, n):
        r = self.r
        kind = r.choices(KINDS, [30, 40, 20, 10])[0]
        if kind == "port_status":
            return kind, {"n": n, "host": r.choice(HOSTS), "port": r.choice(PORTS),
                          "state": r.choices(STATES, [8, 1, 1])[0]}
        if kind == "error_frequency":
            return kind, {"n": n, "code": r.choice(CODES), "count": int(10 ** r.uniform(0, 3.7)),
                          "window_h": r.choice([1, 4, 24, 72]), "users": int(10 ** r.uniform(0, 3))}
        if kind == "connector_permission":
            return kind, {"n": n, "account": r.choice(ACCOUNTS), "permission": r.choice(PERMISSIONS),
                          "granted": r.random() < .8}
        total = int(10 ** r.uniform(1, 5))
        return kind, {"n": n, "affected": int(total * r.random() ** 3), "total": total}


OPERATORS = {"==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt,
             ">=": operator.ge}


def matches(tests, fields):
    """Whether a fact passes tests on constants."""
    return all(OPERATORS[op](fields[f], value) for f, op, value in tests)


# --- rules of the workload as text -----------------------------------------------------------------------

WORDS = {">": "above", ">=": "at_least", "<": "below", "<=": "at_most", "!=": "is_not"}


def variables(patterns):
    """By pattern: the fields that another pattern reads, and the number of a matched fact."""
    read = [set() if negated else {"n"} for _, _, negated in patterns]
    for _, tests, _ in patterns:
        for _, _, value in tests:
            if isinstance(value, tuple):
                read[value[1]].add(value[2])
    return read


def lua_test(tests, bound):
    """The tests of one field, and the variable that takes it."""
    def operand(v):
        return f"V.{v[2]}_{v[1]}" if isinstance(v, tuple) else json.dumps(v)
    by = {op: value for op, value in tests}
    if len(tests) == 2:
        return f"between({by['>=']}, {by['<'] - 1})"
    if not tests:
        return bound
    (op, value), = tests
    if op != "==":
        text = f"{WORDS[op]}({operand(value)})"
    elif bound and not isinstance(value, tuple):
        text = f"one_of{{ {operand(value)} }}"
    else:
        return operand(value)
    return f"{text}:as({bound})" if bound else text


def lua_rules(rules):
    out = [f"kind \"{k}\" {{ doc = \"{k}\", closed = true, fields = {{ "
           + ", ".join(f"{f} = {t}" for f, t in fields.items()) + " } }" for k, fields in FIELDS.items()]
    out.append('kind "hit" { doc = "A match", closed = true, fields = { rule = integer{}, a = integer{}, '
               "b = integer{ optional = true } } }")
    for number, salience, patterns in rules:
        conditions, numbers = [], []
        for i, ((kind, tests, negated), read) in enumerate(zip(patterns, variables(patterns))):
            fields = {field: [] for field in sorted(read)}
            for field, op, value in tests:
                fields.setdefault(field, []).append((op, value))
            slots = [f"{f} = " + lua_test(t, f"V.{f}_{i}" if f in read else None) for f, t in fields.items()]
            conditions.append(("none" if negated else "some") + f".{kind}{{ {', '.join(slots)} }}")
            if not negated:
                numbers.append(f"{'ab'[len(numbers)]} = V.n_{i}")
        out.append(f'rule "r{number:03}" {{ salience = {salience}, when = {{ {", ".join(conditions)} }},\n'
                   f"  derive = hit{{ rule = {number}, {', '.join(numbers)} }} }}")
    return "\n".join(out) + "\n"


def clips_value(v):
    if isinstance(v, bool):
        return "TRUE" if v else "FALSE"
    return json.dumps(v) if isinstance(v, str) and not v.isalnum() else str(v)


def clips_rules(rules):
    out = ["(defglobal ?*n* = 0 ?*h* = 0)"]
    out += [f"(deftemplate {k} " + " ".join(f"(slot {f})" for f in fields) + ")" for k, fields in FIELDS.items()]
    for number, salience, patterns in rules:
        out.append(f"(defrule r{number:03} (declare (salience {salience}))")
        numbers = []
        for i, ((kind, tests, negated), read) in enumerate(zip(patterns, variables(patterns))):
            slots = {field: [f"?{field}{i}"] for field in sorted(read)}
            for field, op, value in tests:
                text = f"?{value[2]}{value[1]}" if isinstance(value, tuple) else clips_value(value)
                slot = slots.setdefault(field, [])
                if op in ("==", "!="):
                    slot.append(("~" if op == "!=" else "") + text)
                    continue
                if not slot:
                    slot.append(f"?x{field}{i}")
                slot.append(f":({op} {slot[0]} {text})")
            pattern = f"({kind} " + " ".join(f"({f} {'&'.join(s)})" for f, s in slots.items()) + ")"
            out.append(f"  (not {pattern})" if negated else "  " + pattern)
            if not negated:
                numbers.append(f"?n{i}")
        out.append(f"  => (bind ?*n* (+ ?*n* 1)) (bind ?*h* (mod (+ ?*h* {number * 1000003} {' '.join(numbers)}) "
                   "2147483648)))")
    return "\n".join(out) + "\n"


# --- facts as text ----------------------------------------------------------------------------------------


def ndjson(facts):
    return "".join(json.dumps({"kind": kind, **fields}, separators=(",", ":")) + "\n" for kind, fields in facts)


def clips_facts(facts):
    return "".join(f"({kind} " + " ".join(f"({f} {clips_value(v)})" for f, v in fields.items()) + ")\n"
                   for kind, fields in facts)
