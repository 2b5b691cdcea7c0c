import { existsSync } from 'node:fs'
import { verifyAudit } from '@/lib/audit/verify-audit'
import { contextFor, openDesk } from '@/lib/desk'
import { parseSettings } from '@/lib/env'

// npm run audit:verify: walks the chain of the audit log. One JSON line: how many rows hang together, the hash of the last
// of them, and the first broken row; ends with 1 when there is one.
if (existsSync('.env')) process.loadEnvFile('.env')
const desk = openDesk({ ...parseSettings(process.env), LOG_LEVEL: 'warn' })
try {
  const { rows, hash, broken } = await verifyAudit(contextFor({ kind: 'system', name: 'command line' }, desk))
  console.log(JSON.stringify({ ok: broken === null, rows, hash, broken }))
  process.exitCode = broken ? 1 : 0
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  await desk.close()
}
