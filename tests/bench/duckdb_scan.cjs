// SPDX-License-Identifier: MIT
// The same numbers from DuckDB: node duckdb_scan.cjs LOG.  It is found through NODE_PATH; without it a line says so.
let duckdb
try {
  duckdb = require('@duckdb/node-api')
} catch {
  console.log('DuckDB: not there (npm install @duckdb/node-api, and NODE_PATH to its node_modules)')
  process.exit(0)
}
const fs = require('fs')
const file = process.argv[2]
const columns = "{id: 'VARCHAR', createdDateTime: 'TIMESTAMP', userPrincipalName: 'VARCHAR', status: 'STRUCT(errorCode BIGINT)'}"
const query = `SELECT status.errorCode AS code, count(*) AS n, count(DISTINCT userPrincipalName) AS users,
  min(createdDateTime) AS first, max(createdDateTime) AS last
  FROM read_json('${file}', format = 'newline_delimited', columns = ${columns}) GROUP BY code`

async function main() {
  const connection = await (await duckdb.DuckDBInstance.create(':memory:')).connect()
  const gb = fs.statSync(file).size / 1e9
  for (const threads of [1, 2]) {
    await connection.run(`SET threads = ${threads}`)
    let best = Infinity, rows = 0
    for (let i = 0; i < 2; i++) {
      const start = process.hrtime.bigint()
      const reader = await connection.runAndReadAll(query)
      best = Math.min(best, Number(process.hrtime.bigint() - start) / 1e9)
      rows = reader.getRows().reduce((sum, row) => sum + Number(row[1]), 0)
    }
    console.log(`DuckDB, ${threads} thread${threads > 1 ? 's' : ''}: by code attempts, users, first, last ${(gb / best).toFixed(2)} GB/s (${rows} rows)`)
  }
}
main().catch((e) => { console.error(e.message); process.exit(1) })
