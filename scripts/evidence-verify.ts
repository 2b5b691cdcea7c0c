import { existsSync } from 'node:fs'
import { contextFor, openDesk } from '@/lib/desk'
import { parseSettings } from '@/lib/env'
import { verifyEvidence } from '@/lib/evidence/verify-evidence'

// npm run evidence:verify: reads every kept file again and compares the store with the database. One line a problem,
// then one JSON line; ends with 1 when something is damaged, missing or cannot be read.
const SAY_EVERY = 1_000

if (existsSync('.env')) process.loadEnvFile('.env')
const desk = openDesk({ ...parseSettings(process.env), LOG_LEVEL: 'warn' })
try {
  const summary = await verifyEvidence(contextFor({ kind: 'system', name: 'command line' }, desk), {
    onProgress({ checked, total, problem }) {
      if (problem) {
        const { what, kind, part, evidenceId, enrollmentId, address } = problem
        const named = part === '' ? kind : `${kind} ${part}`
        console.log(`${what}: ${named} ${evidenceId} of enrollment ${enrollmentId} (${address})`)
      } else if (checked % SAY_EVERY === 0) console.log(`${checked} of ${total}`)
    },
  })
  console.log(JSON.stringify(summary))
  process.exitCode = summary.ok ? 0 : 1
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  await desk.close()
}
