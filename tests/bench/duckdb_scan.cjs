// SPDX-License-Identifier: MIT
// The same numbers from DuckDB: node duckdb_scan.cjs LOG.  For one thread and for two a line: their number, seconds, processor
// seconds, sign-ins counted.  No lines: @duckdb/node-api isn't found through NODE_PATH.
let duckdb
try {
  duckdb = require('@duckdb/node-api')
} catch {
  process.exit(0)
}
const file = process.argv[2]
const columns = "{id: 'VARCHAR', createdDateTime: 'TIMESTAMP', userPrincipalName: 'VARCHAR', status: 'STRUCT(errorCode BIGINT)'}"
const query = `SELECT status.errorCode AS code, count(*) AS n, count(DISTINCT userPrincipalName) AS users,
  min(createdDateTime) AS first, max(createdDateTime) AS last
  FROM read_json('${file}', format = 'newline_delimited', columns = ${columns}) GROUP BY code`

async function main() {
  const connection = await (await duckdb.DuckDBInstance.create(':memory:')).connect()
  for (const threads of [1, 2]) {
    await connection.run(`SET threads = ${threads}`)
    let best = Infinity, least = Infinity, rows = 0
    for (let i = 0; i < 2; i++) {
      const used = process.cpuUsage(), start = process.hrtime.bigint()
      const reader = await connection.runAndReadAll(query)
      const { user, system } = process.cpuUsage(used)
      best = Math.min(best, Number(process.hrtime.bigint() - start) / 1e9)
      least = Math.min(least, (user + system) / 1e6)
      rows = reader.getRows().reduce((sum, row) => sum + Number(row[1]), 0)
    }
    console.log(`${threads} ${best} ${least} ${rows}`)
  }
}
main().catch((e) => { console.error(e.message); process.exit(1) })
